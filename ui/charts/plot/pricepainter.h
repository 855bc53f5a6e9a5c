// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer::ui {

class Canvas;
struct ChartContent;

/// The volume bars.
void paintVolumes(const Canvas &canvas, const ChartContent &content);
/// The prices, as the chart's type says.
void paintPrices(const Canvas &canvas, const ChartContent &content);
/// The highest and the lowest price in sight, with a short line to the candle that has it.
void paintExtremes(const Canvas &canvas, const ChartContent &content);

} // namespace coffer::ui
