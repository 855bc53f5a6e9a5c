// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/gateway.h"
#include "market/recentmarkets.h"
#include "market/sparklines.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "support/fakeclock.h"
#include "ui/common/format.h"
#include "ui/common/page.h"
#include "ui/common/theme.h"

#include <QHash>

#include <cmath>
#include <functional>

namespace coffer::test {

/// Answers at once from bodies by path; what is not there fails. Candles are made up for any market.
class MarketGateway final : public htx::Gateway
{
public:
    QHash<QByteArray, QByteArray> bodies;
    QStringList candlesAsked; ///< symbols
    /// The body of a market's candles, in place of bodies.
    std::function<QByteArray(const QByteArray &)> candlesOf;

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        if (request.path == "/market/history/kline" && bodies.contains(request.path))
            candlesAsked << QString::fromLatin1(request.query.value(0).second);
        if (!bodies.contains(request.path))
            return readyFuture<htx::Reply>(fail(ErrorKind::Offline));
        htx::Reply reply;
        reply.httpStatus = 200;
        reply.body = bodies.value(request.path);
        if (request.path == "/market/history/kline" && candlesOf)
            reply.body = candlesOf(request.query.value(0).second);
        return readyFuture<htx::Reply>(std::move(reply));
    }
};

/// One market for a test: what the symbol list and the tickers say of it.
struct TestMarket
{
    QByteArray base, quote;
    QByteArray open = "100", price = "101", volume = "1000";
    int decimals = 2;
    QByteArray state = "online";
    QByteArray name = {};

    QByteArray symbol() const { return base + quote; }
};

/// Everything a list of markets is made from.
struct MarketBench
{
    Settings settings{QString()};
    FakeClock clock;
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    ui::Context context{theme, format, settings, clock};
    MarketGateway gateway;
    market::TickerBoard board{gateway, clock};
    market::Watchlist watchlist{settings};
    market::RecentMarkets recent{settings};
    market::Sparklines sparklines{gateway, clock};

    static QByteArray list(const QByteArrayList &rows)
    {
        return R"({"status":"ok","ts":1768478400000,"data":[)" + rows.join(',') + "]}";
    }
    void serve(const QList<TestMarket> &markets)
    {
        QByteArrayList symbols, names, tickers;
        for (const TestMarket &each : markets) {
            symbols << R"({"base-currency":")" + each.base + R"(","quote-currency":")" + each.quote +
                           R"(","price-precision":)" + QByteArray::number(each.decimals) +
                           R"(,"amount-precision":4,"symbol":")" + each.symbol() + R"(","state":")" +
                           each.state + R"(","value-precision":8,"api-trading":"enabled"})";
            const QByteArray name =
                each.name.isEmpty() ? each.base.toUpper() + '/' + each.quote.toUpper() : each.name;
            names << R"({"state":"online","sc":")" + each.symbol() + R"(","bc":")" + each.base +
                         R"(","qc":")" + each.quote + R"(","dn":")" + name + R"(","tpp":)" +
                         QByteArray::number(each.decimals) + R"(,"tap":4})";
            if (each.price.isEmpty())
                continue;
            tickers << R"({"symbol":")" + each.symbol() + R"(","open":)" + each.open + R"(,"high":)" +
                           each.price + R"(,"low":)" + each.open + R"(,"close":)" + each.price +
                           R"(,"amount":1,"vol":)" + each.volume +
                           R"(,"count":1,"bid":1,"bidSize":1,"ask":2,"askSize":1})";
        }
        gateway.bodies["/v1/common/symbols"] = list(symbols);
        gateway.bodies["/v2/settings/common/symbols"] = list(names);
        gateway.bodies["/market/tickers"] = list(tickers);
    }
    /// A course of the day from one price to another, up and down on its way.
    QByteArray candlesTo(double from, double to) const
    {
        QByteArrayList rows;
        for (int i = 47; i >= 0; --i) {
            const qint64 time = clock.nowMs() / 1000 - (47 - i) * 1800;
            const double close = from + (to - from) * i / 47 + (to - from) * std::sin(i * 0.8) * 0.25;
            rows << R"({"id":)" + QByteArray::number(time) + R"(,"open":1,"close":)" +
                        QByteArray::number(close, 'g', 10) +
                        R"(,"low":1,"high":104,"amount":2,"vol":200,"count":3})";
        }
        return list(rows);
    }
    /// For every market.
    void serveCandles() { gateway.bodies["/market/history/kline"] = candlesTo(100, 102); }
    /// The list of symbols is asked for once a day.
    void refreshAll()
    {
        clock.advance(std::chrono::hours(25));
        board.refresh();
    }
};

} // namespace coffer::test
