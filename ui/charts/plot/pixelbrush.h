// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPointF>
#include <QRect>

#include <span>

class QImage;

namespace coffer::ui {

/// One colour over the pixels of a picture (Format_RGB32), as far as each is covered. Written by hand, since
/// a painter that fills thousands of small translucent shapes spends most of its time on sharing each out
/// among threads.
class PixelBrush
{
public:
    /// The picture outlives it; only pixels within the clip change.
    PixelBrush(QImage &picture, const QColor &color, const QRect &clip);

    bool isClippedAway() const { return m_clip.isEmpty(); }
    void fill(const QRect &rect);
    void fill(std::span<const QRect> rects);
    /// A straight piece of a curve, from left to right, smooth.
    void stroke(const QPointF &from, const QPointF &to, double width);

private:
    /// A colour that covers what is under it by so many 256ths. All four channels are mixed at a time.
    class Mixed
    {
    public:
        Mixed(QRgb color, int weight)
            : m_rest(quint64(256 - weight)), m_added(spread(color) * quint64(weight))
        {
        }
        QRgb over(QRgb under) const
        {
            const quint64 mixed = ((spread(under) * m_rest + m_added) >> 8) & lanes;
            return QRgb(mixed | mixed >> 24);
        }

    private:
        static constexpr quint64 lanes = 0x00ff00ff00ff00ff;
        static quint64 spread(QRgb color) { return (color | quint64(color) << 24) & lanes; }

        quint64 m_rest, m_added;
    };
    static int weight(int alpha) { return alpha + (alpha >> 7); }

    QRgb *at(int x, int y) { return m_bits + y * m_stride + x; }
    void fillOpaque(QRgb *pixels, int width, int height) const;
    void fillNarrow(QRgb *pixels, int width, int height) const;
    void fillWide(QRgb *pixels, int width, int height) const;
    void fillColumns(std::span<const QRect> columns, const QRect &common);
    void strokeColumn(int column, double top, double bottom, double share);

    QRgb *m_bits;
    qsizetype m_stride;
    QRect m_clip;
    QRgb m_color;
    int m_alpha;
};

} // namespace coffer::ui
