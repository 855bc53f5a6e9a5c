// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/candleitem.h"

#include "ui/charts/axisticks.h"
#include "ui/charts/chartcontent.h"
#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr int priceTickDistance = 44; // pixels at least
constexpr int timeTickDistance = 84;
constexpr int volumeAlpha = 90;

/// The rectangles of rising and falling candles: a fill each.
struct Batches
{
    QList<QRectF> rising, falling;

    QList<QRectF> &of(int direction) { return direction > 0 ? rising : falling; }
    void paint(QPainter &painter, const QColor &gain, const QColor &loss) const
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(gain);
        painter.drawRects(rising);
        painter.setBrush(loss);
        painter.drawRects(falling);
    }
};

/// An odd number of pixels, so that the wick is in the middle; a gap remains between neighbours that have
/// room for it.
double bodyWidth(double bucketWidth)
{
    const double width = std::floor(bucketWidth * 0.8);
    return width < 3 ? 1 : std::fmod(width, 2) == 0 ? width - 1 : width;
}

QList<TimeTick> visibleTimeTicks(const ChartScale &scale)
{
    const int count = static_cast<int>(scale.prices().width()) / timeTickDistance;
    return timeTicks(scale.from(), scale.to(), count, QTimeZone::systemTimeZone(), QLocale());
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
    painter.drawText(tag, Qt::AlignCenter, text);
}

CandleItem::CandleItem(const ChartContent &content, QGraphicsItem *parent)
    : QGraphicsItem(parent), m_content(content)
{
    setCacheMode(DeviceCoordinateCache);
}

QRectF CandleItem::boundingRect() const
{
    return m_content.area;
}

void CandleItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setFont(m_content.font);
    painter->setRenderHint(QPainter::Antialiasing, false);
    if (m_content.buckets.buckets.empty() && m_content.series.isEmpty()) {
        paintMessage(*painter);
        return;
    }
    paintGrid(*painter);
    paintVolumes(*painter);
    paintCandles(*painter);
    paintExtremes(*painter);
    paintAxes(*painter);
    paintLivePrice(*painter);
    m_painted = true;
}

QList<double> CandleItem::prices() const
{
    const ChartScale &scale = m_content.scale;
    const int count = static_cast<int>(scale.prices().height()) / priceTickDistance;
    return priceTicks(scale.low(), scale.high(), std::max(count, 2), m_content.priceStep());
}

void CandleItem::paintGrid(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const QRectF plot = scale.prices();
    QList<QLineF> lines;
    for (const double price : prices()) {
        const double y = std::floor(scale.yOf(price)) + 0.5;
        lines.append({plot.left(), y, plot.right(), y});
    }
    for (const TimeTick &tick : visibleTimeTicks(scale)) {
        const double x = std::floor(scale.xOf(tick.time)) + 0.5;
        lines.append({x, plot.top(), x, scale.volumes().bottom()});
    }
    painter.setPen(QPen(m_content.theme.colors().line, 1));
    painter.drawLines(lines);
}

void CandleItem::paintVolumes(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const double width = scale.candleWidth() * m_content.buckets.candlesEach;
    const double body = bodyWidth(width);
    Batches bars;
    for (const CandleBucket &bucket : m_content.buckets.buckets) {
        if (!(bucket.volume > 0))
            continue;
        const double x = std::floor(scale.xOf(bucket.time) + width / 2) - (body - 1) / 2;
        const double height = std::max(std::round(scale.volumeHeight(bucket.volume)), 1.0);
        bars.of(ChartContent::direction(bucket.open, bucket.close))
            .append({x, scale.volumes().bottom() - height, body, height});
    }
    QColor gain = m_content.theme.colors().gain;
    QColor loss = m_content.theme.colors().loss;
    gain.setAlpha(volumeAlpha);
    loss.setAlpha(volumeAlpha);
    painter.save();
    painter.setClipRect(scale.volumes());
    bars.paint(painter, gain, loss);
    painter.restore();
}

void CandleItem::paintCandles(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const double width = scale.candleWidth() * m_content.buckets.candlesEach;
    const double body = bodyWidth(width);
    Batches candles;
    for (const CandleBucket &bucket : m_content.buckets.buckets) {
        QList<QRectF> &batch = candles.of(ChartContent::direction(bucket.open, bucket.close));
        const double x = std::floor(scale.xOf(bucket.time) + width / 2);
        const double top = std::floor(scale.yOf(bucket.high));
        batch.append({x, top, 1, std::max(std::floor(scale.yOf(bucket.low)) - top, 1.0)});
        if (body < 3)
            continue;
        const double upper = std::floor(scale.yOf(std::max(bucket.open, bucket.close)));
        const double lower = std::floor(scale.yOf(std::min(bucket.open, bucket.close)));
        batch.append({x - (body - 1) / 2, upper, body, std::max(lower - upper, 1.0)});
    }
    painter.save();
    painter.setClipRect(scale.prices());
    candles.paint(painter, m_content.theme.colors().gain, m_content.theme.colors().loss);
    painter.restore();
}

