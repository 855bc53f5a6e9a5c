// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyactions.h"

#include "keys/stores/secretstores.h"
#include "ui/keys/backup/backupdialog.h"
#include "ui/keys/backup/restoredialog.h"
#include "ui/keys/keytext.h"
#include "ui/keys/pastekeydialog.h"

#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace coffer::ui {

KeyActions::KeyActions(const KeyServices &services, const Context &context, QWidget *window)
    : QObject(window), m_services(services), m_context(context), m_window(window)
{
}

QString KeyActions::label(KeyAction action)
{
    switch (action) {
    case KeyAction::None:
        return {};
    case KeyAction::Paste:
        return tr("Paste this key…");
    case KeyAction::Verify:
        return tr("Verify now");
    case KeyAction::Pause:
        return tr("Pause");
    case KeyAction::Resume:
        return tr("Resume");
    case KeyAction::Forget:
        return tr("Forget on this device…");
    case KeyAction::BackUp:
        return tr("Back up…");
    case KeyAction::Restore:
        return tr("Restore…");
    }
    return {};
}

bool KeyActions::isPossible(KeyAction action, const Entry &entry) const
{
    const bool isHeld = entry && entry->held;
    switch (action) {
    case KeyAction::None:
        return false;
    case KeyAction::Paste:
        return !isHeld;
    case KeyAction::Verify:
        return !entry || isHeld;
    case KeyAction::Pause:
        return isHeld && !entry->held->paused;
    case KeyAction::Resume:
        return isHeld && entry->held->paused;
    case KeyAction::Forget:
        return isHeld;
    case KeyAction::BackUp:
        return isAnyHeld() && !m_services.keyring.isLocked();
    case KeyAction::Restore:
        return !m_services.keyring.isLocked();
    }
    return false;
}

void KeyActions::take(KeyAction action, const Entry &entry)
{
    if (!isPossible(action, entry))
        return;
    switch (action) {
    case KeyAction::None:
        break;
    case KeyAction::Paste:
        paste(entry);
        break;
    case KeyAction::Verify:
        m_services.inventory.verify();
        break;
    case KeyAction::Pause:
    case KeyAction::Resume:
        setPaused(*entry->held, action == KeyAction::Pause);
        break;
    case KeyAction::Forget:
        confirmForget(*entry);
        break;
    case KeyAction::BackUp:
        backUp();
        break;
    case KeyAction::Restore:
        restore();
        break;
    }
}

void KeyActions::fill(QMenu &menu, const Entry &entry)
{
    for (const KeyAction action :
         {KeyAction::Paste, KeyAction::Verify, KeyAction::Pause, KeyAction::Resume}) {
        if (isPossible(action, entry))
            menu.addAction(label(action), this, [this, action, entry] { take(action, entry); });
    }
    if (!isPossible(KeyAction::Forget, entry))
        return;
    menu.addSeparator();
    menu.addAction(label(KeyAction::Forget), this, [this, entry] { take(KeyAction::Forget, entry); });
}

/// Without an entry for any key, with one for that key.
void KeyActions::paste(const Entry &entry)
{
    auto *dialog = new PasteKeyDialog(m_services.inventory, m_services.client,
                                      m_services.stores.preferred().place(), m_context, m_window);
    if (entry)
        dialog->setAccessKey(entry->accessKey(), labelText(*entry));
    connect(dialog, &PasteKeyDialog::saved, this, &KeyActions::added);
    dialog->open();
}

void KeyActions::setPaused(const keys::KeyRecord &key, bool paused)
{
    whenDone(this, m_services.inventory.setPaused(key.id, paused), [this](const Result<void> &result) {
        if (!result)
            Q_EMIT failed(result.error());
    });
}

void KeyActions::confirmForget(const keys::InventoryEntry &entry)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Forget on this device"),
                                tr("Forget “%1” on this device?").arg(labelText(entry)),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("forgetBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("Its secret is removed from this device and can't be brought back from here. The key itself "
           "goes on existing on the exchange: to end it, delete it on the API Management page."));
    QPushButton *forgetButton = box->addButton(tr("Forget on this device"), QMessageBox::DestructiveRole);
    forgetButton->setObjectName(QStringLiteral("confirmForgetButton"));
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    const KeyId key = entry.held->id;
    connect(forgetButton, &QPushButton::clicked, this, [this, key] { forget(key); });
    box->open();
}

bool KeyActions::isAnyHeld() const
{
    const QList<keys::InventoryEntry> &entries = m_services.inventory.entries();
    return std::any_of(entries.cbegin(), entries.cend(),
                       [](const keys::InventoryEntry &entry) { return entry.held.has_value(); });
}

/// All keys, whichever is the current one.
void KeyActions::backUp()
{
    auto *dialog = new BackupDialog(m_services.inventory, m_services.keyring, m_services.stores,
                                    m_services.facts, m_context, m_window);
    dialog->open();
}

void KeyActions::restore()
{
    auto *dialog = new RestoreDialog(m_services.inventory, m_services.keyring, m_services.stores,
                                     m_services.pending, m_services.facts, m_context, m_window);
    // What came is asked about, so that nobody takes the backup's word for it.
    connect(dialog, &RestoreDialog::restored, &m_services.inventory, &keys::KeyInventory::verify);
    dialog->open();
}

void KeyActions::forget(const KeyId &key)
{
    whenDone(this, m_services.inventory.forget(key), [this](const Result<void> &result) {
        if (!result)
            Q_EMIT failed(result.error());
    });
}

} // namespace coffer::ui
