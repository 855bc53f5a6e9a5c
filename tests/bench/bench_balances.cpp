// SPDX-License-Identifier: GPL-3.0-or-later
// What a refresh of 2,000 balance rows costs, step by step. Decode and Combine happen on the thread pool;
// SetHoldings and Paint are what the GUI thread pays.
#include "core/settings.h"
#include "htx/endpoints/account.h"
#include "htx/envelope.h"
#include "portfolio/holding.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QPixmap>

namespace {

using namespace coffer;

/// A reply as the exchange sends it: rows rows, of which held are not zero.
QByteArray balanceReply(int rows, int held)
{
    QByteArray body = R"({"status":"ok","data":{"id":1,"type":"spot","state":"working","list":[)";
    for (int i = 0; i < rows; ++i) {
        if (i > 0)
            body += ',';
        const QByteArray amount = i / 2 < held ? QByteArray::number(i) + ".000000000000000001" : "0";
        body += R"({"currency":"coin)" + QByteArray::number(i / 2) + R"(","type":")" +
                (i % 2 == 0 ? "trade" : "frozen") + R"(","balance":")" + amount +
                R"(","debt":"invalid","available":"invalid","seq-num":"477"})";
    }
    return body + "]}}";
}

void decode(benchmark::State &state)
{
    const QByteArray body = balanceReply(2000, 20);
    const htx::Call<htx::Balance> call = htx::endpoints::account::balance(AccountId{1});
    for (auto _ : state) {
        const Result<htx::Balance> balance = htx::decodeEnvelope<htx::Balance>(200, body, call.parse);
        if (!balance || balance->rowsRead != 2000)
            state.SkipWithError("the reply was not read");
        benchmark::DoNotOptimize(balance);
    }
}
BENCHMARK(decode)->Name("Decode/2000")->Unit(benchmark::kMicrosecond);

QList<portfolio::Holding> holdings(int count, int step)
{
    QList<portfolio::Holding> result;
    for (int i = 0; i < count; ++i) {
        portfolio::Holding holding;
        holding.currency = Currency{QStringLiteral("coin%1").arg(i)};
        holding.displayName = holding.currency.value.toUpper();
        holding.available = holding.total = Decimal::scaled(1'000'003 + i * 7, -3);
        holding.price = Decimal::scaled(150 + step, -2);
        holding.value = holding.total * *holding.price;
        result.append(holding);
    }
    return result;
}

/// range(0) holdings, every value changed.
void setHoldings(benchmark::State &state)
{
    const int count = static_cast<int>(state.range(0));
    const QList<portfolio::Holding> rounds[] = {holdings(count, 0), holdings(count, 1)};
    Settings settings{QString()};
    const SystemClock clock;
    const ui::Format format(settings, clock);
    const ui::Theme theme(settings);
    ui::HoldingsModel model(format);
    model.setHideDust(false);
    ui::TableView view(QStringLiteral("bench"), theme);
    view.setModel(&model);
    view.resize(1000, 600);
    view.show();
    std::size_t round = 0;
    for (auto _ : state) {
        model.setHoldings(rounds[round++ % 2]);
        benchmark::DoNotOptimize(view.grab());
    }
}
BENCHMARK(setHoldings)
    ->Name("SetHoldingsAndPaint")
    ->Arg(20)
    ->Arg(1000)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
