// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointcheck.h"
#include "htx/endpoints/market.h"
#include "htx/endpoints/reference.h"

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::test;
namespace api = coffer::htx::endpoints;

/// Reference and market data beyond what the pages show (htx-api.md 7.1).
class TestEndpointsPublic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests() { checkRequest(); }
    void changes();
    void limits();
    void chains();
    void currencies();
    void trades();
    void books();
};

void TestEndpointsPublic::requests_data()
{
    requestColumns();
    const auto add = [](const char *name, const Request &request, const QByteArray &target, int limit = 20) {
        addGet(name, request, target, limit, {}, Permission::None);
    };
    const Symbol btc{QStringLiteral("btcusdt")};
    add("names", api::reference::currencyNames().request, "/v1/common/currencys");
    add("all currencies", api::reference::currencies({}, false).request,
        "/v2/reference/currencies?authorizedUser=false");
    add("symbols", api::reference::symbolChanges().request, "/v2/settings/common/symbols");
    add("symbols since", api::reference::symbolChanges(5).request, "/v2/settings/common/symbols?ts=5");
    add("old symbols since", api::reference::oldSymbolChanges(5).request, "/v1/settings/common/symbols?ts=5");
    add("limits", api::reference::marketLimits({btc, {QStringLiteral("ethusdt")}}, 5).request,
        "/v1/settings/common/market-symbols?symbols=btcusdt%2Cethusdt&ts=5");
    add("currencies since", api::reference::currencyChanges(1'768'478'400'000).request,
        "/v2/settings/common/currencies?ts=1768478400000");
    add("chains", api::reference::chains({QStringLiteral("usdt")}, 5).request,
        "/v1/settings/common/chains?currency=usdt&ts=5");
    add("detail", api::market::detail(btc).request, "/market/detail?symbol=btcusdt");
    add("last trades", api::market::lastTrades(btc).request, "/market/trade?symbol=btcusdt");
    add("trades", api::market::trades(btc, 5'000).request, "/market/history/trade?size=2000&symbol=btcusdt");
    add("full depth", api::market::fullDepth(btc).request, "/market/fullMbp?symbol=btcusdt", 10);
}

void TestEndpointsPublic::changes()
{
    const auto part = read(api::reference::oldSymbolChanges(), "old_symbol_settings");
    QVERIFY(!part.isFull);
    QCOMPARE(part.timestamp, 1'768'478'400'321);
    QCOMPARE(part.rows.size(), 1);
    QCOMPARE(part.rows[0].symbol.value, QStringLiteral("solusdt"));
    QCOMPARE(part.rows[0].displayName, QStringLiteral("SOL/USDT"));
    QCOMPARE(part.rows[0].base.value, QStringLiteral("sol"));
    QCOMPARE(part.rows[0].priceDecimals, 4);
    QVERIFY(part.rows[0].isOnline() && part.rows[0].tradingEnabled);
    QCOMPARE(read(api::reference::symbolChanges(), "symbol_settings").rows.size(), 2);
    QCOMPARE(read(api::reference::currencyChanges(), "currency_settings").rows.size(), 2);
    const auto none =
        good(decode(api::reference::symbolChanges(7), R"({"status":"ok","data":[],"ts":"9","full":0})"));
    QVERIFY(none.rows.isEmpty() && !none.isFull);
    QCOMPARE(none.timestamp, 9);
}

void TestEndpointsPublic::limits()
{
    const auto all = read(api::reference::marketLimits(), "market_limits");
    QVERIFY(all.isFull);
    const MarketLimits &row = all.rows[0];
    QCOMPARE(row.symbol.value, QStringLiteral("btc3lusdt"));
    QCOMPARE(row.base.value, QStringLiteral("btc3l"));
    QCOMPARE(row.quote.value, QStringLiteral("usdt"));
    QCOMPARE(row.state, QStringLiteral("online"));
    QCOMPARE(row.priceDecimals, 4);
    QCOMPARE(row.amountDecimals, 3);
    QCOMPARE(row.valueDecimals, 8);
    QVERIFY(!row.apiTrading);
    QCOMPARE(row.minValue, dec("5"));
    QCOMPARE(row.maxValue, dec("2600"));
    QCOMPARE(row.limitMin, dec("0.02"));
    QCOMPARE(row.limitMax, dec("199.5"));
    QCOMPARE(row.limitBuyMax, dec("198.5"));
    QCOMPARE(row.limitSellMax, dec("197.5"));
    QCOMPARE(row.marketSellMin, dec("0.03"));
    QCOMPARE(row.marketSellMax, dec("196.5"));
    QCOMPARE(row.marketBuyMax, dec("2500"));
    QCOMPARE(row.buyLimitBelow, dec("1.1"));
    QCOMPARE(row.sellLimitAbove, dec("0.9"));
    QCOMPARE(row.marketSellWithin, dec("0.1"));
    QCOMPARE(row.marketBuyWithin, dec("0.2"));
    QCOMPARE(row.tags, QStringList({QStringLiteral("etp"), QStringLiteral("nav")}));
}

void TestEndpointsPublic::chains()
{
    const auto all = read(api::reference::chains(), "chain_settings");
    const ChainSettings &row = all.rows[0];
    QCOMPARE(row.chain, QStringLiteral("trc20usdt"));
    QCOMPARE(row.currency.value, QStringLiteral("usdt"));
    QCOMPARE(row.displayName, QStringLiteral("TRC20"));
    QVERIFY(row.depositEnabled && !row.withdrawEnabled);
    QCOMPARE(row.minDeposit, dec("0.5"));
    QCOMPARE(row.minWithdraw, dec("2.5"));
    QCOMPARE(row.withdrawDecimals, 6);
    QCOMPARE(row.needsTag, true);
}

void TestEndpointsPublic::currencies()
{
    const auto names = read(api::reference::currencyNames(), "currency_names");
    QCOMPARE(names.size(), 3);
    QCOMPARE(names[2].value, QStringLiteral("1inch"));
}

void TestEndpointsPublic::trades()
{
    const auto last = read(api::market::lastTrades({}), "trade");
    QCOMPARE(last.size(), 2);
    QCOMPARE(last[0].tradeId, QStringLiteral("102517374388"));
    QCOMPARE(last[0].timestamp, 1'768'478'401'928);
    QCOMPARE(last[0].price, dec("96540"));
    QCOMPARE(last[0].amount, dec("0.028416"));
    QCOMPARE(last[0].side, Side::Buy);
    QCOMPARE(last[1].amount, dec("0.000182"));
    QCOMPARE(last[1].side, Side::Sell);
    const auto all = read(api::market::trades({}), "trades");
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0].tradeId, QStringLiteral("12"));
    QCOMPARE(all[2].tradeId, QStringLiteral("10"));
}

void TestEndpointsPublic::books()
{
    const auto depth = read(api::market::fullDepth({}), "full_depth");
    QCOMPARE(depth.version, 100'020'146'795);
    QCOMPARE(depth.timestamp, 1'768'478'402'038);
    QCOMPARE(depth.bids.size(), 2);
    QCOMPARE(depth.asks, QList<Level>({{dec("96541"), dec("2.5")}}));
    const auto detail = read(api::market::detail({}), "merged");
    QCOMPARE(detail.close, dec("3350.25"));
}

QTEST_GUILESS_MAIN(TestEndpointsPublic)
#include "tst_endpoints_public.moc"
