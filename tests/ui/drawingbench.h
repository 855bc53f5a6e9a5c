// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candleseries.h"
#include "market/drawings/drawing.h"
#include "support/fakeclock.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/chartscale.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/page.h"
#include "ui/common/theme.h"

#include <algorithm>
#include <cmath>

namespace coffer::test {

constexpr qint64 hour = 3600;
constexpr qint64 firstCandle = 1'700'002'800; ///< a full hour

/// Candles of an hour: each opens where the one before closed.
inline market::CandleSeries hourlyCandles(int count)
{
    market::CandleSeries result(htx::Period::Hour1);
    QList<htx::Candle> candles;
    double price = 100;
    for (int i = 0; i < count; ++i) {
        const double close = price + 3 * std::sin(i * 0.35) + ((i * 7) % 5 - 2) * 0.6;
        candles.append({firstCandle + i * hour, price, std::max(price, close) + 1 + i % 3,
                        std::min(price, close) - 1 - i % 2, close, 1, 100.0 + i % 7, 1});
        price = close;
    }
    result.merge(candles);
    return result;
}

/// 800 x 400 pixels, 80 candles of 10 pixels, prices from 42 to 158.
inline ui::ChartScale plainScale()
{
    ui::ChartScale scale;
    scale.setPlot(QRectF(0, 20, 800, 400), QRectF(0, 424, 800, 76));
    scale.setExtent(firstCandle, double(firstCandle) + 100 * hour, hour);
    scale.setTimes(firstCandle, double(firstCandle) + 80 * hour);
    scale.fitPrices(50, 150, 0.01);
    return scale;
}

/// What a chart's tools and layers are told, without a chart.
struct ContentBench
{
    Settings settings{QString()};
    FakeClock clock;
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    ui::Context context{theme, format, settings, clock};
    market::CandleSeries candles = hourlyCandles(70);
    ui::ChartContent content{&candles, theme, format};

    ContentBench()
    {
        content.area = QRectF(0, 0, 880, 530);
        content.scale = plainScale();
        content.font = ui::Label::font(ui::Label::Role::Meta);
        content.priceDecimals = 2;
    }
};

inline market::Drawing drawing(market::DrawingKind kind, const QList<market::DrawingPoint> &points)
{
    market::Drawing result;
    result.kind = kind;
    result.points = points;
    return result;
}

} // namespace coffer::test
