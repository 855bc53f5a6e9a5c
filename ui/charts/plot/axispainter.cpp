// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/axispainter.h"

#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr int priceTickDistance = 44; // pixels at least
constexpr int paneTickDistance = 32;
constexpr int timeTickDistance = 84;

QList<double> visiblePriceTicks(const ChartContent &content)
{
    const ChartScale &scale = content.scale;
    const int count = std::max(static_cast<int>(scale.prices().height()) / priceTickDistance, 2);
    const double base = content.percentBase();
    if (content.priceMode == PriceMode::Percent && base > 0) {
        QList<double> prices;
        for (const double percent :
             priceTicks((scale.low() / base - 1) * 100, (scale.high() / base - 1) * 100, count, 0.01))
            prices.append(base * (1 + percent / 100));
        return prices;
    }
    return scale.isLogarithmic() ? logarithmicTicks(scale.low(), scale.high(), count, content.priceStep())
                                 : priceTicks(scale.low(), scale.high(), count, content.priceStep());
}

/// The levels that the pane's indicators are read by, where its scale is fixed; else round values.
QList<double> paneTicks(const ChartContent &content, int pane)
{
    for (const IndicatorView &view : content.indicators) {
        const market::IndicatorInfo &info = market::indicatorInfo(view.indicator.spec().kind);
        if (view.pane == pane && info.range)
            return {info.guides.begin(), info.guides.end()};
    }
    const ChartPane &own = content.panes[static_cast<std::size_t>(pane)];
    const int count = std::max(static_cast<int>(own.rect.height()) / paneTickDistance, 2);
    return priceTicks(own.range.low, own.range.high, count, 0);
}

double crisp(double y)
{
    return std::floor(y) + 0.5;
}

/// A label at the axis beside a stretch of the chart, unless it would hang out of it.
void paintLabel(const Canvas &canvas, const ChartContent &content, const QRectF &beside, double y,
                const QString &text)
{
    const double height = QFontMetrics(content.font).height();
    const QRectF label(beside.right() + 1, y - height / 2, content.area.right() - beside.right() - 9, height);
    if (label.top() >= beside.top() - 1 && label.bottom() <= beside.bottom() + 1)
        content.paintText(canvas.painter(), label, Qt::AlignRight | Qt::AlignVCenter, text);
}

void paintTimeAxis(const Canvas &canvas, const ChartContent &content, double bottom)
{
    double taken = content.area.left();
    for (const TimeTick &tick : content.times) {
        const double width = content.textWidth(tick.label) + 8;
        const double left = content.scale.xOf(tick.time) - width / 2;
        if (left < taken || left + width > content.scale.prices().right())
            continue;
        taken = left + width;
        const QRectF label(left, bottom + 1, width, content.area.bottom() - bottom - 1);
        if (!canvas.shows(label))
            continue;
        canvas.painter().setPen(tick.major ? content.theme.colors().text : content.theme.colors().muted);
        content.paintText(canvas.painter(), label, Qt::AlignCenter, tick.label);
    }
}

} // namespace

void paintPriceTag(QPainter &painter, const ChartContent &content, double y, const QString &text,
                   const QColor &background, const QColor &foreground)
{
    const double height = QFontMetrics(content.font).height() + 4;
    const double left = content.scale.prices().right() + 1;
    const double top =
        std::clamp(std::floor(y - height / 2), content.area.top(), content.area.bottom() - height);
    const QRectF tag(left, top, content.area.right() - left - 1, height);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(foreground);
    content.paintText(painter, tag, Qt::AlignCenter, text);
}

void placeTicks(ChartContent &content)
{
    const ChartScale &scale = content.scale;
    content.prices = visiblePriceTicks(content);
    for (std::size_t pane = 0; pane < content.panes.size(); ++pane)
        content.panes[pane].ticks = paneTicks(content, static_cast<int>(pane));
    const int count = static_cast<int>(scale.prices().width()) / timeTickDistance;
    // Calendars are slow: a live price leaves the times as they are.
    const ChartContent::TimesOf wanted{scale.from(), scale.to(), count, content.dateZone()};
    if (content.timesOf == wanted)
        return;
    content.timesOf = wanted;
    content.times = timeTicks(scale.from(), scale.to(), count, content.dateZone(), QLocale());
}

void paintGrid(const Canvas &canvas, const ChartContent &content)
{
    const ChartScale &scale = content.scale;
    const QColor &color = content.theme.colors().line;
    QList<double> heights;
    for (const double price : content.prices)
        heights.append(scale.yOf(price));
    canvas.rules(heights, color, scale.prices());
    for (const ChartPane &pane : content.panes) {
        heights.clear();
        for (const double value : pane.ticks)
            heights.append(pane.yOf(value));
        canvas.rules(heights, color, pane.rect);
    }
    QList<double> places;
    for (const TimeTick &tick : content.times)
        places.append(scale.xOf(tick.time));
    canvas.uprights(places, color, QRectF(scale.prices().topLeft(), content.plot().bottomRight()));
}

void paintAxes(const Canvas &canvas, const ChartContent &content)
{
    const Colors &colors = content.theme.colors();
    const QRectF plot = content.scale.prices();
    const double bottom = content.plot().bottom();
    canvas.uprights({plot.right()}, colors.strongLine,
                    QRectF(QPointF(plot.right(), content.area.top()), QPointF(plot.right() + 2, bottom)));
    QList<double> heights{bottom};
    for (const ChartPane &pane : content.panes)
        heights.append(pane.rect.top() - 2);
    canvas.rules(heights, colors.strongLine, content.area);
    canvas.painter().setPen(colors.muted);
    const QRectF labelled(QPointF(plot.left(), content.area.top()), content.scale.volumes().bottomRight());
    const double live = content.scale.yOf(content.series->closes().back());
    const double covered = QFontMetrics(content.font).height() + 2; // by the tag of the live price
    for (const double price : content.prices) {
        const double y = content.scale.yOf(price);
        if (std::abs(y - live) >= covered)
            paintLabel(canvas, content, labelled, y, content.axisText(price));
    }
    for (const ChartPane &pane : content.panes) {
        for (const double value : pane.ticks)
            paintLabel(canvas, content, pane.rect, pane.yOf(value), indicatorNumber(content, value, false));
    }
    paintTimeAxis(canvas, content, bottom);
}

void paintLivePrice(QPainter &painter, const ChartContent &content)
{
    const ChartScale &scale = content.scale;
    const Colors &colors = content.theme.colors();
    const double price = content.series->closes().back();
    const QColor color =
        ChartContent::direction(content.series->opens().back(), price) > 0 ? colors.gain : colors.loss;
    const double y = scale.yOf(price);
    if (y >= scale.prices().top() && y <= scale.prices().bottom()) {
        QPen pen(color, 1);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(QLineF(scale.prices().left(), crisp(y), scale.prices().right(), crisp(y)));
    }
    const double shown = std::clamp(y, scale.prices().top(), scale.prices().bottom());
    paintPriceTag(painter, content, shown, content.axisText(price), color, colors.onAccent);
}

} // namespace coffer::ui
