// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "keys/backup/restoreplan.h"
#include "keys/changes/pendingtable.h"

#include <QObject>

namespace coffer::keys {

class FactStore;
class KeyInventory;
class Keyring;
class SecretStores;

/// What a restore did.
struct RestoreOutcome
{
    struct Failure
    {
        QString label;
        Error error;
    };

    int added = 0;           ///< keys that are held now and were not
    int changed = 0;         ///< keys that were here and took something over
    int facts = 0;           ///< accepted findings and states that were new
    QList<Failure> failures; ///< keys that are as they were
};

/// A restore that an earlier session began and did not end.
struct InterruptedRestore
{
    qint64 startedAt = 0; ///< ms UTC
    QStringList restored; ///< labels; plain text
    QStringList missing;
};

/// Compares a backup with what is here, and takes from it what the user chose: each key whole or not at all,
/// noted in the journal (kind "restore"), so that the next start can say how far it came. Keys that the user
/// did not choose are not touched. GUI thread.
class Restore : public QObject
{
    Q_OBJECT

public:
    Restore(KeyInventory &inventory, const Keyring &keyring, SecretStores &stores, PendingTable &pending,
            FactStore &facts, Clock &clock, QObject *parent = nullptr);

    /// Reads the secrets of those keys that are here and in the backup, to compare; changes nothing.
    Future<QList<RestoreItem>> preview(const QList<BackupKey> &backup);

    /// Carries out what is wanted, one key after another. A key that fails leaves itself as it was and the
    /// others go on. Fails as a whole, with nothing done, when the journal can't be written, or with Locked.
    Future<RestoreOutcome> run(const QList<RestoreItem> &items, const Facts &facts);

    /// What an earlier session left; nothing when all is well. Ask after the keys were loaded.
    Future<std::optional<InterruptedRestore>> interrupted();
    /// The user has read it.
    Future<void> dismissInterrupted();

private:
    struct Reading;
    struct Running;
    using RunningPtr = std::shared_ptr<Running>;

    void readNext(const std::shared_ptr<Reading> &reading);
    void restoreNext(const RunningPtr &running);
    Future<void> restoreOne(const RestoreItem &item);
    Future<void> addKey(const BackupKey &key);
    Future<void> changeKey(const RestoreItem &item);
    void keyDone(const RunningPtr &running, const Result<void> &result);
    void mergeFacts(const RunningPtr &running);
    void finish(const RunningPtr &running);
    Future<void> removeEntries();
    InterruptedRestore describe(const QList<Pending> &entries) const;

    KeyInventory &m_inventory;
    const Keyring &m_keyring;
    SecretStores &m_stores;
    PendingTable &m_pending;
    FactStore &m_facts;
    Clock &m_clock;
};

} // namespace coffer::keys
