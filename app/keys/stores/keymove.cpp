// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/keymove.h"

#include "core/faultpoint.h"
#include "keys/keyinventory.h"

#include <algorithm>

namespace coffer::keys {

KeyMove::KeyMove(KeyInventory &inventory, SecretStores &stores, ItemJournal &journal, QObject *parent)
    : QObject(parent), m_inventory(inventory), m_stores(stores), m_journal(journal)
{
}

void KeyMove::start(const QList<KeyId> &keys, const QString &place)
{
    if (m_running)
        return;
    m_place = place;
    m_waiting.clear();
    m_waiting.append(keys);
    next();
}

void KeyMove::stop()
{
    m_waiting.clear();
}

void KeyMove::next()
{
    m_running.reset();
    while (!m_running && !m_waiting.isEmpty()) {
        const KeyId key = m_waiting.dequeue();
        const QList<InventoryEntry> &entries = m_inventory.entries();
        const auto entry = std::ranges::find_if(entries, [&key](const InventoryEntry &candidate) {
            return candidate.held && candidate.held->id == key;
        });
        if (entry != entries.end() && entry->held->place != m_place)
            m_running = Running{key, entry->held->label, entry->held->place};
    }
    if (!m_running) {
        Q_EMIT finished();
        return;
    }
    Q_EMIT keyStarted(m_running->key);
    SecretStore *from = m_stores.at(m_running->from);
    if (!from || !m_stores.at(m_place)) {
        done(Error{ErrorKind::KeychainAbsent, {}, {}, std::nullopt}, false);
        return;
    }
    whenDone(this, from->read(m_running->key), [this](const Result<SharedSecret> &secret) {
        if (secret)
            note(*secret);
        else
            done(secret.error(), false);
    });
}

void KeyMove::note(const SharedSecret &secret)
{
    ItemNote note;
    note.key = m_running->key;
    note.label = m_running->label;
    note.reason = ItemReason::Moving;
    note.places = {m_running->from, m_place};
    whenDone(this, m_journal.begin(note), [this, secret](const Result<void> &noted) {
        faultPoint("move.noted");
        if (noted)
            write(secret);
        else
            undo(noted.error());
    });
}

void KeyMove::write(const SharedSecret &secret)
{
    whenDone(this, m_stores.at(m_place)->write(m_running->key, secret), [this](const Result<void> &written) {
        faultPoint("move.written");
        if (written)
            switchRecord();
        else
            undo(written.error());
    });
}

void KeyMove::switchRecord()
{
    whenDone(this, m_inventory.setPlace(m_running->key, m_place), [this](const Result<void> &switched) {
        faultPoint("move.switched");
        if (switched)
            clearOldPlace();
        else
            undo(switched.error());
    });
}

/// The record still points to the old place, so the new one is emptied.
void KeyMove::undo(const Error &error)
{
    whenDone(this, m_journal.settle(m_running->key, m_running->from),
             [this, error](const Result<void> & /*else it is tried again later*/) { done(error, false); });
}

void KeyMove::clearOldPlace()
{
    whenDone(this, m_journal.settle(m_running->key, m_place), [this](const Result<void> &settled) {
        faultPoint("move.settled");
        done(settled ? std::nullopt : std::optional(settled.error()), true);
    });
}

void KeyMove::done(const std::optional<Error> &error, bool isMoved)
{
    const KeyId key = m_running->key;
    if (error)
        Q_EMIT keyFailed(key, *error, isMoved);
    else
        Q_EMIT keyMoved(key);
    next();
}

} // namespace coffer::keys
