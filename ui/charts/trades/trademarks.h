// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/fillsum.h"

#include <QList>
#include <QPointF>
#include <QPolygonF>

namespace coffer::ui {

struct ChartContent;

/// One triangle on a chart: the fills of one side within one candle, or within the candles that are too
/// narrow for a triangle each.
struct TradeMark
{
    history::FillSum fills;
    QPointF tip;     ///< where it points: the middle of the candle, the (mean) price
    double size = 0; ///< pixels from the tip to the base

    /// The triangle: of buys below its tip, of sales above it.
    QPolygonF shape() const;
    /// The point is in the triangle, or so near that it is meant.
    bool isAt(const QPointF &point) const;
};

/// Where the fills (oldest first) are on the chart. The area of a triangle goes with the amount, as a share
/// of the greatest in sight; with equal sizes where amounts are not to be seen.
QList<TradeMark> tradeMarks(const QList<history::FillSum> &fills, const ChartContent &content,
                            bool equalSizes);

} // namespace coffer::ui
