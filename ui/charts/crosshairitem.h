// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

#include <optional>

namespace coffer::ui {

struct ChartContent;

/// What follows the pointer: the crosshair with its price and time tags, and the legend of the candle under
/// it (of the newest one when the pointer is elsewhere).
class CrosshairItem final : public QGraphicsItem
{
public:
    CrosshairItem(const ChartContent &content, QGraphicsItem *parent);

    void beginLayout() { prepareGeometryChange(); }
    /// In the item's coordinates; nullopt hides the crosshair.
    void setPosition(std::optional<QPointF> position);
    const std::optional<QPointF> &position() const { return m_position; }
    void setFocused(bool focused);

    /// The candle that the legend describes; nullopt when there is none.
    std::optional<qsizetype> candleIndex() const;

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintLines(QPainter &painter) const;
    void paintTimeTag(QPainter &painter, double x, qsizetype index) const;
    void paintLegend(QPainter &painter, qsizetype index) const;

    const ChartContent &m_content;
    std::optional<QPointF> m_position;
    bool m_focused = false;
};

} // namespace coffer::ui
