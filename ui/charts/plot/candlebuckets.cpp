// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/candlebuckets.h"

#include "ui/charts/plot/chartscale.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr int mostCandlesEach = 1 << 24;
constexpr int runIn = 64; ///< buckets: what came before them counts for less than 2^-64 in a Heikin-Ashi open

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

/// The buckets in sight and so many before them.
CandleBuckets collect(const market::CandleSeries &series, const ChartScale &scale, int before)
{
    CandleBuckets result;
    if (series.isEmpty() || !scale.isValid())
        return result;
    int level = 0;
    while (scale.candleWidth() * result.candlesEach < 1 && result.candlesEach < mostCandlesEach) {
        result.candlesEach *= 2;
        if (level + 1 < series.levels() && (1 << (2 * (level + 1))) <= result.candlesEach)
            ++level;
    }
    const qint64 period = std::max<qint64>(htx::seconds(series.period()), 1);
    const qint64 length = period * result.candlesEach;
    result.length = static_cast<double>(length);
    // Whole buckets, so that the ones cut by the edges have the same prices wherever the edge is.
    const qint64 begin = (floorDivide(wholeSeconds(scale.from()) - period, length) - before) * length;
    const qint64 end = (floorDivide(wholeSeconds(scale.to()), length) + 1) * length;
    const market::CandleRows rows = series.level(level);
    const std::size_t last = rows.lowerBound(end);
    std::size_t row = rows.lowerBound(begin);
    result.buckets.reserve((last - row) / 2 + 2);
    const bool joins = result.candlesEach > (1 << (2 * level));
    qint64 number = 0;
    for (; row < last; ++row) {
        const qint64 own = joins ? floorDivide(rows.times[row], length) : rows.times[row];
        if (joins && !result.buckets.empty() && own == number) {
            CandleBucket &bucket = result.buckets.back();
            bucket.high = std::max(bucket.high, rows.highs[row]);
            bucket.low = std::min(bucket.low, rows.lows[row]);
            bucket.close = rows.closes[row];
            bucket.volume = std::max(bucket.volume, rows.volumes[row]);
            continue;
        }
        number = own;
        result.buckets.push_back({static_cast<double>(joins ? own * length : own), rows.opens[row],
                                  rows.highs[row], rows.lows[row], rows.closes[row], rows.volumes[row]});
    }
    return result;
}

void noteExtremes(CandleBuckets &result)
{
    bool isFirst = true;
    for (const CandleBucket &bucket : result.buckets) {
        if (isFirst || bucket.low < result.low) {
            result.low = bucket.low;
            result.lowTime = bucket.time;
        }
        if (isFirst || bucket.high > result.high) {
            result.high = bucket.high;
            result.highTime = bucket.time;
        }
        result.volume = std::max(result.volume, bucket.volume);
        isFirst = false;
    }
}

} // namespace

std::size_t CandleBuckets::paintedFrom(double time) const
{
    const auto seen = std::ranges::partition_point(
        buckets, [&](const CandleBucket &bucket) { return bucket.time + length <= time; });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(seen - buckets.begin() - 2, 0));
}

CandleBuckets bucketCandles(const market::CandleSeries &series, const ChartScale &scale)
{
    CandleBuckets result = collect(series, scale, 0);
    noteExtremes(result);
    return result;
}

CandleBuckets heikinAshi(const market::CandleSeries &series, const ChartScale &scale)
{
    CandleBuckets result = collect(series, scale, runIn);
    const CandleBucket *before = nullptr;
    for (CandleBucket &bucket : result.buckets) {
        const double close = (bucket.open + bucket.high + bucket.low + bucket.close) / 4;
        bucket.open = before ? (before->open + before->close) / 2 : (bucket.open + bucket.close) / 2;
        bucket.close = close;
        bucket.high = std::max({bucket.high, bucket.open, close});
        bucket.low = std::min({bucket.low, bucket.open, close});
        before = &bucket;
    }
    const double seen = scale.from() - result.length * 2;
    const auto first =
        std::ranges::find_if(result.buckets, [seen](const CandleBucket &b) { return b.time >= seen; });
    result.buckets.erase(result.buckets.begin(), first);
    noteExtremes(result);
    return result;
}

std::vector<qsizetype> lastCandles(const market::CandleSeries &series, const CandleBuckets &buckets)
{
    std::vector<qsizetype> result;
    result.reserve(buckets.buckets.size());
    const std::span<const qint64> times = series.times();
    auto from = times.begin();
    for (const CandleBucket &bucket : buckets.buckets) {
        const auto end = static_cast<qint64>(bucket.time + buckets.length);
        // Where nothing is missing it is just so far on.
        auto guess = std::min(times.end() - from, static_cast<std::ptrdiff_t>(buckets.candlesEach));
        if (guess <= 0 || *(from + guess - 1) >= end ||
            (from + guess != times.end() && *(from + guess) < end))
            guess = std::lower_bound(from, times.end(), end) - from;
        from += guess;
        result.push_back(from - times.begin() - 1);
    }
    return result;
}

} // namespace coffer::ui
