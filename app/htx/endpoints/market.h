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
/// step 0 to 5 (price aggregation); levels 5, 10 or 20, or 0 for all that the step has.
Call<Depth> depth(const Symbol &symbol, int step = 0, int levels = 0);

} // namespace coffer::htx::endpoints::market
