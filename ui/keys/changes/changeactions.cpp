// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/changeactions.h"

#include "ui/keys/changes/editkeydialog.h"
#include "ui/keys/changes/revokekeydialog.h"
#include "ui/keys/changes/rotatekeydialog.h"

namespace coffer::ui {

namespace {

using keys::KeyEdit;
using keys::KeyTarget;
using keys::KeyWish;
using keys::Revocation;
using keys::Rotation;

bool isKind(const keys::Pending &pending, const char *kind)
{
    return pending.kind == QLatin1String(kind);
}

/// What the key is now, as far as is known.
KeyWish wishNow(const keys::InventoryEntry &entry)
{
    return entry.listed ? KeyWish::of(*entry.listed) : entry.held ? KeyWish::of(*entry.held) : KeyWish();
}

} // namespace

ChangeActions::ChangeActions(const KeyServices &services, const Context &context, QWidget *window)
    : QObject(window),
      m_services(services),
      m_context(context),
      m_window(window),
      m_means{services.inventory, services.keyring, services.stores, services.pending, context.clock}
{
}

void ChangeActions::edit(const keys::InventoryEntry &entry)
{
    auto *dialog = new EditKeyDialog(std::make_unique<KeyEdit>(m_means, KeyTarget::of(entry)), wishNow(entry),
                                     m_services.inventory.entries(), m_context, m_window);
    dialog->open();
}

void ChangeActions::rotate(const keys::InventoryEntry &entry)
{
    auto *dialog = new RotateKeyDialog(std::make_unique<Rotation>(m_means, *entry.held), m_services,
                                       m_context, m_window);
    dialog->open();
}

void ChangeActions::revoke(const keys::InventoryEntry &entry)
{
    auto *dialog =
        new RevokeKeyDialog(std::make_unique<Revocation>(m_means, KeyTarget::of(entry)), m_context, m_window);
    dialog->open();
}

bool ChangeActions::isChange(const keys::Pending &pending)
{
    return isKind(pending, KeyEdit::kind) || isKind(pending, Rotation::kind) ||
           isKind(pending, Revocation::kind);
}

void ChangeActions::resume(const keys::Pending &pending)
{
    const QList<keys::InventoryEntry> &entries = m_services.inventory.entries();
    QDialog *dialog = nullptr;
    if (isKind(pending, KeyEdit::kind)) {
        KeyWish now;
        for (const keys::InventoryEntry &entry : entries) {
            if (entry.accessKey() == KeyTarget::fromJson(pending.data).accessKey)
                now = wishNow(entry);
        }
        dialog =
            new EditKeyDialog(std::make_unique<KeyEdit>(m_means, pending), now, entries, m_context, m_window);
    } else if (isKind(pending, Rotation::kind)) {
        dialog = new RotateKeyDialog(std::make_unique<Rotation>(m_means, pending), m_services, m_context,
                                     m_window);
    } else if (isKind(pending, Revocation::kind)) {
        dialog = new RevokeKeyDialog(std::make_unique<Revocation>(m_means, pending), m_context, m_window);
    }
    if (dialog)
        dialog->open();
}

void ChangeActions::discard(const keys::Pending &pending)
{
    whenDone(this, m_services.pending.remove(pending.id), [this](const Result<void> &removed) {
        if (!removed)
            Q_EMIT failed(removed.error());
    });
}

} // namespace coffer::ui
