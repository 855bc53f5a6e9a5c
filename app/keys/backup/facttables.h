// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/backupcontent.h"
#include "store/database.h"

namespace coffer::keys {

/// A table whose rows a backup carries as they are.
struct FactTable
{
    struct Column
    {
        QString name;
        bool isNumber = false; ///< an integer; else text
    };

    QString name;
    QList<Column> columns;
};

/// What the user accepted: findings, and the state of each account that later changes are told from
/// (KeyTable::schema()).
const QList<FactTable> &factTables();

/// Reads them and merges them in. A row that is here already stays as it is.
class FactStore
{
public:
    explicit FactStore(store::Database &database);

    Future<Facts> read();
    /// All of them or none; the answer is how many were new.
    Future<int> merge(const Facts &facts);

private:
    store::Database &m_database;
};

} // namespace coffer::keys
