// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/smoothing.h"

namespace coffer::market {

class RsiMachine
{
public:
    static constexpr std::size_t outputs = 1;
    struct Carry
    {
        SmoothedMean::Carry gain, loss;
    };

    explicit RsiMachine(int period) : m_gain(SmoothedMean::wilder(period)), m_loss(m_gain) {}

    Carry carry() const { return {m_gain.carry(), m_loss.carry()}; }
    void setCarry(const Carry &carry)
    {
        m_gain.setCarry(carry.gain);
        m_loss.setCarry(carry.loss);
    }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        if (index == 0)
            return {undefined};
        const double change = input.closes[index] - input.closes[index - 1];
        const double gain = m_gain.next(index - 1, std::max(change, 0.0));
        const double loss = m_loss.next(index - 1, std::max(-change, 0.0));
        // 100 - 100 / (1 + gain / loss), without its division by 0. No movement at all is neither up nor
        // down.
        return {gain + loss == 0 ? 50 : 100 * (gain / (gain + loss))};
    }

private:
    SmoothedMean m_gain, m_loss;
};

/// MACD, signal, histogram.
class MacdMachine
{
public:
    static constexpr std::size_t outputs = 3;
    struct Carry
    {
        SmoothedMean::Carry fast, slow, signal;
    };

    MacdMachine(int fast, int slow, int signal)
        : m_first(static_cast<std::size_t>(std::max(fast, slow)) - 1),
          m_fast(SmoothedMean::exponential(fast)),
          m_slow(SmoothedMean::exponential(slow)),
          m_signal(SmoothedMean::exponential(signal))
    {
    }

    Carry carry() const { return {m_fast.carry(), m_slow.carry(), m_signal.carry()}; }
    void setCarry(const Carry &carry)
    {
        m_fast.setCarry(carry.fast);
        m_slow.setCarry(carry.slow);
        m_signal.setCarry(carry.signal);
    }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        const double close = input.closes[index];
        const double macd = m_fast.next(index, close) - m_slow.next(index, close);
        if (index < m_first)
            return {undefined, undefined, undefined};
        const double signal = m_signal.next(index - m_first, macd);
        return {macd, signal, macd - signal};
    }

private:
    std::size_t m_first; ///< candle with both averages
    SmoothedMean m_fast, m_slow, m_signal;
};

/// %K smoothed, %D.
class StochasticMachine
{
public:
    static constexpr std::size_t outputs = 2;
    struct Carry
    {
        PriceChannel::Carry channel;
        PlainMean::Carry smoothed, signal;
    };

    StochasticMachine(int period, int smoothing, int signal)
        : m_smoothing(static_cast<std::size_t>(smoothing)),
          m_channel(period),
          m_smoothed(smoothing),
          m_signal(signal)
    {
    }

    Carry carry() const { return {m_channel.carry(), m_smoothed.carry(), m_signal.carry()}; }
    void setCarry(const Carry &carry)
    {
        m_channel.setCarry(carry.channel);
        m_smoothed.setCarry(carry.smoothed);
        m_signal.setCarry(carry.signal);
    }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        const Extremes channel = m_channel.next(input, index);
        if (!m_channel.isComplete(index))
            return {undefined, undefined};
        const double height = channel.high - channel.low;
        // In a channel without height the close is as near to its top as to its bottom.
        const double raw = height > 0 ? 100 * ((input.closes[index] - channel.low) / height) : 50;
        const std::size_t rawIndex = index + 1 - m_channel.period();
        const double smoothed = m_smoothed.next(rawIndex, raw);
        if (rawIndex + 1 < m_smoothing)
            return {undefined, undefined};
        return {smoothed, m_signal.next(rawIndex + 1 - m_smoothing, smoothed)};
    }

private:
    std::size_t m_smoothing;
    PriceChannel m_channel;
    PlainMean m_smoothed, m_signal;
};

class AtrMachine
{
public:
    static constexpr std::size_t outputs = 1;
    using Carry = SmoothedMean::Carry;

    explicit AtrMachine(int period) : m_mean(SmoothedMean::wilder(period)) {}

    Carry carry() const { return m_mean.carry(); }
    void setCarry(const Carry &carry) { m_mean.setCarry(carry); }
    std::array<double, outputs> step(const IndicatorInput &input, std::size_t index)
    {
        return {m_mean.next(index, trueRange(input, index))};
    }

private:
    SmoothedMean m_mean;
};

} // namespace coffer::market
