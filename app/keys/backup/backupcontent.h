// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "htx/credentials.h"
#include "htx/types/permission.h"

#include <QList>
#include <QMap>
#include <QStringList>
#include <QVariantList>

#include <optional>

namespace coffer::keys {

struct KeyRecord;

/// A key as a backup holds it: what the user decided about it, and what can't be asked for again.
struct BackupKey
{
    QString label;
    QString color;
    QString accessKey;
    Uid uid;
    bool isSubUser = false;
    htx::SignatureMethod method = htx::SignatureMethod::HmacSha256;
    htx::PermissionSet planned;
    std::optional<QStringList> plannedIps; ///< see KeyRecord::plannedIps
    bool paused = false;
    qint64 addedAt = 0;  ///< ms UTC
    SharedSecret secret; ///< null: the backup was made without it
};

/// The record of a key for a backup; without a secret.
BackupKey backupKey(const KeyRecord &record);

/// Rows of the tables that hold what the user accepted (facttables.h): values in the order of the columns, by
/// the table's name.
using Facts = QMap<QString, QList<QVariantList>>;

/// All that a backup holds.
struct BackupContent
{
    qint64 madeAt = 0; ///< ms UTC
    QList<BackupKey> keys;
    Facts facts;

    int secretCount() const;
    int factCount() const;
};

} // namespace coffer::keys
