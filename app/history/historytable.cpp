// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historytable.h"

#include "history/merge.h"
#include "history/rows.h"
#include "history/select.h"
#include "store/statement.h"

#include <algorithm>
#include <array>
#include <limits>

namespace coffer::history {

namespace {

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

constexpr QLatin1String
    fillSpan(" FROM %1 WHERE uid = ? AND symbol = ? AND created_at >= ? AND created_at < ?");

/// How far fills are taken together: no span holds more than one sum of each side.
qint64 spanFor(qint64 from, qint64 to, int most, qint64 joinMs)
{
    // Touched by the time: one more than fit in it. The time itself may be too large for a signed number.
    const auto spans = static_cast<quint64>(std::max(most / 2 - 1, 1));
    const quint64 time = to > from ? static_cast<quint64>(to) - static_cast<quint64>(from) : 0;
    const quint64 least = std::min<quint64>(time / spans, std::numeric_limits<qint64>::max() - 1) + 1;
    return std::max(joinMs, static_cast<qint64>(least));
}

/// Takes fills together as they are read, so that no more than the sums are ever held.
class FillJoiner
{
public:
    /// spanMs 0: each by itself.
    explicit FillJoiner(qint64 spanMs) : m_spanMs(spanMs) {}

    void add(const htx::Fill &fill)
    {
        const qint64 span = m_spanMs > 0 ? fill.createdAt / m_spanMs : 0;
        Open &open = m_open[fill.side == htx::Side::Buy ? 0 : 1];
        if (m_spanMs > 0 && open.index >= 0 && open.span == span) {
            m_sums[open.index].add(FillSum::of(fill));
            return;
        }
        open = {m_sums.size(), span};
        m_sums.append(FillSum::of(fill));
    }
    QList<FillSum> take() { return std::move(m_sums); }

private:
    struct Open
    {
        qsizetype index = -1;
        qint64 span = 0;
    };

    qint64 m_spanMs;
    std::array<Open, 2> m_open;
    QList<FillSum> m_sums;
};

/// The three statements that storing rows of one kind takes, prepared once for a batch.
template<class T>
class Writer
{
public:
    using Layout = rows::Layout<T>;

    static Result<Writer> prepare(QSqlDatabase &database, Uid uid)
    {
        const QString table = Layout::table();
        const QString columns = Layout::columns().join(QLatin1Char(','));
        const QString marks =
            QStringList(Layout::columns().size(), QStringLiteral("?")).join(QLatin1Char(','));
        const QString identity =
            Layout::identity().join(QStringLiteral(" = ? AND ")) + QStringLiteral(" = ?");
        const QString assignments = Layout::columns().join(QStringLiteral(" = ?,")) + QStringLiteral(" = ?");

        auto insert =
            prepared(database, QStringLiteral("INSERT INTO %1 (uid,%2) VALUES (?,%3) ON CONFLICT DO NOTHING")
                                   .arg(table, columns, marks));
        auto select = prepared(
            database,
            QStringLiteral("SELECT row,%2 FROM %1 WHERE uid = ? AND %3").arg(table, columns, identity));
        auto update =
            prepared(database, QStringLiteral("UPDATE %1 SET %2 WHERE row = ?").arg(table, assignments));
        for (const auto *query : {&insert, &select, &update}) {
            if (!*query)
                return fail(query->error());
        }
        return Writer(uid, *std::move(insert), *std::move(select), *std::move(update));
    }

    /// True when the row was new or changed.
    Result<bool> save(const T &row)
    {
        if (Result<void> done = execute(m_insert, QVariantList{m_uid.value} + Layout::values(row)); !done)
            return fail(std::move(done.error()));
        if (m_insert.numRowsAffected() > 0)
            return true;

        if (Result<void> done = execute(m_select, QVariantList{m_uid.value} + Layout::identityOf(row)); !done)
            return fail(std::move(done.error()));
        if (!m_select.next())
            return fail(ErrorKind::StorageCorrupt, QStringLiteral("A stored record is not found by its id."));
        const qint64 id = m_select.value(0).toLongLong();
        const Result<T> stored = Layout::read(m_select, 1);
        m_select.finish();
        const T result = stored ? merged(*stored, row) : row; // what can't be read is worth nothing
        if (stored && result == *stored)
            return false;
        if (Result<void> done = execute(m_update, Layout::values(result) + QVariantList{id}); !done)
            return fail(std::move(done.error()));
        return true;
    }

private:
    Writer(Uid uid, QSqlQuery insert, QSqlQuery select, QSqlQuery update)
        : m_uid(uid), m_insert(std::move(insert)), m_select(std::move(select)), m_update(std::move(update))
    {
    }

