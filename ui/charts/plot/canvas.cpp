// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/canvas.h"

#include "ui/charts/plot/pixelbrush.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace coffer::ui {

namespace {

/// The part of a straight piece within a rectangle; nullopt when none is. After Liang and Barsky.
std::optional<QLineF> within(const QRectF &rect, const QPointF &from, const QPointF &to)
{
    const QPointF run = to - from;
    double begin = 0;
    double end = 1;
    const auto cut = [&](double speed, double room) {
        if (speed == 0)
            return room >= 0;
        (speed < 0 ? begin : end) = speed < 0 ? std::max(begin, room / speed) : std::min(end, room / speed);
        return begin <= end;
    };
    if (!cut(-run.x(), from.x() - rect.left()) || !cut(run.x(), rect.right() - from.x()) ||
        !cut(-run.y(), from.y() - rect.top()) || !cut(run.y(), rect.bottom() - from.y()))
        return std::nullopt;
    return QLineF(from + run * begin, from + run * end);
}

} // namespace

Canvas::Canvas(QPainter &painter, QImage &picture, double ratio, const QRectF &part)
    : m_painter(painter), m_picture(&picture), m_ratio(ratio), m_part(inPixels(part))
{
}

Canvas::Canvas(QPainter &painter) : m_painter(painter) {}

QRect Canvas::inPixels(const QRectF &rect) const
{
    return QRect(QPointF(rect.topLeft() * m_ratio).toPoint(),
                 QPointF(rect.bottomRight() * m_ratio).toPoint() - QPoint(1, 1));
}

void Canvas::fill(const QList<QRect> &rects, const QColor &color, const QRectF &clip) const
{
    if (rects.isEmpty())
        return;
    if (m_picture) {
        PixelBrush(*m_picture, color, clipFor(clip)).fill(rects);
        return;
    }
    // Cut here, since SVG has no clips (Qt 6.4).
    QPainterPath path;
    const QRect inner = clip.toAlignedRect();
    for (const QRect &rect : rects) {
        if (const QRect shown = rect & inner; !shown.isEmpty())
            path.addRect(shown);
    }
    path.setFillRule(Qt::WindingFill);
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.fillPath(path, color);
    m_painter.restore();
}

void Canvas::rules(const QList<double> &heights, const QColor &color, const QRectF &across) const
{
    const int left = static_cast<int>(across.left() * m_ratio);
    const int width = static_cast<int>(across.width() * m_ratio);
    QList<QRect> rects;
    for (const double height : heights)
        rects.append({left, static_cast<int>(std::floor(height * m_ratio)), width, 1});
    fill(rects, color, across);
}

void Canvas::uprights(const QList<double> &places, const QColor &color, const QRectF &across) const
{
    const int top = static_cast<int>(across.top() * m_ratio);
    const int height = static_cast<int>(across.height() * m_ratio);
    QList<QRect> rects;
    for (const double place : places)
        rects.append({static_cast<int>(std::floor(place * m_ratio)), top, 1, height});
    fill(rects, color, across);
}

void Canvas::curve(std::span<const QPointF> points, const QColor &color, double width,
                   const QRectF &clip) const
{
    if (m_picture) {
        curveInPicture(points, color, width * m_ratio, clipFor(clip));
        return;
    }
    QPainterPath path;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        if (!std::isfinite(points[i].y()) || !std::isfinite(points[i + 1].y()))
            continue;
        const std::optional<QLineF> piece = within(clip, points[i], points[i + 1]);
        if (!piece)
            continue;
        if (path.isEmpty() || path.currentPosition() != piece->p1())
            path.moveTo(piece->p1());
        path.lineTo(piece->p2());
    }
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.drawPath(path);
    m_painter.restore();
}

void Canvas::curveInPicture(std::span<const QPointF> points, const QColor &color, double width,
                            const QRect &clip) const
{
    PixelBrush brush(*m_picture, color, clip);
    if (brush.isClippedAway())
        return;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QPointF from = points[i] * m_ratio;
        const QPointF to = points[i + 1] * m_ratio;
        if (std::isfinite(from.y()) && std::isfinite(to.y()))
            brush.stroke(from, to, width);
    }
}

} // namespace coffer::ui
