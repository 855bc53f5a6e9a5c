// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer::ui {

class Canvas;
struct ChartContent;

/// Everything on a chart that stays while the pointer moves: all but the live price, the legend and the
/// crosshair.
void paintChart(const Canvas &canvas, const ChartContent &content);

} // namespace coffer::ui
