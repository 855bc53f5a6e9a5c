// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/activitytable.h"

#include "store/statement.h"

#include <QVariant>

#include <algorithm>

namespace coffer::activity {

namespace {

constexpr int applicationId = 0x434f4641; ///< "COFA"

const QString columns = QStringLiteral("started_at, method, endpoint, key, permission, duration, attempt,"
                                       " http_status, outcome, failure, code, remaining, budget");

QString methodWord(htx::Method method)
{
    return method == htx::Method::Post ? QStringLiteral("POST") : QStringLiteral("GET");
}

QVariantList valuesOf(const htx::RequestRecord &record)
{
    return {record.startedAt,
            methodWord(record.method),
            QString::fromUtf8(record.endpoint),
            record.key.value.isNull() ? QStringLiteral("") : record.key.value,
            static_cast<int>(record.permission),
            record.durationMs,
            record.attempt,
            record.httpStatus,
            static_cast<int>(outcomeOf(record)),
            record.failure ? failureWord(*record.failure) : QVariant(),
            record.code.isEmpty() ? QVariant() : record.code,
            record.remaining ? QVariant(*record.remaining) : QVariant(),
            record.limit};
}

/// A failure that this version has no name for: one of its outcome.
ErrorKind standIn(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Refused:
        return ErrorKind::Rejected;
    case Outcome::Unknown:
        return ErrorKind::OutcomeUnknown;
    case Outcome::Ok:
    case Outcome::Failed:
        break;
    }
    return ErrorKind::MalformedReply;
}

htx::RequestRecord recordFrom(const QSqlQuery &row)
{
    htx::RequestRecord record;
    record.startedAt = row.value(0).toLongLong();
    record.method = row.value(1).toString() == QLatin1String("POST") ? htx::Method::Post : htx::Method::Get;
    record.endpoint = row.value(2).toString().toUtf8();
    record.key = KeyId{row.value(3).toString()};
    record.permission = static_cast<htx::Permission>(row.value(4).toInt());
    record.durationMs = row.value(5).toLongLong();
    record.attempt = row.value(6).toInt();
    record.httpStatus = row.value(7).toInt();
    if (!row.isNull(9)) {
        const auto outcome = static_cast<Outcome>(row.value(8).toInt());
        record.failure = failureFrom(row.value(9).toString()).value_or(standIn(outcome));
    }
    record.code = row.value(10).toString();
    if (!row.isNull(11))
        record.remaining = row.value(11).toInt();
    record.limit = row.value(12).toInt();
    return record;
}

QString likePattern(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('%'), QLatin1String("\\%"));
    text.replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

/// The WHERE of a query, with its values.
struct Condition
{
    explicit Condition(const Query &query)
    {
        if (query.from > 0)
            add(QStringLiteral("started_at >= ?"), query.from);
        if (query.to > 0)
            add(QStringLiteral("started_at < ?"), query.to);
        if (query.key)
            add(QStringLiteral("key = ?"), query.key->value.isNull() ? QStringLiteral("") : query.key->value);
        if (query.permission)
            add(QStringLiteral("permission = ?"), static_cast<int>(*query.permission));
        if (query.outcome)
            add(QStringLiteral("outcome = ?"), static_cast<int>(*query.outcome));
        if (query.onlyTrouble)
            add(QStringLiteral("outcome <> ?"), static_cast<int>(Outcome::Ok));
        if (query.method)
            add(QStringLiteral("method = ?"), methodWord(*query.method));
        if (const QString text = query.text.trimmed(); !text.isEmpty()) {
            add(QStringLiteral("(method || ' ' || endpoint LIKE ? ESCAPE '\\' OR code LIKE ? ESCAPE '\\')"),
                likePattern(text));
            values.append(likePattern(text));
        }
    }

    QString where() const
    {
        return parts.isEmpty() ? QString() : QStringLiteral(" WHERE ") + parts.join(QStringLiteral(" AND "));
    }

    QVariantList values;

private:
    void add(const QString &part, const QVariant &value)
    {
        parts.append(part);
        values.append(value);
    }

