// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/indicatorpainter.h"

#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/columnwash.h"
#include "ui/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace coffer::ui {

namespace {

constexpr double lineWidth = 1.4;
constexpr int bandAlpha = 26;
constexpr int histogramAlpha = 150;
constexpr double dotSize = 3;
constexpr double paneRoom = 0.08; ///< above and below

/// Where a value of an indicator falls.
class Place
{
public:
    Place(const ChartContent &content, const IndicatorView &view)
        : m_content(content), m_pane(view.pane < 0 ? nullptr : &content.panes[std::size_t(view.pane)])
    {
    }

    QRectF rect() const { return m_pane ? m_pane->rect : m_content.scale.prices(); }
    double y(double value) const { return m_pane ? m_pane->yOf(value) : m_content.scale.yOf(value); }

private:
    const ChartContent &m_content;
    const ChartPane *m_pane;
};

bool isOnAxis(const ChartContent &content, const IndicatorView &view, double value)
{
    return std::isfinite(value) && (view.pane >= 0 || !content.scale.isLogarithmic() || value > 0);
}

/// One point a bucket, in its middle, and as many after the newest candle as the output is drawn ahead; y is
/// not a number where there is no value.
std::vector<QPointF> pointsOf(const Canvas &canvas, const ChartContent &content, const IndicatorView &view,
                              int output)
{
    const Place place(content, view);
    const CandleBuckets &buckets = content.buckets;
    const std::size_t count = std::min(buckets.buckets.size(), content.lasts.size());
    std::vector<QPointF> points;
    points.reserve(count + std::size_t(std::max(view.indicator.shift(output), 0)));
    const market::Indicator::Drawn drawn = view.indicator.drawn(output);
    const auto add = [&](double time, qsizetype index) {
        const double value = drawn.at(index);
        points.emplace_back(content.scale.xOf(time + buckets.length / 2),
                            isOnAxis(content, view, value) ? place.y(value)
                                                           : std::numeric_limits<double>::quiet_NaN());
    };
    for (std::size_t i = content.firstPainted(canvas); i < count; ++i)
        add(buckets.buckets[i].time, content.lasts[i]);
    const qsizetype newest = content.series->size() - 1;
    if (count > 0 && content.lasts[count - 1] == newest) {
        for (int ahead = buckets.candlesEach; ahead <= view.indicator.shift(output);
             ahead += buckets.candlesEach)
            add(buckets.buckets[count - 1].time + ahead / buckets.candlesEach * buckets.length,
                newest + ahead);
    }
    return points;
}

void paintDots(const Canvas &canvas, std::span<const QPointF> points, const QColor &color, const QRectF &clip)
{
    const double ratio = canvas.ratio();
    const int size = static_cast<int>(std::round(dotSize * ratio));
    QList<QRect> dots;
    for (const QPointF &point : points) {
        if (std::isfinite(point.y()) && clip.contains(point))
            dots.append({static_cast<int>(point.x() * ratio) - size / 2,
                         static_cast<int>(point.y() * ratio) - size / 2, size, size});
    }
    canvas.fill(dots, color, clip);
}

/// Bars from zero, in the colours of gain and loss.
void paintHistogram(const Canvas &canvas, const ChartContent &content, const IndicatorView &view,
                    std::span<const QPointF> points)
{
    const Place place(content, view);
    const double ratio = canvas.ratio();
    const double zero = place.y(0);
    const int base = static_cast<int>(std::floor(zero * ratio));
    const double each = content.scale.candleWidth() * content.buckets.candlesEach;
    const int width = std::max(static_cast<int>(each * 0.6 * ratio), 1);
    QList<QRect> above, below;
    for (const QPointF &point : points) {
        if (!std::isfinite(point.y()))
            continue;
        const int y = static_cast<int>(std::floor(std::clamp(point.y(), -1e6, 1e6) * ratio));
        const int left = static_cast<int>(std::floor(point.x() * ratio)) - width / 2;
        if (point.y() <= zero)
            above.append({left, y, width, std::max(base - y, 1)});
        else
            below.append({left, base, width, std::max(y - base, 1)});
    }
    QColor gain = content.theme.colors().gain;
    QColor loss = content.theme.colors().loss;
    gain.setAlpha(histogramAlpha);
    loss.setAlpha(histogramAlpha);
    canvas.fill(above, gain, place.rect());
    canvas.fill(below, loss, place.rect());
}

void paintOne(const Canvas &canvas, const ChartContent &content, const IndicatorView &view)
{
    if (!view.indicator.spec().visible)
        return;
    const market::IndicatorInfo &info = market::indicatorInfo(view.indicator.spec().kind);
    const QRectF clip = Place(content, view).rect();
    // Bars first, lines over them.
    for (const bool bars : {true, false}) {
        for (int output = 0; output < view.indicator.outputCount(); ++output) {
            const market::OutputStyle style = info.outputs[std::size_t(output)].style;
            if ((style == market::OutputStyle::Histogram) != bars)
                continue;
            const std::vector<QPointF> points = pointsOf(canvas, content, view, output);
            const QColor color = view.colors.value(output);
            if (style == market::OutputStyle::Histogram)
                paintHistogram(canvas, content, view, points);
            else if (style == market::OutputStyle::Dots)
                paintDots(canvas, points, color, clip);
            else
                canvas.curve(points, color, lineWidth, clip);
        }
    }
}

void paintGuides(const Canvas &canvas, const ChartContent &content, const IndicatorView &view)
{
    const Place place(content, view);
    QPen pen(content.theme.colors().strongLine, 1);
    pen.setDashPattern({3, 3});
    canvas.painter().setPen(pen);
    for (const double guide : market::indicatorInfo(view.indicator.spec().kind).guides) {
        const double y = std::floor(place.y(guide)) + 0.5;
        if (place.rect().contains(place.rect().left(), y))
            canvas.painter().drawLine(QLineF(place.rect().left(), y, place.rect().right(), y));
    }
}

} // namespace

