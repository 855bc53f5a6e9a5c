// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"

#include <QLineF>
#include <QList>
#include <QRectF>

#include <optional>

/// Drawings in pixels. Pure geometry: everything goes through ChartScale, so that it is right on any scale of
/// prices, and is cut to the plot before it is painted, however far away its points are.
namespace coffer::ui {

class ChartScale;

/// A press this near to a line, in pixels, is meant for it; also for a handle, counted from its middle.
inline constexpr double grabDistance = 6;
inline constexpr double handleRadius = 4;

/// One level of a retracement: its part of the way back from the second point to the first.
struct RetracementLevel
{
    double ratio = 0; ///< 0 at the second point, 1 at the first
    double price = 0;
    double y = 0; ///< pixels; may be out of sight
};

/// What of a drawing is in sight.
struct DrawingShape
{
    QList<QLineF> lines;            ///< cut to the plot
    std::optional<QRectF> area;     ///< of rectangles, retracements and measures, cut to the plot
    QList<RetracementLevel> levels; ///< of retracements, all of them, ratios ascending
    std::optional<QRectF> text;     ///< where text goes
    QList<QPointF> handles;         ///< by number; may be out of sight. 0 and 1 are the points
};

/// textSize: of the box that a text takes, 0 for other kinds.
DrawingShape shapeOf(const market::Drawing &drawing, const ChartScale &scale, const QSizeF &textSize = {});

/// Finite, whatever the scale says; a price that a logarithmic scale does not know is far below.
QPointF pixelOf(const market::DrawingPoint &point, const ChartScale &scale);
market::DrawingPoint pointAt(const QPointF &pixel, const ChartScale &scale);

/// The part of a line between two points that lies in a rectangle; nullopt when none does. Endless: the line
/// goes on beyond the second point.
std::optional<QLineF> clippedLine(const QPointF &from, const QPointF &to, const QRectF &rectangle,
                                  bool isEndless = false);

/// What was hit of a drawing.
struct DrawingHit
{
    int handle = -1;     ///< its number; -1: the drawing between its handles
    double distance = 0; ///< pixels
};
/// nullopt: nothing of it is near enough. Handles are there to be hit only while the drawing is selected.
std::optional<DrawingHit> hitShape(const DrawingShape &shape, const QPointF &pixel, bool isSelected);

/// The drawing with a handle at another place. Handles 2 and 3 are the other corners of a rectangle.
market::Drawing withHandleAt(market::Drawing drawing, int handle, const market::DrawingPoint &point);
/// Where a handle is; the drawing's first point when there is no such handle.
market::DrawingPoint handlePoint(const market::Drawing &drawing, int handle);
/// The handle that stays where it is while this one moves; nullopt: none does.
std::optional<int> oppositeHandle(const market::Drawing &drawing, int handle);
/// The drawing moved by so many pixels, times and prices each on their scale. What does not move keeps its
/// value to the last digit.
market::Drawing movedBy(market::Drawing drawing, const QPointF &pixels, const ChartScale &scale);

/// The place nearest to pixel that is horizontal, vertical or diagonal from the anchor.
QPointF inEighths(const QPointF &anchor, const QPointF &pixel);

/// What a measure tells.
struct Measurement
{
    double change = 0;              ///< of the price, with sign
    std::optional<double> fraction; ///< of the first price; nullopt: that is not above 0
    qint64 candles = 0;             ///< with sign: negative to the left
    double seconds = 0;             ///< that these candles take, with sign
};
/// Of the first point to the second; candle: a candle's length in seconds.
Measurement measured(const market::Drawing &drawing, double candle);

} // namespace coffer::ui
