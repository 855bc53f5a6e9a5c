// SPDX-License-Identifier: GPL-3.0-or-later
// The store of candles at a million of them: writing (as a page of the exchange, and in large batches),
// reading the newest and older ones as a chart does, deriving a coarser period, and what it takes on the
// disk.
#include "market/candles/candleseries.h"
#include "market/candles/candletable.h"
#include "market/candles/derive.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>
#include <random>

using namespace coffer;
using namespace coffer::market;

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

template<class T>
T waited(Future<T> future)
{
    future.waitForFinished();
    Result<T> result = future.result();
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return *std::move(result);
}

void waited(Future<void> future)
{
    future.waitForFinished();
    if (!future.result())
        qFatal("%s", qPrintable(future.result().error().detail));
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

std::unique_ptr<Store> &theMillion()
{
    static std::unique_ptr<Store> made;
    return made;
}

Store &million()
{
    if (!theMillion())
        theMillion() = std::make_unique<Store>(candleCount);
    return *theMillion();
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

/// What the GUI thread pays for a piece from the disk.
void MergeOlder(benchmark::State &state)
{
    const QList<htx::Candle> newer = candles(100'000, 100'000);
    const QList<htx::Candle> older = candles(90'000, 10'000);
    for (auto _ : state) {
        state.PauseTiming();
        CandleSeries series(minutes().period);
        series.merge(newer);
        state.ResumeTiming();
        benchmark::DoNotOptimize(series.merge(older));
    }
}
BENCHMARK(MergeOlder)->Unit(benchmark::kMicrosecond);

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
    const QCoreApplication application(argc, argv); // for the SQL driver plugin
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    theMillion().reset(); // while the application is there
}
