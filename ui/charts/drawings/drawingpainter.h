// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"

#include <QSizeF>

class QPainter;

namespace coffer::ui {

struct ChartContent;

/// How a drawing stands out.
struct DrawingLook
{
    bool isSelected = false;
    int handle = -1; ///< the one that the arrow keys move; -1: none of them
};

/// The drawing over the candles, cut to the plot.
void paintDrawing(QPainter &painter, const ChartContent &content, const market::Drawing &drawing,
                  const DrawingLook &look);
/// Its price on the axis, of horizontal lines and what is selected.
void paintDrawingTags(QPainter &painter, const ChartContent &content, const market::Drawing &drawing,
                      const DrawingLook &look);
/// A ring at the price of a candle that the pointer is drawn to.
void paintSnapRing(QPainter &painter, const ChartContent &content, const market::DrawingPoint &point);

/// What shapeOf() is to be told of a drawing.
QSizeF textBoxSize(const market::Drawing &drawing, const ChartContent &content);

} // namespace coffer::ui
