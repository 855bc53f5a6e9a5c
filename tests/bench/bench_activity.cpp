// SPDX-License-Identifier: GPL-3.0-or-later
// The log of requests at a million rows, five times what it keeps: writing it, finding (the row ids of a
// filter), the figures of a filter, reading one page from the middle, and an export.
#include "activity/activityexport.h"
#include "million.h"
#include "support/waited.h"

#include <QTemporaryDir>

#include <random>

using namespace coffer;
using namespace coffer::activity;
using test::waited;

namespace {

constexpr int rowCount = 1'000'000;
constexpr int batchSize = 1000;

const QList<KeyId> &keys()
{
    static const QList<KeyId> all{KeyId{}, KeyId{QStringLiteral("4a1c0b52-0000-4000-8000-000000000001")},
                                  KeyId{QStringLiteral("4a1c0b52-0000-4000-8000-000000000002")}};
    return all;
}

QList<htx::RequestRecord> batch(int first, int size)
{
    static const QByteArrayList endpoints{"/market/tickers", "/v1/account/accounts/{id}/balance",
                                          "/v1/order/openOrders", "/v1/order/orders/place"};
    std::mt19937 random(static_cast<unsigned>(first));
    QList<htx::RequestRecord> records;
    records.reserve(size);
    for (int i = first; i < first + size; ++i) {
        htx::RequestRecord record;
        record.startedAt = 1'760'000'000'000 + i * 4'000LL;
        record.endpoint = endpoints.at(static_cast<qsizetype>(random() % 4));
        record.key = keys().at(static_cast<qsizetype>(random() % 3));
        record.permission = record.key.value.isEmpty() ? htx::Permission::None : htx::Permission::Read;
        record.durationMs = static_cast<qint64>(random() % 900);
        record.httpStatus = 200;
        record.remaining = static_cast<int>(random() % 20);
        record.limit = 20;
        if (random() % 50 == 0) {
            record.failure = ErrorKind::RateLimited;
            record.code = QStringLiteral("api-limit-exceeded");
        }
        records.append(record);
    }
    return records;
}

/// A million requests in a file of its own, made once.
class Million
{
public:
    Million()
        : m_database(m_folder.filePath(QStringLiteral("activity.sqlite")), ActivityTable::schema(),
                     store::Durability::Record),
          table(m_database)
    {
        for (int first = 0; first < rowCount; first += batchSize)
            waited(table.add(batch(first, batchSize)));
    }
    QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    store::Database m_database;

public:
    ActivityTable table;
};

Million &million()
{
    return test::million<Million>();
}

/// As the program writes: what a second brings, each batch on the disk before the next.
void Add(benchmark::State &state)
{
    const auto size = static_cast<int>(state.range(0));
    const QTemporaryDir folder;
    store::Database database(folder.filePath(QStringLiteral("activity.sqlite")), ActivityTable::schema(),
                             store::Durability::Record);
    ActivityTable table(database);
    int first = 0;
    for (auto _ : state) {
        waited(table.add(batch(first, size)));
        first += size;
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * size);
}
BENCHMARK(Add)->Arg(10)->Arg(1000)->Unit(benchmark::kMillisecond)->UseRealTime();

void Find(benchmark::State &state, const Query &query)
{
    ActivityTable &table = million().table;
    std::size_t found = 0;
    for (auto _ : state)
        found = waited(table.find(query)).size();
    state.counters["rows"] = static_cast<double>(found);
}

BENCHMARK_CAPTURE(Find, All, Query())->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Find, OfAKey, Query{.key = keys().at(1)})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Find, Refused, Query{.outcome = Outcome::Refused})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(Find, WithText, Query{.text = QStringLiteral("openOrders")})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void Summarise(benchmark::State &state)
{
    ActivityTable &table = million().table;
    for (auto _ : state)
        benchmark::DoNotOptimize(waited(table.summary({})).requests);
}
BENCHMARK(Summarise)->Unit(benchmark::kMillisecond)->UseRealTime();

void ReadPage(benchmark::State &state)
{
    ActivityTable &table = million().table;
    const RowIds ids = waited(table.find({}));
    std::mt19937 random(7);
    for (auto _ : state) {
        const auto start = ids.begin() + static_cast<std::ptrdiff_t>(random() % (rowCount - 100));
        benchmark::DoNotOptimize(waited(table.rows(RowIds(start, start + 100))).size());
    }
}
BENCHMARK(ReadPage)->Unit(benchmark::kMicrosecond)->UseRealTime();

void Export(benchmark::State &state, ExportOrder::Format format)
{
    const ExportOrder order{million().file(QStringLiteral("out")), format, {.outcome = Outcome::Refused}, {}};
    int rows = 0;
    for (auto _ : state)
        rows = waited(exportActivity(million().table, order));
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * rows);
}
BENCHMARK_CAPTURE(Export, Csv, ExportOrder::Format::Csv)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Export, Json, ExportOrder::Format::Json)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

int main(int argc, char **argv)
{
    return test::runBenchmarks<Million>(argc, argv);
}
