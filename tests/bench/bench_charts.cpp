// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the chart costs: the real widget at 1200x700, rendered into a picture in memory. Each
// figure is the median over 200 steps; p95_ms is their 95th percentile. Names are <work>/<candles in the
// history>/<candles in sight>.
#include "core/clock.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <map>

using namespace coffer;
using namespace coffer::ui;

namespace {

constexpr qint64 start = 1'500'000'000 / 60 * 60;
constexpr qint64 minute = 60;
constexpr int steps = 200;
const QSize chartSize(1200, 700);

/// A random walk, the same in every run.
QList<htx::Candle> walk(qint64 count)
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
        const auto volume = static_cast<double>(state >> 44);
        candles.append({start + i * minute, open, std::max(open, price) + 20, std::min(open, price) - 20,
                        price, volume / price, volume, 1});
    }
    return candles;
}

const QList<htx::Candle> &history(qint64 count)
{
    static std::map<qint64, QList<htx::Candle>> kept;
    QList<htx::Candle> &candles = kept[count];
    if (candles.isEmpty())
        candles = walk(count);
    return candles;
}

market::CandleSeries seriesOf(qint64 count)
{
    market::CandleSeries series(htx::Period::Min1);
    series.merge(history(count));
    return series;
}

/// SMA, EMA and Bollinger bands on the prices, RSI and MACD in panes.
QList<NamedIndicator> fiveIndicators()
{
    using market::IndicatorKind;
    QList<NamedIndicator> all;
    for (const IndicatorKind kind : {IndicatorKind::Sma, IndicatorKind::Ema, IndicatorKind::Bollinger,
                                     IndicatorKind::Rsi, IndicatorKind::Macd})
        all.append({market::IndicatorSpec::of(kind), QStringLiteral("indicator"),
                    QList<QColor>(qsizetype(market::indicatorInfo(kind).outputs.size()), Qt::darkCyan)});
    return all;
}

/// What a chart needs, and the picture it is rendered into.
class Stage
{
public:
    explicit Stage(const market::CandleSeries &series, bool withIndicators = false)
        : chart(series, {m_theme, m_format, m_settings, m_clock}), m_image(chartSize, QImage::Format_RGB32)
    {
        chart.setMarket(QStringLiteral("BTC/USDT"), QStringLiteral("USDT"), 2);
        chart.resize(chartSize);
        if (withIndicators)
            chart.setIndicators(fiveIndicators());
        chart.reset();
        settle();
    }

    /// All indicators are calculated.
    void settle()
    {
        while (chart.isCalculating())
            QCoreApplication::processEvents();
    }
    void render() { static_cast<QWidget &>(chart).render(&m_image); }
    /// The newest so many candles fill the chart.
    void showNewest(double end, double candles)
    {
        chart.showTimes(end - candles * minute, end);
        render();
    }

private:
    Settings m_settings{QString()};
    SystemClock m_clock;
    Theme m_theme{m_settings};
    Format m_format{m_settings, m_clock};

public:
    CandleChart chart;

private:
    QImage m_image;
};

/// Times each step, and reports the median and the 95th percentile of the newest ones.
template<class Step>
void measure(benchmark::State &state, Step step)
{
    std::vector<double> times;
    int i = 0;
    for (auto run : state) {
        const auto begin = std::chrono::steady_clock::now();
        step(i);
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        i = (i + 1) % steps;
    }
    const std::size_t old = times.size() > steps ? times.size() - steps : 0;
    times.erase(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(old));
    std::ranges::sort(times);
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p95_ms"] = times[times.size() * 95 / 100];
}

double endOf(qint64 count)
{
    return static_cast<double>(start + count * minute);
}

void pan(benchmark::State &state, bool withIndicators)
{
    const qint64 count = state.range(0);
    const auto visible = static_cast<double>(state.range(1));
    const market::CandleSeries series = seriesOf(count);
    Stage stage(series, withIndicators);
    stage.showNewest(endOf(count), visible);
    const double step = visible * minute / 100;
    const bool hasRoom = static_cast<double>(count) > visible * 3;
    measure(state, [&](int i) {
        const bool isBack = hasRoom ? i < steps / 2 : i % 100 < 50; // there and back
        const double moved = isBack ? -step : step;
        stage.chart.showTimes(stage.chart.scale().from() + moved, stage.chart.scale().to() + moved);
        stage.render();
    });
}

void all(benchmark::State &state, bool withIndicators)
{
    const qint64 count = state.range(0);
    const market::CandleSeries series = seriesOf(count);
    Stage stage(series, withIndicators);
    stage.showNewest(endOf(count), static_cast<double>(count));
    const double step = static_cast<double>(count) * minute / 100;
    measure(state, [&](int i) {
        const double moved = i % 2 == 0 ? -step : step;
        stage.chart.showTimes(stage.chart.scale().from() + moved, stage.chart.scale().to() + moved);
        stage.render();
    });
}

