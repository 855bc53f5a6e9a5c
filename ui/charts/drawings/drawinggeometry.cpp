// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawinggeometry.h"

#include "ui/charts/plot/chartscale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace coffer::ui {

using market::Drawing;
using market::DrawingKind;
using market::DrawingPoint;

namespace {

constexpr std::array<double, 7> ratios{0, 0.236, 0.382, 0.5, 0.618, 0.786, 1};
constexpr double farAway = 1e100; ///< pixels; products of two are still finite
constexpr double farBelow = 1e9;  ///< pixels
/// Cut a little outside of the plot, so that ends and joints of wide lines are not seen.
constexpr double beyond = 8;

QRectF sightOf(const ChartScale &scale)
{
    return scale.prices().adjusted(-beyond, -beyond, beyond, beyond);
}

/// The rectangle of two corners, cut; without a division or a width that could overflow.
std::optional<QRectF> clippedArea(const QPointF &a, const QPointF &b, const QRectF &sight)
{
    const double left = std::max(std::min(a.x(), b.x()), sight.left());
    const double right = std::min(std::max(a.x(), b.x()), sight.right());
    const double top = std::max(std::min(a.y(), b.y()), sight.top());
    const double bottom = std::min(std::max(a.y(), b.y()), sight.bottom());
    if (left > right || top > bottom)
        return std::nullopt;
    return QRectF(QPointF(left, top), QPointF(right, bottom));
}

void addLine(DrawingShape &shape, const QPointF &from, const QPointF &to, const QRectF &sight,
             bool isEndless = false)
{
    if (const std::optional<QLineF> line = clippedLine(from, to, sight, isEndless))
        shape.lines.append(*line);
}

void addEdges(DrawingShape &shape, const QPointF &a, const QPointF &b, const QRectF &sight)
{
    const std::array<QPointF, 4> corners{a, QPointF(b.x(), a.y()), b, QPointF(a.x(), b.y())};
    for (std::size_t i = 0; i < corners.size(); ++i)
        addLine(shape, corners.at(i), corners.at((i + 1) % corners.size()), sight);
}

void addLevels(DrawingShape &shape, const Drawing &drawing, const ChartScale &scale)
{
    const QRectF sight = sightOf(scale);
    const QPointF first = pixelOf(drawing.points.at(0), scale);
    const QPointF second = pixelOf(drawing.points.at(1), scale);
    addLine(shape, first, second, sight);
    const double from = drawing.points.at(1).price;
    const double way = drawing.points.at(0).price - from;
    for (const double ratio : ratios) {
        const double price = from + way * ratio;
        const double y = pixelOf({drawing.points.at(1).time, price}, scale).y();
        shape.levels.append({ratio, price, y});
        addLine(shape, {first.x(), y}, {second.x(), y}, sight);
    }
}

double distanceTo(const QLineF &line, const QPointF &pixel)
{
    const QPointF along = line.p2() - line.p1();
    const double length = QPointF::dotProduct(along, along);
    const double part =
        length > 0 ? std::clamp(QPointF::dotProduct(pixel - line.p1(), along) / length, 0.0, 1.0) : 0;
    return QLineF(line.p1() + along * part, pixel).length();
}

/// Narrows [first, last], parts of the way, to where start + part * step is between low and high.
bool narrow(double start, double step, double low, double high, double &first, double &last)
{
    if (step == 0)
        return start >= low && start <= high;
    double enters = (low - start) / step;
    double leaves = (high - start) / step;
    if (enters > leaves)
        std::swap(enters, leaves);
    first = std::max(first, enters);
    last = std::min(last, leaves);
    return first <= last;
}

} // namespace

QPointF pixelOf(const DrawingPoint &point, const ChartScale &scale)
{
    const double x = scale.xOf(point.time);
    const double y = scale.yOf(point.price);
    return {std::isfinite(x) ? std::clamp(x, -farAway, farAway) : 0,
            std::isfinite(y) ? std::clamp(y, -farAway, farAway) : scale.prices().bottom() + farBelow};
}

DrawingPoint pointAt(const QPointF &pixel, const ChartScale &scale)
{
    return {scale.timeAt(pixel.x()), scale.priceAt(pixel.y())};
}

std::optional<QLineF> clippedLine(const QPointF &from, const QPointF &to, const QRectF &rectangle,
                                  bool isEndless)
{
    const QPointF way = to - from;
    double first = 0;
    double last = isEndless ? std::numeric_limits<double>::infinity() : 1;
    if (isEndless && way.isNull())
        return std::nullopt; // it has no direction
    if (!narrow(from.x(), way.x(), rectangle.left(), rectangle.right(), first, last) ||
        !narrow(from.y(), way.y(), rectangle.top(), rectangle.bottom(), first, last))
        return std::nullopt;
    // The ends are put on the edge: far away ones are known to fewer digits than a pixel has.
    const auto at = [&](double part) {
        const QPointF point = from + way * part;
        return QPointF(std::clamp(point.x(), rectangle.left(), rectangle.right()),
                       std::clamp(point.y(), rectangle.top(), rectangle.bottom()));
    };
    return QLineF(at(first), at(last));
}

