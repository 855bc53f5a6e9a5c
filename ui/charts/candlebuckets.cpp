// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/candlebuckets.h"

#include "ui/charts/chartscale.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

qint64 wholeSeconds(double time)
{
    constexpr double limit = 9e15; // far outside any time that candles have
    return static_cast<qint64>(std::floor(std::clamp(time, -limit, limit)));
}

qint64 floorDivide(qint64 value, qint64 divisor)
{
    const qint64 quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

void noteExtremes(CandleBuckets &result, const CandleBucket &bucket)
{
    if (result.buckets.empty() || bucket.low < result.low) {
        result.low = bucket.low;
        result.lowTime = bucket.time;
    }
    if (result.buckets.empty() || bucket.high > result.high) {
        result.high = bucket.high;
        result.highTime = bucket.time;
    }
    result.volume = std::max(result.volume, bucket.volume);
    result.buckets.push_back(bucket);
}

} // namespace

CandleBuckets bucketCandles(const market::CandleSeries &series, const ChartScale &scale)
{
    CandleBuckets result;
    if (series.isEmpty() || !scale.isValid())
        return result;
    while (scale.candleWidth() * result.candlesEach < 1 && result.candlesEach < (1 << 24))
        result.candlesEach *= 2;

    const qint64 period = std::max<qint64>(htx::seconds(series.period()), 1);
    const qint64 length = period * result.candlesEach;
    // Whole buckets, so that the ones cut by the edges have the same prices wherever the edge is.
    const qint64 begin = floorDivide(wholeSeconds(scale.from()) - period, length) * length;
    const qint64 end = (floorDivide(wholeSeconds(scale.to()), length) + 1) * length;
    const qsizetype first = series.lowerBound(begin);
    const qsizetype last = series.lowerBound(end);
    result.buckets.reserve(static_cast<std::size_t>((last - first) / result.candlesEach + 2));

    std::optional<CandleBucket> open;
    qint64 number = 0;
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
        const qint64 time = series.times()[i];
        const qint64 own = result.candlesEach == 1 ? time : floorDivide(time, length);
        if (open && own == number) {
            open->high = std::max(open->high, series.highs()[i]);
            open->low = std::min(open->low, series.lows()[i]);
            open->close = series.closes()[i];
            open->volume = std::max(open->volume, series.volumes()[i]);
            continue;
        }
        if (open)
            noteExtremes(result, *open);
        number = own;
        open = CandleBucket{static_cast<double>(result.candlesEach == 1 ? time : own * length),
                            series.opens()[i],
                            series.highs()[i],
                            series.lows()[i],
                            series.closes()[i],
                            series.volumes()[i]};
    }
    if (open)
        noteExtremes(result, *open);
    return result;
}

} // namespace coffer::ui
