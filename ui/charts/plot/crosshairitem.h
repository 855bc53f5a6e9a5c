// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

#include <optional>

namespace coffer::ui {

struct ChartContent;

/// What moves over the chart: the live price, the crosshair with its price and time tags, the legend of the
/// candle under it (of the newest one when the pointer is elsewhere), the box that is being zoomed to, and
/// layers while they are dragged.
class CrosshairItem final : public QGraphicsItem
{
public:
    CrosshairItem(const ChartContent &content, QGraphicsItem *parent);

    void beginLayout() { prepareGeometryChange(); }
    /// In the item's coordinates; nullopt hides the crosshair.
    void setPosition(std::optional<QPointF> position);
    const std::optional<QPointF> &position() const { return m_position; }
    /// The time that another chart's crosshair is at: a line of its own while the pointer is not here.
    void setLinkedTime(std::optional<double> time);
    void setBox(const QRectF &box);
    void setFocused(bool focused);

    /// The candle that the legend describes; nullopt when there is none.
    std::optional<qsizetype> candleIndex() const;

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::optional<double> lineX() const;
    void paintLiveLayers(QPainter &painter) const;
    void paintLines(QPainter &painter, double x) const;
    void paintValueTag(QPainter &painter) const;
    void paintTimeTag(QPainter &painter, double x, qsizetype index) const;
    void paintBox(QPainter &painter) const;

    const ChartContent &m_content;
    std::optional<QPointF> m_position;
    std::optional<double> m_linkedTime;
    QRectF m_box;
    bool m_focused = false;
};

} // namespace coffer::ui