    QStringList parts;
};

Result<QSqlQuery> prepared(QSqlDatabase &database, const QString &sql)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(store::errorFrom(query.lastError()));
    return query;
}

Result<void> execute(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values[i]);
    if (!query.exec())
        return fail(store::errorFrom(query.lastError()));
    return {};
}

/// A statement that ends badly between rows looks like one that has no more.
Result<void> ended(const QSqlQuery &query)
{
    if (query.lastError().isValid())
        return fail(store::errorFrom(query.lastError()));
    return {};
}

} // namespace

store::Schema ActivityTable::schema()
{
    return {
        applicationId,
        {{QStringLiteral("CREATE TABLE activity (row INTEGER PRIMARY KEY, started_at INTEGER NOT NULL,"
                         " method TEXT NOT NULL, endpoint TEXT NOT NULL, key TEXT NOT NULL,"
                         " permission INTEGER NOT NULL, duration INTEGER NOT NULL, attempt INTEGER NOT NULL,"
                         " http_status INTEGER NOT NULL, outcome INTEGER NOT NULL, failure TEXT, code TEXT,"
                         " remaining INTEGER, budget INTEGER NOT NULL)"),
          // Answers every filter but text, in order, without a look at the rows.
          QStringLiteral("CREATE INDEX activity_time ON activity"
                         " (started_at, row, outcome, key, permission, method, duration)")}}};
}

ActivityTable::ActivityTable(store::Database &database) : m_database(database) {}

Future<void> ActivityTable::add(const QList<htx::RequestRecord> &records)
{
    return m_database.run<void>([records](QSqlDatabase &database) -> Result<void> {
        Result<QSqlQuery> insert =
            prepared(database, QStringLiteral("INSERT INTO activity (%1) VALUES (?%2)")
                                   .arg(columns, QStringLiteral(",?").repeated(columns.count(u','))));
        if (!insert)
            return fail(std::move(insert.error()));
        for (const htx::RequestRecord &record : records) {
            if (Result<void> done = execute(*insert, valuesOf(record)); !done)
                return done;
        }
        return {};
    });
}

Future<int> ActivityTable::trim(qint64 before, qint64 mostRows)
{
    return m_database.run<int>([before, mostRows](QSqlDatabase &database) -> Result<int> {
        // Row numbers rise one by one, and only the oldest ever go.
        const Result<QSqlQuery> many = store::execute(database,
                                                      QStringLiteral("DELETE FROM activity WHERE row <="
                                                                     " (SELECT max(row) FROM activity) - ?"),
                                                      {mostRows});
        if (!many)
            return fail(many.error());
        const int removed = many->numRowsAffected(); // SQLite knows the latest number only
        const Result<QSqlQuery> old =
            store::execute(database, QStringLiteral("DELETE FROM activity WHERE started_at < ?"), {before});
        if (!old)
            return fail(old.error());
        return removed + old->numRowsAffected();
    });
}

Future<RowIds> ActivityTable::find(const Query &query)
{
    return m_database.run<RowIds>([query](QSqlDatabase &database) -> Result<RowIds> {
        const Condition condition(query);
        Result<QSqlQuery> found =
            store::execute(database,
                           QStringLiteral("SELECT row FROM activity") + condition.where() +
                               QStringLiteral(" ORDER BY started_at DESC, row DESC"),
                           condition.values);
        if (!found)
            return fail(std::move(found.error()));
        RowIds ids;
        while (found->next())
            ids.push_back(found->value(0).toLongLong());
        if (Result<void> whole = ended(*found); !whole)
            return fail(std::move(whole.error()));
        return ids;
    });
}

Future<QList<htx::RequestRecord>> ActivityTable::rows(const RowIds &ids)
{
    using Records = QList<htx::RequestRecord>;
    return m_database.run<Records>([ids](QSqlDatabase &database) -> Result<Records> {
        Result<QSqlQuery> query =
            prepared(database, QStringLiteral("SELECT %1 FROM activity WHERE row = ?").arg(columns));
        if (!query)
            return fail(std::move(query.error()));
        Records records;
        records.reserve(static_cast<qsizetype>(ids.size()));
        for (const qint64 id : ids) {
            if (Result<void> done = execute(*query, {id}); !done)
                return fail(std::move(done.error()));
            if (query->next())
                records.append(recordFrom(*query));
            else if (Result<void> whole = ended(*query); !whole)
                return fail(std::move(whole.error()));
        }
        return records;
    });
}

