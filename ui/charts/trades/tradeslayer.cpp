// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/trades/tradeslayer.h"

#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/trades/owntrades.h"
#include "ui/charts/trades/tradewords.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double lineReach = 4;  // pixels from a line that are taken for it
constexpr double tagPadding = 6; // at both sides of its text
constexpr double tagGap = 8;     // between a tag and the axis
constexpr int mostLines = 100;   // more are of no use to the eye

QColor sideColor(htx::Side side, const Colors &colors)
{
    return side == htx::Side::Buy ? colors.gain : colors.loss;
}

bool isOneSided(const QList<htx::Order> &orders)
{
    return std::all_of(orders.begin(), orders.end(),
                       [&](const htx::Order &order) { return order.side == orders.first().side; });
}

QColor lineColor(const QList<htx::Order> &orders, const Colors &colors)
{
    return isOneSided(orders) ? sideColor(orders.first().side, colors) : colors.muted;
}

} // namespace

TradesLayer::TradesLayer(OwnTrades &trades, const Context &context, QObject *parent)
    : ChartLayer(parent), m_trades(trades), m_context(context)
{
    connect(&trades, &OwnTrades::fillsChanged, this, &TradesLayer::changed);
    connect(&trades, &OwnTrades::openOrdersChanged, this, &TradesLayer::changed);
    connect(&context.format, &Format::changed, this, &TradesLayer::changed);
    connect(&context.theme, &Theme::changed, this, &TradesLayer::changed);
}

void TradesLayer::setFillsVisible(bool visible)
{
    if (m_fillsVisible == visible)
        return;
    m_fillsVisible = visible;
    Q_EMIT changed();
}

void TradesLayer::setOrdersVisible(bool visible)
{
    if (m_ordersVisible == visible)
        return;
    m_ordersVisible = visible;
    Q_EMIT changed();
}

QList<TradeMark> TradesLayer::marks(const ChartContent &content) const
{
    return m_fillsVisible ? tradeMarks(m_trades.fills(), content, m_context.format.isPrivate())
                          : QList<TradeMark>();
}

/// From top to bottom. Orders at the same pixel share a line.
QList<TradesLayer::Line> TradesLayer::lines(const ChartContent &content) const
{
    QList<Line> lines;
    if (!m_ordersVisible)
        return lines;
    const QRectF area = content.scale.prices();
    for (const htx::Order &order : m_trades.openOrders()) {
        const Decimal price = orderPrice(order);
        const double y = std::round(content.scale.yOf(price.toDouble()));
        if (price.isZero() || !(y >= area.top() && y <= area.bottom()))
            continue;
        const auto same =
            std::find_if(lines.begin(), lines.end(), [y](const Line &line) { return line.y == y; });
        if (same != lines.end())
            same->orders.append(order);
        else if (lines.size() < mostLines)
            lines.append({y, {order}});
    }
    std::sort(lines.begin(), lines.end(),
              [](const Line &left, const Line &right) { return left.y < right.y; });
    return lines;
}

void TradesLayer::paint(QPainter &painter, const ChartContent &content) const
{
    m_trades.setTimes(content.scale.from(), content.scale.to(), content.scale.candle());
    paintLines(painter, content);
    paintMarks(painter, content);
}

