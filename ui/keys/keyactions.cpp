// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyactions.h"

#include "keys/findings/findingbook.h"
#include "keys/refusal.h"
#include "keys/stores/secretstores.h"
#include "ui/keys/acceptdialog.h"
#include "ui/keys/backup/backupdialog.h"
#include "ui/keys/backup/restoredialog.h"
#include "ui/keys/changes/changeactions.h"
#include "ui/keys/keytext.h"
#include "ui/keys/pastekeydialog.h"
#include "ui/keys/response/responses.h"
#include "ui/keys/setup/setupwizard.h"
#include "ui/keys/stores/movekeysdialog.h"

#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace coffer::ui {

KeyActions::KeyActions(const KeyServices &services, const Context &context, QWidget *window)
    : QObject(window),
      m_services(services),
      m_context(context),
      m_window(window),
      m_changes(new ChangeActions(services, context, window)),
      m_responses(new Responses(services, context, window))
{
    connect(m_changes, &ChangeActions::failed, this, &KeyActions::failed);
    connect(m_responses, &Responses::failed, this, &KeyActions::failed);
    connect(m_responses, &Responses::replacementWanted, this, &KeyActions::addKey);
}

QString KeyActions::label(KeyAction action)
{
    switch (action) {
    case KeyAction::None:
        return {};
    case KeyAction::Add:
        return tr("Add a key…");
    case KeyAction::Paste:
        return tr("Paste this key…");
    case KeyAction::Verify:
        return tr("Verify now");
    case KeyAction::Edit:
        return tr("Edit permissions and IP addresses…");
    case KeyAction::Rotate:
        return tr("Rotate…");
    case KeyAction::Pause:
        return tr("Pause");
    case KeyAction::Resume:
        return tr("Resume");
    case KeyAction::Respond:
        return tr("This key may be compromised…");
    case KeyAction::Move:
        return tr("Move its secret…");
    case KeyAction::Forget:
        return tr("Forget on this device…");
    case KeyAction::Revoke:
        return tr("Revoke…");
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
    case KeyAction::Add:
        return true;
    case KeyAction::Paste:
        return !isHeld || (entry->held->lastError && keys::isSecretMissing(entry->held->lastError->kind));
    case KeyAction::Verify:
        return !entry || isHeld;
    case KeyAction::Edit:
    case KeyAction::Revoke:
        return entry.has_value();
    case KeyAction::Rotate:
        return isHeld;
    case KeyAction::Pause:
        return isHeld && !entry->held->paused;
    case KeyAction::Resume:
        return isHeld && entry->held->paused;
    case KeyAction::Respond:
        return entry.has_value();
    case KeyAction::Move:
        return isHeld && m_services.stores.all().size() > 1;
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
    case KeyAction::Add:
        addKey();
        break;
    case KeyAction::Paste:
        paste(entry);
        break;
    case KeyAction::Verify:
        m_services.inventory.verify();
        break;
    case KeyAction::Edit:
        m_changes->edit(*entry);
        break;
    case KeyAction::Rotate:
        m_changes->rotate(*entry);
        break;
    case KeyAction::Pause:
    case KeyAction::Resume:
        setPaused(*entry->held, action == KeyAction::Pause);
        break;
    case KeyAction::Respond:
        m_responses->open(*entry);
        break;
    case KeyAction::Move:
        move(*entry->held);
        break;
    case KeyAction::Forget:
        confirmForget(*entry);
        break;
    case KeyAction::Revoke:
        m_changes->revoke(*entry);
        break;
    case KeyAction::BackUp:
        backUp();
        break;
    case KeyAction::Restore:
        restore();
        break;
    }
}

void KeyActions::acceptFinding(const keys::Finding &finding, const Entry &entry)
{
    if (!entry)
        return;
    auto *dialog = new AcceptDialog(m_services.inventory.book(), entry->accessKey(), labelText(*entry),
                                    finding, m_context, m_window);
    dialog->open();
}

void KeyActions::undoAccept(const keys::Finding &finding, const Entry &entry)
{
    if (!entry)
        return;
    whenDone(this, m_services.inventory.book().withdraw(entry->accessKey(), finding),
             [this](const Result<void> &result) {
                 if (!result)
                     Q_EMIT failed(result.error());
             });
}

void KeyActions::fill(QMenu &menu, const Entry &entry)
{
    const auto add = [&](KeyAction action) {
        if (isPossible(action, entry))
            menu.addAction(label(action), this, [this, action, entry] { take(action, entry); });
    };
    for (const KeyAction action : {KeyAction::Paste, KeyAction::Verify, KeyAction::Edit, KeyAction::Rotate,
                                   KeyAction::Pause, KeyAction::Resume, KeyAction::Move})
        add(action);
    menu.addSeparator();
    for (const KeyAction action : {KeyAction::Forget, KeyAction::Revoke, KeyAction::Respond})
        add(action);
}

void KeyActions::addKey()
{
    auto *wizard = new SetupWizard(m_services, m_context, m_window);
    connect(wizard, &SetupWizard::saved, this, &KeyActions::added);
    wizard->open();
}

/// Without an entry for any key, with one for that key.
void KeyActions::paste(const Entry &entry)
{
    auto *dialog = new PasteKeyDialog(m_services.inventory, m_services.client,
                                      m_services.stores.preferred().place(), m_context, m_window);
    dialog->offerPlaces(m_services.stores);
    if (entry)
        dialog->setAccessKey(entry->accessKey(), labelText(*entry));
    connect(dialog, &PasteKeyDialog::saved, this, &KeyActions::added);
    dialog->open();
}

void KeyActions::move(const keys::KeyRecord &key)
{
    auto *dialog = new MoveKeysDialog(m_services.inventory, m_services.stores, m_context, m_window);
    dialog->choose(key.id);
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
    if (m_services.keyring.isLocked()) { // since it was asked about
        Q_EMIT failed({ErrorKind::Locked, {}, {}, std::nullopt});
        return;
    }
    whenDone(this, m_services.inventory.forget(key), [this](const Result<void> &result) {
        if (!result)
            Q_EMIT failed(result.error());
    });
}

} // namespace coffer::ui
