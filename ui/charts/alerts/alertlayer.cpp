// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertlayer.h"

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPainter>

#include <cmath>

namespace coffer::ui {

using market::Alert;
using market::AlertId;

namespace {

constexpr double grabDistance = 5;
constexpr int bellSize = 14;
constexpr int bellMargin = 6;

} // namespace

AlertLayer::AlertLayer(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
                       QObject *parent)
    : ChartLayer(parent), m_watch(watch), m_board(board), m_context(context)
{
    connect(&watch, &market::AlertWatch::changed, this, &AlertLayer::gather);
}

void AlertLayer::setMarket(const Symbol &symbol)
{
    m_symbol = symbol;
    gather();
}

void AlertLayer::gather()
{
    renewLines();
    Q_EMIT changed();
}

void AlertLayer::renewLines()
{
    m_lines.clear();
    const qint64 now = m_context.clock.nowMs();
    for (const Alert &alert : m_watch.alerts()) {
        const bool waits = alert.isEnabled && stateOf(alert, now) != market::AlertState::Expired;
        if (alert.symbol == m_symbol && alert.kind == market::AlertKind::Price && waits)
            m_lines.append({alert.id, alert.id == m_dragged ? m_draggedTo : alert.level});
    }
}

std::optional<AlertId> AlertLayer::alertAt(const QPointF &point, const ChartContent &content) const
{
    if (!content.scale.prices().contains(point))
        return std::nullopt;
    std::optional<AlertId> found;
    double nearest = grabDistance;
    for (const Line &line : m_lines) {
        const double distance = std::abs(content.scale.yOf(line.price.toDouble()) - point.y());
        if (distance <= nearest) { // of lines at one price the newest
            nearest = distance;
            found = line.id;
        }
    }
    return found;
}

void AlertLayer::setDragged(const std::optional<AlertId> &id, const Decimal &price)
{
    const bool isSame = id && id == m_dragged;
    m_dragged = id;
    m_draggedTo = price;
    renewLines();
    if (isSame) // the others stay as they are painted
        Q_EMIT liveChanged();
    else
        Q_EMIT changed();
}

bool AlertLayer::isOf(const Line &line, Which which) const
{
    const bool isMoving = !m_dragged || line.id == m_dragged;
    return isMoving == (which == Which::Moving);
}

bool AlertLayer::isInSight(double y, const ChartContent &content) const
{
    const QRectF plot = content.scale.prices();
    return std::isfinite(y) && y >= plot.top() && y <= plot.bottom();
}

void AlertLayer::paint(QPainter &painter, const ChartContent &content) const
{
    paintLines(painter, content, Which::Moving);
}

void AlertLayer::paintOnAxis(QPainter &painter, const ChartContent &content) const
{
    paintTags(painter, content, Which::Moving);
}

void AlertLayer::paintStill(QPainter &painter, const ChartContent &content) const
{
    paintLines(painter, content, Which::Still);
}

void AlertLayer::paintStillOnAxis(QPainter &painter, const ChartContent &content) const
{
    paintTags(painter, content, Which::Still);
}

void AlertLayer::paintLines(QPainter &painter, const ChartContent &content, Which which) const
{
    const QRectF plot = content.scale.prices();
    const QColor color = content.theme.colors().warning;
    const QPixmap bell =
        pixmap(QStringLiteral("bell"), color, bellSize, painter.device()->devicePixelRatioF());
    for (const Line &line : m_lines) {
        const double y = content.scale.yOf(line.price.toDouble());
        if (!isOf(line, which) || !isInSight(y, content))
            continue;
        QPen pen(color, 1);
        if (line.id != m_dragged)
            pen.setDashPattern({6, 4});
        const double middle = std::floor(y) + 0.5;
        const QRectF bellPlace(plot.right() - bellSize - bellMargin, middle - bellSize / 2.0, bellSize,
                               bellSize);
        painter.setPen(pen);
        painter.drawLine(QLineF(plot.left(), middle, bellPlace.left() - 4, middle));
        painter.drawPixmap(bellPlace.topLeft(), bell);
    }
}

void AlertLayer::paintTags(QPainter &painter, const ChartContent &content, Which which) const
{
    const Colors &colors = content.theme.colors();
    for (const Line &line : m_lines) {
        const double y = content.scale.yOf(line.price.toDouble());
        if (isOf(line, which) && isInSight(y, content))
            paintPriceTag(painter, content, y, content.priceText(line.price.toDouble()), colors.warning,
                          colors.onAccent);
    }
}

QString AlertLayer::tip(const ChartContent &content, const QPointF &point) const
{
    const std::optional<AlertId> id = alertAt(point, content);
    const Alert *alert = id ? m_watch.alert(*id) : nullptr;
    if (!alert)
        return {};
    const QString sentence = alertSentence(*alert, alertMarket(alert->symbol, m_board), m_context.format);
    return alert->note.isEmpty() ? sentence : tr("%1 (%2)").arg(sentence, Format::plain(alert->note));
}

} // namespace coffer::ui
