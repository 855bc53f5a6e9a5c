// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/indicatorline.h"

#include <cmath>

namespace coffer::market {

namespace {

/// The last trade of a candle may be told a moment after its end.
constexpr qint64 graceMs = 2'000;

/// Of months and years only the candle that follows tells that they are over.
bool isOver(qint64 time, htx::Period period, qint64 nowMs)
{
    const bool hasFixedLength = period != htx::Period::Month1 && period != htx::Period::Year1;
    return hasFixedLength && (time + htx::seconds(period)) * 1000 + graceMs <= nowMs;
}

} // namespace

IndicatorLine::IndicatorLine(const IndicatorSpec &spec, int output)
    : m_indicator(spec.cleaned()), m_output(output)
{
}

void IndicatorLine::update(const CandleSeries &series, qsizetype firstChanged)
{
    m_indicator.update(series, firstChanged);
}

std::optional<LevelReading::Value> IndicatorLine::closed(const CandleSeries &series, qint64 nowMs) const
{
    qsizetype last = series.size() - 1;
    if (last >= 0 && !isOver(series.times()[static_cast<std::size_t>(last)], series.period(), nowMs))
        --last;
    return at(series, last);
}

std::optional<LevelReading::Value> IndicatorLine::newest(const CandleSeries &series) const
{
    return at(series, series.size() - 1);
}

/// What is drawn at the candle; of a line that is drawn to the left of where it is calculated, and so ends
/// before the newest candle, what was calculated there.
std::optional<LevelReading::Value> IndicatorLine::at(const CandleSeries &series, qsizetype index) const
{
    if (index < 0 || m_output < 0 || m_output >= m_indicator.outputCount() ||
        index >= static_cast<qsizetype>(m_indicator.values(m_output).size()))
        return std::nullopt;
    const auto place = static_cast<std::size_t>(index);
    const double value = m_indicator.shift(m_output) < 0 ? m_indicator.values(m_output)[place]
                                                         : m_indicator.valueAt(m_output, index);
    if (!std::isfinite(value))
        return std::nullopt;
    return LevelReading::Value{series.times()[place], value};
}

} // namespace coffer::market
