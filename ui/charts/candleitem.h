// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

namespace coffer::ui {

struct ChartContent;

/// Grid, volume bars, candles, live price and axes, painted in a few batched calls and kept as a pixmap, so
/// that the crosshair moves over it without painting it anew. The axes are painted here rather than by Qt
/// Charts because they need marks at round local times, the market's decimals and the live price's tag, none
/// of which its axes can do.
class CandleItem final : public QGraphicsItem
{
public:
    CandleItem(const ChartContent &content, QGraphicsItem *parent);

    /// The content's area changes.
    void beginLayout() { prepareGeometryChange(); }

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// True once candles were painted since the last reset.
    bool hasPainted() const { return m_painted; }
    void resetPainted() { m_painted = false; }

private:
    void paintGrid(QPainter &painter) const;
    void paintVolumes(QPainter &painter) const;
    void paintCandles(QPainter &painter) const;
    void paintExtremes(QPainter &painter) const;
    void paintAxes(QPainter &painter) const;
    void paintLivePrice(QPainter &painter) const;
    void paintMessage(QPainter &painter) const;
    QList<double> prices() const;

    const ChartContent &m_content;
    bool m_painted = false;
};

/// A filled label on the price axis; the text is in the middle.
void paintPriceTag(QPainter &painter, const ChartContent &content, double y, const QString &text,
                   const QColor &background, const QColor &foreground);

} // namespace coffer::ui