    Uid m_uid;
    QSqlQuery m_insert;
    QSqlQuery m_select;
    QSqlQuery m_update;
};

template<class T>
Future<int> save(store::Database &database, Uid uid, const QList<T> &rows)
{
    if (rows.isEmpty())
        return readyFuture<int>(0);
    return database.run<int>([uid, rows](QSqlDatabase &sql) -> Result<int> {
        Result<Writer<T>> writer = Writer<T>::prepare(sql, uid);
        if (!writer)
            return fail(std::move(writer.error()));
        int changed = 0;
        for (const T &row : rows) {
            const Result<bool> saved = writer->save(row);
            if (!saved)
                return fail(saved.error());
            changed += *saved ? 1 : 0;
        }
        return changed;
    });
}

template<class T>
Future<QList<T>> load(store::Database &database, const RowIds &ids)
{
    if (ids.empty())
        return readyFuture<QList<T>>(QList<T>());
    return database.run<QList<T>>([ids](QSqlDatabase &sql) -> Result<QList<T>> {
        using Layout = rows::Layout<T>;
        Result<QSqlQuery> query =
            prepared(sql, QStringLiteral("SELECT %2 FROM %1 WHERE row = ?")
                              .arg(Layout::table(), Layout::columns().join(QLatin1Char(','))));
        if (!query)
            return fail(std::move(query.error()));
        QList<T> result;
        result.reserve(static_cast<qsizetype>(ids.size()));
        for (const qint64 id : ids) {
            if (Result<void> done = execute(*query, {id}); !done)
                return fail(std::move(done.error()));
            if (!query->next())
                continue;
            Result<T> row = Layout::read(*query, 0);
            if (!row)
                return fail(std::move(row.error()));
            result.append(*std::move(row));
        }
        return result;
    });
}

} // namespace

QStringList HistoryTable::tables()
{
    return rows::Layout<htx::Order>::sql() + rows::Layout<htx::Fill>::sql() +
           rows::Layout<htx::Transfer>::sql() +
           QStringList{QStringLiteral("CREATE TABLE history_cursor (uid INTEGER NOT NULL, name TEXT NOT NULL,"
                                      " value INTEGER NOT NULL, PRIMARY KEY (uid, name)) WITHOUT ROWID")};
}

HistoryTable::HistoryTable(store::Database &database) : m_database(database) {}

Future<int> HistoryTable::saveOrders(Uid uid, const QList<htx::Order> &orders)
{
    return save(m_database, uid, orders);
}

Future<int> HistoryTable::saveFills(Uid uid, const QList<htx::Fill> &fills)
{
    return save(m_database, uid, fills);
}

Future<int> HistoryTable::saveTransfers(Uid uid, const QList<htx::Transfer> &transfers)
{
    return save(m_database, uid, transfers);
}

Future<RowIds> HistoryTable::find(const Query &query)
{
    return m_database.run<RowIds>([query](QSqlDatabase &database) -> Result<RowIds> {
        const Select select = selectFor(query);
        Result<QSqlQuery> found = store::execute(database, select.sql, select.values);
        if (!found)
            return fail(std::move(found.error()));
        RowIds ids;
        while (found->next())
            ids.push_back(found->value(0).toLongLong());
        return ids;
    });
}

Future<QList<htx::Order>> HistoryTable::orders(const RowIds &ids)
{
    return load<htx::Order>(m_database, ids);
}

Future<QList<htx::Fill>> HistoryTable::fills(const RowIds &ids)
{
    return load<htx::Fill>(m_database, ids);
}

Future<QList<htx::Transfer>> HistoryTable::transfers(const RowIds &ids)
{
    return load<htx::Transfer>(m_database, ids);
}

Future<QList<FillSum>> HistoryTable::fillSums(Uid uid, const Symbol &symbol, qint64 from, qint64 to, int most,
                                              qint64 joinMs)
{
    using Sums = QList<FillSum>;
    if (from >= to)
        return readyFuture<Sums>(Sums());
    return m_database.run<Sums>([=](QSqlDatabase &database) -> Result<Sums> {
        using Layout = rows::Layout<htx::Fill>;
        const QString source = QString(fillSpan).arg(Layout::table());
        const QVariantList values{uid.value, symbol.value, from, to};
        Result<QSqlQuery> counted =
            store::execute(database, QStringLiteral("SELECT count(*)") + source, values);
        if (!counted)
            return fail(std::move(counted.error()));
        const bool isMany = counted->next() && counted->value(0).toLongLong() > most;
        Result<QSqlQuery> found =
            store::execute(database,
                           QStringLiteral("SELECT ") + Layout::columns().join(QLatin1Char(',')) + source +
                               QStringLiteral(" ORDER BY created_at, row"),
                           values);
        if (!found)
            return fail(std::move(found.error()));
        FillJoiner joiner(isMany ? spanFor(from, to, most, joinMs) : 0);
        while (found->next()) {
            const Result<htx::Fill> fill = Layout::read(*found, 0);
            if (!fill)
                return fail(fill.error());
            joiner.add(*fill);
        }
        return joiner.take();
    });
}

Future<QList<Symbol>> HistoryTable::symbols(Uid uid)
{
    return m_database.run<QList<Symbol>>([uid](QSqlDatabase &database) -> Result<QList<Symbol>> {
        QList<Symbol> symbols;
        for (const QString &table : {rows::Layout<htx::Order>::table(), rows::Layout<htx::Fill>::table()}) {
            // From one name to the next along the index, since DISTINCT would read every row.
            const QString sql =
                QStringLiteral("WITH RECURSIVE names(name) AS ("
                               " SELECT min(symbol) FROM %1 WHERE uid = ?"
                               " UNION ALL SELECT (SELECT min(symbol) FROM %1"
                               "  WHERE uid = ? AND symbol > name) FROM names WHERE name IS NOT NULL)"
                               " SELECT name FROM names WHERE name IS NOT NULL")
                    .arg(table);
            Result<QSqlQuery> query = store::execute(database, sql, {uid.value, uid.value});
            if (!query)
                return fail(std::move(query.error()));
            while (query->next())
                symbols.append(Symbol{query->value(0).toString()});
        }
        std::sort(symbols.begin(), symbols.end());
        symbols.resize(std::unique(symbols.begin(), symbols.end()) - symbols.begin());
        return symbols;
    });
}

Future<ApiOrders> HistoryTable::apiOrders(Uid uid, qint64 from)
{
    return m_database.run<ApiOrders>([uid, from](QSqlDatabase &database) -> Result<ApiOrders> {
        const QString sql =
            QStringLiteral("SELECT source, symbol, count(*), max(created_at) FROM %1"
                           " WHERE uid = ? AND created_at >= ? AND (source = 'api' OR source LIKE '%-api')"
                           " GROUP BY source, symbol")
                .arg(rows::Layout<htx::Order>::table());
        Result<QSqlQuery> query = store::execute(database, sql, {uid.value, from});
        if (!query)
            return fail(std::move(query.error()));
        ApiOrders orders;
        while (query->next()) {
            orders.sources.append(query->value(0).toString());
            orders.markets.append(query->value(1).toString());
            orders.count += query->value(2).toInt();
            orders.lastAt = std::max(orders.lastAt, query->value(3).toLongLong());
        }
        for (QStringList *list : {&orders.sources, &orders.markets}) {
            list->removeDuplicates();
            list->sort();
        }
        return orders;
    });
}

Future<qint64> HistoryTable::cursor(Uid uid, const QString &name)
{
    return m_database.run<qint64>([uid, name](QSqlDatabase &database) -> Result<qint64> {
        const QString sql = QStringLiteral("SELECT value FROM history_cursor WHERE uid = ? AND name = ?");
        Result<QSqlQuery> query = store::execute(database, sql, {uid.value, name});
        if (!query)
            return fail(std::move(query.error()));
        return query->next() ? query->value(0).toLongLong() : 0;
    });
}

Future<void> HistoryTable::setCursor(Uid uid, const QString &name, qint64 value)
{
    return m_database.run<void>([uid, name, value](QSqlDatabase &database) -> Result<void> {
        const QString sql = QStringLiteral("INSERT INTO history_cursor (uid, name, value) VALUES (?, ?, ?)"
                                           " ON CONFLICT (uid, name) DO UPDATE SET value = excluded.value");
        const Result<QSqlQuery> query = store::execute(database, sql, {uid.value, name, value});
        if (!query)
            return fail(query.error());
        return {};
    });
}

Future<QHash<QString, qint64>> HistoryTable::cursors(Uid uid)
{
    using Cursors = QHash<QString, qint64>;
    return m_database.run<Cursors>([uid](QSqlDatabase &database) -> Result<Cursors> {
        const QString sql = QStringLiteral("SELECT name, value FROM history_cursor WHERE uid = ?");
        Result<QSqlQuery> query = store::execute(database, sql, {uid.value});
        if (!query)
            return fail(std::move(query.error()));
        Cursors cursors;
        while (query->next())
            cursors.insert(query->value(0).toString(), query->value(1).toLongLong());
        return cursors;
    });
}

} // namespace coffer::history
