// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/changedialog.h"

#include "keys/keyring.h"
#include "keys/stores/secretstores.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/keys/keyservices.h"
#include "ui/keys/stores/vaultdialog.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

ChangeDialog::ChangeDialog(const QString &name, const QString &title, const KeyServices &services,
                           const Context &context, QWidget *parent)
    : QDialog(parent),
      m_name(name),
      m_keyring(services.keyring),
      m_stores(services.stores),
      m_context(context),
      m_lock(new ErrorBar(context.theme, this)),
      m_body(new QVBoxLayout),
      m_buttons(new QHBoxLayout)
{
    setObjectName(name + QStringLiteral("Dialog"));
    setWindowTitle(title);
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    m_body->setSpacing(12);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    auto *heading = new Label(Label::Role::Title, title, this);
    heading->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(heading);
    layout->addWidget(m_lock);
    layout->addLayout(m_body, 1);
    layout->addLayout(m_buttons);
    m_lock->setObjectName(name + QStringLiteral("LockBar"));
    m_lock->setClosable(false); // nothing else here can unlock
    connect(m_lock, &ErrorBar::remedyRequested, this,
            [this](Remedy remedy) { remedy == Remedy::UnlockVault ? openVault() : unlock(); });
    connect(&m_keyring, &keys::Keyring::lockedChanged, this, &ChangeDialog::showLock);
    if (isLocked())
        m_lock->show({ErrorKind::Locked, {}, {}, std::nullopt});
}

bool ChangeDialog::isLocked() const
{
    return m_keyring.isLocked();
}

void ChangeDialog::showLock()
{
    if (isLocked())
        m_lock->show({ErrorKind::Locked, {}, {}, std::nullopt});
    else
        m_lock->clear();
    showState();
}

void ChangeDialog::unlock()
{
    whenDone(this, m_keyring.unlock(), [this](const Result<void> &unlocked) {
        if (!unlocked && isLocked())
            m_lock->show(unlocked.error());
    });
}

/// The key that unlocking asks for is in there.
void ChangeDialog::openVault()
{
    if (m_vault)
        return;
    m_vault = VaultDialog::ask(m_stores, m_context, this);
    if (m_vault)
        connect(m_vault, &QDialog::accepted, this, &ChangeDialog::unlock);
    else // it was opened meanwhile
        unlock();
}

QPushButton *ChangeDialog::addButton(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(m_name + name + QStringLiteral("Button"));
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    return button;
}

Label *ChangeDialog::addText(const QString &text)
{
    auto *label = new Label(Label::Role::Body, text, this);
    label->setWordWrap(true);
    m_body->addWidget(label);
    return label;
}

void ChangeDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

} // namespace coffer::ui
