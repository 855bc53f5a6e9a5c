// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/chartdrawings.h"

#include "market/drawings/drawingservice.h"
#include "ui/common/page.h"

namespace coffer::ui {

ChartDrawings::ChartDrawings(market::DrawingService &service, QWidget &view, const Context &context,
                             QObject *parent)
    : QObject(parent), m_service(service), m_view(view), m_layer(m_editor), m_tool(m_editor, m_layer, view)
{
    const auto follow = [this, &settings = context.settings] {
        m_tool.setSnapping(settings.value(snapSetting));
    };
    follow();
    connect(&context.settings, &Settings::changed, this, follow);
    connect(&m_tool, &DrawingTool::told, this, &ChartDrawings::message);
}

void ChartDrawings::setMarket(const Symbol &market)
{
    m_editor.setBook(m_service.book(market));
}

} // namespace coffer::ui
