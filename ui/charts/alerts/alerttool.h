// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"
#include "ui/charts/plot/charttool.h"

class QWidget;

namespace coffer::ui {

class AlertDesk;
class AlertLayer;

/// Takes the line of an alert to another price, by dragging it; Escape leaves it where it was. A double click
/// opens the alert, the right button what can be done about it.
class AlertTool : public ChartTool
{
public:
    /// view: of the chart that it is on; dialogs and menus stand over it. It outlives the tool.
    AlertTool(AlertLayer &layer, AlertDesk &desk, QWidget &view);

    bool press(const QMouseEvent &event, const ChartContent &content) override;
    bool move(const QMouseEvent &event, const ChartContent &content) override;
    bool release(const QMouseEvent &event, const ChartContent &content) override;
    bool doubleClick(const QMouseEvent &event, const ChartContent &content) override;
    bool contextMenu(const QContextMenuEvent &event, const ChartContent &content) override;
    bool key(const QKeyEvent &event, const ChartContent &content) override;
    std::optional<Qt::CursorShape> cursor(const QPointF &point, const ChartContent &content) const override;

private:
    AlertLayer &m_layer;
    AlertDesk &m_desk;
    QWidget &m_view;
    std::optional<market::AlertId> m_pressed;
    double m_pressedY = 0;
};

/// The price at this height of the plot, rounded to the market's step; nullopt where there is none.
std::optional<Decimal> priceAt(double y, const ChartContent &content);

} // namespace coffer::ui
