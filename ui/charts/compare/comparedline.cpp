// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/comparedline.h"

#include "ui/charts/plot/chartscale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coffer::ui {

ComparedLine::ComparedLine(const market::CandleSeries &series, const ChartScale &scale)
    : m_buckets(bucketCandles(series, scale))
{
    for (const CandleBucket &bucket : m_buckets.buckets) {
        // As ChartContent::percentBase() counts: what reaches into sight is in it.
        if (bucket.time + m_buckets.length <= scale.from() || bucket.time >= scale.to())
            continue;
        if (isEmpty()) {
            m_base = bucket.close;
            m_closes = {bucket.close, bucket.close};
        }
        m_newest = bucket.close;
        m_closes.low = std::min(m_closes.low, bucket.close);
        m_closes.high = std::max(m_closes.high, bucket.close);
    }
}

double ComparedLine::onAxis(double close, double ownBase) const
{
    const double price = isEmpty() || !(ownBase > 0) ? 0 : ownBase * (close / m_base);
    return std::isfinite(price) && price > 0 ? price : std::numeric_limits<double>::quiet_NaN();
}

std::optional<ValueRange> ComparedLine::range(double ownBase) const
{
    const ValueRange range{onAxis(m_closes.low, ownBase), onAxis(m_closes.high, ownBase)};
    return std::isfinite(range.low) && std::isfinite(range.high) ? std::optional(range) : std::nullopt;
}

} // namespace coffer::ui
