// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/candlesnap.h"

#include "market/candles/candleseries.h"
#include "ui/charts/plot/chartcontent.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

const market::CandleSeries *candlesOf(const ChartContent &content)
{
    return content.isEmpty() ? nullptr : content.series;
}

std::optional<market::DrawingPoint> snapped(const QPointF &pixel, const market::CandleSeries &candles,
                                            const ChartScale &scale)
{
    if (candles.isEmpty())
        return std::nullopt;
    const double half = scale.candle() / 2;
    const double start = scale.timeAt(pixel.x()) - half;
    const double first = static_cast<double>(candles.times().front());
    const double last = static_cast<double>(candles.times().back());
    const auto whole = static_cast<qint64>(std::floor(std::clamp(start, first, last)));
    qsizetype index = std::clamp<qsizetype>(candles.lowerBound(whole), 0, candles.size() - 1);
    const auto distanceOf = [&](qsizetype at) {
        return std::abs(static_cast<double>(candles.times()[static_cast<std::size_t>(at)]) - start);
    };
    if (index > 0 && distanceOf(index - 1) < distanceOf(index))
        --index;

    const htx::Candle candle = candles.at(index);
    const double time = static_cast<double>(candle.time) + half;
    // A wide candle is meant anywhere over it.
    if (std::abs(scale.xOf(time) - pixel.x()) > std::max(snapDistance, scale.candleWidth() / 2))
        return std::nullopt;
    std::optional<market::DrawingPoint> nearest;
    double least = snapDistance;
    for (const double price : {candle.close, candle.open, candle.high, candle.low}) {
        const double distance = std::abs(scale.yOf(price) - pixel.y());
        if (distance <= least && (!nearest || distance < least)) {
            least = distance;
            nearest = market::DrawingPoint{time, price};
        }
    }
    return nearest;
}

} // namespace coffer::ui
