// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/depth/marketdepth.h"
#include "scriptedgateway.h"

namespace coffer::test {

inline const QByteArray depthPath = "/market/depth";
inline const QByteArray historyPath = "/market/history/trade";

/// "[[price,size],…]" of "price:size price:size".
inline QByteArray side(const QByteArray &levels)
{
    QByteArrayList rows;
    for (const QByteArray &level : levels.split(' ')) {
        if (!level.isEmpty())
            rows << '[' + QByteArray(level).replace(':', ',') + ']';
    }
    return '[' + rows.join(',') + ']';
}

inline QByteArray depthReply(const QByteArray &bids, const QByteArray &asks)
{
    return R"({"ch":"market.x.depth.step0","status":"ok","ts":2,"tick":{"ts":2,"version":1,"bids":)" +
           side(bids) + R"(,"asks":)" + side(asks) + "}}";
}

/// One trade as a row; its id is its time.
inline QByteArray tradeRow(int at, const QByteArray &price, const QByteArray &idName = "trade-id")
{
    return R"({"id":1,"ts":)" + QByteArray::number(at) + ",\"" + idName + "\":" + QByteArray::number(at) +
           R"(,"amount":0.5,"price":)" + price + R"(,"direction":"sell"})";
}

/// /market/history/trade with trades at these moments, newest first.
inline QByteArray tradesReply(const QList<int> &moments, const QByteArray &price = "100")
{
    QByteArrayList rows;
    for (const int at : moments)
        rows << R"({"id":1,"ts":1,"data":[)" + tradeRow(at, price) + "]}";
    return R"({"ch":"market.x.trade.detail","status":"ok","ts":1,"data":[)" + rows.join(',') + "]}";
}

/// "price price" of a side, best first.
inline QByteArray prices(const QList<htx::Level> &levels)
{
    QByteArrayList all;
    for (const htx::Level &level : levels)
        all << level.price.toString();
    return all.join(' ');
}

inline QList<qint64> moments(const market::MarketDepth &depth)
{
    QList<qint64> result;
    for (const htx::Trade &trade : depth.trades().trades())
        result << trade.timestamp;
    return result;
}

} // namespace coffer::test
