// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/pricepainter.h"

#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/columnwash.h"
#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace coffer::ui {

namespace {

constexpr int volumeAlpha = 90;
constexpr int washAlpha = 38;
constexpr double lineWidth = 1.6;
constexpr int narrowest = 3; ///< pixels of a body; a thinner one is its wick alone

std::span<const CandleBucket> paintedBuckets(const Canvas &canvas, const ChartContent &content)
{
    return std::span(content.buckets.buckets).subspan(content.firstPainted(canvas));
}

/// The rectangles of rising and falling candles.
struct Batches
{
    QList<QRect> rising, falling;

    QList<QRect> &of(bool rises) { return rises ? rising : falling; }
};

/// Buckets in whole pixels of the canvas.
class Bars
{
public:
    Bars(const Canvas &canvas, const ChartContent &content)
        : m_scale(content.scale),
          m_ratio(canvas.ratio()),
          m_half(content.scale.candleWidth() * content.buckets.candlesEach / 2),
          m_body(bodyWidth(m_half * 2 * m_ratio))
    {
    }

    int body() const { return m_body; }
    bool hasBodies() const { return m_body >= narrowest; }
    /// Of the wick.
    int x(const CandleBucket &bucket) const
    {
        return static_cast<int>(std::floor((m_scale.xOf(bucket.time) + m_half) * m_ratio));
    }
    int y(double price) const
    {
        constexpr double limit = 1e6; // far outside, and still an int
        return static_cast<int>(std::floor(std::clamp(m_scale.yOf(price) * m_ratio, -limit, limit)));
    }
    QRect wick(int x, double high, double low) const { return upright(x, 1, y(high), y(low)); }
    QRect bodyOf(int x, double from, double to) const
    {
        return upright(x - m_body / 2, m_body, y(std::max(from, to)), y(std::min(from, to)));
    }

private:
    static QRect upright(int left, int width, int top, int bottom)
    {
        return {left, top, width, std::max(bottom - top, 1)};
    }
    /// An odd number of pixels, so that the wick is in the middle; a gap remains between neighbours that have
    /// room for it.
    static int bodyWidth(double bucketWidth)
    {
        const int width = static_cast<int>(bucketWidth * 0.8);
        return width < narrowest ? 1 : width - (width % 2 == 0 ? 1 : 0);
    }

    const ChartScale &m_scale;
    double m_ratio;
    double m_half;
    int m_body;
};

void addFrame(QList<QRect> &rects, const QRect &frame)
{
    if (frame.height() < 3) {
        rects.append(frame);
        return;
    }
    rects.append({frame.left(), frame.top(), frame.width(), 1});
    rects.append({frame.left(), frame.bottom(), frame.width(), 1});
    rects.append({frame.left(), frame.top(), 1, frame.height()});
    rects.append({frame.right(), frame.top(), 1, frame.height()});
}

void addCandle(QList<QRect> &rects, const Bars &bars, const CandleBucket &bucket)
{
    const int x = bars.x(bucket);
    rects.append(bars.wick(x, bucket.high, bucket.low));
    if (bars.hasBodies())
        rects.append(bars.bodyOf(x, bucket.open, bucket.close));
}

/// A body that is open where the price rose; wicks end at it.
void addHollow(QList<QRect> &rects, const Bars &bars, const CandleBucket &bucket)
{
    const int x = bars.x(bucket);
    if (!bars.hasBodies() || bucket.close < bucket.open) {
        addCandle(rects, bars, bucket);
        return;
    }
    if (bucket.high > bucket.close)
        rects.append(bars.wick(x, bucket.high, bucket.close));
    if (bucket.open > bucket.low)
        rects.append(bars.wick(x, bucket.open, bucket.low));
    addFrame(rects, bars.bodyOf(x, bucket.open, bucket.close));
}

/// A line from low to high, the open at its left and the close at its right.
void addBar(QList<QRect> &rects, const Bars &bars, const CandleBucket &bucket)
{
    const int x = bars.x(bucket);
    rects.append(bars.wick(x, bucket.high, bucket.low));
    if (!bars.hasBodies())
        return;
    const int half = bars.body() / 2;
    rects.append({x - half, bars.y(bucket.open), half, 1});
    rects.append({x + 1, bars.y(bucket.close), half, 1});
}

void paintBars(const Canvas &canvas, const ChartContent &content)
{
    const Bars bars(canvas, content);
    const std::span<const CandleBucket> buckets = paintedBuckets(canvas, content);
    Batches batches;
    batches.rising.reserve(qsizetype(buckets.size()) * 2);
    batches.falling.reserve(qsizetype(buckets.size()) * 2);
    double before = 0;
    for (const CandleBucket &bucket : buckets) {
        const bool rises = bucket.close >= bucket.open;
        switch (content.type) {
        case ChartType::Hollow: // filled or not says how it went within, the colour how since the one before
            addHollow(batches.of(before > 0 ? bucket.close >= before : rises), bars, bucket);
            break;
        case ChartType::Bars:
            addBar(batches.of(rises), bars, bucket);
            break;
        case ChartType::Candles:
        case ChartType::HeikinAshi:
        case ChartType::Line:
        case ChartType::Area:
        case ChartType::Count:
            addCandle(batches.of(rises), bars, bucket);
            break;
        }
        before = bucket.close;
    }
    const Colors &colors = content.theme.colors();
    canvas.fill(batches.rising, colors.gain, content.scale.prices());
    canvas.fill(batches.falling, colors.loss, content.scale.prices());
}

/// Closes in the middle of their buckets; not a number where candles are missing.
std::vector<QPointF> closeLine(const Canvas &canvas, const ChartContent &content)
{
    const CandleBuckets &buckets = content.buckets;
    const std::span<const CandleBucket> painted = paintedBuckets(canvas, content);
    std::vector<QPointF> points;
    points.reserve(painted.size() + 8);
    double expected = 0;
    for (const CandleBucket &bucket : painted) {
        const double x = content.scale.xOf(bucket.time + buckets.length / 2);
        if (!points.empty() && bucket.time > expected)
            points.emplace_back(x, std::numeric_limits<double>::quiet_NaN());
        points.emplace_back(x, content.scale.yOf(bucket.close));
        expected = bucket.time + buckets.length * 1.5;
    }
    return points;
}

void paintLine(const Canvas &canvas, const ChartContent &content)
{
    const std::vector<QPointF> points = closeLine(canvas, content);
    const QRectF plot = content.scale.prices();
    const QColor color = content.theme.colors().accent;
    if (content.type == ChartType::Area) {
        QColor wash = color;
        wash.setAlpha(washAlpha);
        canvas.fill(columnWash(canvas, points, {}, plot), wash, plot);
    }
    canvas.curve(points, color, lineWidth, plot);
}

} // namespace