void TradesLayer::paintMarks(QPainter &painter, const ChartContent &content) const
{
    const Colors &colors = m_context.theme.colors();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = content.font;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    for (const TradeMark &mark : marks(content)) {
        // A rim in the colour of the background keeps it apart from the candles, which have the same colours.
        const QPolygonF shape = mark.shape();
        painter.setPen(QPen(colors.surface, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(shape);
        painter.setPen(Qt::NoPen);
        painter.setBrush(sideColor(mark.fills.side, colors));
        painter.drawPolygon(shape);
        if (mark.fills.count < 2)
            continue;
        const QString count = QLocale().toString(mark.fills.count);
        const QRectF body = shape.boundingRect();
        QRectF place(0, 0, metrics.horizontalAdvance(count) + 2, metrics.height());
        place.moveCenter(body.center());
        if (mark.fills.side == htx::Side::Buy)
            place.moveTop(body.bottom());
        else
            place.moveBottom(body.top());
        QPainterPath text;
        text.addText(place.left() + 1, place.top() + metrics.ascent(), font, count);
        painter.strokePath(text, QPen(colors.surface, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(text, colors.text);
    }
    painter.restore();
}

QString TradesLayer::lineTag(const Line &line, const ChartContent &content) const
{
    if (line.orders.size() == 1)
        return orderTag(line.orders.first(), content);
    return tr("%n orders", nullptr, static_cast<int>(line.orders.size()));
}

void TradesLayer::paintLines(QPainter &painter, const ChartContent &content) const
{
    const Colors &colors = m_context.theme.colors();
    const QRectF area = content.scale.prices();
    const QFontMetricsF metrics(content.font);
    const QList<Line> shown = lines(content);
    painter.save();
    for (const Line &line : shown) {
        painter.setPen(QPen(lineColor(line.orders, colors), 1, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), line.y + 0.5), QPointF(area.right(), line.y + 0.5));
    }
    painter.setFont(content.font);
    painter.setRenderHint(QPainter::Antialiasing);
    double free = area.top() - 1e9; // where the next tag may begin
    for (const Line &line : shown) {
        const QString text = lineTag(line, content);
        QRectF tag(0, 0, metrics.horizontalAdvance(text) + 2 * tagPadding, metrics.height() + 2);
        tag.moveRight(area.right() - tagGap);
        tag.moveTop(std::round(line.y - tag.height() / 2));
        if (tag.top() < free) // the line is there, and what it is in its tip
            continue;
        free = tag.bottom() + 1;
        painter.setPen(lineColor(line.orders, colors));
        painter.setBrush(colors.surface);
        painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.drawText(tag, Qt::AlignCenter | Qt::TextSingleLine, text);
    }
    painter.restore();
}

void TradesLayer::paintOnAxis(QPainter &painter, const ChartContent &content) const
{
    const Colors &colors = m_context.theme.colors();
    const QRectF area = content.scale.prices();
    const QFontMetricsF metrics(content.font);
    painter.save();
    painter.setFont(content.font);
    double free = area.top() - 1e9;
    for (const Line &line : lines(content)) {
        QRectF tag(area.right() + 1, 0, std::max(content.area.right() - area.right() - 2, 8.0),
                   metrics.height() + 4);
        tag.moveTop(std::round(line.y - tag.height() / 2));
        if (tag.top() < free)
            continue;
        free = tag.bottom();
        const QColor color = lineColor(line.orders, colors);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(tag, colors.surface);
        painter.setPen(color);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(tag.adjusted(0.5, 0.5, -0.5, -0.5));
        const double price = orderPrice(line.orders.first()).toDouble();
        painter.drawText(tag.adjusted(tagPadding, 0, -2, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         content.priceText(price));
    }
    painter.restore();
}

QString TradesLayer::tip(const ChartContent &content, const QPointF &point) const
{
    if (!content.scale.prices().contains(point))
        return {};
    const QList<TradeMark> shown = marks(content);
    const auto mark = std::find_if(shown.rbegin(), shown.rend(), // the one painted last is on top
                                   [&point](const TradeMark &each) { return each.isAt(point); });
    if (mark != shown.rend())
        return fillWords(mark->fills, content);
    QStringList words;
    for (const Line &line : lines(content)) {
        if (std::abs(line.y + 0.5 - point.y()) > lineReach)
            continue;
        for (const htx::Order &order : line.orders.first(std::min<qsizetype>(line.orders.size(), 8)))
            words.append(orderWords(order, content));
    }
    return words.join(QLatin1Char('\n'));
}

} // namespace coffer::ui
