// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"

#include <QPointF>

#include <optional>

namespace coffer::market {
class CandleSeries;
}

namespace coffer::ui {

class ChartScale;
struct ChartContent;

/// The candles that a chart shows; nullptr: none.
const market::CandleSeries *candlesOf(const ChartContent &content);

/// A pointer this near to a price of a candle, in pixels, is drawn to it.
inline constexpr double snapDistance = 8;

/// The open, high, low or close that is nearest to the pixel, of the candle that is nearest in time, in the
/// middle of the candle's length, where its wick is; nullopt: none is near enough.
std::optional<market::DrawingPoint> snapped(const QPointF &pixel, const market::CandleSeries &candles,
                                            const ChartScale &scale);

} // namespace coffer::ui
