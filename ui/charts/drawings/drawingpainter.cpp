// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawingpainter.h"

#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/contrast.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

using market::Drawing;
using market::DrawingKind;

namespace {

constexpr int areaAlpha = 30;
constexpr int bandAlpha = 20;
constexpr int veilAlpha = 215;
constexpr double ringRadius = 6;
constexpr double textBar = 3; ///< the drawing's colour beside its text
constexpr double textGap = 6;
constexpr double widestText = 320;
constexpr double arrowHead = 4;

QColor faint(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

/// Everything that painting one drawing takes.
struct Brush
{
    QPainter &painter;
    const ChartContent &content;
    const Drawing &drawing;
    const DrawingShape shape;
    const QColor color;

    const Colors &colors() const { return content.theme.colors(); }
    const QRectF &plot() const { return content.scale.prices(); }
};

/// In the middle of a pixel, or between two for even widths, so that straight lines are sharp.
double sharp(double at, int width)
{
    return width % 2 == 1 ? std::floor(at) + 0.5 : std::round(at);
}

bool isUpright(const QLineF &line)
{
    return line.x1() == line.x2() || line.y1() == line.y2();
}

void paintLine(const Brush &brush, QLineF line)
{
    const int width = brush.drawing.width;
    if (isUpright(line)) {
        line = QLineF(sharp(line.x1(), width), sharp(line.y1(), width), sharp(line.x2(), width),
                      sharp(line.y2(), width));
    }
    brush.painter.setRenderHint(QPainter::Antialiasing, !isUpright(line));
    brush.painter.drawLine(line);
}

void paintLines(const Brush &brush)
{
    brush.painter.setPen(QPen(brush.color, brush.drawing.width, Qt::SolidLine, Qt::FlatCap));
    for (const QLineF &line : brush.shape.lines)
        paintLine(brush, line);
}

void paintArea(const Brush &brush, const QColor &color)
{
    if (brush.shape.area)
        brush.painter.fillRect(*brush.shape.area, color);
}

/// Words on a veil, so that they are read over candles. at: the left end of the base of a line.
void paintWords(const Brush &brush, const QRectF &box, const QString &text, Qt::Alignment alignment)
{
    brush.painter.setRenderHint(QPainter::Antialiasing, true);
    brush.painter.setPen(Qt::NoPen);
    brush.painter.setBrush(faint(brush.colors().surface, veilAlpha));
    brush.painter.drawRoundedRect(box, 3, 3);
    brush.painter.setPen(brush.colors().text);
    brush.painter.drawText(box.adjusted(4, 0, -4, 0), int(alignment | Qt::AlignVCenter), text);
}

void paintBands(const Brush &brush)
{
    if (!brush.shape.area)
        return;
    const QRectF &area = *brush.shape.area;
    for (qsizetype i = 1; i < brush.shape.levels.size(); i += 2) { // every other one
        const auto [top, bottom] = std::minmax(brush.shape.levels.at(i - 1).y, brush.shape.levels.at(i).y);
        const double from = std::max(top, area.top());
        const double to = std::min(bottom, area.bottom());
        if (from < to)
            brush.painter.fillRect(QRectF(area.left(), from, area.width(), to - from),
                                   faint(brush.color, bandAlpha));
    }
}

void paintLevelWords(const Brush &brush)
{
    if (!brush.shape.area)
        return;
    const QFontMetricsF metrics(brush.content.font);
    const double left = std::max(brush.shape.area->left(), brush.plot().left()) + 2;
    QList<QRectF> taken;
    // The ends first: they are what the user chose. Where there is no room, the ones between give way.
    QList<qsizetype> order{0, 6, 3, 2, 4, 1, 5};
    for (const qsizetype i : order) {
        const RetracementLevel &level = brush.shape.levels.at(i);
        const QString text =
            QStringLiteral("%1\u00A0%  %2")
                .arg(QLocale().toString(level.ratio * 100, 'g', 3), brush.content.priceText(level.price));
        const QRectF box(left, std::floor(level.y - metrics.height()) - 2,
                         metrics.horizontalAdvance(text) + 9, metrics.height());
        const bool isFree = std::none_of(taken.cbegin(), taken.cend(),
                                         [&](const QRectF &other) { return other.intersects(box); });
        if (!isFree || box.bottom() < brush.plot().top() || box.top() > brush.plot().bottom())
            continue;
        taken.append(box);
        paintWords(brush, box, text, Qt::AlignLeft);
    }
}

void paintRetracement(const Brush &brush)
{
    paintBands(brush);
    const QList<QLineF> lines = brush.shape.lines;
    const double y = brush.shape.handles.at(0).y();
    for (const QLineF &line : lines) {
        const bool isTrend = line.y1() != line.y2() || brush.shape.handles.at(1).y() == y;
        QPen pen(isTrend ? brush.colors().muted : brush.color, isTrend ? 1 : brush.drawing.width,
                 Qt::SolidLine, Qt::FlatCap);
        if (isTrend)
            pen.setDashPattern({3, 3});
        brush.painter.setPen(pen);
        paintLine(brush, line);
    }
    paintLevelWords(brush);
}

void paintText(const Brush &brush)
{
    if (!brush.shape.text)
        return;
    const QRectF &box = *brush.shape.text;
    const QFontMetricsF metrics(brush.content.font);
    const QRectF words = box.adjusted(textBar + textGap, 0, -textGap, 0);
    brush.painter.setRenderHint(QPainter::Antialiasing, true);
    brush.painter.setPen(Qt::NoPen);
    brush.painter.setBrush(faint(brush.colors().surface, veilAlpha));
    brush.painter.drawRoundedRect(box, 3, 3);
    brush.painter.fillRect(QRectF(std::round(box.left()), box.top(), textBar, box.height()), brush.color);
    brush.painter.setPen(brush.colors().text);
    brush.painter.drawText(
        words, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(Format::plain(brush.drawing.text), Qt::ElideRight, words.width() + 1));
}

void paintArrow(const Brush &brush, const QPointF &from, const QPointF &to)
{
    const std::optional<QLineF> line = clippedLine(from, to, brush.plot());
    if (!line)
        return;
    paintLine(brush, *line);
    const bool isUp = from.x() == to.x();
    const double length = isUp ? to.y() - from.y() : to.x() - from.x();
    if (std::abs(length) < 2 * arrowHead || !brush.plot().contains(to))
        return;
    const double back = std::copysign(arrowHead, -length);
    const QPointF tip(sharp(to.x(), 1), sharp(to.y(), 1));
    brush.painter.setRenderHint(QPainter::Antialiasing, true);
    for (const double side : {-arrowHead, arrowHead})
        brush.painter.drawLine(QLineF(tip, tip + (isUp ? QPointF(side, back) : QPointF(back, side))));
}

QRectF measureBox(const Brush &brush, const QSizeF &size)
{
    const QPointF first = brush.shape.handles.at(0);
    const QPointF second = brush.shape.handles.at(1);
    const bool isUp = second.y() <= first.y();
    const double middle = std::clamp((first.x() + second.x()) / 2, brush.plot().left(), brush.plot().right());
    const double y = isUp ? second.y() - size.height() - 6 : second.y() + 6;
    const double right = std::max(brush.plot().right() - size.width() - 4, brush.plot().left());
    const double bottom = std::max(brush.plot().bottom() - size.height() - 4, brush.plot().top());
    return {QPointF(std::round(std::clamp(middle - size.width() / 2, brush.plot().left() + 4, right + 4)),
                    std::round(std::clamp(y, brush.plot().top() + 4, bottom + 4))),
            size};
}

void paintMeasure(const Brush &brush)
{
    if (!brush.shape.area)
        return;
    const double change = measured(brush.drawing, brush.content.scale.candle()).change;
    const QColor color = brush.content.theme.changeColor(change > 0 ? 1 : change < 0 ? -1 : 0);
    paintArea(brush, faint(color, areaAlpha));
    const QPointF first = brush.shape.handles.at(0);
    const QPointF second = brush.shape.handles.at(1);
    const QPointF middle = brush.shape.area->center();
    brush.painter.setPen(QPen(color, 1, Qt::SolidLine, Qt::FlatCap));
    paintArrow(brush, {middle.x(), first.y()}, {middle.x(), second.y()});
    paintArrow(brush, {first.x(), middle.y()}, {second.x(), middle.y()});

    const QStringList lines = measureLines(brush.drawing, brush.content);
    const QFontMetricsF metrics(brush.content.font);
    double width = 0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    const QRectF box = measureBox(brush, {std::ceil(width) + 16, 2 * metrics.height() + 8});
    brush.painter.setRenderHint(QPainter::Antialiasing, true);
    brush.painter.setPen(QPen(color, 1));
    brush.painter.setBrush(brush.colors().raised);
    brush.painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    brush.painter.setPen(color);
    brush.painter.drawText(QRectF(box.left(), box.top() + 4, box.width(), metrics.height()), Qt::AlignCenter,
                           lines.at(0));
    brush.painter.setPen(brush.colors().text);
    brush.painter.drawText(
        QRectF(box.left(), box.top() + 4 + metrics.height(), box.width(), metrics.height()), Qt::AlignCenter,
        lines.at(1));
}

void paintHandles(const Brush &brush, int active)
{
    brush.painter.setRenderHint(QPainter::Antialiasing, true);
    const QRectF sight = brush.plot().adjusted(-handleRadius, -handleRadius, handleRadius, handleRadius);
    const bool isLocked = brush.drawing.locked;
    const QColor edge = isLocked ? brush.colors().muted : brush.colors().accent;
    for (qsizetype i = 0; i < brush.shape.handles.size(); ++i) {
        const QPointF &at = brush.shape.handles.at(i);
        if (!sight.contains(at))
            continue;
        brush.painter.setPen(QPen(edge, 1.5));
        brush.painter.setBrush(i == active ? edge : brush.colors().surface);
        const QRectF box(at.x() - handleRadius, at.y() - handleRadius, 2 * handleRadius, 2 * handleRadius);
        if (isLocked)
            brush.painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        else
            brush.painter.drawEllipse(box);
    }
}

} // namespace

QSizeF textBoxSize(const Drawing &drawing, const ChartContent &content)
{
    if (drawing.kind != DrawingKind::Text)
        return {};
    const QFontMetricsF metrics(content.font);
    const double width = std::min(metrics.horizontalAdvance(Format::plain(drawing.text)), widestText);
    return {std::ceil(width) + textBar + 2 * textGap, std::ceil(metrics.height()) + 6};
}

void paintDrawing(QPainter &painter, const ChartContent &content, const Drawing &drawing,
                  const DrawingLook &look)
{
    const DrawingShape shape = shapeOf(drawing, content.scale, textBoxSize(drawing, content));
    if (shape.handles.isEmpty())
        return;
    const Brush brush{painter, content, drawing, shape, colorOf(drawing.color, content.theme.colors())};
    painter.save();
    painter.setFont(content.font);
    switch (drawing.kind) {
    case DrawingKind::Rectangle:
        paintArea(brush, faint(brush.color, areaAlpha));
        paintLines(brush);
        break;
    case DrawingKind::Retracement:
        paintRetracement(brush);
        break;
    case DrawingKind::Text:
        paintText(brush);
        break;
    case DrawingKind::Measure:
        paintMeasure(brush);
        break;
    case DrawingKind::TrendLine:
    case DrawingKind::Ray:
    case DrawingKind::HorizontalLine:
    case DrawingKind::VerticalLine:
    case DrawingKind::Count:
        paintLines(brush);
        break;
    }
    if (look.isSelected)
        paintHandles(brush, look.handle);
    painter.restore();
}

void paintDrawingTags(QPainter &painter, const ChartContent &content, const Drawing &drawing,
                      const DrawingLook &look)
{
    const bool hasPrices = drawing.kind != DrawingKind::VerticalLine && market::isSound(drawing);
    if (!hasPrices || (drawing.kind != DrawingKind::HorizontalLine && !look.isSelected))
        return;
    const QColor background = colorOf(drawing.color, content.theme.colors());
    painter.save();
    painter.setFont(content.font);
    for (const market::DrawingPoint &point : drawing.points) {
        const double y = pixelOf(point, content.scale).y();
        const QRectF &plot = content.scale.prices();
        if (y >= plot.top() && y <= plot.bottom())
            paintPriceTag(painter, content, y, content.axisText(point.price), background,
                          readableOn(background, content.theme.colors()));
    }
    painter.restore();
}

void paintSnapRing(QPainter &painter, const ChartContent &content, const market::DrawingPoint &point)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(content.theme.colors().accent, 1.5));
    painter.drawEllipse(pixelOf(point, content.scale), ringRadius, ringRadius);
    painter.restore();
}

} // namespace coffer::ui
