// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>
#include <QImage>

namespace coffer::ui {

struct ChartContent;

/// The chart as a picture, painted anew only when what it shows changed, so that the crosshair moves over it
/// at the cost of copying it. Axes are in it rather than Qt Charts' own because they need marks at round
/// local times, the market's decimals and the live price's tag, none of which those can do.
class CandleItem final : public QGraphicsItem
{
public:
    CandleItem(const ChartContent &content, QGraphicsItem *parent);

    /// The content's area changes.
    void beginLayout() { prepareGeometryChange(); }
    /// The content changed, all of it or in a part.
    void invalidate();
    void invalidate(const QRectF &part);

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// True once candles were painted since the last reset.
    bool hasPainted() const { return m_painted; }
    void resetPainted() { m_painted = false; }

private:
    void renew(double ratio);

    const ChartContent &m_content;
    QImage m_picture;
    QRectF m_stale; ///< what the picture does not show rightly yet
    bool m_painted = false;
};

} // namespace coffer::ui
