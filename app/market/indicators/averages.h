// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/smoothing.h"

namespace coffer::market {

/// SMA and EMA: one mean of the closes.
template<class Mean>
class MeanMachine
{
public:
    static constexpr std::size_t outputs = 1;
    using Carry = typename Mean::Carry;

    explicit MeanMachine(Mean mean) : m_mean(std::move(mean)) {}

    Carry carry() const { return m_mean.carry(); }
    void setCarry(const Carry &carry) { m_mean.setCarry(carry); }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        return {m_mean.next(index, input.closes[index])};
    }

private:
    Mean m_mean;
};

/// Numbers weighted 1, 2, 3… from the oldest to the newest, to be combined.
struct WeightedSum
{
    double count = 0, sum = 0, weighted = 0;
    WeightedSum combined(const WeightedSum &later) const
    {
        return {count + later.count, sum + later.sum, weighted + later.weighted + count * later.sum};
    }
};

class WmaMachine
{
public:
    static constexpr std::size_t outputs = 1;
    using Carry = WeightedSum;

    explicit WmaMachine(int period) : m_period(static_cast<std::size_t>(period)), m_fold(m_period) {}

    Carry carry() const { return m_fold.prefix(); }
    void setCarry(const Carry &carry) { m_fold.setPrefix(carry); }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        const double close = input.closes[index];
        const WeightedSum window = m_fold.put(index, {1, close, close});
        return {index + 1 < m_period ? undefined : window.weighted / (window.count * (window.count + 1) / 2)};
    }

private:
    std::size_t m_period;
    SlidingFold<WeightedSum> m_fold;
};

/// Mean and the sum of squared distances from it, to be combined (Chan, Golub and LeVeque 1979): no square of
/// a price is ever taken, so nothing is lost where prices are large and move little.
struct Moments
{
    double count = 0, mean = 0, squares = 0;
    Moments combined(const Moments &later) const
    {
        if (count == 0)
            return later;
        if (later.count == 0)
            return *this;
        const double total = count + later.count;
        const double distance = later.mean - mean;
        const double share = later.count / total;
        return {total, mean + distance * share,
                squares + later.squares + distance * distance * count * share};
    }
};

/// Middle, upper, lower.
class BollingerMachine
{
public:
    static constexpr std::size_t outputs = 3;
    using Carry = Moments;

    BollingerMachine(int period, double width)
        : m_period(static_cast<std::size_t>(period)), m_width(width), m_fold(m_period)
    {
    }

    Carry carry() const { return m_fold.prefix(); }
    void setCarry(const Carry &carry) { m_fold.setPrefix(carry); }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        const Moments window = m_fold.put(index, {1, input.closes[index], 0});
        if (index + 1 < m_period)
            return {undefined, undefined, undefined};
        const double distance = m_width * std::sqrt(window.squares / window.count);
        return {window.mean, window.mean + distance, window.mean - distance};
    }

private:
    std::size_t m_period;
    double m_width;
    SlidingFold<Moments> m_fold;
};

} // namespace coffer::market
