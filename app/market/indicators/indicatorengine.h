// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candleseries.h"

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace coffer::market {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// What indicators see of a series.
struct IndicatorInput
{
    explicit IndicatorInput(const CandleSeries &series)
        : times(series.times()),
          highs(series.highs()),
          lows(series.lows()),
          closes(series.closes()),
          amounts(series.amounts())
    {
    }

    std::span<const qint64> times; ///< seconds UTC
    std::span<const double> highs, lows, closes;
    std::span<const double> amounts; ///< base currency
};

/// Calculates the outputs of one indicator.
class IndicatorEngine
{
public:
    virtual ~IndicatorEngine() = default;
    virtual void update(const CandleSeries &series, qsizetype firstChanged) = 0;
    virtual const std::vector<double> &values(int output) const = 0;
};

/// Walks a machine along the candles. A Machine has
/// - `static constexpr std::size_t outputs`,
/// - `Carry`, a small value with all that a candle needs of those before it, beside rings that can be written
/// again,
/// - `Carry carry() const` and `void setCarry(const Carry &)`,
/// - `std::array<double, outputs> step(const IndicatorInput &, std::size_t index)`: called for each index in
/// its
///   order from 0, and for the last one again after setCarry() of the carry from before it.
template<class Machine>
class MachineEngine final : public IndicatorEngine
{
public:
    explicit MachineEngine(Machine machine) : m_initial(std::move(machine)), m_machine(m_initial) {}

    void update(const CandleSeries &series, qsizetype firstChanged) override
    {
        const auto size = static_cast<std::size_t>(series.size());
        const std::size_t start = resumeAt(size, firstChanged);
        resize(size);
        const IndicatorInput input(series);
        for (std::size_t i = start; i < size; ++i) {
            if (i + 1 == size)
                m_beforeLast = m_machine.carry();
            const std::array<double, Machine::outputs> values = m_machine.step(input, i);
            for (std::size_t output = 0; output < Machine::outputs; ++output)
                m_values[output][i] = std::isfinite(values[output]) ? values[output] : undefined;
        }
    }

    const std::vector<double> &values(int output) const override
    {
        return m_values[static_cast<std::size_t>(output)];
    }

private:
    /// The first candle to calculate, with the machine ready for it.
    std::size_t resumeAt(std::size_t size, qsizetype firstChanged)
    {
        const std::size_t done = m_values[0].size();
        if (done == 0 || size < done || firstChanged < static_cast<qsizetype>(done) - 1) {
            m_machine = m_initial;
            return 0;
        }
        m_machine.setCarry(m_beforeLast);
        return done - 1;
    }

    void resize(std::size_t size)
    {
        // Exactly as much memory as bulk work needs; a little ahead for candles that arrive one by one.
        constexpr std::size_t bulk = 64;
        for (std::vector<double> &column : m_values) {
            if (size > column.capacity())
                column.reserve(size - column.size() < bulk ? size + size / 64 + bulk : size);
            const bool shrinks = size < column.size();
            column.resize(size);
            if (shrinks)
                column.shrink_to_fit();
        }
    }

    const Machine m_initial;
    Machine m_machine;
    typename Machine::Carry m_beforeLast{};
    std::array<std::vector<double>, Machine::outputs> m_values;
};

} // namespace coffer::market
