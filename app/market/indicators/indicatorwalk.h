// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candleseries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace coffer::market {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// What indicators see of a series, or of its candles from one on.
struct IndicatorInput
{
    explicit IndicatorInput(const CandleSeries &series, qsizetype first = 0)
        : times(from(series.times(), first)),
          highs(from(series.highs(), first)),
          lows(from(series.lows(), first)),
          closes(from(series.closes(), first)),
          amounts(from(series.amounts(), first))
    {
    }

    std::span<const qint64> times; ///< seconds UTC
    std::span<const double> highs, lows, closes;
    std::span<const double> amounts; ///< base currency

private:
    template<class T>
    static std::span<const T> from(std::span<const T> column, qsizetype first)
    {
        return column.subspan(static_cast<std::size_t>(first));
    }
};

/// One calculation along the candles of a series: from one of them on, as far as it has come. It can stop
/// anywhere and go on later, also when the newest candles changed meanwhile or older ones came in front.
/// A Machine has
/// - `static constexpr std::size_t outputs`,
/// - `Carry`, a small value with all that a candle needs of those before it, beside rings that can be written
/// again,
/// - `Carry carry() const` and `void setCarry(const Carry &)`,
/// - `std::array<double, outputs> step(const IndicatorInput &, std::size_t index)`: called for each index in
/// its order from 0, and for the last one again after setCarry() of the carry from before it.
template<class Machine>
class IndicatorWalk
{
public:
    enum class Room {
        Exact, ///< as much memory as bulk work needs; a little ahead for candles that arrive one by one
        Ahead, ///< for those of the coming days too, so that none of them moves everything
    };

    explicit IndicatorWalk(const Machine &machine) : m_machine(machine) {}

    qsizetype first() const { return m_first; } ///< candle
    qsizetype end() const { return m_first + count(); }
    bool isEmpty() const { return count() == 0; }
    bool canGoOn() const { return m_canGoOn; }
    /// The values are those of a calculation that begins at first() now.
    bool isRight() const { return m_isRight && m_canGoOn; }
    const std::vector<double> &values(int output) const { return m_values[static_cast<std::size_t>(output)]; }

    /// The series changed: values stay with their candles. Where there is none for the last candle after it,
    /// that one has to be calculated again.
    void place(const CandleSeries::Changes &changes)
    {
        if (isEmpty())
            return;
        m_first += changes.inFront;
        if (changes.moved < end()) {
            resize(std::max<qsizetype>(changes.moved - m_first, 0));
            m_canGoOn = false; // the machine is behind what is gone
        }
        if (!m_canGoOn)
            return;
        if (changes.first < end() - (m_knowsBeforeLast ? 1 : 0))
            m_isRight = false;
        if (changes.first < end() && m_knowsBeforeLast) {
            m_machine.setCarry(m_beforeLast);
            m_knowsBeforeLast = false;
            resize(count() - 1);
        }
    }

    /// Calculates the next candles, at most so many; returns how many.
    qsizetype go(const CandleSeries &series, qsizetype most, Room room)
    {
        const IndicatorInput input(series, m_first);
        const auto begin = static_cast<std::size_t>(count());
        const std::size_t todo = std::min(input.closes.size() - begin, static_cast<std::size_t>(most));
        const std::size_t stop = begin + todo;
        makeRoom(room == Room::Ahead ? input.closes.size() : stop, room);
        resize(static_cast<qsizetype>(stop));
        for (std::size_t i = begin; i < stop; ++i) {
            if (i + 1 == stop) {
                m_beforeLast = m_machine.carry();
                m_knowsBeforeLast = true;
            }
            const std::array<double, Machine::outputs> values = m_machine.step(input, i);
            for (std::size_t output = 0; output < Machine::outputs; ++output)
                m_values[output][i] = std::isfinite(values[output]) ? values[output] : undefined;
        }
        return static_cast<qsizetype>(todo);
    }

private:
    qsizetype count() const { return static_cast<qsizetype>(m_values[0].size()); }

    void makeRoom(std::size_t size, Room room)
    {
        constexpr std::size_t bulk = 64;
        for (std::vector<double> &column : m_values) {
            if (size > column.capacity())
                column.reserve(room == Room::Ahead || size - column.size() < bulk ? size + size / 64 + bulk
                                                                                  : size);
        }
    }

    void resize(qsizetype size)
    {
        for (std::vector<double> &column : m_values)
            column.resize(static_cast<std::size_t>(size));
    }

    Machine m_machine;
    typename Machine::Carry m_beforeLast{};
    std::array<std::vector<double>, Machine::outputs> m_values;
    qsizetype m_first = 0;
    bool m_knowsBeforeLast = false; ///< so that the last candle can be calculated again
    bool m_canGoOn = true;
    bool m_isRight = true;
};

} // namespace coffer::market
