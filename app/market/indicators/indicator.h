// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candleseries.h"
#include "market/indicators/indicatorspec.h"

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace coffer::market {

class IndicatorEngine;

/// The values of one indicator over a series, one a candle and output. A changed last candle and new candles
/// cost time for themselves alone; a change further back, older candles in front included, calculates all
/// again, which for a million candles takes some ten milliseconds: at once with update(), or bit by bit with
/// follow() and advance(). However it got there, the values are those of one calculation over all.
class Indicator
{
public:
    explicit Indicator(const IndicatorSpec &spec);
    ~Indicator();
    Indicator(Indicator &&) noexcept;
    Indicator &operator=(Indicator &&) noexcept;

    const IndicatorSpec &spec() const { return m_spec; }
    /// Keeps the values when the new one calculatesAs the present one, else forgets them: update from 0 next.
    void setSpec(const IndicatorSpec &spec);

    /// To be called after each change of the series with the index of the first candle that is new or
    /// different; candles before are taken to be as they were. Any index is fine, 0 is always right.
    void update(const CandleSeries &series, qsizetype firstChanged);

    /// Instead of it, with what changed since the last call: the values go with their candles, the newest
    /// candle gets its own at once, and where more has to be calculated, the values that there are stay until
    /// advance() has come to the end.
    void follow(const CandleSeries &series, const CandleSeries::Changes &changes);
    /// The values are those of one calculation over all. Of the series as it was followed last.
    bool isComplete(const CandleSeries &series) const;
    /// Calculates up to most candles, and takes their number off it. True when other values are shown now.
    /// Keeps a second set of values until then.
    bool advance(const CandleSeries &series, qsizetype &most);

    int outputCount() const;
    /// One a candle from firstCandle() on, after update() for all. NaN: not defined (yet). Never infinite.
    const std::vector<double> &values(int output) const;
    /// Those before have no values yet.
    qsizetype firstCandle() const;
    /// How many candles to the right of its own candle a value is drawn; below 0: to the left.
    int shift(int output) const;
    /// What is drawn of one output, shift included. Until the next update.
    class Drawn
    {
    public:
        /// At a candle; NaN when there is nothing. The index may be past the last candle, by as much as the
        /// output is shifted.
        double at(qsizetype index) const
        {
            const qsizetype source = index - m_before;
            return source >= 0 && source < static_cast<qsizetype>(m_values.size())
                       ? m_values[static_cast<std::size_t>(source)]
                       : std::numeric_limits<double>::quiet_NaN();
        }

    private:
        friend class Indicator;
        Drawn(std::span<const double> values, qsizetype before) : m_values(values), m_before(before) {}

        std::span<const double> m_values;
        qsizetype m_before; ///< candles without a value
    };
    Drawn drawn(int output) const { return {values(output), shift(output) + firstCandle()}; }
    double valueAt(int output, qsizetype index) const { return drawn(output).at(index); }

    /// Least and greatest of all outputs as drawn at the candles [first, last); nullopt when nothing is.
    std::optional<IndicatorRange> range(qsizetype first, qsizetype last) const;

private:
    IndicatorSpec m_spec;
    std::unique_ptr<IndicatorEngine> m_engine;
};

} // namespace coffer::market