void paintIndicatorBands(const Canvas &canvas, const ChartContent &content)
{
    for (const IndicatorView &view : content.indicators) {
        const auto &band = market::indicatorInfo(view.indicator.spec().kind).band;
        if (!band || !view.indicator.spec().visible)
            continue;
        const QRectF clip = Place(content, view).rect();
        QColor wash = view.colors.value(band->upper);
        wash.setAlpha(bandAlpha);
        canvas.fill(columnWash(canvas, pointsOf(canvas, content, view, band->upper),
                               pointsOf(canvas, content, view, band->lower), clip),
                    wash, clip);
    }
}

void paintIndicators(const Canvas &canvas, const ChartContent &content)
{
    for (const IndicatorView &view : content.indicators) {
        if (view.pane < 0)
            paintOne(canvas, content, view);
    }
}

void paintPanes(const Canvas &canvas, const ChartContent &content)
{
    for (const IndicatorView &view : content.indicators) {
        if (view.pane < 0 || !view.indicator.spec().visible)
            continue;
        paintGuides(canvas, content, view);
        paintOne(canvas, content, view);
    }
}

std::optional<ValueRange> visibleRange(const ChartContent &content, const market::Indicator &indicator)
{
    std::optional<ValueRange> range;
    for (int output = 0; output < indicator.outputCount(); ++output) {
        const market::Indicator::Drawn drawn = indicator.drawn(output);
        for (const qsizetype last : content.lasts) {
            const double value = drawn.at(last);
            if (!std::isfinite(value))
                continue;
            if (!range)
                range = ValueRange{value, value};
            range->low = std::min(range->low, value);
            range->high = std::max(range->high, value);
        }
    }
    return range;
}

ValueRange paneRange(const ChartContent &content, int pane)
{
    std::optional<ValueRange> range;
    const auto include = [&range](double low, double high) {
        range = range ? ValueRange{std::min(range->low, low), std::max(range->high, high)}
                      : ValueRange{low, high};
    };
    for (const IndicatorView &view : content.indicators) {
        if (view.pane != pane)
            continue;
        const market::IndicatorInfo &info = market::indicatorInfo(view.indicator.spec().kind);
        if (info.range)
            return {info.range->low, info.range->high};
        if (const std::optional<ValueRange> seen = visibleRange(content, view.indicator))
            include(seen->low, seen->high);
        for (const double guide : info.guides)
            include(guide, guide);
    }
    ValueRange result = range.value_or(ValueRange{0, 1});
    const double size = std::max({result.high - result.low, std::abs(result.high) * 1e-6, 1e-300});
    result.low -= size * paneRoom;
    result.high += size * paneRoom;
    return result;
}

} // namespace coffer::ui
