// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"

#include <QHash>

namespace coffer::activity {

/// What is to be written, and where.
struct ExportOrder
{
    enum class Format { Csv, Json };

    QString file;
    Format format = Format::Csv;
    Query query;
    QHash<KeyId, QString> labels; ///< the user's names of the keys
};

/// Writes what the query finds, on a worker. The file appears when it is complete, readable by its owner
/// alone even where another was there before (security.md 8b, 117); until then, and after a cancel or a
/// failure, what was there stays as it was (87). The future tells progress in rows, obeys cancel(), and
/// yields how many rows were written; StorageFull or StorageUnavailable (with the system's words) when the
/// file can't be. The table must outlive it.
Future<int> exportActivity(ActivityTable &table, const ExportOrder &order);

} // namespace coffer::activity
