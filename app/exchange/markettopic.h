// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/marketlist.h"
#include "htx/types/market.h"

#include <QByteArray>

#include <variant>

namespace coffer::exchange {

/// Which of the exchange's public sockets.
enum class Socket { Market, Feed };

/// What can be subscribed to on the market sockets (htx-api.md 7.2).
struct MarketTopic
{
    enum class Kind {
        Candle,   ///< market.$symbol.kline.$period
        Depth,    ///< market.$symbol.depth.step$level
        Top,      ///< market.$symbol.bbo
        Trades,   ///< market.$symbol.trade.detail
        Detail,   ///< market.$symbol.detail
        Ticker,   ///< market.$symbol.ticker
        Tickers,  ///< market.tickers
        Changes,  ///< market.$symbol.mbp.$level
        BookImage ///< market.$symbol.mbp.refresh.$level
    };
    Kind kind = Kind::Tickers;
    int market = -1; ///< place in the market list; -1: all of them
    htx::Period period = htx::Period::Min1;
    int level = 0; ///< the step of a depth, the number of price levels of a book
};

/// The topic of that name, or why not in the exchange's words ("invalid topic …", "invalid symbol").
/// Incremental books are on the feed socket only.
std::variant<MarketTopic, QByteArray> topicOf(const QByteArray &name, Socket socket,
                                              const MarketList &markets);

} // namespace coffer::exchange