void liveCandle(benchmark::State &state, bool withIndicators)
{
    const qint64 count = state.range(0);
    market::CandleSeries series = seriesOf(count);
    Stage stage(series, withIndicators);
    stage.render();
    htx::Candle last = series.at(series.size() - 1);
    measure(state, [&](int i) {
        last.close = last.open + (i % 40 - 20);
        last.high = std::max(last.high, last.close);
        last.low = std::min(last.low, last.close);
        series.merge({last});
        stage.chart.updateSeries();
        stage.render();
    });
}

/// From candles in memory, as a database or the exchange gives them, to the first frame.
void firstFrame(benchmark::State &state)
{
    const QList<htx::Candle> &candles = history(state.range(0));
    measure(state, [&](int) {
        market::CandleSeries series(htx::Period::Min1);
        series.merge(candles);
        Stage stage(series);
        stage.render();
    });
}

/// Older candles in front of a chart with five indicators: the longest time for which the window stands
/// still until all is calculated again.
void olderCandles(benchmark::State &state)
{
    constexpr qint64 older = 10'000;
    const qint64 count = state.range(0);
    std::vector<double> longest;
    for (auto run : state) {
        market::CandleSeries series(htx::Period::Min1);
        series.merge(history(count).mid(older));
        Stage stage(series, true);
        stage.showNewest(endOf(count), 300);
        double most = 0;
        const auto timed = [&most](auto work) {
            const auto begin = std::chrono::steady_clock::now();
            work();
            most = std::max(
                most,
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        };
        series.merge(history(count).mid(0, older)); // its own figure is in bench_candles
        timed([&] { stage.chart.updateSeries(); });
        while (stage.chart.isCalculating())
            timed([] { QCoreApplication::processEvents(); });
        longest.push_back(most);
    }
    std::ranges::sort(longest);
    state.counters["median_ms"] = longest[longest.size() / 2];
    state.counters["p95_ms"] = longest[longest.size() * 95 / 100];
}

/// To another market whose candles are in memory, with five indicators, until all are calculated.
void switchMarket(benchmark::State &state)
{
    const market::CandleSeries one = seriesOf(state.range(0));
    market::CandleSeries other = seriesOf(state.range(0));
    Stage stage(one, true);
    stage.render();
    measure(state, [&](int i) {
        stage.chart.setSeries(i % 2 == 0 ? other : one);
        stage.settle();
        stage.render();
    });
}

void crosshair(benchmark::State &state)
{
    const market::CandleSeries series = seriesOf(state.range(0));
    Stage stage(series);
    stage.render();
    measure(state, [&](int i) {
        const QPointF at(100 + i * 4, 200 + i % 90);
        QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(stage.chart.viewport(), &move);
        stage.render();
    });
}

/// Bytes a candle, all levels and one indicator.
void memory(benchmark::State &state)
{
    std::size_t bytes = 0;
    for (auto run : state) {
        const market::CandleSeries series = seriesOf(state.range(0));
        market::Indicator average(market::IndicatorSpec::of(market::IndicatorKind::Sma));
        average.update(series, 0);
        bytes = series.bytes() + average.values(0).capacity() * sizeof(double);
    }
    state.counters["bytes_a_candle"] = static_cast<double>(bytes) / static_cast<double>(state.range(0));
}

using benchmark::kMillisecond;

void registerAll()
{
    const auto add = [](const std::string &name, auto work, std::vector<std::vector<int64_t>> arguments) {
        benchmark::internal::Benchmark *each = benchmark::RegisterBenchmark(name.c_str(), work);
        each->Unit(kMillisecond);
        for (const std::vector<int64_t> &one : arguments)
            each->Args(one);
    };
    const std::vector<std::vector<int64_t>> histories{{1'000}, {10'000}, {100'000}, {1'000'000}, {5'000'000}};
    std::vector<std::vector<int64_t>> views;
    for (const std::vector<int64_t> &each : histories) {
        for (const int64_t visible : {300, 1'500, 5'000}) {
            if (visible <= each.front())
                views.push_back({each.front(), visible});
        }
    }
    for (const bool five : {false, true}) {
        const std::string suffix = five ? "WithFive" : "";
        add(
            "Pan" + suffix, [five](benchmark::State &state) { pan(state, five); }, views);
        add(
            "All" + suffix, [five](benchmark::State &state) { all(state, five); }, histories);
        add(
            "LiveCandle" + suffix, [five](benchmark::State &state) { liveCandle(state, five); }, histories);
    }
    add("FirstFrame", firstFrame, histories);
    add("SwitchMarket", switchMarket, {{2'000}, {20'000}, {100'000}});
    add("OlderWithFive", olderCandles, {{20'000}, {100'000}, {1'000'000}});
    add("Crosshair", crosshair, histories);
    add("Memory", memory, {{1'000'000}});
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    std::string longEnough =
        "--benchmark_min_time=1"; // for 200 steps; what the command line says comes later
    std::vector<char *> arguments(argv, argv + argc);
    arguments.insert(arguments.begin() + 1, longEnough.data());
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    registerAll();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
