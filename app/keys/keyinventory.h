// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "keys/inventoryentry.h"
#include "keys/keycheck.h"
#include "keys/keyring.h"
#include "keys/keytable.h"

#include <QObject>

namespace coffer::keys {

class ItemJournal;
class FindingBook;
struct AccountListing;

/// What the user decided about a key that is about to be held.
struct KeyPlan
{
    QString label;
    QString color;                  ///< see KeyRecord::color
    htx::PermissionSet permissions; ///< empty: whatever the exchange says it may
    std::optional<QStringList> ips; ///< see KeyRecord::plannedIps
    KeyId id{};                     ///< the id that it gets, noted by the caller; empty: a new one
    QString place{};                ///< where its secret goes; empty: to the preferred place
    bool paused = false;            ///< see KeyRecord::paused
};

/// The list of keys: loads what is held, asks the exchange for its own list, and tells the keyring. GUI
/// thread.
class KeyInventory : public QObject
{
    Q_OBJECT

public:
    KeyInventory(KeyTable &table, SecretStores &stores, Keyring &keyring, Clock &clock,
                 QObject *parent = nullptr);
    ~KeyInventory() override;

    /// Reads the known keys from the table, hands them to the keyring and emits changed().
    Future<void> load();
    /// Asks the exchange about every account that a key is held of: "Verify all". Then reads the address
    /// books for withdrawals.
    void verify();
    /// The same in the background, for a timer: nothing when no key is held or Coffer is locked, silent when
    /// it fails, and keys that rest go on resting.
    void poll();
    /// Assets whose address book is to be watched: those that could be withdrawn.
    void setWithdrawable(const QList<Currency> &currencies);
    /// What the findings are judged by. Whoever makes or changes a key tells it: FindingBook::expect().
    FindingBook &book();

    const QList<InventoryEntry> &entries() const { return m_entries; }
    /// Users and sub-users that a key is held of, main account first.
    QList<Uid> accounts() const;
    /// Whether a main account has this sub-user, by its own list; nothing while that was not wholly read.
    std::optional<bool> hasSubUser(Uid main, Uid subUser) const;
    LoadState state() const { return m_state; }
    /// The worst finding over all keys and how many keys have one at least that bad.
    std::optional<Severity> worst() const;

    /// Writes the secret to its place, then the record to the table; on any failure nothing is left behind.
    /// A held key whose secret can't be had gets it again and stays the same key: into another place, or into
    /// its own when that is open. InvalidInput with code "duplicate" when the access key is held and its
    /// secret is not missing; Locked while Coffer is.
    Future<KeyRecord> add(const CheckedKey &checked, const KeyPlan &plan, SharedSecret secret);
    /// The same for a key whose secret nobody has: it can be seen and planned for, and waits for its secret.
    Future<KeyRecord> addWithoutSecret(const CheckedKey &checked, const KeyPlan &plan);
    /// Everything that the user decides about a held key, at once.
    Future<void> setDetails(const KeyId &key, const KeyPlan &plan);
    /// Another secret for a held key, in the place that it is in, and what it signs by: the old one is
    /// overwritten, so the user must have chosen it. On a failure the old one stays.
    Future<void> overwriteSecret(const KeyId &key, htx::SignatureMethod method, SharedSecret secret);
    /// "Forget on this device": removes secret and record. The key itself goes on existing on the exchange.
    Future<void> forget(const KeyId &key);
    Future<void> setPaused(const KeyId &key, bool paused);
    /// What the user means the key to do from now on; see KeyRecord::planned and plannedIps.
    Future<void> setPlan(const KeyId &key, const htx::PermissionSet &permissions,
                         const std::optional<QStringList> &ips);
    /// The secret is in another place now (KeyMove).
    Future<void> setPlace(const KeyId &key, const QString &place);
    /// What was under way in the stores; settled by load().
    ItemJournal &journal();

Q_SIGNALS:
    void changed();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    KeyRecord newRecord(const CheckedKey &checked, const KeyPlan &plan) const;
    Future<KeyRecord> hold(const KeyRecord &record, const Future<void> &storing);
    void takeOver(const QList<KeyRecord> &records);
    void ask(htx::Priority priority);
    void applyListings(const QList<AccountListing> &listings, bool isPoll);
    void updateRecords(const AccountListing &listing);
    void save(const KeyRecord &record);
    Future<KeyRecord> replaceSecret(const KeyRecord &record, const QString &formerPlace,
                                    const SharedSecret &secret);
    void noteUse(const KeyId &key, qint64 atMs, const std::optional<Error> &failure);
    void publish();
    void rebuild();
    void setState(LoadState state);

    struct Private;
    std::unique_ptr<Private> d;
    QList<InventoryEntry> m_entries;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::keys
