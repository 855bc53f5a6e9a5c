// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/order.h"
#include "ui/charts/plot/chartlayer.h"
#include "ui/charts/trades/trademarks.h"
#include "ui/common/page.h"

namespace coffer::ui {

class OwnTrades;

/// The user's own fills on the chart as triangles, up for buys and down for sales, and open orders as dashed
/// lines with their price on the axis. Tells the trades which times are in sight.
class TradesLayer : public ChartLayer
{
    Q_OBJECT

public:
    TradesLayer(OwnTrades &trades, const Context &context, QObject *parent = nullptr);

    void setFillsVisible(bool visible);
    bool areFillsVisible() const { return m_fillsVisible; }
    void setOrdersVisible(bool visible);
    bool areOrdersVisible() const { return m_ordersVisible; }

    int order() const override { return 30; }
    void paint(QPainter &painter, const ChartContent &content) const override;
    void paintOnAxis(QPainter &painter, const ChartContent &content) const override;
    QString tip(const ChartContent &content, const QPointF &point) const override;

private:
    struct Line
    {
        double y = 0;
        QList<htx::Order> orders; ///< that wait at the same height, the newest first
    };

    QList<TradeMark> marks(const ChartContent &content) const;
    QList<Line> lines(const ChartContent &content) const;
    QString lineTag(const Line &line, const ChartContent &content) const;
    void paintMarks(QPainter &painter, const ChartContent &content) const;
    void paintLines(QPainter &painter, const ChartContent &content) const;

    OwnTrades &m_trades;
    Context m_context;
    bool m_fillsVisible = true;
    bool m_ordersVisible = true;
};

} // namespace coffer::ui
