// SPDX-License-Identifier: GPL-3.0-or-later
// The store of candles at a million of them: writing (as a page of the exchange, and in large batches),
// reading the newest and older ones as a chart does, deriving a coarser period, and what it takes on the
// disk.
#include "market/candles/candleseries.h"
#include "market/candles/candletable.h"
#include "market/candles/derive.h"
#include "million.h"
#include "support/waited.h"

#include <benchmark/benchmark.h>

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <random>
#include <vector>

using namespace coffer;
using namespace coffer::market;
using test::waited;

namespace {

constexpr int candleCount = 1'000'000; ///< nearly two years of minutes
constexpr qint64 firstTime = 1'700'000'000 - 1'700'000'000 % 604'800;
constexpr qint64 minute = 60;

const CandleKey &minutes()
{
    static const CandleKey key{Symbol{QStringLiteral("btcusdt")}, htx::Period::Min1};
    return key;
}

qint64 timeOf(int index)
{
    return firstTime + index * minute;
}

/// Minutes of a price that wanders.
QList<htx::Candle> candles(int first, int count)
{
    std::mt19937 random(static_cast<unsigned>(first));
    std::uniform_real_distribution<double> step(-0.001, 0.001);
    QList<htx::Candle> result;
    result.reserve(count);
    double price = 60'000;
    for (int i = first; i < first + count; ++i) {
        const double open = price;
        price *= 1 + step(random);
        const double high = std::max(open, price) * 1.0005;
        const double low = std::min(open, price) * 0.9995;
        result.append({timeOf(i), open, high, low, price, 1 + step(random), 60'000 + step(random), i % 400});
    }
    return result;
}

NewCandles batch(int first, int count)
{
    return {candles(first, count), CandleSpan{timeOf(first), timeOf(first + count)}, std::nullopt};
}

/// A file of its own with so many candles.
class Store
{
public:
    explicit Store(int count = 0)
        : m_database(m_folder.filePath(QStringLiteral("candles.sqlite")), CandleTable::schema(),
                     store::Durability::Cache),
          table(m_database)
    {
        for (int first = 0; first < count; first += 10'000)
            waited(table.add(minutes(), batch(first, 10'000)));
    }
    double bytes() const
    {
        return static_cast<double>(QFileInfo(m_folder.filePath(QStringLiteral("candles.sqlite"))).size());
    }

private:
    QTemporaryDir m_folder;
    store::Database m_database;

public:
    CandleTable table;
};

Store &million()
{
    return test::million<Store>(candleCount);
}

/// As the program writes: what a reply brings, each on the disk before the next.
void Add(benchmark::State &state)
{
    const auto size = static_cast<int>(state.range(0));
    Store store;
    int first = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const NewCandles news = batch(first, size);
        state.ResumeTiming();
        waited(store.table.add(minutes(), news));
        first += size;
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * size);
}
BENCHMARK(Add)->Arg(1)->Arg(300)->Arg(2'000)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A refresh writes again what is there.
void AddAgain(benchmark::State &state)
{
    Store &store = million();
    const NewCandles news = batch(candleCount - 100, 100);
    for (auto _ : state)
        waited(store.table.add(minutes(), news));
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 100);
}
BENCHMARK(AddAgain)->Unit(benchmark::kMillisecond)->UseRealTime();

void WriteAMillion(benchmark::State &state)
{
    for (auto _ : state) {
        const Store store(candleCount);
        state.counters["bytes"] = benchmark::Counter(store.bytes() / candleCount);
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * candleCount);
}
BENCHMARK(WriteAMillion)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

/// What a chart opens with.
void ReadNewest(benchmark::State &state)
{
    CandleTable &table = million().table;
    for (auto _ : state)
        benchmark::DoNotOptimize(waited(table.newest(minutes(), 2'000)).candles.size());
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 2'000);
}
BENCHMARK(ReadNewest)->Unit(benchmark::kMillisecond)->UseRealTime();

/// What a pan reads at once, from anywhere.
void ReadOlder(benchmark::State &state)
{
    CandleTable &table = million().table;
    const auto size = static_cast<int>(state.range(0));
    std::mt19937 random(7);
    for (auto _ : state) {
        const int end = size + static_cast<int>(random() % static_cast<unsigned>(candleCount - size));
        benchmark::DoNotOptimize(waited(table.before(minutes(), timeOf(end), size)).candles.size());
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * size);
}
BENCHMARK(ReadOlder)->Arg(300)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// All of them, in pieces into a series in front of what is there, as a stream does.
void ReadAMillion(benchmark::State &state)
{
    CandleTable &table = million().table;
    for (auto _ : state) {
        CandleSeries series(minutes().period);
        qint64 end = timeOf(candleCount);
        while (end > firstTime) {
            const KeptCandles piece = waited(table.before(minutes(), end, 10'000));
            series.merge(piece.candles);
            end = piece.complete.from;
        }
        if (series.size() != candleCount)
            state.SkipWithError("candles are missing");
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * candleCount);
}
BENCHMARK(ReadAMillion)->Unit(benchmark::kMillisecond)->UseRealTime();

/// What the GUI thread pays for a piece of 10,000 from the disk, in front of the newest so many that were
/// paged back to: the time of all pieces together, and of the one that took longest.
void MergeOlder(benchmark::State &state)
{
    constexpr int piece = 10'000;
    const auto count = static_cast<int>(state.range(0));
    const QList<htx::Candle> all = candles(0, count + piece);
    std::vector<double> times; // ms, of pieces
    for (auto _ : state) {
        state.PauseTiming();
        CandleSeries series(minutes().period);
        series.merge(all.last(2'000));
        state.ResumeTiming();
        for (int end = count + piece - 2'000; end > 0; end -= piece) {
            state.PauseTiming();
            const QList<htx::Candle> older = all.mid(std::max(end - piece, 0), std::min(end, piece));
            state.ResumeTiming();
            QElapsedTimer timer;
            timer.start();
            benchmark::DoNotOptimize(series.merge(older));
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        state.PauseTiming();
        series = CandleSeries();
        state.ResumeTiming();
    }
    std::ranges::sort(times);
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p95_ms"] = times[times.size() * 95 / 100];
    state.counters["longest_ms"] = times.back();
}
BENCHMARK(MergeOlder)
    ->Arg(100'000)
    ->Arg(990'000)
    ->Arg(1'990'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5);

/// The same piece in front of so many that came at once.
void MergeOlderAtOnce(benchmark::State &state)
{
    const auto count = static_cast<int>(state.range(0));
    const QList<htx::Candle> newer = candles(10'000, count);
    const QList<htx::Candle> older = candles(0, 10'000);
    for (auto _ : state) {
        state.PauseTiming();
        CandleSeries series(minutes().period);
        series.merge(newer);
        state.ResumeTiming();
        benchmark::DoNotOptimize(series.merge(older));
        state.PauseTiming();
        series = CandleSeries();
        state.ResumeTiming();
    }
}
BENCHMARK(MergeOlderAtOnce)->Arg(100'000)->Arg(990'000)->Unit(benchmark::kMillisecond)->Iterations(5);

void Derive(benchmark::State &state)
{
    const QList<htx::Candle> finer = candles(0, 20'000);
    const CandleSpans known = CandleSpan{timeOf(0), timeOf(20'000)};
    for (auto _ : state)
        benchmark::DoNotOptimize(derive(finer, htx::Period::Min1, htx::Period::Hour1, known).candles.size());
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * finer.size());
}
BENCHMARK(Derive)->Unit(benchmark::kMicrosecond);

} // namespace

int main(int argc, char **argv)
{
    return test::runBenchmarks<Store>(argc, argv);
}
