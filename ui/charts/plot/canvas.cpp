// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/canvas.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace coffer::ui {

namespace {

/// One colour over the pixels of a picture, as far as each is covered. Written by hand, since a painter that
/// fills thousands of small translucent shapes spends most of its time on sharing each out among threads.
class PixelBrush
{
public:
    PixelBrush(QImage &picture, const QColor &color, const QRect &clip)
        : m_bits(reinterpret_cast<QRgb *>(picture.bits())),
          m_stride(picture.bytesPerLine() / qsizetype(sizeof(QRgb))),
          m_clip(clip.intersected(picture.rect())),
          m_color(color.rgb()),
          m_alpha(color.alpha())
    {
    }

    const QRect &clip() const { return m_clip; }

    void fill(const QRect &rect)
    {
        const QRect shown = rect.intersected(m_clip);
        const Mixed mixed(m_color, m_alpha);
        for (int row = shown.top(); row <= shown.bottom(); ++row) {
            QRgb *pixel = m_bits + row * m_stride + shown.left();
            if (m_alpha == 255) {
                std::fill_n(pixel, shown.width(), m_color);
                continue;
            }
            for (QRgb *end = pixel + shown.width(); pixel != end; ++pixel)
                *pixel = mixed.over(*pixel);
        }
    }

    /// A part of a column from one height to another, share: how much of its width is covered, 0 to 1.
    void stroke(int column, double top, double bottom, double share)
    {
        const double first = std::max<double>(top, m_clip.top());
        const double last = std::min<double>(bottom, m_clip.bottom() + 1);
        if (!(first < last))
            return;
        QRgb *pixel = m_bits + qsizetype(first) * m_stride + column;
        for (int row = int(first); row < last; ++row, pixel += m_stride) {
            const double covered = std::min<double>(last, row + 1) - std::max<double>(first, row);
            *pixel = Mixed(m_color, int(covered * share * m_alpha + 0.5)).over(*pixel);
        }
    }

private:
    /// A colour that covers what is under it in part; two channels are mixed at a time.
    class Mixed
    {
    public:
        Mixed(QRgb color, int alpha)
            : m_redBlue((color & 0xff00ff) * weight(alpha)),
              m_green((color & 0x00ff00) * weight(alpha)),
              m_rest(256 - weight(alpha))
        {
        }
        QRgb over(QRgb under) const
        {
            const QRgb redBlue = ((under & 0xff00ff) * m_rest + m_redBlue) >> 8;
            const QRgb green = ((under & 0x00ff00) * m_rest + m_green) >> 8;
            return 0xff000000 | (redBlue & 0xff00ff) | (green & 0x00ff00);
        }

    private:
        static QRgb weight(int alpha) { return QRgb(alpha + (alpha >> 7)); } ///< 0 to 256

        QRgb m_redBlue, m_green, m_rest;
    };

    QRgb *m_bits;
    qsizetype m_stride;
    QRect m_clip;
    QRgb m_color;
    int m_alpha;
};

/// One straight piece, column by column.
void strokePiece(PixelBrush &brush, const QPointF &from, const QPointF &to, double width)
{
    const double run = to.x() - from.x();
    const double left = std::max<double>(from.x(), brush.clip().left());
    const double right = std::min<double>(to.x(), brush.clip().right() + 1);
    if (!(run > 0) || !(left < right))
        return;
    const double slope = (to.y() - from.y()) / run;
    const double thick = width * std::sqrt(1 + slope * slope);
    for (int column = int(left); column < right; ++column) {
        const double begin = std::max<double>(left, column);
        const double end = std::min<double>(right, column + 1);
        const double y1 = from.y() + (begin - from.x()) * slope;
        const double y2 = from.y() + (end - from.x()) * slope;
        const double rise = std::abs(y2 - y1);
        const double over = std::clamp((thick - rise) / 2, 0.0, width);
        brush.stroke(column, std::min(y1, y2) - over, std::max(y1, y2) + over, end - begin);
    }
}

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
        PixelBrush brush(*m_picture, color, clipFor(clip));
        for (const QRect &rect : rects)
            brush.fill(rect);
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
    if (brush.clip().isEmpty())
        return;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QPointF from = points[i] * m_ratio;
        const QPointF to = points[i + 1] * m_ratio;
        if (std::isfinite(from.y()) && std::isfinite(to.y()))
            strokePiece(brush, from, to, width);
    }
}

} // namespace coffer::ui
