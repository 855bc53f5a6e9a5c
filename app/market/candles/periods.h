// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

/// Where the exchange's candles start: hours and days by UTC+8, weeks on Monday, months and years on their
/// first day at 00:00 UTC+8 (htx-api.md 7.1). Seconds since the epoch; pure.
namespace coffer::market {

/// The start of the candle that this second lies in.
qint64 startOf(htx::Period period, qint64 time);
/// The start of the candle after the one that this second lies in.
qint64 next(htx::Period period, qint64 time);
/// The start of the candle that is so many before the one that this second lies in.
qint64 stepBack(htx::Period period, qint64 time, int count);
/// True when candles of the coarser period consist of whole ones of the finer: all but weeks in months and
/// years.
bool divides(htx::Period finer, htx::Period coarser);

} // namespace coffer::market