DrawingShape shapeOf(const Drawing &drawing, const ChartScale &scale, const QSizeF &textSize)
{
    DrawingShape shape;
    if (!scale.isValid() || !market::isSound(drawing))
        return shape;
    const QRectF sight = sightOf(scale);
    for (const DrawingPoint &point : drawing.points)
        shape.handles.append(pixelOf(point, scale));
    const QPointF first = shape.handles.first();
    const QPointF second = shape.handles.last();
    switch (drawing.kind) {
    case DrawingKind::TrendLine:
        addLine(shape, first, second, sight);
        break;
    case DrawingKind::Ray:
        addLine(shape, first, second, sight, true);
        break;
    case DrawingKind::HorizontalLine:
        addLine(shape, {sight.left(), first.y()}, {sight.right(), first.y()}, sight);
        break;
    case DrawingKind::VerticalLine:
        addLine(shape, {first.x(), sight.top()}, {first.x(), sight.bottom()}, sight);
        break;
    case DrawingKind::Rectangle:
        shape.area = clippedArea(first, second, sight);
        addEdges(shape, first, second, sight);
        shape.handles.append({first.x(), second.y()});
        shape.handles.append({second.x(), first.y()});
        break;
    case DrawingKind::Retracement:
        shape.area = clippedArea(first, second, sight);
        addLevels(shape, drawing, scale);
        break;
    case DrawingKind::Text:
        if (const QRectF box(first, textSize); box.isValid() && box.intersects(sight))
            shape.text = box;
        break;
    case DrawingKind::Measure:
        shape.area = clippedArea(first, second, sight);
        break;
    case DrawingKind::Count:
        break;
    }
    return shape;
}

std::optional<DrawingHit> hitShape(const DrawingShape &shape, const QPointF &pixel, bool isSelected)
{
    DrawingHit nearest{-1, std::numeric_limits<double>::infinity()};
    for (qsizetype i = 0; isSelected && i < shape.handles.size(); ++i) {
        const double distance = QLineF(shape.handles.at(i), pixel).length();
        if (distance <= grabDistance && distance < nearest.distance)
            nearest = {static_cast<int>(i), distance};
    }
    if (nearest.handle >= 0)
        return nearest;
    for (const QLineF &line : shape.lines)
        nearest.distance = std::min(nearest.distance, distanceTo(line, pixel));
    if (shape.text && shape.text->contains(pixel))
        nearest.distance = 0;
    return nearest.distance <= grabDistance ? std::optional(nearest) : std::nullopt;
}

Drawing withHandleAt(Drawing drawing, int handle, const DrawingPoint &point)
{
    if (handle >= 0 && handle < drawing.points.size()) {
        drawing.points[handle] = point;
    } else if (drawing.kind == DrawingKind::Rectangle && (handle == 2 || handle == 3)) {
        drawing.points[handle - 2].time = point.time;
        drawing.points[3 - handle].price = point.price;
    }
    return drawing;
}

DrawingPoint handlePoint(const Drawing &drawing, int handle)
{
    if (handle >= 0 && handle < drawing.points.size())
        return drawing.points.at(handle);
    if (drawing.kind == DrawingKind::Rectangle && (handle == 2 || handle == 3))
        return {drawing.points.at(handle - 2).time, drawing.points.at(3 - handle).price};
    return drawing.points.isEmpty() ? DrawingPoint() : drawing.points.first();
}

std::optional<int> oppositeHandle(const Drawing &drawing, int handle)
{
    if (drawing.points.size() != 2 || handle < 0)
        return std::nullopt;
    return handle < 2 ? 1 - handle : 5 - handle;
}

Drawing movedBy(Drawing drawing, const QPointF &pixels, const ChartScale &scale)
{
    const double seconds = scale.timeAt(pixels.x()) - scale.timeAt(0);
    for (DrawingPoint &point : drawing.points) {
        if (pixels.x() != 0)
            point.time += seconds;
        const double y = scale.yOf(point.price);
        if (pixels.y() != 0 && std::isfinite(y))
            point.price = scale.priceAt(y + pixels.y());
    }
    return drawing;
}

QPointF inEighths(const QPointF &anchor, const QPointF &pixel)
{
    const QPointF way = pixel - anchor;
    const double eighth = std::numbers::pi / 4;
    switch (static_cast<int>(std::lround(std::atan2(way.y(), way.x()) / eighth))) {
    case 0:
    case 4:
    case -4:
        return {pixel.x(), anchor.y()};
    case 2:
    case -2:
        return {anchor.x(), pixel.y()};
    default:
        const double side = (std::abs(way.x()) + std::abs(way.y())) / 2;
        return anchor + QPointF(std::copysign(side, way.x()), std::copysign(side, way.y()));
    }
}

Measurement measured(const Drawing &drawing, double candle)
{
    Measurement result;
    if (drawing.points.size() != 2)
        return result;
    const DrawingPoint &first = drawing.points.at(0);
    const DrawingPoint &second = drawing.points.at(1);
    result.change = second.price - first.price;
    if (first.price > 0)
        result.fraction = result.change / first.price;
    result.seconds = second.time - first.time;
    if (candle > 0) { // of whole candles: "16 candles, 15 h 53 min" would not fit together
        result.candles = std::llround(result.seconds / candle);
        result.seconds = static_cast<double>(result.candles) * candle;
    }
    return result;
}

} // namespace coffer::ui
