// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/crosshairitem.h"

#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/chartlayout.h"
#include "ui/charts/plot/chartlegend.h"
#include "ui/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

CrosshairItem::CrosshairItem(const ChartContent &content, QGraphicsItem *parent)
    : QGraphicsItem(parent), m_content(content)
{
    setZValue(1);
}

void CrosshairItem::setPosition(std::optional<QPointF> position)
{
    if (position && !m_content.plot().contains(*position))
        position.reset();
    if (position == m_position)
        return;
    m_position = position;
    update();
}

void CrosshairItem::setLinkedTime(std::optional<double> time)
{
    if (time == m_linkedTime)
        return;
    m_linkedTime = time;
    update();
}

void CrosshairItem::setBox(const QRectF &box)
{
    m_box = box;
    update();
}

void CrosshairItem::setFocused(bool focused)
{
    m_focused = focused;
    update();
}

std::optional<double> CrosshairItem::lineX() const
{
    if (m_position)
        return m_position->x();
    if (!m_linkedTime)
        return std::nullopt;
    const double x = m_content.scale.xOf(*m_linkedTime);
    const QRectF plot = m_content.scale.prices();
    return x >= plot.left() && x <= plot.right() ? std::optional(x) : std::nullopt;
}

std::optional<qsizetype> CrosshairItem::candleIndex() const
{
    const market::CandleSeries &series = *m_content.series;
    if (series.isEmpty())
        return std::nullopt;
    const std::optional<double> x = lineX();
    if (!x)
        return series.size() - 1;
    const double first = static_cast<double>(series.times().front());
    const double last = static_cast<double>(series.times().back());
    const auto whole = static_cast<qint64>(std::floor(std::clamp(m_content.scale.timeAt(*x), first, last)));
    return std::clamp<qsizetype>(series.lowerBound(whole + 1) - 1, 0, series.size() - 1);
}

QRectF CrosshairItem::boundingRect() const
{
    return m_content.area;
}

void CrosshairItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setFont(m_content.font);
    if (const std::optional<qsizetype> index = candleIndex()) {
        paintLivePrice(*painter, m_content);
        paintLiveLayers(*painter);
        paintLegend(*painter, m_content, *index);
        if (const std::optional<double> x = lineX()) {
            paintLines(*painter, *x);
            paintValueTag(*painter);
            paintTimeTag(*painter, *x, *index);
        }
    }
    paintBox(*painter);
    if (m_focused) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_content.theme.colors().accent, 1));
        painter->drawRect(m_content.area.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void CrosshairItem::paintLiveLayers(QPainter &painter) const
{
    for (const ChartLayer *layer : m_content.layers) {
        if (!layer->isLive())
            continue;
        painter.save();
        painter.setClipRect(m_content.scale.prices());
        layer->paint(painter, m_content);
        painter.restore();
        layer->paintOnAxis(painter, m_content);
    }
}

void CrosshairItem::paintLines(QPainter &painter, double x) const
{
    const double middle = std::floor(x) + 0.5;
    QPen pen(m_content.theme.colors().muted, 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QLineF(middle, m_content.area.top(), middle, m_content.plot().bottom()));
    if (!m_position)
        return;
    const double y = std::floor(m_position->y()) + 0.5;
    painter.drawLine(QLineF(m_content.scale.prices().left(), y, m_content.scale.prices().right(), y));
}

void CrosshairItem::paintValueTag(QPainter &painter) const
{
    if (!m_position)
        return;
    const Colors &colors = m_content.theme.colors();
    const double y = m_position->y();
    const int pane = paneAt(m_content, y);
    QString text;
    if (pane >= 0)
        text = indicatorNumber(m_content, m_content.panes[static_cast<std::size_t>(pane)].valueAt(y), false);
    else if (m_content.scale.prices().contains(*m_position))
        text = m_content.axisText(m_content.scale.priceAt(y));
    if (!text.isEmpty())
        paintPriceTag(painter, m_content, y, text, colors.text, colors.surface);
}

void CrosshairItem::paintTimeTag(QPainter &painter, double x, qsizetype index) const
{
    const Colors &colors = m_content.theme.colors();
    const ChartScale &scale = m_content.scale;
    const QString text =
        m_content.candleTime(static_cast<double>(m_content.series->times()[static_cast<std::size_t>(index)]));
    const double width = m_content.textWidth(text) + 12;
    const double left = std::clamp(std::floor(x - width / 2), scale.prices().left(),
                                   std::max(scale.prices().left(), scale.prices().right() - width));
    const double bottom = m_content.plot().bottom();
    const QRectF tag(left, bottom + 2, width, m_content.area.bottom() - bottom - 3);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.text);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(colors.surface);
    m_content.paintText(painter, tag, Qt::AlignCenter, text);
}

void CrosshairItem::paintBox(QPainter &painter) const
{
    if (m_box.isEmpty())
        return;
    QColor wash = m_content.theme.colors().accent;
    painter.setPen(QPen(wash, 1));
    wash.setAlpha(40);
    painter.setBrush(wash);
    painter.drawRect(m_box);
}

} // namespace coffer::ui
