// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/smoothing.h"

#include <limits>

namespace coffer::market {

/// Price times amount, and amount, to be combined.
struct Traded
{
    double value = 0, amount = 0;
    Traded combined(const Traded &later) const { return {value + later.value, amount + later.amount}; }
    /// NaN while nothing was traded.
    double price() const { return value / amount; }
};

inline Traded traded(const IndicatorInput &input, std::size_t index)
{
    const double typical = input.highs[index] / 3 + input.lows[index] / 3 + input.closes[index] / 3;
    return {typical * input.amounts[index], input.amounts[index]};
}

/// VWAP since the beginning of the exchange's day, which is 00:00 UTC+8.
class DayVwapMachine
{
public:
    static constexpr std::size_t outputs = 1;
    struct Carry
    {
        qint64 day = std::numeric_limits<qint64>::min();
        Traded traded;
    };

    Carry carry() const { return m_carry; }
    void setCarry(const Carry &carry) { m_carry = carry; }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        constexpr qint64 zone = 8 * 3600, daySeconds = 24 * 3600;
        const qint64 day = (input.times[index] + zone) / daySeconds;
        if (day != m_carry.day)
            m_carry = {day, {}};
        m_carry.traded = m_carry.traded.combined(traded(input, index));
        return {m_carry.traded.price()};
    }

private:
    Carry m_carry;
};

/// VWAP of the last N candles.
class RollingVwapMachine
{
public:
    static constexpr std::size_t outputs = 1;
    using Carry = Traded;

    explicit RollingVwapMachine(int period) : m_period(static_cast<std::size_t>(period)), m_fold(m_period) {}

    Carry carry() const { return m_fold.prefix(); }
    void setCarry(const Carry &carry) { m_fold.setPrefix(carry); }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        const Traded window = m_fold.put(index, traded(input, index));
        return {index + 1 < m_period ? undefined : window.price()};
    }

private:
    std::size_t m_period;
    SlidingFold<Traded> m_fold;
};

/// A running total of numbers of both signs that keeps what each addition rounds off (Knuth's two-sum), since
/// it may come back to near 0 after a million candles.
class RunningTotal
{
public:
    void add(double value)
    {
        const double sum = m_sum + value;
        const double part = sum - m_sum;
        m_lost += (m_sum - (sum - part)) + (value - part);
        m_sum = sum;
    }
    double value() const { return m_sum + m_lost; }

private:
    double m_sum = 0, m_lost = 0;
};

class ObvMachine
{
public:
    static constexpr std::size_t outputs = 1;
    using Carry = RunningTotal;

    Carry carry() const { return m_total; }
    void setCarry(const Carry &carry) { m_total = carry; }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        if (index > 0) {
            const double close = input.closes[index], before = input.closes[index - 1];
            if (close > before)
                m_total.add(input.amounts[index]);
            else if (close < before)
                m_total.add(-input.amounts[index]);
        }
        return {m_total.value()};
    }

private:
    RunningTotal m_total;
};

} // namespace coffer::market
