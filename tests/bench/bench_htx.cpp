// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/market.h"
#include "htx/endpoints/order.h"
#include "htx/envelope.h"
#include "htx/signer.h"

#include <benchmark/benchmark.h>

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

using namespace coffer;
using namespace coffer::htx;

namespace {

/// The body from COFFER_BENCH_BODIES, or the one that is made here.
QByteArray bodyFor(const QString &fileName, const QByteArray &made)
{
    const QString folder = qEnvironmentVariable("COFFER_BENCH_BODIES");
    if (folder.isEmpty())
        return made;
    QFile file(QDir(folder).filePath(fileName));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Can't read %s", qPrintable(file.fileName()));
    return file.readAll();
}

/// Numbers that look like those of the exchange, the same ones each time.
class Numbers
{
public:
    QByteArray number(double most, int decimals)
    {
        return QByteArray::number(m_random.bounded(most), 'f', decimals);
    }
    QByteArray integer(qint64 least, qint64 most)
    {
        return QByteArray::number(m_random.bounded(least, most));
    }

private:
    QRandomGenerator m_random{20260115};
};

QByteArray tickersBody(int count)
{
    Numbers random;
    QByteArrayList rows;
    for (int row = 0; row < count; ++row) {
        rows += "{\"symbol\":\"coin" + QByteArray::number(row) +
                "usdt\",\"open\":" + random.number(60'000, 4) + ",\"high\":" + random.number(60'000, 4) +
                ",\"low\":" + random.number(60'000, 4) + ",\"close\":" + random.number(60'000, 4) +
                ",\"amount\":" + random.number(90'000, 10) + ",\"vol\":" + random.number(9e8, 6) +
                ",\"count\":" + random.integer(1, 400'000) + ",\"bid\":" + random.number(60'000, 4) +
                ",\"bidSize\":" + random.number(1'000, 6) + ",\"ask\":" + random.number(60'000, 4) +
                ",\"askSize\":" + random.number(1'000, 6) + '}';
    }
    return "{\"status\":\"ok\",\"ts\":1768478401000,\"data\":[" + rows.join(',') + "]}";
}

QByteArray ordersBody(int count)
{
    Numbers random;
    const QByteArrayList kinds{"buy-limit", "sell-limit", "buy-market", "sell-limit-maker"};
    const QByteArrayList states{"filled", "canceled", "partial-canceled"};
    const QByteArrayList symbols{"btcusdt", "ethusdt", "solusdt", "xrpusdt", "adausdt"};
    QByteArrayList rows;
    for (int row = 0; row < count; ++row) {
        rows += "{\"id\":" + random.integer(800'000'000'000'000, 900'000'000'000'000) + ",\"symbol\":\"" +
                symbols[row % symbols.size()] + "\",\"account-id\":13496526,\"client-order-id\":\"c" +
                random.integer(1'000'000, 9'999'999) + "\",\"amount\":\"" + random.number(500, 4) +
                "00000000000000\",\"price\":\"" + random.number(60'000, 2) +
                "0000000000000000\",\"created-at\":" + random.integer(1'700'000'000'000, 1'768'000'000'000) +
                ",\"type\":\"" + kinds[row % kinds.size()] + "\",\"field-amount\":\"" +
                random.number(500, 9) + "000000000\",\"field-cash-amount\":\"" + random.number(60'000, 9) +
                "000000000\",\"field-fees\":\"" + random.number(1, 15) +
                "000\",\"finished-at\":" + random.integer(1'700'000'000'000, 1'768'000'000'000) +
                ",\"source\":\"spot-api\",\"state\":\"" + states[row % states.size()] +
                "\",\"canceled-at\":0}";
    }
    return "{\"status\":\"ok\",\"data\":[" + rows.join(',') + "]}";
}

QByteArray candlesBody(int count)
{
    Numbers random;
    QByteArrayList rows;
    for (int row = 0; row < count; ++row) {
        rows += "{\"id\":" + QByteArray::number(1'768'478'400 - qint64{300} * row) +
                ",\"open\":" + random.number(60'000, 2) + ",\"close\":" + random.number(60'000, 2) +
                ",\"low\":" + random.number(60'000, 2) + ",\"high\":" + random.number(60'000, 2) +
                ",\"amount\":" + random.number(90, 15) + ",\"vol\":" + random.number(9'000'000, 8) +
                ",\"count\":" + random.integer(1, 20'000) + '}';
    }
    return "{\"ch\":\"market.btcusdt.kline.5min\",\"status\":\"ok\",\"ts\":1768478403000,\"data\":[" +
           rows.join(',') + "]}";
}

/// Envelope and rows, as a reply goes through them.
template<class T>
void parse(benchmark::State &state, const Call<QList<T>> &call, const QByteArray &body)
{
    qsizetype rows = 0;
    for ([[maybe_unused]] auto round : state) {
        const Result<QList<T>> result = decodeEnvelope(200, body, call.parse);
        if (!result) {
            state.SkipWithError(result.error().detail.toUtf8().constData());
            break;
        }
        rows = result->size();
        benchmark::DoNotOptimize(result->constData());
    }
    state.SetBytesProcessed(state.iterations() * body.size());
    state.counters["rows"] = static_cast<double>(rows);
}

void SignGet(benchmark::State &state)
{
    Request request;
    request.path = "/v1/order/orders";
    request.query = {{"symbol", "btcusdt"},
                     {"states", "filled,partial-canceled"},
                     {"start-time", "1700000000000"},
                     {"end-time", "1700172800000"},
                     {"size", "100"}};
    const Credentials credentials{
        "b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx",
        std::make_shared<const Secret>(QByteArrayView("f9fe7c8e-0d1b2a3c-4e5f6071-82930")),
        SignatureMethod::HmacSha256};
    qint64 time = 1'700'000'000'000;
    for ([[maybe_unused]] auto round : state) {
        const auto query = signedQuery(request, credentials, ++time, "api.huobi.pro");
        benchmark::DoNotOptimize(query->constData());
    }
}

void ParseTickers(benchmark::State &state)
{
    parse(state, endpoints::market::tickers(),
          bodyFor(QStringLiteral("tickers.json"), tickersBody(static_cast<int>(state.range(0)))));
}

void ParseOrders(benchmark::State &state)
{
    parse(state, endpoints::order::recent(),
          bodyFor(QStringLiteral("orders.json"), ordersBody(static_cast<int>(state.range(0)))));
}

void ParseKline(benchmark::State &state)
{
    parse(state, endpoints::market::candles({QStringLiteral("btcusdt")}, Period::Min5, 2000),
          bodyFor(QStringLiteral("kline.json"), candlesBody(static_cast<int>(state.range(0)))));
}

} // namespace

BENCHMARK(SignGet);
BENCHMARK(ParseTickers)->Arg(800)->Unit(benchmark::kMicrosecond);
BENCHMARK(ParseOrders)->Arg(1000)->Unit(benchmark::kMicrosecond);
BENCHMARK(ParseKline)->Arg(2000)->Unit(benchmark::kMicrosecond);
BENCHMARK_MAIN();
