// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

class QPainter;

namespace coffer::ui {

class Canvas;
struct ChartContent;

/// Where the axes have their marks; the times only when they are others than those before.
void placeTicks(ChartContent &content);

/// Lines at round prices, values and local times.
void paintGrid(const Canvas &canvas, const ChartContent &content);
/// The axes of prices, panes and time with their labels.
void paintAxes(const Canvas &canvas, const ChartContent &content);
/// The newest close: a line across and a tag on the axis.
void paintLivePrice(QPainter &painter, const ChartContent &content);

/// A filled label on the price axis at that height; the text is in the middle.
void paintPriceTag(QPainter &painter, const ChartContent &content, double y, const QString &text,
                   const QColor &background, const QColor &foreground);

} // namespace coffer::ui
