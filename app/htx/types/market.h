// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"
#include "htx/types/order.h"

#include <QList>

#include <optional>

namespace coffer::htx {

/// One row of GET /market/tickers. Open, high, low and close are of the calendar day in UTC+8; volumes are
/// rolling 24 h.
struct Ticker
{
    Symbol symbol;
    Decimal open, high, low, close; ///< quote currency
    Decimal amount;                 ///< base currency
    Decimal volume;                 ///< quote currency
    qint64 count = 0;
    std::optional<Decimal> bid, bidSize, ask, askSize;
};

/// GET /market/detail/merged: rolling 24 h.
struct MergedDetail
{
    qint64 timestamp = 0; ///< ms UTC, of the reply
    Decimal open, high, low, close;
    Decimal amount; ///< base currency
    Decimal volume; ///< quote currency
    qint64 count = 0;
    std::optional<Decimal> bid, bidSize, ask, askSize;
};

/// One candle (HTX: kline). Doubles, since candles are drawn and never accounted with; the shortest text of
/// each double is the text that was sent.
struct Candle
{
    qint64 time = 0; ///< start, seconds since the epoch; days start at 00:00 UTC+8
    double open = 0, high = 0, low = 0, close = 0;
    double amount = 0; ///< base currency
    double volume = 0; ///< quote currency
    qint64 count = 0;

    friend bool operator==(const Candle &, const Candle &) = default;
};

/// Candle periods that the exchange serves.
enum class Period { Min1, Min5, Min15, Min30, Hour1, Hour4, Day1, Week1, Month1, Year1, Count };

/// "1min" … "1year".
QString wireName(Period period);
/// Length in seconds; months and years are 30 and 365 days, for estimates only.
qint64 seconds(Period period);

/// One price level of an order book.
struct Level
{
    Decimal price;
    Decimal size;
    friend bool operator==(const Level &, const Level &) = default;
};

/// GET /market/depth: best first on both sides.
struct Depth
{
    qint64 timestamp = 0; ///< ms UTC
    qint64 version = 0;
    QList<Level> bids;
    QList<Level> asks;
};

/// One public trade: GET /market/trade and /market/history/trade, and the feed's trade.detail.
struct Trade
{
    QString tradeId;       ///< trade-id (REST) or tradeId (feed); the other id passes 64 bits and is not kept
    qint64 timestamp = 0;  ///< ms UTC
    Decimal price;         ///< quote currency
    Decimal amount;        ///< base currency
    Side side = Side::Buy; ///< of the taker

    friend bool operator==(const Trade &, const Trade &) = default;
};

/// The best bid and offer of a market (the feed's bbo).
struct Bbo
{
    Symbol symbol;
    qint64 timestamp = 0; ///< ms UTC
    Decimal bid, bidSize, ask, askSize;
    qint64 sequence = 0; ///< grows with each change

    friend bool operator==(const Bbo &, const Bbo &) = default;
};

} // namespace coffer::htx
