// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/market.h"

/// Public market data (htx-api.md 7.1).
namespace coffer::htx::endpoints::market {

Call<QList<Ticker>> tickers();
Call<MergedDetail> merged(const Symbol &symbol);
/// Newest last (the exchange sends newest first); size 1 to 2000.
Call<QList<Candle>> candles(const Symbol &symbol, Period period, int size = 300);
/// Rolling 24 h, without the best bid and offer.
Call<MergedDetail> detail(const Symbol &symbol);
/// The trades of the last moment in which something was traded, newest first.
Call<QList<Trade>> lastTrades(const Symbol &symbol);
/// Newest first; size 1 to 2000 moments, each with one trade or more.
Call<QList<Trade>> trades(const Symbol &symbol, int size = 100);
/// Every price level of a market.
Call<Depth> fullDepth(const Symbol &symbol);
/// step 0 to 5 (price aggregation); levels 5, 10 or 20, or 0 for all that the step has.
Call<Depth> depth(const Symbol &symbol, int step = 0, int levels = 0);

} // namespace coffer::htx::endpoints::market
