// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot/candlebuckets.h"
#include "ui/charts/plot/chartlayer.h"

namespace coffer::ui {

/// Another market's closes in sight, to be drawn as changes since the first of them. Costs what is seen, not
/// what there is.
class ComparedLine
{
public:
    ComparedLine(const market::CandleSeries &series, const ChartScale &scale);

    /// No candle is in sight.
    bool isEmpty() const { return !(m_base > 0); }
    /// The close that changes are counted from, that of the first candle in sight; 0 when empty.
    double base() const { return m_base; }
    /// The close of the last candle in sight.
    double newest() const { return m_newest; }
    /// What is drawn, with the neighbours just out of sight.
    const CandleBuckets &buckets() const { return m_buckets; }

    /// The price that changed from ownBase as much as this close did from base(): where it lies on the axis
    /// of another market. Not a number where there is no such price.
    double onAxis(double close, double ownBase) const;
    /// All of it in sight, on that axis; nullopt when there is nothing.
    std::optional<ValueRange> range(double ownBase) const;

private:
    CandleBuckets m_buckets;
    double m_base = 0;
    double m_newest = 0;
    ValueRange m_closes; ///< in sight
};

} // namespace coffer::ui
