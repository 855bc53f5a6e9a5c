// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alerttool.h"

#include "ui/charts/alerts/alertdesk.h"
#include "ui/charts/alerts/alertlayer.h"
#include "ui/charts/plot/chartcontent.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

std::optional<Decimal> priceAt(double y, const ChartContent &content)
{
    const double price = content.scale.priceAt(y);
    if (!std::isfinite(price) || price <= 0)
        return std::nullopt;
    const QByteArray digits = content.priceDecimals >= 0
                                  ? QByteArray::number(price, 'f', content.priceDecimals)
                                  : QByteArray::number(price, 'g', 6);
    const std::optional<Decimal> rounded = Decimal::parse(QByteArrayView(digits));
    return rounded && rounded->sign() > 0 ? rounded : std::nullopt;
}

AlertTool::AlertTool(AlertLayer &layer, AlertDesk &desk, QWidget &view)
    : m_layer(layer), m_desk(desk), m_view(view)
{
}

bool AlertTool::press(const QMouseEvent &event, const ChartContent &content)
{
    if (event.button() != Qt::LeftButton)
        return false;
    m_pressed = m_layer.alertAt(event.position(), content);
    m_pressedY = event.position().y();
    return m_pressed.has_value();
}

bool AlertTool::move(const QMouseEvent &event, const ChartContent &content)
{
    if (!m_pressed)
        return false;
    const double y = event.position().y();
    if (!m_layer.dragged() && std::abs(y - m_pressedY) < QApplication::startDragDistance() / 2.0)
        return true;
    const QRectF plot = content.scale.prices();
    if (const auto price = priceAt(std::clamp(y, plot.top(), plot.bottom()), content))
        m_layer.setDragged(m_pressed, *price);
    return true;
}

bool AlertTool::release(const QMouseEvent &event, const ChartContent &content)
{
    if (!m_pressed)
        return false;
    const market::AlertId id = *std::exchange(m_pressed, std::nullopt);
    if (!m_layer.dragged())
        return true;
    const QRectF plot = content.scale.prices();
    const auto price = priceAt(std::clamp(event.position().y(), plot.top(), plot.bottom()), content);
    m_layer.setDragged(std::nullopt);
    if (price)
        m_desk.move(id, *price);
    return true;
}

bool AlertTool::doubleClick(const QMouseEvent &event, const ChartContent &content)
{
    const auto id = m_layer.alertAt(event.position(), content);
    if (!id)
        return false;
    m_pressed.reset();
    m_desk.edit(*id, &m_view);
    return true;
}

bool AlertTool::contextMenu(const QContextMenuEvent &event, const ChartContent &content)
{
    const auto id = m_layer.alertAt(event.pos(), content);
    if (!id)
        return false;
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(QStringLiteral("alertLineMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_desk.addActions(*menu, *id);
    menu->popup(event.globalPos());
    return true;
}

bool AlertTool::key(const QKeyEvent &event, const ChartContent & /*content*/)
{
    if (event.key() != Qt::Key_Escape || !m_layer.dragged())
        return false;
    m_pressed.reset();
    m_layer.setDragged(std::nullopt);
    return true;
}

std::optional<Qt::CursorShape> AlertTool::cursor(const QPointF &point, const ChartContent &content) const
{
    if (m_layer.dragged() || m_layer.alertAt(point, content))
        return Qt::SizeVerCursor;
    return std::nullopt;
}

} // namespace coffer::ui
