// SPDX-License-Identifier: GPL-3.0-or-later
// The history table at a million orders: filling it, finding (the row ids of a filter and sort), and reading
// one page from the middle of what was found.
#include "history/historytable.h"
#include "million.h"
#include "support/waited.h"

#include <QTemporaryDir>

#include <random>

using namespace coffer;
using namespace coffer::history;
using test::waited;

namespace {

constexpr int rowCount = 1'000'000;
constexpr int batchSize = 1000;
const Uid uid{1};

QList<htx::Order> batch(int first)
{
    static const QStringList markets{QStringLiteral("btcusdt"), QStringLiteral("ethusdt"),
                                     QStringLiteral("xrpusdt"), QStringLiteral("solusdt"),
                                     QStringLiteral("trxusdt"), QStringLiteral("dogeusdt")};
    std::mt19937 random(static_cast<unsigned>(first));
    QList<htx::Order> orders;
    orders.reserve(batchSize);
    for (int i = first; i < first + batchSize; ++i) {
        htx::Order order;
        order.id = OrderId{QString::number(900'000'000'000'000 + i)};
        order.symbol = Symbol{markets[static_cast<qsizetype>(random() % 6)]};
        order.account = AccountId{1};
        order.side = random() % 2 ? htx::Side::Buy : htx::Side::Sell;
        order.kind = QStringLiteral("limit");
        order.amount = Decimal::scaled(static_cast<qint64>(random() % 1'000'000 + 1), -4);
        order.price = Decimal::scaled(static_cast<qint64>(random() % 10'000'000 + 1), -2);
        order.filledAmount = order.amount;
        order.filledCash = order.amount * order.price;
        order.state = htx::OrderState::Filled;
        order.rawState = QStringLiteral("filled");
        order.source = QStringLiteral("api");
        order.createdAt = 1'700'000'000'000 + i * 31'000LL + static_cast<qint64>(random() % 20'000);
        order.finishedAt = order.createdAt + 500;
        orders.append(order);
    }
    return orders;
}

/// A million orders in a file of its own, made once.
class Million
{
public:
    Million()
        : m_database(m_folder.filePath(QStringLiteral("history.sqlite")),
                     store::Schema{1, {HistoryTable::tables()}}, store::Durability::Cache),
          table(m_database)
    {
        m_database.open();
        for (int first = 0; first < rowCount; first += batchSize)
            waited(table.saveOrders(uid, batch(first)));
    }

private:
    QTemporaryDir m_folder;
    store::Database m_database;

public:
    HistoryTable table;
};

Million &million()
{
    return test::million<Million>();
}

Query query(Query::Sort sort)
{
    Query query;
    query.uid = uid;
    query.sort = sort;
    return query;
}

void Save(benchmark::State &state)
{
    const QTemporaryDir folder;
    store::Database database(folder.filePath(QStringLiteral("history.sqlite")),
                             store::Schema{1, {HistoryTable::tables()}}, store::Durability::Cache);
    database.open();
    HistoryTable table(database);
    int first = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const QList<htx::Order> orders = batch(first);
        first += batchSize;
        state.ResumeTiming();
        waited(table.saveOrders(uid, orders));
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * batchSize);
}
BENCHMARK(Save)->Unit(benchmark::kMillisecond)->UseRealTime();

void Find(benchmark::State &state, const Query &wanted)
{
    HistoryTable &table = million().table;
    std::size_t found = 0;
    for (auto _ : state)
        found = waited(table.find(wanted)).size();
    state.counters["rows"] = static_cast<double>(found);
}

Query ofMarket()
{
    Query wanted = query(Query::Sort::Time);
    wanted.symbol = Symbol{QStringLiteral("ethusdt")};
    return wanted;
}

Query finished()
{
    Query wanted = query(Query::Sort::Time);
    wanted.open = false;
    return wanted;
}

Query withText()
{
    Query wanted = query(Query::Sort::Time);
    wanted.text = QStringLiteral("123456");
    return wanted;
}

BENCHMARK_CAPTURE(Find, ByTime, query(Query::Sort::Time))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Find, ByPrice, query(Query::Sort::Price))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Find, Finished, finished())->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Find, OfOneMarket, ofMarket())->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(Find, WithText, withText())->Unit(benchmark::kMillisecond)->UseRealTime();

void ReadPage(benchmark::State &state)
{
    HistoryTable &table = million().table;
    const RowIds ids = waited(table.find(query(Query::Sort::Price)));
    std::mt19937 random(7);
    for (auto _ : state) {
        const auto start = ids.begin() + static_cast<std::ptrdiff_t>(random() % (rowCount - 50));
        const QList<htx::Order> page = waited(table.orders(RowIds(start, start + 50)));
        benchmark::DoNotOptimize(page.size());
    }
}
BENCHMARK(ReadPage)->Unit(benchmark::kMicrosecond)->UseRealTime();

} // namespace

int main(int argc, char **argv)
{
    return test::runBenchmarks<Million>(argc, argv);
}
