// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candlerows.h"

#include "store/database.h"
#include "store/statement.h"

#include <algorithm>

namespace coffer::market::rows {

namespace {

/// A statement that ends badly between rows looks like one that has no more.
Result<void> ended(const QSqlQuery &query)
{
    if (query.lastError().isValid())
        return fail(store::errorFrom(query.lastError()));
    return {};
}

Result<void> run(QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery> done = store::execute(database, sql, values);
    if (!done)
        return fail(done.error());
    return {};
}

htx::Candle candleFrom(const QSqlQuery &row)
{
    return {row.value(0).toLongLong(), row.value(1).toDouble(),  row.value(2).toDouble(),
            row.value(3).toDouble(),   row.value(4).toDouble(),  row.value(5).toDouble(),
            row.value(6).toDouble(),   row.value(7).toLongLong()};
}

} // namespace

Result<std::optional<Series>> find(QSqlDatabase &database, const CandleKey &key)
{
    Result<QSqlQuery> found = store::execute(
        database, QStringLiteral("SELECT id, opened FROM series WHERE symbol = ? AND period = ?"),
        {key.symbol.value, htx::wireName(key.period)});
    if (!found)
        return fail(std::move(found.error()));
    if (found->next())
        return Series{found->value(0).toLongLong(), found->value(1).toLongLong()};
    if (Result<void> whole = ended(*found); !whole)
        return fail(std::move(whole.error()));
    return std::nullopt;
}

Result<Series> findOrMake(QSqlDatabase &database, const CandleKey &key)
{
    Result<std::optional<Series>> known = find(database, key);
    if (!known)
        return fail(std::move(known.error()));
    if (*known)
        return **known;
    const Result<QSqlQuery> made =
        store::execute(database, QStringLiteral("INSERT INTO series (symbol, period) VALUES (?, ?)"),
                       {key.symbol.value, htx::wireName(key.period)});
    if (!made)
        return fail(made.error());
    return Series{made->lastInsertId().toLongLong(), 0};
}

Result<void> setOpened(QSqlDatabase &database, qint64 series, qint64 opened)
{
    return run(database, QStringLiteral("UPDATE series SET opened = ? WHERE id = ?"), {opened, series});
}

Result<void> setSeen(QSqlDatabase &database, qint64 series, qint64 nowMs)
{
    return run(database, QStringLiteral("UPDATE series SET seen = ? WHERE id = ?"), {nowMs, series});
}

Result<void> putCandles(QSqlDatabase &database, qint64 series, const QList<htx::Candle> &candles)
{
    QSqlQuery insert(database);
    if (!insert.prepare(QStringLiteral("INSERT OR REPLACE INTO candles (series, time, open, high, low, close,"
                                       " amount, volume, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")))
        return fail(store::errorFrom(insert.lastError()));
    for (const htx::Candle &candle : candles) {
        insert.bindValue(0, series);
        insert.bindValue(1, candle.time);
        insert.bindValue(2, candle.open);
        insert.bindValue(3, candle.high);
        insert.bindValue(4, candle.low);
        insert.bindValue(5, candle.close);
        insert.bindValue(6, candle.amount);
        insert.bindValue(7, candle.volume);
        insert.bindValue(8, candle.count);
        if (!insert.exec())
            return fail(store::errorFrom(insert.lastError()));
    }
    return {};
}

Result<QList<htx::Candle>> candles(QSqlDatabase &database, qint64 series, const CandleSpan &span, int most)
{
    Result<QSqlQuery> found = store::execute(
        database,
        QStringLiteral("SELECT time, open, high, low, close, amount, volume, count FROM candles"
                       " WHERE series = ? AND time >= ? AND time < ? ORDER BY time DESC LIMIT ?"),
        {series, span.from, span.to, most});
    if (!found)
        return fail(std::move(found.error()));
    QList<htx::Candle> candles;
    while (found->next())
        candles.append(candleFrom(*found));
    if (Result<void> whole = ended(*found); !whole)
        return fail(std::move(whole.error()));
    std::reverse(candles.begin(), candles.end());
    return candles;
}

Result<void> putSpan(QSqlDatabase &database, qint64 series, CandleSpan span)
{
    if (span.isEmpty())
        return {};
    Result<QSqlQuery> touching = store::execute(
        database,
        QStringLiteral(
            "SELECT min(first), max(last) FROM spans WHERE series = ? AND first <= ? AND last >= ?"),
        {series, span.to, span.from});
    if (!touching)
        return fail(std::move(touching.error()));
    const CandleSpan before = span;
    if (touching->next() && !touching->isNull(0)) {
        span.from = std::min(span.from, touching->value(0).toLongLong());
        span.to = std::max(span.to, touching->value(1).toLongLong());
    }
    if (Result<void> gone =
            run(database, QStringLiteral("DELETE FROM spans WHERE series = ? AND first <= ? AND last >= ?"),
                {series, before.to, before.from});
        !gone)
        return gone;
    return run(database, QStringLiteral("INSERT INTO spans (series, first, last) VALUES (?, ?, ?)"),
               {series, span.from, span.to});
}

Result<CandleSpans> spans(QSqlDatabase &database, qint64 series)
{
    Result<QSqlQuery> found = store::execute(
        database, QStringLiteral("SELECT first, last FROM spans WHERE series = ? ORDER BY first"), {series});
    if (!found)
        return fail(std::move(found.error()));
    CandleSpans spans;
    while (found->next())
        spans.add({found->value(0).toLongLong(), found->value(1).toLongLong()});
    if (Result<void> whole = ended(*found); !whole)
        return fail(std::move(whole.error()));
    return spans;
}

} // namespace coffer::market::rows