void CandleItem::paintExtremes(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const CandleBuckets &buckets = m_content.buckets;
    if (buckets.buckets.empty() || !(buckets.high > buckets.low))
        return;
    const QFontMetrics metrics(m_content.font);
    const double half = scale.candleWidth() * buckets.candlesEach / 2;
    const auto mark = [&](double time, double price, double shift) {
        const double x = std::floor(scale.xOf(time) + half);
        if (x < scale.prices().left() || x > scale.prices().right())
            return;
        const double y = std::clamp(scale.yOf(price) + shift, scale.prices().top() + metrics.height() / 2.0,
                                    scale.prices().bottom() - metrics.height() / 2.0);
        const QString text = m_content.priceText(price);
        const double wide = metrics.horizontalAdvance(text);
        const bool leftwards = x > scale.prices().center().x();
        const double lineEnd = leftwards ? x - 20 : x + 20;
        const double textLeft = leftwards ? lineEnd - 4 - wide : lineEnd + 4;
        painter.drawLine(QLineF(x, std::floor(y) + 0.5, lineEnd, std::floor(y) + 0.5));
        painter.drawText(QRectF(textLeft, y - metrics.height() / 2.0, wide + 1, metrics.height()),
                         Qt::AlignVCenter | Qt::AlignLeft, text);
    };
    painter.setPen(m_content.theme.colors().muted);
    mark(buckets.highTime, buckets.high, -4);
    mark(buckets.lowTime, buckets.low, 4);
}

void CandleItem::paintAxes(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const Colors &colors = m_content.theme.colors();
    const QRectF plot = scale.prices();
    const double bottom = scale.volumes().bottom();
    const QFontMetrics metrics(m_content.font);
    painter.setPen(colors.strongLine);
    painter.drawLine(QLineF(plot.right() + 0.5, m_content.area.top(), plot.right() + 0.5, bottom));
    painter.drawLine(QLineF(m_content.area.left(), bottom + 0.5, m_content.area.right(), bottom + 0.5));

    painter.setPen(colors.muted);
    for (const double price : prices()) {
        const double y = scale.yOf(price);
        const QRectF label(plot.right() + 1, y - metrics.height() / 2.0,
                           m_content.area.right() - plot.right() - 9, metrics.height());
        if (label.top() >= m_content.area.top() && label.bottom() <= bottom)
            painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, m_content.priceText(price));
    }
    double taken = m_content.area.left();
    for (const TimeTick &tick : visibleTimeTicks(scale)) {
        const double width = metrics.horizontalAdvance(tick.label) + 8;
        const double left = scale.xOf(tick.time) - width / 2;
        if (left < taken || left + width > plot.right())
            continue;
        taken = left + width;
        painter.setPen(tick.major ? colors.text : colors.muted);
        painter.drawText(QRectF(left, bottom + 1, width, m_content.area.bottom() - bottom - 1),
                         Qt::AlignCenter, tick.label);
    }
}

void CandleItem::paintLivePrice(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const Colors &colors = m_content.theme.colors();
    const auto last = static_cast<std::size_t>(m_content.series.size() - 1);
    const double price = m_content.series.closes()[last];
    const QColor color =
        ChartContent::direction(m_content.series.opens()[last], price) > 0 ? colors.gain : colors.loss;
    const double y = scale.yOf(price);
    if (y >= scale.prices().top() && y <= scale.prices().bottom()) {
        QPen pen(color, 1);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(
            QLineF(scale.prices().left(), std::floor(y) + 0.5, scale.prices().right(), std::floor(y) + 0.5));
    }
    const double shown = std::clamp(y, scale.prices().top(), scale.prices().bottom());
    paintPriceTag(painter, m_content, shown, m_content.priceText(price), color, colors.onAccent);
}

void CandleItem::paintMessage(QPainter &painter) const
{
    painter.setPen(m_content.theme.colors().muted);
    painter.drawText(m_content.area.adjusted(16, 16, -16, -16), int(Qt::AlignCenter) | int(Qt::TextWordWrap),
                     m_content.message);
}

} // namespace coffer::ui
