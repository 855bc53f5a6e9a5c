// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/leavebox.h"

#include <QPushButton>

namespace coffer::ui {

LeaveBox::LeaveBox(keys::SetupLoss loss, QWidget *parent)
    : QMessageBox(QMessageBox::Warning, tr("Add a key"), QString(), QMessageBox::NoButton, parent)
{
    const bool isMade = loss == keys::SetupLoss::MadeKey;
    setObjectName(QStringLiteral("leaveBox"));
    setAttribute(Qt::WA_DeleteOnClose);
    setTextFormat(Qt::PlainText);
    setText(isMade ? tr("The new key is not saved yet.") : tr("Leave, and forget what you entered?"));
    setInformativeText(isMade
                           ? tr("It exists on the exchange, and its secret is here in memory only. Save it, "
                                "or delete it on the exchange.")
                           : tr("Nothing was stored. A key that you made on the web page goes on existing "
                                "there."));
    QPushButton *stay = add(QStringLiteral("stayButton"), tr("Go back"), RejectRole);
    setEscapeButton(stay);
    setDefaultButton(stay);
    if (isMade) {
        QPushButton *keep = add(QStringLiteral("leaveSaveButton"), tr("Save key"), AcceptRole);
        QPushButton *remove =
            add(QStringLiteral("leaveDeleteButton"), tr("Delete it on the exchange"), DestructiveRole);
        connect(keep, &QPushButton::clicked, this, &LeaveBox::saveChosen);
        connect(remove, &QPushButton::clicked, this, &LeaveBox::deleteChosen);
        setDefaultButton(keep);
    } else {
        QPushButton *leave = add(QStringLiteral("leaveButton"), tr("Leave"), DestructiveRole);
        connect(leave, &QPushButton::clicked, this, &LeaveBox::leaveChosen);
    }
}

QPushButton *LeaveBox::add(const QString &name, const QString &text, ButtonRole role)
{
    QPushButton *button = addButton(text, role);
    button->setObjectName(name);
    return button;
}

} // namespace coffer::ui
