// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/levelreading.h"
#include "market/indicators/indicator.h"

namespace coffer::market {

/// One output of an indicator at the newest candles of a series.
class IndicatorLine
{
public:
    IndicatorLine(const IndicatorSpec &spec, int output);

    /// As Indicator::update().
    void update(const CandleSeries &series, qsizetype firstChanged);
    /// At the newest candle of the series that was over at nowMs (ms UTC), as far as it is defined there.
    std::optional<LevelReading::Value> closed(const CandleSeries &series, qint64 nowMs) const;
    /// At the newest candle.
    std::optional<LevelReading::Value> newest(const CandleSeries &series) const;

private:
    std::optional<LevelReading::Value> at(const CandleSeries &series, qsizetype index) const;

    Indicator m_indicator;
    int m_output;
};

} // namespace coffer::market
