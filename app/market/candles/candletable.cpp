// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candletable.h"

#include "market/candles/candlerows.h"
#include "market/candles/derive.h"
#include "market/candles/periods.h"
#include "store/statement.h"

#include <optional>

namespace coffer::market {

namespace {

constexpr int applicationId = 0x434f4648; ///< "COFH"
/// Read for one derivation: some tens of ms on the database's thread.
constexpr int finerMost = 20'000;

/// The kept span that reaches the time from before it, cut there; without a time the newest one.
std::optional<CandleSpan> spanUpTo(const CandleSpans &spans, std::optional<qint64> time)
{
    if (!time)
        return spans.isEmpty() ? std::nullopt : std::optional(spans.list().last());
    std::optional<CandleSpan> span = spans.endingAt(*time);
    if (span)
        span->to = *time;
    return span;
}

/// At most so many of the span's last candles. withRunning: and the one that starts where it ends.
Result<KeptCandles> readSpan(QSqlDatabase &database, const rows::Series &series, CandleSpan span, int most,
                             bool withRunning)
{
    const CandleSpan wanted{span.from, span.to + (withRunning ? 1 : 0)};
    Result<QList<htx::Candle>> candles = rows::candles(database, series.id, wanted, most);
    if (!candles)
        return fail(std::move(candles.error()));
    if (candles->size() >= most && !candles->isEmpty())
        span.from = std::min(candles->first().time, span.to);
    const bool hasOldest = series.opened > 0 && span.from <= series.opened;
    return KeptCandles{*std::move(candles), span, hasOldest};
}

/// What follows for this key, up to the time, from candles of the finer period.
Result<KeptCandles> deriveFrom(QSqlDatabase &database, const CandleKey &key, htx::Period finer,
                               std::optional<qint64> time)
{
    const Result<std::optional<rows::Series>> series = rows::find(database, {key.symbol, finer});
    if (!series)
        return fail(series.error());
    if (!*series)
        return KeptCandles();
    const Result<CandleSpans> spans = rows::spans(database, (*series)->id);
    if (!spans)
        return fail(spans.error());
    const std::optional<CandleSpan> span = spanUpTo(*spans, time);
    if (!span)
        return KeptCandles();
    Result<KeptCandles> known = readSpan(database, **series, *span, finerMost, false);
    if (!known)
        return known;
    if (known->hasOldest) // there is nothing before it that could be missing
        known->complete.from = startOf(key.period, known->complete.from);
    CandleSpans complete;
    complete.add(known->complete);
    const Derived derived = derive(known->candles, finer, key.period, complete);
    if (derived.complete.isEmpty() || (time && derived.complete.list().last().to != *time))
        return KeptCandles();
    return KeptCandles{derived.candles, derived.complete.list().last(), known->hasOldest};
}

Result<void> put(QSqlDatabase &database, const CandleKey &key, const NewCandles &news)
{
    const Result<rows::Series> series = rows::findOrMake(database, key);
    if (!series)
        return fail(series.error());
    if (Result<void> done = rows::putCandles(database, series->id, news.candles); !done)
        return done;
    for (const CandleSpan &span : news.complete.list()) {
        if (Result<void> done = rows::putSpan(database, series->id, span); !done)
            return done;
    }
    return news.opened ? rows::setOpened(database, series->id, *news.opened) : Result<void>();
}

/// From the coarsest finer period that has something, and kept from then on.
Result<KeptCandles> deriveAndKeep(QSqlDatabase &database, const CandleKey &key, std::optional<qint64> time)
{
    for (int index = static_cast<int>(key.period) - 1; index >= 0; --index) {
        const auto finer = static_cast<htx::Period>(index);
        if (!divides(finer, key.period))
            continue;
        Result<KeptCandles> derived = deriveFrom(database, key, finer, time);
        if (!derived)
            return derived;
        if (derived->complete.isEmpty())
            continue;
        NewCandles news{derived->candles};
        news.complete.add(derived->complete);
        if (derived->hasOldest)
            news.opened = derived->complete.from;
        if (Result<void> kept = put(database, key, news); !kept)
            return fail(std::move(kept.error()));
        return derived;
    }
    return KeptCandles();
}

Result<KeptCandles> read(QSqlDatabase &database, const CandleKey &key, std::optional<qint64> time, int most)
{
    const Result<std::optional<rows::Series>> series = rows::find(database, key);
    if (!series)
        return fail(series.error());
    if (*series) {
        const Result<CandleSpans> spans = rows::spans(database, (*series)->id);
        if (!spans)
            return fail(spans.error());
        if (const std::optional<CandleSpan> span = spanUpTo(*spans, time))
            return readSpan(database, **series, *span, most, !time);
    }
    return deriveAndKeep(database, key, time);
}

Result<qint64> pragma(QSqlDatabase &database, const QString &name)
{
    Result<QSqlQuery> value = store::execute(database, QStringLiteral("PRAGMA ") + name);
    if (!value)
        return fail(std::move(value.error()));
    return value->next() ? value->value(0).toLongLong() : 0;
}

/// What the file holds; pages that are free are used again before it grows.
Result<qint64> usedBytes(QSqlDatabase &database)
{
    qint64 figures[3] = {};
    const QString names[] = {QStringLiteral("page_count"), QStringLiteral("freelist_count"),
                             QStringLiteral("page_size")};
    for (int i = 0; i < 3; ++i) {
        const Result<qint64> figure = pragma(database, names[i]);
        if (!figure)
            return fail(figure.error());
        figures[i] = *figure;
    }
    return (figures[0] - figures[1]) * figures[2];
}

/// False when only one is left, which stays.
Result<bool> dropOne(QSqlDatabase &database)
{
    Result<QSqlQuery> oldest = store::execute(
        database, QStringLiteral("SELECT id, count(*) OVER () FROM series ORDER BY seen, id LIMIT 1"));
    if (!oldest)
        return fail(std::move(oldest.error()));
    if (!oldest->next() || oldest->value(1).toLongLong() < 2)
        return false;
    const QVariant id = oldest->value(0);
    oldest->finish();
    for (const QString &sql : {QStringLiteral("DELETE FROM candles WHERE series = ?"),
                               QStringLiteral("DELETE FROM spans WHERE series = ?"),
                               QStringLiteral("DELETE FROM series WHERE id = ?")}) {
        if (const Result<QSqlQuery> gone = store::execute(database, sql, {id}); !gone)
            return fail(gone.error());
    }
    return true;
}

} // namespace

store::Schema CandleTable::schema()
{
    return {applicationId,
            {{QStringLiteral("CREATE TABLE series (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL,"
                             " period TEXT NOT NULL, opened INTEGER NOT NULL DEFAULT 0,"
                             " seen INTEGER NOT NULL DEFAULT 0, UNIQUE (symbol, period))"),
              QStringLiteral("CREATE TABLE candles (series INTEGER NOT NULL, time INTEGER NOT NULL,"
                             " open REAL NOT NULL, high REAL NOT NULL, low REAL NOT NULL,"
                             " close REAL NOT NULL, amount REAL NOT NULL, volume REAL NOT NULL,"
                             " count INTEGER NOT NULL, PRIMARY KEY (series, time)) WITHOUT ROWID"),
              QStringLiteral("CREATE TABLE spans (series INTEGER NOT NULL, first INTEGER NOT NULL,"
                             " last INTEGER NOT NULL, PRIMARY KEY (series, first)) WITHOUT ROWID")}}};
}

CandleTable::CandleTable(store::Database &database) : m_database(database) {}

Future<void> CandleTable::add(const CandleKey &key, const NewCandles &candles)
{
    return m_database.run<void>(
        [key, candles](QSqlDatabase &database) { return put(database, key, candles); });
}

Future<KeptCandles> CandleTable::newest(const CandleKey &key, int most)
{
    return m_database.run<KeptCandles>(
        [key, most](QSqlDatabase &database) { return read(database, key, std::nullopt, most); });
}

Future<KeptCandles> CandleTable::before(const CandleKey &key, qint64 time, int most)
{
    return m_database.run<KeptCandles>(
        [key, time, most](QSqlDatabase &database) { return read(database, key, time, most); });
}

Future<CandleSpans> CandleTable::spans(const CandleKey &key)
{
    return m_database.run<CandleSpans>([key](QSqlDatabase &database) -> Result<CandleSpans> {
        const Result<std::optional<rows::Series>> series = rows::find(database, key);
        if (!series)
            return fail(series.error());
        return *series ? rows::spans(database, (*series)->id) : CandleSpans();
    });
}

Future<void> CandleTable::look(const CandleKey &key, qint64 nowMs)
{
    return m_database.run<void>([key, nowMs](QSqlDatabase &database) -> Result<void> {
        const Result<rows::Series> series = rows::findOrMake(database, key);
        if (!series)
            return fail(series.error());
        return rows::setSeen(database, series->id, nowMs);
    });
}

Future<int> CandleTable::trim(qint64 mostBytes)
{
    return m_database.run<int>([mostBytes](QSqlDatabase &database) -> Result<int> {
        for (int dropped = 0;; ++dropped) {
            const Result<qint64> used = usedBytes(database);
            if (!used)
                return fail(used.error());
            if (*used <= mostBytes)
                return dropped;
            const Result<bool> done = dropOne(database);
            if (!done)
                return fail(done.error());
            if (!*done)
                return dropped;
        }
    });
}

} // namespace coffer::market
