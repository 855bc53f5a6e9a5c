// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/backupcontent.h"
#include "keys/keyrecord.h"

#include <QHash>

namespace coffer::keys {

/// What a restore would do about one key of a backup, and what the user chose. Of a key that is here already,
/// nothing is taken unless chosen.
struct RestoreItem
{
    enum class Standing {
        New,     ///< not held here
        Same,    ///< here already, and nothing differs
        Differs, ///< here already; see the members below
    };
    enum class SecretState {
        NotInBackup,
        OnlyInBackup, ///< the key is new
        Same,
        Differs,
        MineUnread, ///< the one here could not be read, so nobody knows
    };
    /// What the user decided about a key, as far as it differs.
    enum class Difference { Label, Color, Permissions, Addresses, Paused };

    BackupKey key;
    std::optional<KeyRecord> mine;
    Standing standing = Standing::New;
    SecretState secret = SecretState::NotInBackup;
    QList<Difference> differences;

    // The choices
    bool add = true;          ///< of a new one: hold it here
    bool takeDetails = false; ///< of one that differs: the backup's label, plan, …
    bool takeSecret = false;  ///< of one that differs: the backup's secret

    /// Whether the restore has anything to do with it.
    bool isWanted() const
    {
        return standing == Standing::New ? add : standing == Standing::Differs && (takeDetails || takeSecret);
    }
    /// Whether there is a secret to choose about.
    bool hasSecretChoice() const
    {
        return standing == Standing::Differs &&
               (secret == SecretState::Differs || secret == SecretState::MineUnread);
    }
};

/// Compares a backup's keys with those held here, by access key. mySecrets: of those that could be read.
/// Pure.
QList<RestoreItem> restorePlan(const QList<BackupKey> &backup, const QList<KeyRecord> &mine,
                               const QHash<KeyId, SharedSecret> &mySecrets);

} // namespace coffer::keys
