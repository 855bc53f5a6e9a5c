// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/settings.h"
#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawinglayer.h"
#include "ui/charts/drawings/drawingtool.h"

namespace coffer::market {
class DrawingService;
}

namespace coffer::ui {

struct Context;

/// Points go to the prices of candles that are near; for all charts.
inline const Setting<bool> snapSetting{QStringLiteral("charts/snap"), true};

/// Drawings on one chart: give layer() and tool() to it.
class ChartDrawings : public QObject
{
    Q_OBJECT

public:
    /// view: the chart's viewport. Service and view outlive it.
    ChartDrawings(market::DrawingService &service, QWidget &view, const Context &context,
                  QObject *parent = nullptr);

    /// Shows this market's drawings.
    void setMarket(const Symbol &market);

    DrawingEditor &editor() { return m_editor; }
    DrawingLayer &layer() { return m_layer; }
    DrawingTool &tool() { return m_tool; }
    QWidget &view() { return m_view; }

Q_SIGNALS:
    /// For the user: why nothing came of it, how to undo it, or what a key selected. Plain text.
    void message(const QString &text);

private:
    market::DrawingService &m_service;
    QWidget &m_view;
    DrawingEditor m_editor;
    DrawingLayer m_layer;
    DrawingTool m_tool;
};

} // namespace coffer::ui
