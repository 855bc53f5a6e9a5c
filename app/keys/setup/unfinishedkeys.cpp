// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/unfinishedkeys.h"

#include "core/log.h"
#include "htx/endpoints/subuser.h"
#include "htx/endpoints/user.h"
#include "keys/stores/secretstores.h"

#include <algorithm>

namespace coffer::keys {

namespace {

using State = UnfinishedKey::State;

} // namespace

UnfinishedKeys::UnfinishedKeys(Keyring &keyring, KeyInventory &inventory, SecretStores &stores,
                               PendingTable &pending, QObject *parent)
    : QObject(parent), m_keyring(keyring), m_inventory(inventory), m_stores(stores), m_pending(pending)
{
    connect(&keyring, &Keyring::lockedChanged, this, &UnfinishedKeys::lockedChanged);
}

UnfinishedKeys::~UnfinishedKeys() = default;

void UnfinishedKeys::load()
{
    whenDone(this, m_pending.all(), [this](const Result<QList<Pending>> &pending) {
        if (!pending) {
            Q_EMIT failed(pending.error());
            return;
        }
        for (const Pending &one : *pending) {
            std::optional<SubUserKeyEntry> entry = SubUserKeyEntry::from(one);
            if (!entry || find(entry->id))
                continue;
            if (isHeld(entry->accessKey))
                m_pending.remove(entry->id);
            else
                m_keys << UnfinishedKey{*entry, State::Unknown, std::nullopt, std::nullopt, {}};
        }
        look();
    });
}

void UnfinishedKeys::look()
{
    const QList<UnfinishedKey> keys = m_keys;
    for (const UnfinishedKey &key : keys)
        ask(key.entry);
}

/// Secrets leave memory; they are read again afterwards.
void UnfinishedKeys::lockedChanged(bool isLocked)
{
    if (!isLocked) {
        look();
        return;
    }
    for (UnfinishedKey &key : m_keys) {
        key.secret.reset();
        key.state = State::Unknown;
        key.error = Error{ErrorKind::Locked, {}, {}, std::nullopt};
    }
    if (!m_keys.isEmpty())
        Q_EMIT changed();
}

UnfinishedKey *UnfinishedKeys::find(const QString &id)
{
    const auto found =
        std::ranges::find_if(m_keys, [&id](const UnfinishedKey &key) { return key.entry.id == id; });
    return found == m_keys.end() ? nullptr : &*found;
}

bool UnfinishedKeys::isHeld(const QString &accessKey) const
{
    return !accessKey.isEmpty() &&
           std::ranges::any_of(m_inventory.entries(), [&](const InventoryEntry &entry) {
               return entry.held && entry.held->accessKey == accessKey;
           });
}

void UnfinishedKeys::ask(const SubUserKeyEntry &entry)
{
    whenDone(this,
             m_keyring.accountGateway(entry.parent).send(htx::endpoints::user::apiKeys(entry.draft.uid)),
             [this, id = entry.id](const Result<QList<htx::ApiKeyRecord>> &keys) { listed(id, keys); });
}

void UnfinishedKeys::listed(const QString &id, const Result<QList<htx::ApiKeyRecord>> &keys)
{
    UnfinishedKey *key = find(id);
    if (!key)
        return;
    key->record.reset();
    key->error.reset();
    if (!keys) {
        key->state = State::Unknown;
        key->error = keys.error();
        Q_EMIT changed();
        return;
    }
    // One that was never named is told by its note; a key that another entry names, or that is held, is
    // another.
    QList<htx::ApiKeyRecord> candidates = *keys;
    if (key->entry.accessKey.isEmpty()) {
        candidates.removeIf([this, &id](const htx::ApiKeyRecord &candidate) {
            return isHeld(candidate.accessKey) ||
                   std::ranges::any_of(m_keys, [&](const UnfinishedKey &other) {
                       return other.entry.id != id && other.entry.accessKey == candidate.accessKey;
                   });
        });
    }
    const QString accessKey = key->entry.findIn(candidates);
    if (accessKey.isEmpty()) {
        key->state = State::NotMade;
    } else if (isHeld(accessKey)) {
        m_pending.remove(id);
        settle(id);
        return;
    } else {
        log::protect(accessKey.toUtf8());
        key->state = State::WithoutSecret;
        key->record = *std::ranges::find(*keys, accessKey, &htx::ApiKeyRecord::accessKey);
        if (key->entry.step == SubUserKeyEntry::Step::Storing) {
            readSecret(id);
            return;
        }
    }
    Q_EMIT changed();
}

/// Reading changes nothing: a secret that can't be read now may be readable later.
void UnfinishedKeys::readSecret(const QString &id)
{
    UnfinishedKey *key = find(id);
    SecretStore *store = m_stores.at(key->entry.place);
    if (!store) {
        key->error = Error{ErrorKind::KeychainAbsent, {}, key->entry.place, std::nullopt};
        Q_EMIT changed();
        return;
    }
    whenDone(this, store->read(key->entry.key), [this, id](const Result<SharedSecret> &secret) {
        UnfinishedKey *read = find(id);
        if (!read)
            return;
        if (secret) {
            log::protect((*secret)->view());
            read->secret = *secret;
            read->state = State::SecretKept;
        } else {
            read->error = secret.error();
        }
        Q_EMIT changed();
    });
}

Future<KeyRecord> UnfinishedKeys::finish(const QString &id)
{
    const UnfinishedKey *key = find(id);
    if (!key || key->state != State::SecretKept)
        return readyFuture<KeyRecord>(fail(ErrorKind::NotFound));
    const SubUserKeyEntry &entry = key->entry;
    CheckedKey checked;
    checked.accessKey = key->record->accessKey;
    checked.uid = entry.draft.uid;
    checked.record = key->record;
    checked.isSubUser = true;
    KeyPlan plan{entry.label, {}, entry.draft.permissions, entry.draft.ipAddresses, entry.key, entry.place};
    Future<KeyRecord> adding = m_inventory.add(checked, plan, key->secret);
    whenDone(this, adding, [this, id](const Result<KeyRecord> &record) {
        if (!record)
            return;
        m_pending.remove(id);
        settle(id);
        look(); // another entry may have taken this key for its own
    });
    return adding;
}

Future<void> UnfinishedKeys::remove(const QString &id)
{
    const UnfinishedKey *key = find(id);
    if (!key || !key->record || isHeld(key->record->accessKey)) // one that was saved since is not to go
        return readyFuture<void>(fail(ErrorKind::NotFound));
    const SubUserKeyEntry entry = key->entry;
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this,
             m_keyring.accountGateway(entry.parent)
                 .send(htx::endpoints::subuser::deleteKey(entry.draft.uid, key->record->accessKey)),
             [this, entry, promise](const Result<htx::Done> &done) {
                 if (done || done.error().kind == ErrorKind::NotFound) {
                     SecretStore *store = m_stores.at(entry.place);
                     if (store && !entry.key.value.isEmpty())
                         store->remove(entry.key);
                     m_pending.remove(entry.id);
                     settle(entry.id);
                     promise->addResult(Result<void>());
                 } else {
                     promise->addResult(fail(done.error()));
                 }
                 promise->finish();
             });
    return future;
}

Future<void> UnfinishedKeys::dismiss(const QString &id)
{
    if (!find(id))
        return readyFuture<void>(fail(ErrorKind::NotFound));
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, m_pending.remove(id), [this, id, promise](const Result<void> &removed) {
        if (removed)
            settle(id);
        promise->addResult(removed);
        promise->finish();
    });
    return future;
}

void UnfinishedKeys::settle(const QString &id)
{
    m_keys.removeIf([&id](const UnfinishedKey &key) { return key.entry.id == id; });
    Q_EMIT changed();
}

} // namespace coffer::keys
