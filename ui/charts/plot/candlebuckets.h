// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candleseries.h"

#include <vector>

namespace coffer::ui {

class ChartScale;

/// One or more neighbouring candles drawn as one.
struct CandleBucket
{
    double time = 0; ///< start, seconds since the epoch
    double open = 0, high = 0, low = 0, close = 0;
    double volume = 0; ///< the greatest of one candle, so that heights stay comparable while zooming
};

/// The visible candles, joined so that a bucket has at least about a pixel.
struct CandleBuckets
{
    std::vector<CandleBucket> buckets; ///< oldest first
    int candlesEach = 1;               ///< a power of two
    double length = 1;                 ///< seconds of a bucket
    double low = 0, high = 0;          ///< over all; 0 when there are none
    double lowTime = 0, highTime = 0;  ///< where the extremes are (the bucket's start)
    double volume = 0;                 ///< the greatest

    bool isEmpty() const { return buckets.empty(); }
    /// The bucket from which on all have to be painted that can be seen at this time or later: two before it,
    /// since lines and colours come from the one before.
    std::size_t paintedFrom(double time) const;
};

/// Of the visible rows of the level that is just fine enough, so that the cost depends on the pixels and not
/// on the history. Buckets begin at multiples of their length, so that panning moves them without changing
/// them.
CandleBuckets bucketCandles(const market::CandleSeries &series, const ChartScale &scale);

/// The same buckets as Heikin-Ashi candles: the close is the mean of the four prices, the open the middle of
/// the Heikin-Ashi candle before, high and low take both in. Begins so far before the visible ones that where
/// it begins can't be seen.
CandleBuckets heikinAshi(const market::CandleSeries &series, const ChartScale &scale);

/// For each bucket the index of its last candle in the series.
std::vector<qsizetype> lastCandles(const market::CandleSeries &series, const CandleBuckets &buckets);

} // namespace coffer::ui
