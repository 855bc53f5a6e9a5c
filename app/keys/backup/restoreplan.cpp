// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/restoreplan.h"

#include <algorithm>

namespace coffer::keys {

namespace {

using Difference = RestoreItem::Difference;
using SecretState = RestoreItem::SecretState;
using Standing = RestoreItem::Standing;

/// In which order addresses come means nothing.
std::optional<QStringList> sorted(std::optional<QStringList> addresses)
{
    if (addresses)
        addresses->sort();
    return addresses;
}

QList<Difference> differencesOf(const BackupKey &key, const KeyRecord &mine)
{
    QList<Difference> differences;
    if (key.label != mine.label)
        differences << Difference::Label;
    if (key.color != mine.color)
        differences << Difference::Color;
    if (key.planned != mine.planned)
        differences << Difference::Permissions;
    if (sorted(key.plannedIps) != sorted(mine.plannedIps))
        differences << Difference::Addresses;
    if (key.paused != mine.paused)
        differences << Difference::Paused;
    return differences;
}

SecretState secretState(const BackupKey &key, const SharedSecret &mine)
{
    if (!key.secret)
        return SecretState::NotInBackup;
    if (!mine)
        return SecretState::MineUnread;
    return *mine == *key.secret ? SecretState::Same : SecretState::Differs;
}

} // namespace

QList<RestoreItem> restorePlan(const QList<BackupKey> &backup, const QList<KeyRecord> &mine,
                               const QHash<KeyId, SharedSecret> &mySecrets)
{
    QList<RestoreItem> items;
    for (const BackupKey &key : backup) {
        RestoreItem item;
        item.key = key;
        const auto held = std::ranges::find(mine, key.accessKey, &KeyRecord::accessKey);
        if (held == mine.end()) {
            item.secret = key.secret ? SecretState::OnlyInBackup : SecretState::NotInBackup;
        } else {
            item.mine = *held;
            item.secret = secretState(key, mySecrets.value(held->id));
            item.differences = differencesOf(key, *held);
            const bool isSecretSettled =
                item.secret == SecretState::Same || item.secret == SecretState::NotInBackup;
            item.standing =
                item.differences.isEmpty() && isSecretSettled ? Standing::Same : Standing::Differs;
        }
        items << item;
    }
    return items;
}

} // namespace coffer::keys
