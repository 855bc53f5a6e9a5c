// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/booksync.h"
#include "htx/json.h"

/// What the messages of the market feed carry, as the structs of REST (htx-api.md 7.2). Each takes the
/// payload of a Document once; MalformedReply names the member that can't be used.
namespace coffer::htx::feed::payload {

/// market.tickers: the rows of GET /market/tickers.
Result<QList<Ticker>> tickers(json::Value data);
/// market.$symbol.ticker; the market is the topic's.
Result<Ticker> ticker(json::Value tick);
/// market.$symbol.kline.$period: the candle that is being made, or the last one once more.
Result<Candle> candle(json::Value tick);
/// The answer to a request for candles: oldest first, each once.
Result<QList<Candle>> candles(json::Value data);
/// depth.stepN and mbp.refresh.N; the version of the latter is its sequence.
Result<Depth> depth(json::Value tick);
/// mbp.N: an increment, or the image that answers a request; the market is the topic's.
Result<BookUpdate> book(json::Value tick);
Result<Bbo> bbo(json::Value tick);
/// trade.detail: newest last.
Result<QList<Trade>> trades(json::Value tick);
/// The answer to a request for trades: as many as 300, oldest first.
Result<QList<Trade>> recentTrades(json::Value data);
/// market.$symbol.detail: as GET /market/detail/merged, without bid and ask.
Result<MergedDetail> detail(json::Value tick);

} // namespace coffer::htx::feed::payload