Future<Summary> ActivityTable::summary(const Query &query)
{
    return m_database.run<Summary>([query](QSqlDatabase &database) -> Result<Summary> {
        const Condition condition(query);
        Result<QSqlQuery> found = store::execute(
            database,
            QStringLiteral("SELECT count(*), total(outcome = 1), total(outcome = 2), total(outcome = 3),"
                           " max(duration), min(started_at) FROM activity") +
                condition.where(),
            condition.values);
        if (!found)
            return fail(std::move(found.error()));
        if (!found->next()) {
            if (Result<void> whole = ended(*found); !whole)
                return fail(std::move(whole.error()));
            return Summary();
        }
        Summary summary;
        summary.requests = found->value(0).toLongLong();
        summary.refused = found->value(1).toLongLong();
        summary.failed = found->value(2).toLongLong();
        summary.unknown = found->value(3).toLongLong();
        if (!found->isNull(4))
            summary.slowestMs = found->value(4).toLongLong();
        summary.since = found->value(5).toLongLong();
        return summary;
    });
}

Future<QList<HourlyUse>> ActivityTable::hourlyUse(const KeyId &key, qint64 from)
{
    return m_database.run<QList<HourlyUse>>([key, from](QSqlDatabase &database) -> Result<QList<HourlyUse>> {
        Result<QSqlQuery> rows = store::execute(
            database,
            QStringLiteral("SELECT started_at / 3600000 AS hour, count(*), total(outcome <> 0) FROM activity"
                           " WHERE started_at >= ? AND key = ? GROUP BY hour ORDER BY hour"),
            {from, key.value});
        if (!rows)
            return fail(std::move(rows.error()));
        QList<HourlyUse> hours;
        while (rows->next()) {
            hours.append({rows->value(0).toLongLong() * 3'600'000, rows->value(1).toLongLong(),
                          rows->value(2).toLongLong()});
        }
        if (Result<void> whole = ended(*rows); !whole)
            return fail(std::move(whole.error()));
        return hours;
    });
}

Future<QList<KeyId>> ActivityTable::keys()
{
    return m_database.run<QList<KeyId>>([](QSqlDatabase &database) -> Result<QList<KeyId>> {
        Result<QSqlQuery> found = store::execute(
            database, QStringLiteral("SELECT DISTINCT key FROM activity WHERE key <> '' ORDER BY key"));
        if (!found)
            return fail(std::move(found.error()));
        QList<KeyId> keys;
        while (found->next())
            keys.append(KeyId{found->value(0).toString()});
        if (Result<void> whole = ended(*found); !whole)
            return fail(std::move(whole.error()));
        return keys;
    });
}

Future<Usage> ActivityTable::usage(qint64 from)
{
    return m_database.run<Usage>([from](QSqlDatabase &database) -> Result<Usage> {
        Usage usage;
        Result<QSqlQuery> first =
            store::execute(database, QStringLiteral("SELECT min(started_at) FROM activity"));
        if (!first)
            return fail(std::move(first.error()));
        if (first->next() && !first->isNull(0))
            usage.since = std::max(from, first->value(0).toLongLong());
        Result<QSqlQuery> found = store::execute(
            database,
            QStringLiteral(
                "SELECT DISTINCT key, permission FROM activity WHERE started_at >= ? AND key <> ''"),
            {from});
        if (!found)
            return fail(std::move(found.error()));
        while (found->next()) {
            usage.needed[KeyId{found->value(0).toString()}].insert(
                static_cast<htx::Permission>(found->value(1).toInt()));
        }
        if (Result<void> whole = ended(*found); !whole)
            return fail(std::move(whole.error()));
        return usage;
    });
}

} // namespace coffer::activity
