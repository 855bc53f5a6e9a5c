// SPDX-License-Identifier: GPL-3.0-or-later
// What the market feed costs: decoding, the book, and the GUI thread. Prints figures; nothing passes or
// fails.
#include "../market/marketscript.h"
#include "htx/feed/feedthread.h"
#include "htx/feed/inflater.h"
#include "htx/feed/marketfeed.h"
#include "htx/feed/marketpayload.h"
#include "market/tickerboard.h"
#include "support/feedserver.h"
#include "support/gzip.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTimer>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::feed;

namespace {

QRandomGenerator random(20260115);

QByteArray number(int below, int decimals)
{
    return QByteArray::number(random.generateDouble() * below, 'f', decimals);
}

QByteArray symbolOf(int market)
{
    return 'm' + QByteArray::number(market) + "usdt";
}

QByteArray prices()
{
    return R"("open":)" + number(60'000, 2) + R"(,"high":)" + number(60'000, 2) + R"(,"low":)" +
           number(60'000, 2) + R"(,"close":)" + number(60'000, 2) + R"(,"amount":)" + number(9'000, 15) +
           R"(,"vol":)" + number(9'000'000, 8) + R"(,"count":)" + QByteArray::number(random.bounded(90'000)) +
           R"(,"bid":)" + number(60'000, 2) + R"(,"bidSize":)" + number(9, 6) + R"(,"ask":)" +
           number(60'000, 2) + R"(,"askSize":)" + number(9, 6);
}

QByteArray allTickers(int markets)
{
    QByteArrayList rows;
    for (int market = 0; market < markets; ++market)
        rows += R"({"symbol":")" + symbolOf(market) + "\"," + prices() + '}';
    return R"({"ch":"market.tickers","status":"ok","ts":1630982370526,"data":[)" + rows.join(',') + "]}";
}

QByteArray oneTicker(int market)
{
    return R"({"ch":"market.)" + symbolOf(market) + R"(.ticker","ts":1630982370526,"tick":{)" + prices() +
           R"(,"lastPrice":1.5,"lastSize":0.25}})";
}

template<class T>
bool decode(Inflater &inflater, const QByteArray &packed, Result<T> (*parse)(json::Value))
{
    const Result<QByteArray> text = inflater.inflate(packed);
    if (!text)
        return false;
    json::Document document(*text);
    if (!document.readFrame())
        return false;
    const Result<T> row = parse(json::Value(document));
    benchmark::DoNotOptimize(row);
    return row.has_value();
}

/// gzip, JSON and typed: messages of all markets.
void DecodeAllTickers(benchmark::State &state)
{
    const int markets = static_cast<int>(state.range(0));
    const QByteArray packed = test::gzip(allTickers(markets));
    Inflater inflater;
    for ([[maybe_unused]] auto round : state) {
        if (!decode(inflater, packed, payload::tickers))
            state.SkipWithError("can't be decoded");
    }
    state.SetItemsProcessed(state.iterations() * markets);
}

/// The same, a message a market.
void DecodeOneTicker(benchmark::State &state)
{
    QList<QByteArray> packed;
    for (int market = 0; market < 1'000; ++market)
        packed += test::gzip(oneTicker(market));
    Inflater inflater;
    qsizetype next = 0;
    for ([[maybe_unused]] auto round : state) {
        if (!decode(inflater, packed[next++ % packed.size()], payload::ticker))
            state.SkipWithError("can't be decoded");
    }
    state.SetItemsProcessed(state.iterations());
}

/// One increment of a book of 150 levels a side: two to six levels anywhere in it.
void BookIncrement(benchmark::State &state)
{
    const Symbol symbol{QStringLiteral("btcusdt")};
    BookUpdate image{symbol, 1, 0, {}, {}};
    for (int i = 0; i < 150; ++i) {
        image.bids.append({Decimal::scaled(5'000'000 - i, -2), Decimal::scaled(1 + i, -4)});
        image.asks.append({Decimal::scaled(5'000'001 + i, -2), Decimal::scaled(1 + i, -4)});
    }
    QList<BookUpdate> updates;
    for (qint64 sequence = 2; sequence < 50'000; ++sequence) {
        BookUpdate update{symbol, sequence, sequence - 1, {}, {}};
        for (int i = 1 + random.bounded(3); i > 0; --i) {
            const qint64 size = random.bounded(4) == 0 ? 0 : 1 + random.bounded(90'000);
            update.bids.append(
                {Decimal::scaled(4'999'999 - random.bounded(150), -2), Decimal::scaled(size, -4)});
            update.asks.append(
                {Decimal::scaled(5'000'002 + random.bounded(150), -2), Decimal::scaled(size, -4)});
        }
        updates.append(update);
    }
    std::vector<double> times;
    for ([[maybe_unused]] auto round : state) {
        BookSync sync(symbol);
        sync.start();
        sync.takeImage(image);
        for (const BookUpdate &update : std::as_const(updates)) {
            const auto before = std::chrono::steady_clock::now();
            const bool isLost = sync.take(update);
            times.push_back(
                std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - before).count());
            if (isLost)
                state.SkipWithError("lost track");
        }
    }
    std::ranges::sort(times);
    state.counters["median_ns"] = times[times.size() / 2];
    state.counters["p99_ns"] = times[times.size() * 99 / 100];
}

double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// A thousand markets ten times a second, from the socket to the board. What the thread that shows them
/// spends, in percent of a core. all: as one message, else a message a market.
void GuiThread(benchmark::State &state)
{
    const bool all = state.range(0) == 1;
    constexpr int markets = 1'000;
    constexpr int seconds = 5;
    test::ScriptedGateway gateway;
    QList<QByteArray> symbols;
    QList<QByteArray> rows;
    for (int market = 0; market < markets; ++market) {
        symbols += test::symbolRow('m' + QByteArray::number(market), "usdt");
        rows += test::tickerRow(symbolOf(market), "1", "2");
    }
    gateway.answer(test::symbolsPath, test::list(symbols));
    gateway.answer(test::tickersPath, test::list(rows));
    gateway.answer(test::namesPath, test::list({}));
    QList<QByteArray> packed;
    for (int i = 0; i < (all ? 10 : markets); ++i)
        packed += test::gzip(all ? allTickers(markets) : oneTicker(i));

    for ([[maybe_unused]] auto round : state) {
        SystemClock clock;
        QThread serverThread;
        auto *server = new test::FeedServer;
        server->moveToThread(&serverThread);
        QObject::connect(&serverThread, &QThread::finished, server, &QObject::deleteLater);
        serverThread.start();
        FeedThread feedThread;
        FeedRules rules = marketRules();
        rules.pace = std::chrono::milliseconds(0);
        MarketFeed feed(clock, feedThread.thread(), rules);
        market::TickerBoard board(gateway, clock);
        board.follow(feed);
        if (!all) {
            Topics topics;
            for (int market = 0; market < markets; ++market)
                topics.insert(Topic::ticker(Symbol{QString::fromLatin1(symbolOf(market))}));
            feed.setTopics(QStringLiteral("bench"), topics);
        }
        qint64 updates = 0;
        qint64 batches = 0;
        QObject::connect(&feed, &MarketFeed::arrived, &feed, [&](const MarketBatch &batch) {
            updates += batch.tickers.size();
            ++batches;
        });
        feed.setExchange(server->url());
        QEventLoop loop;
        QTimer::singleShot(2'000, &loop, &QEventLoop::quit); // every subscription is through
        loop.exec();
        auto *beat = new QTimer;
        beat->setInterval(100);
        QObject::connect(beat, &QTimer::timeout, server, [server, &packed, all, turn = 0]() mutable {
            if (all)
                server->pushBytes(packed[turn++ % packed.size()]);
            else
                for (const QByteArray &message : std::as_const(packed))
                    server->pushBytes(message);
        });
        beat->moveToThread(&serverThread);
        QMetaObject::invokeMethod(beat, [beat] { beat->start(); });
        updates = batches = 0;
        const double before = threadSeconds();
        QTimer::singleShot(seconds * 1'000, &loop, &QEventLoop::quit);
        loop.exec();
        const double spent = threadSeconds() - before;
        QMetaObject::invokeMethod(
            beat, [beat] { delete beat; }, Qt::BlockingQueuedConnection);
        state.SetIterationTime(spent);
        state.counters["gui_percent"] = 100.0 * spent / seconds;
        state.counters["updates_per_s"] = static_cast<double>(updates) / seconds;
        state.counters["batches_per_s"] = static_cast<double>(batches) / seconds;
        serverThread.quit();
        serverThread.wait();
    }
}

} // namespace

BENCHMARK(DecodeAllTickers)->Arg(1'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(DecodeOneTicker)->Unit(benchmark::kMicrosecond);
BENCHMARK(BookIncrement)->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(GuiThread)->ArgName("all")->Arg(1)->Arg(0)->Iterations(1)->UseManualTime()->Unit(
    benchmark::kMillisecond);

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
