// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/jsonreader.h"
#include "htx/types/market.h"

/// Public trades as replies and the feed send them. Private to htx.
namespace coffer::htx {

inline bool readTradeSide(const json::Input &in, Trade &trade)
{
    trade.side = in.token() == "\"sell\"" ? Side::Sell : Side::Buy;
    return trade.side == Side::Sell || in.token() == "\"buy\"" || in.refuse("buy or sell");
}

inline constexpr json::Schema tradeSchema({
    json::field<&Trade::tradeId, json::Identifier>("tradeId"),
    json::field<&Trade::tradeId, json::Identifier>("trade-id", json::Need::Alias),
    json::field<&Trade::timestamp, json::Integer>("ts"),
    json::field<&Trade::price, json::Price>("price"),
    json::field<&Trade::amount, json::Price>("amount"),
    json::field<Trade, readTradeSide>("direction"),
});

/// What was traded at one moment: an object around a list.
struct TradeList
{
    QList<Trade> trades;
};

inline bool readTrades(const json::Input &in, TradeList &list)
{
    return json::readRows(in, tradeSchema, list.trades);
}

inline constexpr json::Schema tradeListSchema({json::field<TradeList, readTrades>("data")});

} // namespace coffer::htx
