// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/pixelbrush.h"

#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace coffer::ui {

namespace {

constexpr std::size_t mostColumns = 8; ///< wider, and steep columns have little in common

} // namespace

PixelBrush::PixelBrush(QImage &picture, const QColor &color, const QRect &clip)
    : m_bits(reinterpret_cast<QRgb *>(picture.bits())),
      m_stride(picture.bytesPerLine() / qsizetype(sizeof(QRgb))),
      m_clip(clip.intersected(picture.rect())),
      m_color(color.rgb()),
      m_alpha(color.alpha())
{
}

void PixelBrush::fill(const QRect &rect)
{
    constexpr int wide = 4;
    const int left = std::max(rect.left(), m_clip.left());
    const int top = std::max(rect.top(), m_clip.top());
    const int width = std::min(rect.right(), m_clip.right()) - left + 1;
    const int height = std::min(rect.bottom(), m_clip.bottom()) - top + 1;
    if (width < 1 || height < 1)
        return;
    if (m_alpha == 255)
        fillOpaque(at(left, top), width, height);
    else if (width < wide)
        fillNarrow(at(left, top), width, height);
    else
        fillWide(at(left, top), width, height);
}

void PixelBrush::fillOpaque(QRgb *pixels, int width, int height) const
{
    const QRgb color = m_color;
    const qsizetype stride = m_stride; // no pixel can change it
    for (int row = 0; row < height; ++row, pixels += stride)
        std::fill_n(pixels, width, color);
}

void PixelBrush::fillNarrow(QRgb *pixels, int width, int height) const
{
    const Mixed mixed(m_color, weight(m_alpha));
    const qsizetype stride = m_stride;
    for (int row = 0; row < height; ++row, pixels += stride) {
        for (int i = 0; i < width; ++i)
            pixels[i] = mixed.over(pixels[i]);
    }
}

void PixelBrush::fillWide(QRgb *pixels, int width, int height) const
{
    // Four pixels at a time, written so that compilers make a few wide instructions of it.
    constexpr int together = 4;
    using Channels = std::array<uchar, together * sizeof(QRgb)>;
    const int whole = width / together * together;
    const auto rest = quint16(256 - weight(m_alpha));
    std::array<quint16, sizeof(Channels)> added{};
    std::array<uchar, sizeof(QRgb)> color{};
    std::memcpy(color.data(), &m_color, sizeof color);
    for (std::size_t i = 0; i < added.size(); ++i)
        added[i] = quint16(color[i % color.size()] * weight(m_alpha));
    QRgb *row = pixels;
    for (int y = 0; y < height; ++y, row += m_stride) {
        for (int x = 0; x < whole; x += together) {
            Channels channels{};
            std::memcpy(channels.data(), row + x, sizeof channels);
            for (std::size_t i = 0; i < channels.size(); ++i)
                channels[i] = uchar(quint16(quint16(channels[i] * rest) + added[i]) >> 8);
            std::memcpy(row + x, channels.data(), sizeof channels);
        }
    }
    fillNarrow(pixels + whole, width - whole, height);
}

/// Columns of a pixel side by side, such as a band between two curves has, are filled as one where they have
/// rows in common, since memory lies in rows.
void PixelBrush::fill(std::span<const QRect> rects)
{
    while (!rects.empty()) {
        QRect common = rects.front();
        std::size_t count = 1;
        for (; count < std::min(rects.size(), mostColumns) && common.width() == int(count); ++count) {
            const QRect &next = rects[count];
            const int top = std::max(common.top(), next.top());
            const int bottom = std::min(common.bottom(), next.bottom());
            if (next.width() != 1 || next.left() != common.right() + 1 || top > bottom)
                break;
            common.setCoords(common.left(), top, next.right(), bottom);
        }
        fillColumns(rects.first(count), common);
        rects = rects.subspan(count);
    }
}

void PixelBrush::fillColumns(std::span<const QRect> columns, const QRect &common)
{
    fill(common);
    for (const QRect &column : columns) {
        if (column.top() < common.top())
            fill(QRect(column.topLeft(), QPoint(column.right(), common.top() - 1)));
        if (column.bottom() > common.bottom())
            fill(QRect(QPoint(column.left(), common.bottom() + 1), column.bottomRight()));
    }
}

/// A part of a column from one height to another, share: how much of its width is covered, 0 to 1.
inline void PixelBrush::strokeColumn(int column, double top, double bottom, double share)
{
    const double first = std::max<double>(top, m_clip.top());
    const double last = std::min<double>(bottom, m_clip.bottom() + 1);
    if (!(first < last))
        return;
    const QRgb color = m_color;
    const double alpha = share * m_alpha;
    const auto mixed = [&](double covered) { return Mixed(color, weight(int(covered * alpha + 0.5))); };
    int row = int(first);
    const int end = int(last); // rows before it are covered down to their lower edge
    const qsizetype stride = m_stride;
    QRgb *pixel = at(column, row);
    if (row == end) {
        *pixel = mixed(last - first).over(*pixel);
        return;
    }
    *pixel = mixed(++row - first).over(*pixel);
    pixel += stride;
    if (row < end) {
        for (const Mixed whole = mixed(1); row < end; ++row, pixel += stride)
            *pixel = whole.over(*pixel);
    }
    if (last > end)
        *pixel = mixed(last - end).over(*pixel);
}

void PixelBrush::stroke(const QPointF &from, const QPointF &to, double width)
{
    const double run = to.x() - from.x();
    const double left = std::max<double>(from.x(), m_clip.left());
    const double right = std::min<double>(to.x(), m_clip.right() + 1);
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
        strokeColumn(column, std::min(y1, y2) - over, std::max(y1, y2) + over, end - begin);
    }
}

} // namespace coffer::ui