void paintVolumes(const Canvas &canvas, const ChartContent &content)
{
    const ChartScale &scale = content.scale;
    const Bars bars(canvas, content);
    const int bottom = static_cast<int>(std::floor(scale.volumes().bottom() * canvas.ratio()));
    Batches batches;
    for (const CandleBucket &bucket : paintedBuckets(canvas, content)) {
        if (!(bucket.volume > 0))
            continue;
        const int height =
            std::max(static_cast<int>(std::round(scale.volumeHeight(bucket.volume) * canvas.ratio())), 1);
        batches.of(bucket.close >= bucket.open)
            .append({bars.x(bucket) - bars.body() / 2, bottom - height, bars.body(), height});
    }
    QColor gain = content.theme.colors().gain;
    QColor loss = content.theme.colors().loss;
    gain.setAlpha(volumeAlpha);
    loss.setAlpha(volumeAlpha);
    canvas.fill(batches.rising, gain, scale.volumes());
    canvas.fill(batches.falling, loss, scale.volumes());
}

void paintPrices(const Canvas &canvas, const ChartContent &content)
{
    if (content.type == ChartType::Line || content.type == ChartType::Area)
        paintLine(canvas, content);
    else
        paintBars(canvas, content);
}

void paintExtremes(const Canvas &canvas, const ChartContent &content)
{
    const ChartScale &scale = content.scale;
    const CandleBuckets &buckets = content.buckets;
    const bool isLine = content.type == ChartType::Line || content.type == ChartType::Area;
    if (isLine || buckets.isEmpty() || !(buckets.high > buckets.low))
        return; // a line of closes does not touch them
    const QFontMetrics metrics(content.font);
    const auto mark = [&](double time, double price, double shift) {
        const double x = std::floor(scale.xOf(time + buckets.length / 2));
        if (x < scale.prices().left() || x > scale.prices().right())
            return;
        const double at = scale.yOf(price) + shift;
        const double y = std::clamp(at, scale.prices().top() + metrics.height() / 2.0,
                                    scale.prices().bottom() - metrics.height() / 2.0);
        if (std::abs(at - y) > metrics.height()) // out of sight on a scale set by hand
            return;
        const QString text = content.axisText(price);
        const double wide = content.textWidth(text);
        const bool leftwards = x > scale.prices().center().x();
        const double lineEnd = leftwards ? x - 20 : x + 20;
        const double textLeft = leftwards ? lineEnd - 4 - wide : lineEnd + 4;
        canvas.painter().drawLine(QLineF(x, std::floor(y) + 0.5, lineEnd, std::floor(y) + 0.5));
        content.paintText(canvas.painter(),
                          QRectF(textLeft, y - metrics.height() / 2.0, wide + 1, metrics.height()),
                          Qt::AlignVCenter | Qt::AlignLeft, text);
    };
    canvas.painter().setPen(content.theme.colors().muted);
    mark(buckets.highTime, buckets.high, -4);
    mark(buckets.lowTime, buckets.low, 4);
}

} // namespace coffer::ui
