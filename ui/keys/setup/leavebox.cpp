// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/leavebox.h"

#include <QPushButton>

namespace coffer::ui {

LeaveBox::LeaveBox(keys::SetupLoss loss, QWidget *parent)
    : QMessageBox(QMessageBox::Warning, tr("Add a key"), QString(), QMessageBox::NoButton, parent),
      m_isMade(loss == keys::SetupLoss::MadeKey)
{
    setObjectName(QStringLiteral("leaveBox"));
    setAttribute(Qt::WA_DeleteOnClose);
    setTextFormat(Qt::PlainText);
    setText(m_isMade ? tr("The new key is not saved yet.") : tr("Leave, and forget what you entered?"));
    m_stay = add(QStringLiteral("stayButton"), tr("Go back"), RejectRole);
    setEscapeButton(m_stay);
    setDefaultButton(m_stay);
    if (m_isMade) {
        m_keep = add(QStringLiteral("leaveSaveButton"), tr("Save key"), AcceptRole);
        m_remove = add(QStringLiteral("leaveDeleteButton"), tr("Delete it on the exchange"), DestructiveRole);
        connect(m_keep, &QPushButton::clicked, this, &LeaveBox::saveChosen);
        connect(m_remove, &QPushButton::clicked, this, &LeaveBox::deleteChosen);
    } else {
        QPushButton *leave = add(QStringLiteral("leaveButton"), tr("Leave"), DestructiveRole);
        connect(leave, &QPushButton::clicked, this, &LeaveBox::leaveChosen);
    }
    setLocked(false);
}

void LeaveBox::setLocked(bool isLocked)
{
    if (!m_isMade) {
        setInformativeText(
            tr("Nothing was stored. A key that you made on the web page goes on existing there."));
        return;
    }
    const QString where = tr("It exists on the exchange, and its secret is here in memory only.");
    const QString advice =
        isLocked ? tr("Coffer is locked: go back and unlock it first. Then save the key, or delete it on the "
                      "exchange. Until then it stays here, and nothing is lost.")
                 : tr("Save it, or delete it on the exchange.");
    setInformativeText(where + QLatin1Char(' ') + advice);
    for (QPushButton *button : {m_keep, m_remove})
        button->setEnabled(!isLocked);
    setDefaultButton(isLocked ? m_stay : m_keep);
}

QPushButton *LeaveBox::add(const QString &name, const QString &text, ButtonRole role)
{
    QPushButton *button = addButton(text, role);
    button->setObjectName(name);
    return button;
}

} // namespace coffer::ui
