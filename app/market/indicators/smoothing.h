// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorengine.h"
#include "market/indicators/slidingfold.h"

#include <algorithm>
#include <limits>

namespace coffer::market {

/// A sum, to be combined.
struct Sum
{
    double value = 0;
    Sum combined(const Sum &later) const { return {value + later.value}; }
};

/// The mean of the last N numbers, each as heavy as the other.
class PlainMean
{
public:
    using Carry = Sum;

    explicit PlainMean(int period) : m_period(static_cast<std::size_t>(period)), m_fold(m_period) {}

    Carry carry() const { return m_fold.prefix(); }
    void setCarry(const Carry &carry) { m_fold.setPrefix(carry); }
    /// Numbers are counted from 0; NaN before there are N.
    double next(std::size_t index, double value)
    {
        const double sum = m_fold.put(index, {value}).value;
        return index + 1 < m_period ? undefined : sum / static_cast<double>(m_period);
    }

private:
    std::size_t m_period;
    SlidingFold<Sum> m_fold;
};

/// A mean that moves towards each new number by a fraction of the way; the first one is the plain mean of the
/// first N numbers.
class SmoothedMean
{
public:
    using Carry = double; ///< the mean; the sum, before there are N

    /// As EMA does: 2 / (N + 1) of the way.
    static SmoothedMean exponential(int period) { return {period, 2.0 / (period + 1)}; }
    /// As Wilder does: 1 / N of the way.
    static SmoothedMean wilder(int period) { return {period, 1.0 / period}; }

    Carry carry() const { return m_mean; }
    void setCarry(Carry carry) { m_mean = carry; }
    /// Numbers are counted from 0; NaN before there are N.
    double next(std::size_t index, double value)
    {
        if (index >= m_period)
            return m_mean += (value - m_mean) * m_fraction;
        m_mean += value;
        if (index + 1 < m_period)
            return undefined;
        return m_mean /= static_cast<double>(m_period);
    }

private:
    SmoothedMean(int period, double fraction)
        : m_period(static_cast<std::size_t>(period)), m_fraction(fraction)
    {
    }

    std::size_t m_period;
    double m_fraction;
    double m_mean = 0;
};

/// Greatest and least, to be combined.
struct Extremes
{
    double high = -std::numeric_limits<double>::infinity();
    double low = std::numeric_limits<double>::infinity();
    Extremes combined(const Extremes &later) const
    {
        return {std::max(high, later.high), std::min(low, later.low)};
    }
};

/// The highest high and the lowest low of the last N candles.
class PriceChannel
{
public:
    using Carry = Extremes;

    explicit PriceChannel(int period) : m_period(static_cast<std::size_t>(period)), m_fold(m_period) {}

    Carry carry() const { return m_fold.prefix(); }
    void setCarry(const Carry &carry) { m_fold.setPrefix(carry); }
    Extremes next(const IndicatorInput &input, std::size_t index)
    {
        return m_fold.put(index, {input.highs[index], input.lows[index]});
    }
    bool isComplete(std::size_t index) const { return index + 1 >= m_period; }
    std::size_t period() const { return m_period; }

private:
    std::size_t m_period;
    SlidingFold<Extremes> m_fold;
};

/// How far a candle went, the gap to the close before included (Wilder); high - low for the first one.
inline double trueRange(const IndicatorInput &input, std::size_t index)
{
    if (index == 0)
        return input.highs[0] - input.lows[0];
    const double before = input.closes[index - 1];
    return std::max(input.highs[index], before) - std::min(input.lows[index], before);
}

} // namespace coffer::market
