// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/facttables.h"

#include "store/statement.h"

#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

QString columnList(const FactTable &table)
{
    QStringList names;
    for (const FactTable::Column &column : table.columns)
        names << column.name;
    return names.join(u", "_s);
}

Result<QList<QVariantList>> rowsOf(QSqlDatabase &database, const FactTable &table)
{
    Result<QSqlQuery> query =
        store::execute(database, u"SELECT %1 FROM %2 ORDER BY %1"_s.arg(columnList(table), table.name));
    if (!query)
        return fail(std::move(query.error()));
    QList<QVariantList> rows;
    while (query->next()) {
        QVariantList row;
        for (qsizetype at = 0; at < table.columns.size(); ++at)
            row << query->value(int(at));
        rows << row;
    }
    if (query->lastError().isValid())
        return fail(store::errorFrom(query->lastError()));
    return rows;
}

Result<int> insertRows(QSqlDatabase &database, const FactTable &table, const QList<QVariantList> &rows)
{
    const QString marks = QStringList(table.columns.size(), u"?"_s).join(u',');
    const QString sql =
        u"INSERT OR IGNORE INTO %1 (%2) VALUES (%3)"_s.arg(table.name, columnList(table), marks);
    int added = 0;
    for (const QVariantList &row : rows) {
        Result<QSqlQuery> inserted = store::execute(database, sql, row);
        if (!inserted)
            return fail(std::move(inserted.error()));
        added += inserted->numRowsAffected();
    }
    return added;
}

} // namespace

const QList<FactTable> &factTables()
{
    static const QList<FactTable> tables{
        {u"accepted_finding"_s,
         {{u"access_key"_s}, {u"kind"_s}, {u"evidence"_s}, {u"reason"_s}, {u"accepted_at"_s, true}}},
        {u"baseline_key"_s,
         {{u"uid"_s, true},
          {u"access_key"_s},
          {u"permissions"_s},
          {u"ip_addresses"_s},
          {u"note"_s},
          {u"accepted_at"_s, true}}},
        {u"baseline_address"_s,
         {{u"uid"_s, true},
          {u"currency"_s},
          {u"chain"_s},
          {u"address"_s},
          {u"tag"_s},
          {u"note"_s},
          {u"accepted_at"_s, true}}},
        {u"baseline_reading"_s, {{u"uid"_s, true}, {u"currency"_s}, {u"read_at"_s, true}}},
    };
    return tables;
}

FactStore::FactStore(store::Database &database) : m_database(database) {}

Future<Facts> FactStore::read()
{
    return m_database.run<Facts>([](QSqlDatabase &database) -> Result<Facts> {
        Facts facts;
        for (const FactTable &table : factTables()) {
            Result<QList<QVariantList>> rows = rowsOf(database, table);
            if (!rows)
                return fail(std::move(rows.error()));
            facts.insert(table.name, *rows);
        }
        return facts;
    });
}

Future<int> FactStore::merge(const Facts &facts)
{
    return m_database.run<int>([facts](QSqlDatabase &database) -> Result<int> {
        int added = 0;
        for (const FactTable &table : factTables()) {
            Result<int> inserted = insertRows(database, table, facts.value(table.name));
            if (!inserted)
                return inserted;
            added += *inserted;
        }
        return added;
    });
}

} // namespace coffer::keys
