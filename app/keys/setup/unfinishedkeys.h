// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "keys/keyinventory.h"
#include "keys/setup/subuserkeyentry.h"

#include <QObject>

#include <optional>

namespace coffer::keys {

/// A sub-user's key whose making was interrupted, as it stands now.
struct UnfinishedKey
{
    enum class State {
        Unknown,       ///< the exchange could not be asked: error
        NotMade,       ///< it does not list the key
        WithoutSecret, ///< the key exists; its secret can't be had again (htx-api.md 3.1)
        SecretKept,    ///< the key exists and its secret is in the store: only the record is missing
    };

    SubUserKeyEntry entry;
    State state = State::Unknown;
    std::optional<htx::ApiKeyRecord> record; ///< as the exchange lists it
    std::optional<Error> error; ///< why it is unknown; or why a secret that may be there could not be read
    SharedSecret secret;        ///< for SecretKept
};

/// The keys that an earlier run was making when it ended: finds out what became of them, and what to do about
/// them. GUI thread.
class UnfinishedKeys : public QObject
{
    Q_OBJECT

public:
    UnfinishedKeys(Keyring &keyring, KeyInventory &inventory, SecretStores &stores, PendingTable &pending,
                   QObject *parent = nullptr);
    ~UnfinishedKeys() override;

    /// Reads the journal, once at the start after the keys were loaded, and asks the exchange about what it
    /// holds. What was finished is forgotten without a word.
    void load();
    /// Asks once more.
    void look();

    const QList<UnfinishedKey> &all() const { return m_keys; }

    /// Adds a key whose secret was kept to those held here.
    Future<KeyRecord> finish(const QString &id);
    /// Deletes the key on the exchange, then a secret that was kept.
    Future<void> remove(const QString &id);
    /// Leaves everything as it is and forgets that it was under way.
    Future<void> dismiss(const QString &id);

Q_SIGNALS:
    void changed();
    void failed(const coffer::Error &error);

private:
    UnfinishedKey *find(const QString &id);
    bool isHeld(const QString &accessKey) const;
    void ask(const SubUserKeyEntry &entry);
    void listed(const QString &id, const Result<QList<htx::ApiKeyRecord>> &keys);
    void readSecret(const QString &id);
    void settle(const QString &id);
    void lockedChanged(bool isLocked);

    Keyring &m_keyring;
    KeyInventory &m_inventory;
    SecretStores &m_stores;
    PendingTable &m_pending;
    QList<UnfinishedKey> m_keys;
};

} // namespace coffer::keys
