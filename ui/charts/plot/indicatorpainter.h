// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicator.h"
#include "ui/charts/plot/chartlayer.h"

namespace coffer::ui {

class Canvas;
struct ChartContent;

/// What lies under the candles: the washes between two outputs.
void paintIndicatorBands(const Canvas &canvas, const ChartContent &content);
/// The indicators on the prices.
void paintIndicators(const Canvas &canvas, const ChartContent &content);
/// The panes with theirs, guides included.
void paintPanes(const Canvas &canvas, const ChartContent &content);

/// The values that an indicator has in sight; nullopt when it has none.
std::optional<ValueRange> visibleRange(const ChartContent &content, const market::Indicator &indicator);
/// The range that a pane shows: fixed where its indicators' is, else what is in sight, with room.
ValueRange paneRange(const ChartContent &content, int pane);

} // namespace coffer::ui
