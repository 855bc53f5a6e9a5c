// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"
#include "ui/charts/candlebuckets.h"
#include "ui/charts/candlechart.h"
#include "ui/charts/chartscale.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QImage>

#include <benchmark/benchmark.h>

using namespace coffer;
using namespace coffer::ui;

namespace {

constexpr qint64 start = 1'700'002'800;
constexpr qint64 minute = 60;

market::CandleSeries walk(qint64 count)
{
    QList<htx::Candle> candles;
    candles.reserve(count);
    quint64 state = 1;
    double price = 50'000;
    for (qint64 i = 0; i < count; ++i) {
        state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        const double open = price;
        price += static_cast<double>(state >> 40) / 1e5 - 84;
        price = std::max(price, 1000.0);
        candles.append({start + i * minute, open, std::max(open, price) + 20, std::min(open, price) - 20,
                        price, 1, static_cast<double>(state >> 44), 1});
    }
    market::CandleSeries series(htx::Period::Min1);
    series.merge(candles);
    return series;
}

/// Joining all candles of the series into about a bucket a pixel.
void joinAll(benchmark::State &state)
{
    const market::CandleSeries series = walk(state.range(0));
    ChartScale scale;
    scale.setPlot(QRectF(0, 0, 1200, 500), QRectF(0, 500, 1200, 100));
    scale.setExtent(start, static_cast<double>(start + state.range(0) * minute), minute);
    scale.showAll();
    for (auto step : state) {
        CandleBuckets buckets = bucketCandles(series, scale);
        benchmark::DoNotOptimize(buckets);
    }
}
BENCHMARK(joinAll)->Name("JoinAll")->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

/// A frame while panning: geometry, joining, and painting everything anew; "all" candles or the usual view.
void frame(benchmark::State &state, bool all)
{
    const market::CandleSeries series = walk(state.range(0));
    Settings settings{QString()};
    const SystemClock clock;
    SystemClock contextClock;
    Theme theme(settings);
    Format format(settings, clock);
    CandleChart chart(series, {theme, format, settings, contextClock});
    chart.setMarket(QStringLiteral("BTC/USDT"), QStringLiteral("USDT"), 2);
    chart.resize(1280, 700);
    chart.reset();
    QImage image(chart.size(), QImage::Format_RGB32);
    static_cast<QWidget &>(chart).render(&image);
    if (all) {
        QMouseEvent twice(QEvent::MouseButtonDblClick, QPointF(9, 9), QPointF(9, 9), Qt::LeftButton,
                          Qt::LeftButton, {});
        QCoreApplication::sendEvent(chart.viewport(), &twice);
    }
    bool left = false;
    for (auto step : state) {
        QKeyEvent key(QEvent::KeyPress, (left = !left) ? Qt::Key_Left : Qt::Key_Right, Qt::NoModifier);
        QCoreApplication::sendEvent(&chart, &key);
        static_cast<QWidget &>(chart).render(&image);
    }
}
BENCHMARK_CAPTURE(frame, PanUsual, false)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frame, PanAll, true)
    ->Arg(1'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
