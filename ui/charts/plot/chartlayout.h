// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

class QPointF;

namespace coffer::ui {

struct ChartContent;

/// The parts of a chart that can be grabbed.
enum class ChartPart { Plot, PriceAxis, TimeAxis, Divider };

/// Divides the content's area between legend, prices, volumes, panes and axes. Prices get at least a third.
void placePlots(ChartContent &content, double axisWidth);

/// The pixels that the labels of the price axis need now.
double neededAxisWidth(const ChartContent &content);

/// What is under this point.
ChartPart partAt(const ChartContent &content, const QPointF &point);
/// The pane whose upper edge can be dragged here; nullopt: none.
std::optional<int> dividerAt(const ChartContent &content, const QPointF &point);
/// The pane at this height; -1: the prices.
int paneAt(const ChartContent &content, double y);

/// The pane's upper edge goes to y, as far as the others leave room.
void moveDivider(ChartContent &content, int pane, double y);

} // namespace coffer::ui
