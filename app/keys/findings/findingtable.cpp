// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/findingtable.h"

#include "store/statement.h"

#include <QVariant>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using store::execute;

/// A null text would be bound as NULL, which the columns refuse.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

/// Every row of a query through one function.
template<class Row, class Read>
Result<QList<Row>> rowsOf(QSqlDatabase &database, const QString &sql, Read read)
{
    Result<QSqlQuery> query = execute(database, sql);
    if (!query)
        return fail(std::move(query.error()));
    QList<Row> rows;
    while (query->next())
        rows << read(*query);
    if (query->lastError().isValid())
        return fail(store::errorFrom(query->lastError()));
    return rows;
}

BaselineKey keyFrom(const QSqlQuery &row)
{
    return {Uid{row.value(0).toLongLong()},
            row.value(1).toString(),
            htx::PermissionSet::parse(row.value(2).toString()),
            row.value(3).toString().split(u',', Qt::SkipEmptyParts),
            row.value(4).toString(),
            row.value(5).toLongLong()};
}

BaselineAddress addressFrom(const QSqlQuery &row)
{
    return {Uid{row.value(0).toLongLong()},
            {Currency{row.value(1).toString()}, row.value(2).toString(), row.value(5).toString(),
             row.value(3).toString(), row.value(4).toString()},
            row.value(6).toLongLong()};
}

BaselineReading readingFrom(const QSqlQuery &row)
{
    return {Uid{row.value(0).toLongLong()}, Currency{row.value(1).toString()}, row.value(2).toLongLong()};
}

AcceptedFinding acceptedFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
            row.value(3).toString(), row.value(4).toLongLong()};
}

Result<void> save(QSqlDatabase &database, const BaselineKey &key)
{
    return execute(database,
                   u"INSERT INTO baseline_key (uid, access_key, permissions, ip_addresses, note, accepted_at)"
                   " VALUES (?,?,?,?,?,?) ON CONFLICT (uid, access_key) DO UPDATE SET"
                   " permissions = excluded.permissions, ip_addresses = excluded.ip_addresses,"
                   " note = excluded.note, accepted_at = excluded.accepted_at"_s,
                   {key.uid.value, key.accessKey, notNull(key.permissions.toWire()),
                    notNull(key.ipAddresses.join(u',')), notNull(key.note), key.acceptedAt})
        .map([](const QSqlQuery &) {});
}

Result<void> save(QSqlDatabase &database, const BaselineAddress &row)
{
    const htx::WithdrawAddress &address = row.address;
    return execute(database,
                   u"INSERT INTO baseline_address (uid, currency, chain, address, tag, note, accepted_at)"
                   " VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"_s,
                   {row.uid.value, notNull(address.currency.value), notNull(address.chain),
                    notNull(address.address), notNull(address.tag), notNull(address.note), row.acceptedAt})
        .map([](const QSqlQuery &) {});
}

Result<void> save(QSqlDatabase &database, const BaselineReading &reading)
{
    return execute(database,
                   u"INSERT INTO baseline_reading (uid, currency, read_at) VALUES (?,?,?)"
                   " ON CONFLICT DO NOTHING"_s,
                   {reading.uid.value, notNull(reading.currency.value), reading.at})
        .map([](const QSqlQuery &) {});
}

template<class Row>
Result<void> saveAll(QSqlDatabase &database, const QList<Row> &rows)
{
    for (const Row &row : rows) {
        if (Result<void> saved = save(database, row); !saved)
            return saved;
    }
    return {};
}

} // namespace

FindingTable::FindingTable(store::Database &database) : m_database(database) {}

Future<QList<AcceptedFinding>> FindingTable::accepted()
{
    return m_database.run<QList<AcceptedFinding>>([](QSqlDatabase &database) {
        return rowsOf<AcceptedFinding>(
            database,
            u"SELECT access_key, kind, evidence, reason, accepted_at FROM accepted_finding"
            " ORDER BY accepted_at, access_key, kind"_s,
            acceptedFrom);
    });
}

Future<void> FindingTable::accept(const AcceptedFinding &finding)
{
    return m_database.run<void>([finding](QSqlDatabase &database) {
        return execute(database,
                       u"INSERT OR REPLACE INTO accepted_finding"
                       " (access_key, kind, evidence, reason, accepted_at) VALUES (?,?,?,?,?)"_s,
                       {finding.accessKey, finding.kind, finding.evidence, notNull(finding.reason),
                        finding.acceptedAt})
            .map([](const QSqlQuery &) {});
    });
}

Future<void> FindingTable::withdraw(const AcceptedFinding &finding)
{
    return m_database.run<void>([finding](QSqlDatabase &database) {
        return execute(database,
                       u"DELETE FROM accepted_finding WHERE access_key = ? AND kind = ? AND evidence = ?"_s,
                       {finding.accessKey, finding.kind, finding.evidence})
            .map([](const QSqlQuery &) {});
    });
}

Future<Baseline> FindingTable::baseline()
{
    return m_database.run<Baseline>([](QSqlDatabase &database) -> Result<Baseline> {
        Result<QList<BaselineKey>> keys = rowsOf<BaselineKey>(
            database,
            u"SELECT uid, access_key, permissions, ip_addresses, note, accepted_at FROM baseline_key"_s,
            keyFrom);
        if (!keys)
            return fail(std::move(keys.error()));
        Result<QList<BaselineAddress>> addresses = rowsOf<BaselineAddress>(
            database, u"SELECT uid, currency, chain, address, tag, note, accepted_at FROM baseline_address"_s,
            addressFrom);
        if (!addresses)
            return fail(std::move(addresses.error()));
        Result<QList<BaselineReading>> readings = rowsOf<BaselineReading>(
            database, u"SELECT uid, currency, read_at FROM baseline_reading"_s, readingFrom);
        if (!readings)
            return fail(std::move(readings.error()));
        return Baseline{std::move(*keys), std::move(*addresses), std::move(*readings)};
    });
}

Future<void> FindingTable::extend(const Baseline &part)
{
    return m_database.run<void>([part](QSqlDatabase &database) -> Result<void> {
        if (Result<void> saved = saveAll(database, part.keys); !saved)
            return saved;
        if (Result<void> saved = saveAll(database, part.addresses); !saved)
            return saved;
        return saveAll(database, part.readings);
    });
}

} // namespace coffer::keys
