// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candlekey.h"
#include "market/candles/candlespans.h"
#include "store/database.h"

namespace coffer::market {

/// Candles that were read back: all that there are from one time up to another.
struct KeptCandles
{
    QList<htx::Candle> candles; ///< oldest first
    CandleSpan complete;        ///< where they are complete; empty: nothing is kept there
    bool hasOldest = false;     ///< the exchange has none before complete.from

    bool isEmpty() const { return complete.isEmpty() && candles.isEmpty(); }
};

/// Candles to keep, with what is known by them.
struct NewCandles
{
    QList<htx::Candle> candles{};                ///< any order, each time once
    CandleSpans complete{};                      ///< the exchange has no others there
    std::optional<qint64> opened = std::nullopt; ///< the exchange has none before that second
};

/// Every candle that was seen, and the spans that are known to be complete, by market and period. It has a
/// file of its own, opened as store::Durability::Cache: what is lost is fetched again. Futures finish on the
/// database's thread.
class CandleTable
{
public:
    static store::Schema schema();

    explicit CandleTable(store::Database &database);

    /// Adds them; a candle of the same time is replaced. One transaction.
    Future<void> add(const CandleKey &key, const NewCandles &candles);
    /// The newest complete span with at most so many of its last candles, and the candle that was being made
    /// at its end. Where nothing is kept, what follows from a finer period.
    Future<KeptCandles> newest(const CandleKey &key, int most);
    /// At most so many candles before that time, as far as they are complete up to it. Where they are not
    /// kept, what follows from a finer period (and is kept from then on).
    Future<KeptCandles> before(const CandleKey &key, qint64 time, int most);
    /// Where all candles are known.
    Future<CandleSpans> spans(const CandleKey &key);
    /// Somebody looks at them at that time (ms UTC): they are dropped after those that nobody does.
    Future<void> look(const CandleKey &key, qint64 nowMs);
    /// While the file holds more than so many bytes, drops all candles of the market and period that was
    /// not looked at for longest; the last one stays. Yields how many were dropped.
    Future<int> trim(qint64 mostBytes);

private:
    store::Database &m_database;
};

} // namespace coffer::market
