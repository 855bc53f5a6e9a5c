// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QRect>

#include <limits>
#include <span>

class QImage;
class QPainter;

namespace coffer::ui {

/// Where a chart is painted: a picture of the screen's pixels, or a page of a vector format. Text and single
/// lines go through painter() in logical pixels; what there are thousands of goes through fill() and curve(),
/// which are as quick as memory on a picture and are shapes of their own on a page.
class Canvas
{
public:
    /// A picture without device pixel ratio (Format_RGB32), painted with ratio of its pixels in a logical
    /// one, and only within part (logical).
    Canvas(QPainter &painter, QImage &picture, double ratio, const QRectF &part);
    /// A page; one pixel of fill() is one of its units.
    explicit Canvas(QPainter &painter);

    QPainter &painter() const { return m_painter; }
    /// Pixels of fill() in a logical one.
    double ratio() const { return m_ratio; }
    bool isPicture() const { return m_picture != nullptr; }
    /// Where what is painted begins; a page's is all.
    double left() const
    {
        return m_picture ? m_part.left() / m_ratio : -std::numeric_limits<double>::infinity();
    }
    /// Something there is within the part that is painted.
    bool shows(const QRectF &rect) const { return !m_picture || inPixels(rect).intersects(m_part); }

    /// Hairlines across a rectangle (logical): one pixel, at these heights or places.
    void rules(const QList<double> &heights, const QColor &color, const QRectF &across) const;
    void uprights(const QList<double> &places, const QColor &color, const QRectF &across) const;
    /// Rectangles in pixels, of one colour, without edges, cut at clip (logical).
    void fill(const QList<QRect> &rects, const QColor &color, const QRectF &clip) const;
    /// A line through points from left to right, in logical pixels, broken where y is not a number; cut at
    /// clip. Smooth, width in logical pixels.
    void curve(std::span<const QPointF> points, const QColor &color, double width, const QRectF &clip) const;

private:
    QRect inPixels(const QRectF &rect) const;
    QRect clipFor(const QRectF &clip) const { return inPixels(clip).intersected(m_part); }
    void curveInPicture(std::span<const QPointF> points, const QColor &color, double width,
                        const QRect &clip) const;

    QPainter &m_painter;
    QImage *m_picture = nullptr;
    double m_ratio = 1;
    QRect m_part; ///< in pixels
};

} // namespace coffer::ui
