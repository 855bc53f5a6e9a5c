// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/indicators/indicator.h"
#include "market/indicatorscript.h"

#include <benchmark/benchmark.h>

using namespace coffer;
using namespace coffer::market;

namespace {

CandleSeries seriesOf(qsizetype count)
{
    CandleSeries series(htx::Period::Min1);
    test::CandleScript script;
    script.seconds = 60;
    series.merge(test::scriptedCandles(script, count));
    return series;
}

IndicatorSpec specOf(const benchmark::State &state)
{
    return IndicatorSpec::of(static_cast<IndicatorKind>(state.range(0)));
}

void allKinds(benchmark::internal::Benchmark *benchmark)
{
    for (int kind = 0; kind < indicatorKindCount; ++kind)
        benchmark->Arg(kind);
}

/// All of a million candles.
void calculateAll(benchmark::State &state)
{
    static const CandleSeries series = seriesOf(1'000'000);
    state.SetLabel(indicatorInfo(specOf(state).kind).name.data());
    for (auto step : state) {
        Indicator indicator(specOf(state));
        indicator.update(series, 0);
        benchmark::DoNotOptimize(indicator.values(0).back());
    }
}
BENCHMARK(calculateAll)->Name("All")->Apply(allKinds)->Unit(benchmark::kMillisecond);

/// A tick of the last of a hundred thousand.
void calculateTick(benchmark::State &state)
{
    static const CandleSeries series = seriesOf(100'000);
    state.SetLabel(indicatorInfo(specOf(state).kind).name.data());
    Indicator indicator(specOf(state));
    indicator.update(series, 0);
    for (auto step : state) {
        indicator.update(series, series.size() - 1);
        benchmark::DoNotOptimize(indicator.values(0).back());
    }
}
BENCHMARK(calculateTick)->Name("Tick")->Apply(allKinds)->Unit(benchmark::kNanosecond);

} // namespace

BENCHMARK_MAIN();
