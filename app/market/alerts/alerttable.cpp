// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/alerttable.h"

#include "market/alerts/alertrow.h"
#include "store/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::market {

using store::execute;

namespace {

/// Columns of an alert, in both tables.
QString definitions()
{
    return u"symbol TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL, level TEXT NOT NULL,"
           " window INTEGER NOT NULL, indicator TEXT NOT NULL, output INTEGER NOT NULL,"
           " period TEXT NOT NULL, closed INTEGER NOT NULL, repeats INTEGER NOT NULL,"
           " rest INTEGER NOT NULL, sound INTEGER NOT NULL, note TEXT NOT NULL, enabled INTEGER NOT NULL,"
           " created_at INTEGER NOT NULL, expires_at INTEGER, side TEXT NOT NULL, fired_at INTEGER"_s;
}

Result<void> run(QSqlDatabase &database, const QString &sql, const QVariantList &values = {})
{
    Result<QSqlQuery> done = execute(database, sql, values);
    return done ? Result<void>() : fail(std::move(done.error()));
}

Result<void> put(QSqlDatabase &database, const QString &table, const QStringList &columns,
                 const QVariantList &values)
{
    QStringList marks;
    marks.fill(u"?"_s, columns.size());
    return run(database,
               u"INSERT OR REPLACE INTO %1 (%2) VALUES (%3)"_s.arg(table, columns.join(u", "_s),
                                                                   marks.join(u", "_s)),
               values);
}

Result<void> putAlert(QSqlDatabase &database, const Alert &alert)
{
    return put(database, u"alert"_s, QStringList{u"id"_s} + alertColumns() + referenceColumns(),
               QVariantList{alert.id.value} + alertValues(alert) + referenceValues(alert));
}

Result<qint64> greatest(QSqlDatabase &database, const QString &sql)
{
    Result<QSqlQuery> row = execute(database, sql);
    if (!row)
        return fail(std::move(row.error()));
    return row->next() ? row->value(0).toLongLong() : 0;
}

Result<void> readAlerts(QSqlDatabase &database, AlertTable::Content &content)
{
    Result<QSqlQuery> rows = execute(database, u"SELECT id, %1 FROM alert ORDER BY id"_s.arg(
                                                   (alertColumns() + referenceColumns()).join(u", "_s)));
    if (!rows)
        return fail(std::move(rows.error()));
    while (rows->next()) {
        std::optional<Alert> alert = alertFrom(*rows, 1);
        const AlertId id{rows->value(0).toLongLong()};
        if (!alert || id.value <= 0) {
            ++content.unreadable;
            continue;
        }
        alert->id = id;
        alert->reference = referenceFrom(*rows, 1 + static_cast<int>(alertColumns().size()));
        content.alerts.append(*alert);
    }
    return rows->lastError().isValid() ? fail(store::errorFrom(rows->lastError())) : Result<void>();
}

Result<void> readLog(QSqlDatabase &database, AlertTable::Content &content)
{
    Result<QSqlQuery> rows = execute(database,
                                     u"SELECT %1 FROM alert_log ORDER BY id DESC LIMIT ?"_s.arg(
                                         (eventColumns() + alertColumns()).join(u", "_s)),
                                     {AlertTable::mostEvents});
    if (!rows)
        return fail(std::move(rows.error()));
    while (rows->next()) {
        if (const std::optional<AlertEvent> event = eventFrom(*rows))
            content.log.append(*event);
        else
            ++content.unreadable;
    }
    return rows->lastError().isValid() ? fail(store::errorFrom(rows->lastError())) : Result<void>();
}

} // namespace

QStringList AlertTable::tables()
{
    return {u"CREATE TABLE alert (id INTEGER PRIMARY KEY, %1)"_s.arg(definitions()),
            u"CREATE TABLE alert_log (id INTEGER PRIMARY KEY, alert INTEGER NOT NULL, way TEXT NOT NULL,"
            " at INTEGER NOT NULL, price TEXT, value REAL, notice TEXT NOT NULL, seen INTEGER NOT NULL, %1)"_s
                .arg(definitions())};
}

QStringList AlertTable::references()
{
    return {u"ALTER TABLE alert ADD COLUMN low TEXT"_s, u"ALTER TABLE alert ADD COLUMN low_at INTEGER"_s,
            u"ALTER TABLE alert ADD COLUMN high TEXT"_s, u"ALTER TABLE alert ADD COLUMN high_at INTEGER"_s};
}

AlertTable::AlertTable(store::Database &database) : m_database(database) {}

Future<AlertTable::Content> AlertTable::load()
{
    return m_database.run<Content>([](QSqlDatabase &database) -> Result<Content> {
        Content content;
        if (Result<void> read = readAlerts(database, content); !read)
            return fail(std::move(read.error()));
        if (Result<void> read = readLog(database, content); !read)
            return fail(std::move(read.error()));
        const Result<qint64> alert =
            greatest(database, u"SELECT max(coalesce((SELECT max(id) FROM alert), 0),"
                               " coalesce((SELECT max(alert) FROM alert_log), 0))"_s);
        if (!alert)
            return fail(alert.error());
        const Result<qint64> event = greatest(database, u"SELECT max(id) FROM alert_log"_s);
        if (!event)
            return fail(event.error());
        content.lastAlert = AlertId{*alert};
        content.lastEvent = *event;
        return content;
    });
}

Future<void> AlertTable::save(const QList<Alert> &alerts)
{
    return m_database.run<void>([alerts](QSqlDatabase &database) -> Result<void> {
        for (const Alert &alert : alerts) {
            if (Result<void> done = putAlert(database, alert); !done)
                return done;
        }
        return {};
    });
}

Future<void> AlertTable::remove(AlertId id)
{
    return m_database.run<void>([id](QSqlDatabase &database) {
        return run(database, u"DELETE FROM alert WHERE id = ?"_s, {id.value});
    });
}

Future<void> AlertTable::addEvent(const AlertEvent &event, const Alert &after)
{
    return m_database.run<void>([event, after](QSqlDatabase &database) -> Result<void> {
        if (Result<void> done = put(database, u"alert_log"_s, eventColumns() + alertColumns(),
                                    eventValues(event) + alertValues(event.alert));
            !done)
            return done;
        if (Result<void> done = putAlert(database, after); !done)
            return done;
        return run(database,
                   u"DELETE FROM alert_log WHERE id <= (SELECT id FROM alert_log ORDER BY id DESC"
                   " LIMIT 1 OFFSET ?)"_s,
                   {mostEvents});
    });
}

Future<void> AlertTable::setSeen(qint64 upTo)
{
    return m_database.run<void>([upTo](QSqlDatabase &database) {
        return run(database, u"UPDATE alert_log SET seen = 1 WHERE seen = 0 AND id <= ?"_s, {upTo});
    });
}

Future<void> AlertTable::clearLog()
{
    return m_database.run<void>(
        [](QSqlDatabase &database) { return run(database, u"DELETE FROM alert_log"_s); });
}

} // namespace coffer::market
