// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/comparelayer.h"

#include "market/candles/candlestream.h"
#include "ui/charts/compare/comparedline.h"
#include "ui/charts/compare/comparestyle.h"
#include "ui/charts/compare/comparison.h"
#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/contrast.h"
#include "ui/common/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double lineWidth = 1.6;

ComparedLine lineOf(const ComparedMarket &market, const ChartContent &content)
{
    return {market.stream->series(), content.scale};
}

} // namespace

CompareLayer::CompareLayer(const Comparison &comparison, QObject *parent)
    : ChartLayer(parent), m_comparison(comparison)
{
    connect(&comparison, &Comparison::marketsChanged, this, &CompareLayer::changed);
    connect(&comparison, &Comparison::candlesChanged, this, &CompareLayer::changed);
}

std::optional<ValueRange> CompareLayer::range(const ChartContent &content) const
{
    std::optional<ValueRange> result;
    const double base = content.percentBase();
    for (const ComparedMarket &market : m_comparison.markets()) {
        const std::optional<ValueRange> each = lineOf(market, content).range(base);
        if (each && result)
            result = ValueRange{std::min(result->low, each->low), std::max(result->high, each->high)};
        else if (each)
            result = each;
    }
    return result;
}

void CompareLayer::paintOn(const Canvas &canvas, const ChartContent &content) const
{
    const ChartScale &scale = content.scale;
    const double base = content.percentBase();
    std::vector<QPointF> points;
    for (const ComparedMarket &market : m_comparison.markets()) {
        const ComparedLine line = lineOf(market, content);
        const CandleBuckets &buckets = line.buckets();
        points.clear();
        for (const CandleBucket &bucket : buckets.buckets)
            points.emplace_back(scale.xOf(bucket.time + buckets.length / 2),
                                scale.yOf(line.onAxis(bucket.close, base)));
        canvas.curve(dashed(points, compareDash(market.place), scale.xOf(0)),
                     compareColor(market.place, content.theme.colors()), lineWidth, scale.prices());
    }
}

void CompareLayer::paintOnAxis(QPainter &painter, const ChartContent &content) const
{
    const Colors &colors = content.theme.colors();
    const ChartScale &scale = content.scale;
    const QFontMetrics metrics(content.font);
    const double base = content.percentBase();
    QList<double> heights;
    QList<const ComparedMarket *> shown;
    for (const ComparedMarket &market : m_comparison.markets()) {
        const ComparedLine line = lineOf(market, content);
        const double y = scale.yOf(line.onAxis(line.newest(), base));
        if (!std::isfinite(y) || y < scale.prices().top() || y > scale.prices().bottom())
            continue;
        heights.append(y);
        shown.append(&market);
    }
    // The chart's own tag is painted later, over everything.
    const double own =
        std::clamp(scale.yOf(content.series->closes().back()), scale.prices().top(), scale.prices().bottom());
    heights = spreadLabels(heights, metrics.height() + 5, own);
    const double room = content.area.right() - scale.prices().right() - 8;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const QColor color = compareColor(shown[i]->place, colors);
        paintPriceTag(painter, content, heights[i],
                      metrics.elidedText(shown[i]->code, Qt::ElideRight, static_cast<int>(room)), color,
                      readableOn(color, colors));
    }
}

QList<LegendEntry> CompareLayer::legend(const ChartContent &content, qsizetype index) const
{
    QList<LegendEntry> entries;
    const qint64 time = content.series->times()[static_cast<std::size_t>(index)];
    for (const ComparedMarket &market : m_comparison.markets()) {
        const market::CandleSeries &series = market.stream->series();
        const ComparedLine line = lineOf(market, content);
        const qsizetype last = series.lowerBound(time + 1) - 1; // the candle there, or the one before
        const double close = last < 0 ? std::nan("") : series.closes()[static_cast<std::size_t>(last)];
        entries.append({market.name, changeText(content.format, line.base(), close),
                        compareColor(market.place, content.theme.colors())});
    }
    return entries;
}

} // namespace coffer::ui
