// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candlespans.h"

#include "htx/types/market.h"

namespace coffer::market {

/// Candles of a coarser period that follow from finer ones: those whose whole time is known. Prices and
/// counts are exactly the exchange's, volumes but for the rounding of a sum.
struct Derived
{
    QList<htx::Candle> candles; ///< oldest first
    CandleSpans complete;       ///< of the coarser period: a time in it without a candle has none
};

/// finer: oldest first, without repetition, of a period that divides the coarser one (else nothing follows);
/// complete: where all of them are known. The candle that is still being made is not in any span, so it is
/// never derived. Pure; any thread.
Derived derive(const QList<htx::Candle> &finer, htx::Period finerPeriod, htx::Period coarser,
               const CandleSpans &complete);

} // namespace coffer::market
