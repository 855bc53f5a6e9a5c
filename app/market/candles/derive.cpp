// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/derive.h"

#include "market/candles/periods.h"

#include <algorithm>

namespace coffer::market {

namespace {

void append(htx::Candle &whole, const htx::Candle &part)
{
    whole.high = std::max(whole.high, part.high);
    whole.low = std::min(whole.low, part.low);
    whole.close = part.close;
    whole.amount += part.amount;
    whole.volume += part.volume;
    whole.count += part.count;
}

/// The largest span of whole candles within; empty when not one fits.
CandleSpan wholeCandles(const CandleSpan &span, htx::Period period)
{
    const qint64 start = startOf(period, span.from);
    return {start == span.from ? start : next(period, span.from), startOf(period, span.to)};
}

} // namespace

Derived derive(const QList<htx::Candle> &finer, htx::Period finerPeriod, htx::Period coarser,
               const CandleSpans &complete)
{
    Derived result;
    if (!divides(finerPeriod, coarser))
        return result;
    for (const CandleSpan &known : complete.list()) {
        const CandleSpan whole = wholeCandles(known, coarser);
        if (whole.isEmpty())
            continue;
        result.complete.add(whole);
        auto part =
            std::lower_bound(finer.begin(), finer.end(), whole.from,
                             [](const htx::Candle &candle, qint64 time) { return candle.time < time; });
        qint64 end = whole.from; // of the candle that is being put together
        for (; part != finer.end() && part->time < whole.to; ++part) {
            if (part->time >= end) {
                result.candles.append(*part);
                result.candles.last().time = startOf(coarser, part->time);
                end = next(coarser, part->time);
            } else {
                append(result.candles.last(), *part);
            }
        }
    }
    return result;
}

} // namespace coffer::market
