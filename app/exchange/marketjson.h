// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/jsonwriter.h"
#include "exchange/orderbook.h"
#include "exchange/pricefeed.h"

namespace coffer::exchange {

class World;

/// A number that grows with time, about twelve digits: versions and sequences of market data.
qint64 versionAt(qint64 ms);

/// open, close, low, high, amount, vol and count as members of the object that is open.
void writeStretch(JsonWriter &json, const Market &market, const Bar &bar);
/// [price, size]
void writeLevel(JsonWriter &json, const Market &market, const BookLevel &level);
/// [[price, size], …] of the best levels, all when there are fewer.
void writeLevels(JsonWriter &json, const Market &market, const std::vector<BookLevel> &levels, size_t shown);

/// A ticker's numbers (htx-api.md 7.1): open, high, low and close of the day at UTC+8, volumes of the rolling
/// 24 hours; then the best bid and ask.
void writeTicker(JsonWriter &json, const World &world, int market, qint64 nowMs);

/// One public trade a second at most, which together make up the minute's amount.
struct PublicTrade
{
    QByteArray id; ///< 27 digits
    qint64 at = 0; ///< ms UTC
    qint64 tradeId = 0;
    qint64 amount = 0, price = 0; ///< units and ticks of the market
    bool isBuy = true;
};

/// The trade of that second, counted since the epoch; its amount is given, since the minute tells it.
PublicTrade tradeIn(const PriceFeed &feed, int market, qint64 second, qint64 amount);
/// The trades of the seconds after the first up to the last one, newest first; at most so many.
std::vector<PublicTrade> tradesIn(const PriceFeed &feed, int market, qint64 after, qint64 last, size_t most);
/// idName: "trade-id" over HTTP, "tradeId" over sockets.
void writeTrade(JsonWriter &json, const Market &market, const PublicTrade &trade, QByteArrayView idName);

} // namespace coffer::exchange
