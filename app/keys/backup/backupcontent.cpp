// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/backupcontent.h"

#include "keys/keyrecord.h"

#include <algorithm>

namespace coffer::keys {

BackupKey backupKey(const KeyRecord &record)
{
    BackupKey key;
    key.label = record.label;
    key.color = record.color;
    key.accessKey = record.accessKey;
    key.uid = record.uid;
    key.isSubUser = record.isSubUser;
    key.method = record.method;
    key.planned = record.planned;
    key.plannedIps = record.plannedIps;
    key.paused = record.paused;
    key.addedAt = record.addedAt;
    return key;
}

int BackupContent::secretCount() const
{
    return static_cast<int>(
        std::ranges::count_if(keys, [](const BackupKey &key) { return key.secret != nullptr; }));
}

int BackupContent::factCount() const
{
    qsizetype count = 0;
    for (const QList<QVariantList> &rows : facts)
        count += rows.size();
    return static_cast<int>(count);
}

} // namespace coffer::keys
