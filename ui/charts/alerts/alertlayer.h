// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"
#include "ui/charts/plot/chartlayer.h"
#include "ui/common/page.h"

namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

/// The alerts about a price of the market on the chart: a line each, with a bell, and the price on the axis.
/// Those that wait for nothing any more are left out.
class AlertLayer : public ChartLayer
{
    Q_OBJECT

public:
    AlertLayer(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
               QObject *parent = nullptr);

    void setMarket(const Symbol &symbol);

    /// The alert whose line is at this point, the nearest one; nullopt when none is within a few pixels.
    std::optional<market::AlertId> alertAt(const QPointF &point, const ChartContent &content) const;
    /// Shows the alert at another price while it is dragged; nullopt: none is.
    void setDragged(const std::optional<market::AlertId> &id, const Decimal &price = {});
    const std::optional<market::AlertId> &dragged() const { return m_dragged; }

    int order() const override { return 40; }
    bool isLive() const override { return m_dragged.has_value(); }
    void paint(QPainter &painter, const ChartContent &content) const override;
    void paintOnAxis(QPainter &painter, const ChartContent &content) const override;
    void paintStill(QPainter &painter, const ChartContent &content) const override;
    void paintStillOnAxis(QPainter &painter, const ChartContent &content) const override;
    QString tip(const ChartContent &content, const QPointF &point) const override;

private:
    struct Line
    {
        market::AlertId id;
        Decimal price;
    };
    enum class Which {
        Moving, ///< what is dragged; all while nothing is
        Still,  ///< the others
    };
    void gather();
    void renewLines();
    void paintLines(QPainter &painter, const ChartContent &content, Which which) const;
    void paintTags(QPainter &painter, const ChartContent &content, Which which) const;
    bool isOf(const Line &line, Which which) const;
    bool isInSight(double y, const ChartContent &content) const;

    market::AlertWatch &m_watch;
    const market::TickerBoard &m_board;
    Context m_context;
    Symbol m_symbol;
    QList<Line> m_lines;
    std::optional<market::AlertId> m_dragged;
    Decimal m_draggedTo;
};

} // namespace coffer::ui
