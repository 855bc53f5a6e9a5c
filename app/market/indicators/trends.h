// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/smoothing.h"

namespace coffer::market {

/// Conversion, base, span A, span B, lagging; the time shifts are Indicator::shift().
class IchimokuMachine
{
public:
    static constexpr std::size_t outputs = 5;
    using Carry = std::array<PriceChannel::Carry, 3>;

    IchimokuMachine(int conversion, int base, int span) : m_conversion(conversion), m_base(base), m_span(span)
    {
    }

    Carry carry() const { return {m_conversion.carry(), m_base.carry(), m_span.carry()}; }
    void setCarry(const Carry &carry)
    {
        m_conversion.setCarry(carry[0]);
        m_base.setCarry(carry[1]);
        m_span.setCarry(carry[2]);
    }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        const double conversion = middle(m_conversion, input, index);
        const double base = middle(m_base, input, index);
        const double span = middle(m_span, input, index);
        return {conversion, base, (conversion + base) / 2, span, input.closes[index]};
    }

private:
    static double middle(PriceChannel &channel, const IndicatorInput &input, std::size_t index)
    {
        const Extremes extremes = channel.next(input, index);
        return channel.isComplete(index) ? (extremes.high + extremes.low) / 2 : undefined;
    }

    PriceChannel m_conversion, m_base, m_span;
};

/// Wilder's stop and reverse, begun as TA-Lib does.
class SarMachine
{
public:
    static constexpr std::size_t outputs = 1;
    struct Carry
    {
        bool isRising = true;
        double stop = 0;    ///< for the coming candle
        double extreme = 0; ///< of the trend so far
        double factor = 0;
    };

    SarMachine(double step, double most) : m_step(std::min(step, most)), m_most(most) {}

    Carry carry() const { return m_carry; }
    void setCarry(const Carry &carry) { m_carry = carry; }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        if (index == 0)
            return {undefined};
        if (index == 1)
            begin(input);
        // The first candle with a stop has none before it that the stop must keep clear of.
        const std::size_t before = index == 1 ? 1 : index - 1;
        const double high = std::max(input.highs[before], input.highs[index]);
        const double low = std::min(input.lows[before], input.lows[index]);
        const bool isHit =
            m_carry.isRising ? input.lows[index] <= m_carry.stop : input.highs[index] >= m_carry.stop;
        double shown = m_carry.stop;
        if (isHit) {
            shown = m_carry.isRising ? std::max(m_carry.extreme, high) : std::min(m_carry.extreme, low);
            m_carry.isRising = !m_carry.isRising;
            m_carry.extreme = m_carry.isRising ? input.highs[index] : input.lows[index];
            m_carry.factor = m_step;
        } else {
            follow(m_carry.isRising ? input.highs[index] : input.lows[index]);
        }
        const double next = shown + m_carry.factor * (m_carry.extreme - shown);
        m_carry.stop = m_carry.isRising ? std::min(next, low) : std::max(next, high);
        return {shown};
    }

private:
    void begin(const IndicatorInput &input)
    {
        const double up = input.highs[1] - input.highs[0];
        const double down = input.lows[0] - input.lows[1];
        const bool isFalling = down > 0 && down > up;
        m_carry = isFalling ? Carry{false, input.highs[0], input.lows[1], m_step}
                            : Carry{true, input.lows[0], input.highs[1], m_step};
    }
    void follow(double reached)
    {
        const bool isFarther = m_carry.isRising ? reached > m_carry.extreme : reached < m_carry.extreme;
        if (!isFarther)
            return;
        m_carry.extreme = reached;
        m_carry.factor = std::min(m_carry.factor + m_step, m_most);
    }

    double m_step, m_most;
    Carry m_carry;
};

/// ADX, +DI, -DI.
class AdxMachine
{
public:
    static constexpr std::size_t outputs = 3;
    struct Carry
    {
        SmoothedMean::Carry range, plus, minus, adx;
    };

    explicit AdxMachine(int period)
        : m_period(static_cast<std::size_t>(period)),
          m_range(SmoothedMean::wilder(period)),
          m_plus(m_range),
          m_minus(m_range),
          m_adx(m_range)
    {
    }

    Carry carry() const { return {m_range.carry(), m_plus.carry(), m_minus.carry(), m_adx.carry()}; }
    void setCarry(const Carry &carry)
    {
        m_range.setCarry(carry.range);
        m_plus.setCarry(carry.plus);
        m_minus.setCarry(carry.minus);
        m_adx.setCarry(carry.adx);
    }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        if (index == 0)
            return {undefined, undefined, undefined};
        const double up = input.highs[index] - input.highs[index - 1];
        const double down = input.lows[index - 1] - input.lows[index];
        const double range = m_range.next(index - 1, trueRange(input, index));
        const double plus = m_plus.next(index - 1, up > down && up > 0 ? up : 0);
        const double minus = m_minus.next(index - 1, down > up && down > 0 ? down : 0);
        if (index < m_period)
            return {undefined, undefined, undefined};
        const double adx = m_adx.next(index - m_period, percent(std::abs(plus - minus), plus + minus));
        return {adx, percent(plus, range), percent(minus, range)};
    }

private:
    static double percent(double part, double whole) { return whole > 0 ? 100 * (part / whole) : 0; }

    std::size_t m_period;
    SmoothedMean m_range, m_plus, m_minus, m_adx;
};

} // namespace coffer::market
