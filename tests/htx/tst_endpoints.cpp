// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/market.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/reference.h"
#include "htx/endpoints/user.h"
#include "htx/endpoints/wallet.h"
#include "htx/signer.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using coffer::htx::test::decode;
using coffer::htx::test::fixture;
namespace api = coffer::htx::endpoints;

namespace {

Decimal dec(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

/// The value, or a failed test that says why.
template<class T>
T good(Result<T> result)
{
    if (!result)
        QTest::qFail(qPrintable(result.error().detail), __FILE__, __LINE__);
    return result.value_or(T{});
}

} // namespace

class TestEndpoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests();
    void timestamp();
    void marketStatus();
    void symbols();
    void symbolSettings();
    void currencies();
    void currencySettings();
    void tickers();
    void tickersWithoutAnyPrice();
    void merged();
    void candles();
    void candlesInAnyOrder();
    void depth();
    void uid();
    void apiKeys();
    void accounts();
    void balance();
    void marginBalance();
    void unreadableBalance();
    void assetValuation();
    void openOrders();
    void orders();
    void order();
    void averagePrice();
    void fills();
    void transfers();
    void wordsOfTypes();
    void emptyLists();
};

void TestEndpoints::requests_data()
{
    QTest::addColumn<Request>("request");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<int>("limit");
    const auto add = [](const char *name, const Request &request, const QByteArray &target, int limit,
                        const QByteArray &group = {}) {
        QTest::newRow(name) << request << target << (group.isEmpty() ? request.path : group) << limit;
    };
    const Symbol btc{QStringLiteral("btcusdt")};
    add("timestamp", api::reference::timestamp().request, "/v1/common/timestamp", 20);
    add("marketStatus", api::reference::marketStatus().request, "/v2/market-status", 20);
    add("symbols", api::reference::symbols().request, "/v1/common/symbols", 20);
    add("symbolSettings", api::reference::symbolSettings().request, "/v2/settings/common/symbols", 20);
    add("currencies", api::reference::currencies().request, "/v2/reference/currencies", 20);
    add("one currency", api::reference::currencies({QStringLiteral("usdt")}).request,
        "/v2/reference/currencies?currency=usdt", 20);
    add("currencySettings", api::reference::currencySettings().request, "/v2/settings/common/currencies", 20);
    add("tickers", api::market::tickers().request, "/market/tickers", 20);
    add("merged", api::market::merged(btc).request, "/market/detail/merged?symbol=btcusdt", 20);
    add("candles", api::market::candles(btc, Period::Hour1, 9'999).request,
        "/market/history/kline?period=60min&size=2000&symbol=btcusdt", 20);
    add("depth", api::market::depth(btc, 2, 20).request, "/market/depth?depth=20&symbol=btcusdt&type=step2",
        20);
    add("whole depth", api::market::depth(btc).request, "/market/depth?symbol=btcusdt&type=step0", 20);
    add("uid", api::user::uid().request, "/v2/user/uid", 20);
    add("apiKeys", api::user::apiKeys({63628520}).request, "/v2/user/api-key?uid=63628520", 20);
    add("apiKey", api::user::apiKeys({63628520}, QStringLiteral("a-b")).request,
        "/v2/user/api-key?accessKey=a-b&uid=63628520", 20);
    add("accounts", api::account::accounts().request, "/v1/account/accounts", 100);
    // A thousands separator would break the path (htx-api.md 10, 11).
    add("balance", api::account::balance({12345678}).request, "/v1/account/accounts/12345678/balance", 100,
        "/v1/account/accounts/{id}/balance");
    add("assetValuation", api::account::assetValuation(QStringLiteral("spot"), QStringLiteral("USD")).request,
        "/v2/account/asset-valuation?accountType=spot&valuationCurrency=USD", 100);
    add("open", api::order::open({7}).request, "/v1/order/openOrders?account-id=7&size=500", 50);
    add("open, next page", api::order::open({7}, btc, QStringLiteral("99"), 0).request,
        "/v1/order/openOrders?account-id=7&direct=next&from=99&size=1&symbol=btcusdt", 50);
    add("orders", api::order::orders(btc, {1'000, 2'000, {}, 500}).request,
        "/v1/order/orders?end-time=2000&size=100&start-time=1000"
        "&states=created%2Csubmitted%2Cpartial-filled%2Cfilled%2Cpartial-canceled%2Ccanceled&symbol=btcusdt",
        50);
    add("recent", api::order::recent({0, 5, {}, 1}).request,
        "/v1/order/history?direct=next&end-time=5&size=10", 20);
    add("fills", api::order::fills().request, "/v1/order/matchresults?size=100", 20);
    add("fills, next page", api::order::fills(btc, {0, 0, QStringLiteral("313288753120940"), 500}).request,
        "/v1/order/matchresults?direct=next&from=313288753120940&size=500&symbol=btcusdt", 20);
    add("fillsOf", api::order::fillsOf({QStringLiteral("59378")}).request,
        "/v1/order/orders/59378/matchresults", 50, "/v1/order/orders/{id}/matchresults");
    add("order", api::order::order({QStringLiteral("59378")}).request, "/v1/order/orders/59378", 50,
        "/v1/order/orders/{id}");
    add("an id is no path", api::order::order({QStringLiteral("../x?y")}).request,
        "/v1/order/orders/..%2Fx%3Fy", 50, "/v1/order/orders/{id}");
    add("deposits", api::wallet::transfers(TransferDirection::Deposit).request,
        "/v1/query/deposit-withdraw?direct=next&size=100&type=deposit", 20);
    add("withdrawals",
        api::wallet::transfers(TransferDirection::Withdrawal, QStringLiteral("5"), 500).request,
        "/v1/query/deposit-withdraw?direct=next&from=5&size=500&type=withdraw", 20);
}

void TestEndpoints::requests()
{
    QFETCH(const Request, request);
    QFETCH(const QByteArray, target);
    const QByteArray query = canonicalQuery(request.query);
    QCOMPARE(query.isEmpty() ? request.path : request.path + '?' + query, target);
    QCOMPARE(request.method, Method::Get);
    QVERIFY(request.body.isEmpty());
    QTEST(request.rateGroup, "group");
    QTEST(request.perTwoSeconds, "limit");
    const bool isPublic = target.startsWith("/market/") || target.startsWith("/v1/common/") ||
                          target.startsWith("/v2/market-status") || target.startsWith("/v2/settings/") ||
                          target.startsWith("/v2/reference/");
    QCOMPARE(request.permission, isPublic ? Permission::None : Permission::Read);
}

void TestEndpoints::timestamp()
{
    QCOMPARE(good(decode(api::reference::timestamp(), fixture("timestamp"))), 1'768'478'400'123);
}

void TestEndpoints::marketStatus()
{
    const auto normal = good(decode(api::reference::marketStatus(), fixture("market_status")));
    QCOMPARE(normal.state, MarketStatus::State::Normal);
    QCOMPARE(normal.haltStart, 0);
    const auto halted = good(decode(api::reference::marketStatus(), fixture("market_status_halted")));
    QCOMPARE(halted.state, MarketStatus::State::Halted);
    QCOMPARE(halted.haltStart, 1'768'478'400'000);
    QCOMPARE(halted.haltEnd, 1'768'482'000'000);
    QCOMPARE(halted.affected, QStringLiteral("btcusdt,ethusdt"));
    const auto unknown =
        good(decode(api::reference::marketStatus(), R"({"code":200,"data":{"marketStatus":9}})"));
    QCOMPARE(unknown.state, MarketStatus::State::Unknown);
}

void TestEndpoints::symbols()
{
    const auto symbols = good(decode(api::reference::symbols(), fixture("symbols")));
    QCOMPARE(symbols.size(), 2);
    const SymbolInfo &eth = symbols[0];
    QCOMPARE(eth.symbol.value, QStringLiteral("ethbtc"));
    QCOMPARE(eth.base.value, QStringLiteral("eth"));
    QCOMPARE(eth.quote.value, QStringLiteral("btc"));
    QCOMPARE(eth.displayName, QStringLiteral("ETH/BTC"));
    QCOMPARE(eth.priceDecimals, 6);
    QCOMPARE(eth.amountDecimals, 4);
    QCOMPARE(eth.valueDecimals, 8);
    QVERIFY(eth.isOnline() && eth.tradingEnabled);
    QCOMPARE(eth.minOrderAmount, dec("0.002"));
    QCOMPARE(eth.maxOrderAmount, dec("9000"));
    QCOMPARE(eth.minOrderValue, dec("0.0001"));
    const SymbolInfo &old = symbols[1];
    QVERIFY(!old.isOnline() && !old.tradingEnabled);
    QCOMPARE(old.minOrderAmount, dec("1"));
    QVERIFY(!old.minOrderValue);
}

void TestEndpoints::symbolSettings()
{
    const auto symbols = good(decode(api::reference::symbolSettings(), fixture("symbol_settings")));
    QCOMPARE(symbols.size(), 2);
    QCOMPARE(symbols[0].symbol.value, QStringLiteral("solusdt"));
    QCOMPARE(symbols[0].displayName, QStringLiteral("SOL/USDT"));
    QCOMPARE(symbols[0].priceDecimals, 4);
    QVERIFY(symbols[0].tradingEnabled);
    QCOMPARE(symbols[1].displayName, QStringLiteral("ABC/USDT"));
    QVERIFY(!symbols[1].tradingEnabled);
    QCOMPARE(symbols[1].state, QStringLiteral("suspend"));
}

void TestEndpoints::currencies()
{
    const auto currencies = good(decode(api::reference::currencies(), fixture("currencies")));
    QCOMPARE(currencies.size(), 2);
    QCOMPARE(currencies[0].displayName, QStringLiteral("USDT"));
    QVERIFY(!currencies[0].isFiat);
    QCOMPARE(currencies[0].chains.size(), 2);
    const ChainInfo &tron = currencies[0].chains[0];
    QCOMPARE(tron.chain, QStringLiteral("trc20usdt"));
    QCOMPARE(tron.displayName, QStringLiteral("TRC20"));
    QVERIFY(tron.depositAllowed && !tron.withdrawAllowed);
    QCOMPARE(tron.minDeposit, dec("1"));
    QCOMPARE(tron.minWithdraw, dec("2.5"));
    QVERIFY(!tron.withdrawFee); // a range, not a fee
    QCOMPARE(tron.withdrawDecimals, 6);
    const ChainInfo &ether = currencies[0].chains[1];
    QVERIFY(!ether.depositAllowed && ether.withdrawAllowed);
    QCOMPARE(ether.withdrawFee, dec("3.25"));
    QVERIFY(currencies[1].isFiat);
    QCOMPARE(currencies[1].state, QStringLiteral("delisted"));
    QVERIFY(currencies[1].chains.isEmpty());
}

void TestEndpoints::currencySettings()
{
    const auto currencies = good(decode(api::reference::currencySettings(), fixture("currency_settings")));
    QCOMPARE(currencies.size(), 2);
    QCOMPARE(currencies[0].currency.value, QStringLiteral("xrp"));
    QCOMPARE(currencies[0].fullName, QStringLiteral("XRP Ledger’s coin"));
    QCOMPARE(currencies[0].showDecimals, 6);
    QVERIFY(!currencies[0].isFiat && currencies[1].isFiat);
    QCOMPARE(currencies[1].displayName, QStringLiteral("EUR"));
}

void TestEndpoints::tickers()
{
    const auto tickers = good(decode(api::market::tickers(), fixture("tickers")));
    QCOMPARE(tickers.size(), 2); // the third never traded and has no prices
    const Ticker &btc = tickers[0];
    QCOMPARE(btc.symbol.value, QStringLiteral("btcusdt"));
    QCOMPARE(btc.open, dec("95000.1"));
    QCOMPARE(btc.high, dec("97123.4"));
    QCOMPARE(btc.low, dec("94210.01"));
    QCOMPARE(btc.close, dec("96540.55"));
    QCOMPARE(btc.amount, dec("4312.876543210987"));
    QCOMPARE(btc.volume, dec("412345678.9012345"));
    QCOMPARE(btc.count, 654'321);
    QCOMPARE(btc.bid, dec("96540.54"));
    QCOMPARE(btc.askSize, dec("0.000182"));
    QVERIFY(!tickers[1].bid && !tickers[1].bidSize);
    QCOMPARE(tickers[1].ask, dec("0.000000012"));
    QVERIFY(tickers[1].close.isZero());
}

void TestEndpoints::tickersWithoutAnyPrice()
{
    const auto none =
        decode(api::market::tickers(), R"({"status":"ok","data":[{"symbol":"a"},{"symbol":"b"}]})");
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::MalformedReply);
    const auto wrong = decode(api::market::tickers(), fixture("tickers").replace("97123.4", "\"97123.4\""));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().detail, QStringLiteral("data[0].high is not a number."));
}

void TestEndpoints::merged()
{
    const auto detail = good(decode(api::market::merged({QStringLiteral("ethusdt")}), fixture("merged")));
    QCOMPARE(detail.timestamp, 1'768'478'402'000);
    QCOMPARE(detail.close, dec("3350.25"));
    QCOMPARE(detail.volume, dec("295123456.7"));
    QCOMPARE(detail.amount, dec("88123.12345678901"));
    QCOMPARE(detail.count, 301'222);
    QCOMPARE(detail.bid, dec("3350.24"));
    QCOMPARE(detail.bidSize, dec("12.5"));
    QCOMPARE(detail.askSize, dec("0.75"));
    for (const char *pair : {"[]", "[1]", "[1,2,3]", "1", "[\"1\",2]", "[-1,2]"}) {
        const auto body = fixture("merged").replace("[3350.24,12.5]", pair);
        QVERIFY2(!decode(api::market::merged({}), body), pair);
    }
}

void TestEndpoints::candles()
{
    const auto candles = good(decode(api::market::candles({}, Period::Hour1), fixture("kline")));
    QCOMPARE(candles.size(), 3);
    QCOMPARE(candles.first().time, 1'768'471'200);
    const Candle &last = candles.last();
    QCOMPARE(last.time, 1'768'478'400);
    QCOMPARE(last.open, 3350.1);
    QCOMPARE(last.high, 3351.7);
    QCOMPARE(last.low, 3349.0);
    QCOMPARE(last.close, 3350.25);
    QCOMPARE(last.amount, 12.345678901234567);
    QCOMPARE(last.volume, 41358.02);
    QCOMPARE(last.count, 321);
}

void TestEndpoints::candlesInAnyOrder()
{
    QByteArray row = R"({"id":%,"open":1,"close":1,"low":1,"high":1,"amount":1,"vol":1,"count":1})";
    QByteArrayList rows;
    for (const char *time : {"120", "60", "240", "120", "180"})
        rows += QByteArray(row).replace("%", time);
    const auto candles = good(decode(api::market::candles({}, Period::Min1),
                                     "{\"status\":\"ok\",\"data\":[" + rows.join(',') + "]}"));
    QList<qint64> times;
    for (const Candle &candle : candles)
        times += candle.time;
    QCOMPARE(times, (QList<qint64>{60, 120, 180, 240}));
}

void TestEndpoints::depth()
{
    const auto depth = good(decode(api::market::depth({}), fixture("depth")));
    QCOMPARE(depth.timestamp, 1'768'478'403'900);
    QCOMPARE(depth.version, 171'234'567'890);
    QCOMPARE(depth.bids.size(), 2);
    QCOMPARE(depth.asks.size(), 3);
    QCOMPARE(depth.bids[1], (Level{dec("3350.2"), dec("0.0001")}));
    QCOMPARE(depth.asks[0], (Level{dec("3350.25"), dec("0.75")}));
}

void TestEndpoints::uid()
{
    QCOMPARE(good(decode(api::user::uid(), fixture("uid"))).value, 63'628'520);
    QCOMPARE(good(decode(api::user::uid(), R"({"code":200,"data":"63628520"})")).value, 63'628'520);
    QVERIFY(!decode(api::user::uid(), R"({"code":200,"data":null})"));
    QVERIFY(!decode(api::user::uid(), R"({"code":200,"data":[]})"));
}

void TestEndpoints::apiKeys()
{
    const auto keys = good(decode(api::user::apiKeys({1}), fixture("api_key")));
    QCOMPARE(keys.size(), 3);
    QCOMPARE(keys[0].accessKey, QStringLiteral("ab12cd34-uymylwhfeg-17388eb5-a1b2c"));
    QVERIFY(keys[0].isPermanent() && !keys[0].isExpired());
    QVERIFY(keys[0].ipAddresses.isEmpty());
    QCOMPARE(keys[0].permissions.risk(), 0);
    QCOMPARE(keys[0].createdAt, 1'760'000'000'000);
    QCOMPARE(keys[1].note, QStringLiteral("Бот <b>№ 1</b>"));
    QCOMPARE(keys[1].ipAddresses,
             (QStringList{QStringLiteral("192.0.2.17"), QStringLiteral("198.51.100.0/24"),
                          QStringLiteral("2001:db8::5")}));
    QVERIFY(keys[1].permissions.has(Permission::Read) && keys[1].permissions.has(Permission::Trade));
    QCOMPARE(keys[1].permissions.unknown, QStringList{QStringLiteral("custody")});
    QCOMPARE(keys[1].permissions.risk(), 5);
    QCOMPARE(keys[1].validDays, 12);
    QVERIFY(keys[2].isExpired());
    QVERIFY(keys[2].permissions.has(Permission::Withdraw));
}

void TestEndpoints::accounts()
{
    const auto accounts = good(decode(api::account::accounts(), fixture("accounts")));
    QCOMPARE(accounts.size(), 3);
    QCOMPARE(accounts[0].id.value, 10'000'001);
    QVERIFY(accounts[0].isWorking() && !accounts[1].isWorking());
    QCOMPARE(accounts[1].subtype, QStringLiteral("btcusdt"));
    QCOMPARE(accounts[2].type, QStringLiteral("moon-base"));
}

void TestEndpoints::balance()
{
    const auto balance = good(decode(api::account::balance({10000001}), fixture("balance")));
    QCOMPARE(balance.id.value, 10'000'001);
    QCOMPARE(balance.rowsRead, 10);
    QCOMPARE(balance.rowsRejected, 4);
    QCOMPARE(balance.rows.size(), 4);
    QCOMPARE(balance.rows[0], (BalanceRow{{QStringLiteral("btc")},
                                          BalanceKind::Trade,
                                          QStringLiteral("trade"),
                                          dec("0.123456789012345678")}));
    QCOMPARE(balance.rows[1].amount.toString(), QByteArray("123456789012.000000000000000001"));
    QCOMPARE(balance.rows[2].kind, BalanceKind::Lock);
    QCOMPARE(balance.rows[3].kind, BalanceKind::Unknown);
    QCOMPARE(balance.rows[3].rawKind, QStringLiteral("piggy-bank"));
}

void TestEndpoints::marginBalance()
{
    const auto balance = good(decode(api::account::balance({10000002}), fixture("balance_margin")));
    QCOMPARE(balance.rowsRejected, 0);
    QCOMPARE(balance.rows[1].kind, BalanceKind::Loan);
    QCOMPARE(balance.rows[1].amount, dec("-100"));
    QCOMPARE(balance.rows[2].kind, BalanceKind::Interest);
    QCOMPARE(balance.rows[3].kind, BalanceKind::Limit);
    QCOMPARE(balance.rows[4].kind, BalanceKind::Limit);
}

/// An account must not look empty because nothing in it could be read.
void TestEndpoints::unreadableBalance()
{
    const QByteArray head = R"({"status":"ok","data":{"id":1,"type":"spot","state":"working","list":)";
    const auto empty = decode(api::account::balance({1}), head + "[]}}");
    QVERIFY(empty && empty->rows.isEmpty());
    QVERIFY(!decode(api::account::balance({1}), head + R"([{"currency":"btc"},{"currency":"eth"}]}})"));
    QVERIFY(!decode(api::account::balance({1}), head + "[1,2]}}"));
    QVERIFY(!decode(api::account::balance({1}), head + "null}}"));
    // Broken text is no unreadable row.
    QVERIFY(
        !decode(api::account::balance({1}), head + R"([{"currency":"a","type":"trade","balance":"1"},{]}})"));
}

void TestEndpoints::assetValuation()
{
    const auto value = good(decode(api::account::assetValuation({}, {}), fixture("asset_valuation")));
    QCOMPARE(value.balance, dec("34518.750000000000000001"));
    QCOMPARE(value.timestamp, 1'768'478'405'000);
}

void TestEndpoints::openOrders()
{
    const auto orders = good(decode(api::order::open({10000001}), fixture("open_orders")));
    QCOMPARE(orders.size(), 2);
    const Order &first = orders[0];
    QCOMPARE(first.id.value, QStringLiteral("912345678901234"));
    QCOMPARE(first.account.value, 10'000'001);
    QCOMPARE(first.clientOrderId, QStringLiteral("coffer-7f3a"));
    QCOMPARE(first.side, Side::Buy);
    QCOMPARE(first.kind, QStringLiteral("limit-maker"));
    QCOMPARE(first.price, dec("90000.01"));
    QCOMPARE(first.amount, dec("0.05"));
    QCOMPARE(first.filledAmount, dec("0.01"));
    QCOMPARE(first.filledCash, dec("900.0000000000000001"));
    QCOMPARE(first.filledFees, dec("0.00002"));
    QCOMPARE(first.state, OrderState::PartiallyFilled);
    QVERIFY(first.isOpen() && !first.stopPrice);
    const Order &second = orders[1];
    QCOMPARE(second.id.value, QStringLiteral("136107843051348400221001656"));
    QCOMPARE(second.side, Side::Sell);
    QCOMPARE(second.kind, QStringLiteral("stop-limit"));
    QCOMPARE(second.stopPrice, dec("3010.5"));
    QCOMPARE(second.state, OrderState::Created);
}

void TestEndpoints::orders()
{
    for (const auto &call : {api::order::orders({}), api::order::recent()}) {
        const auto orders = good(decode(call, fixture("orders")));
        QCOMPARE(orders.size(), 3);
        QVERIFY(orders[0].isMarketBuy());
        QVERIFY(!orders[0].stopPrice);
        QCOMPARE(orders[0].filledAmount, dec("2.777777777777777777"));
        QCOMPARE(orders[0].filledCash, dec("499.99999999999999986"));
        QCOMPARE(orders[0].finishedAt, 1'768'400'000'050);
        QCOMPARE(orders[1].state, OrderState::Canceled);
        QCOMPARE(orders[1].canceledAt, 1'768'400'001'900);
        QCOMPARE(orders[2].state, OrderState::Unknown);
        QCOMPARE(orders[2].rawState, QStringLiteral("dreaming"));
        QCOMPARE(orders[2].kind, QStringLiteral("limit-grid"));
        QVERIFY(!orders[2].isOpen());
    }
    // Names where no market may be, and money that can't be.
    for (const auto &[from, to] : std::initializer_list<std::pair<const char *, const char *>>{
             {"\"sell-limit\"", "\"hold-limit\""},
             {"\"sell-limit\"", "\"sell\""},
             {"\"sell-limit\"", "7"},
             {"\"500.000000000000000000\"", "500"},
             {"\"500.000000000000000000\"", "\"-500\""},
             {"\"solusdt\"", "\"\""},
             {"\"state\":\"filled\"", "\"state\":\"filled\",\"state\":\"canceled\""}}) {
        QVERIFY2(!decode(api::order::recent(), fixture("orders").replace(from, to)), to);
    }
}

void TestEndpoints::order()
{
    const auto order = good(decode(api::order::order({QStringLiteral("812345678901237")}), fixture("order")));
    QCOMPARE(order.clientOrderId, QStringLiteral("x_1-2"));
    QCOMPARE(order.state, OrderState::PartiallyCanceled);
    QVERIFY(isFinal(order.state));
    QCOMPARE(order.source, QStringLiteral("spot-api"));
    QCOMPARE(order.filledFees, dec("0.54375"));
}

void TestEndpoints::averagePrice()
{
    Order order;
    QVERIFY(!order.averagePrice());
    order.filledAmount = dec("1.5");
    order.filledCash = dec("271.875");
    QCOMPARE(order.averagePrice(), dec("181.25"));
}

void TestEndpoints::fills()
{
    for (const auto &call : {api::order::fills(), api::order::fillsOf({QStringLiteral("1")})}) {
        const auto fills = good(decode(call, fixture("fills")));
        QCOMPARE(fills.size(), 2);
        const Fill &first = fills[0];
        QCOMPARE(first.id.value, QStringLiteral("713288753120940"));
        QCOMPARE(first.order.value, QStringLiteral("812345678901234"));
        QCOMPARE(first.matchId, QStringLiteral("136107843051"));
        QCOMPARE(first.tradeId, QStringLiteral("100000000417"));
        QCOMPARE(first.amount, dec("2.777777777777777777"));
        QCOMPARE(first.fee, dec("0.005555555555555555"));
        QCOMPARE(first.feeCurrency.value, QStringLiteral("sol"));
        QVERIFY(!first.isMaker && first.deducted.isZero() && first.deductCurrency.value.isEmpty());
        const Fill &second = fills[1];
        QCOMPARE(second.id.value, QStringLiteral("136107843051348400221001657"));
        QVERIFY(second.isMaker);
        QCOMPARE(second.fee, dec("-0.0001"));
        QCOMPARE(second.deducted, dec("0.25"));
        QCOMPARE(second.deductCurrency.value, QStringLiteral("hbpoint"));
    }
}

void TestEndpoints::transfers()
{
    const auto transfers =
        good(decode(api::wallet::transfers(TransferDirection::Deposit), fixture("transfers")));
    QCOMPARE(transfers.size(), 3);
    QCOMPARE(transfers[0].id.value, QStringLiteral("61003927"));
    QCOMPARE(transfers[0].amount.toString(), QByteArray("1250.000000000000000001"));
    QVERIFY(isSettled(transfers[0]));
    QCOMPARE(transfers[1].direction, TransferDirection::Withdrawal);
    QCOMPARE(transfers[1].subType, QStringLiteral("FAST"));
    QCOMPARE(transfers[1].addressTag, QStringLiteral("104729"));
    QCOMPARE(transfers[1].amount, dec("20.5"));
    QCOMPARE(transfers[1].fee, dec("0.1"));
    QCOMPARE(transfers[1].errorCode, QStringLiteral("1010"));
    QVERIFY(!isSettled(transfers[1]));
    QCOMPARE(transfers[2].fee, dec("0.0005"));
    QVERIFY(transfers[2].txHash.isEmpty());
    QVERIFY(isSettled(transfers[2]));
}

void TestEndpoints::wordsOfTypes()
{
    QCOMPARE(wireName(Period::Min1), QStringLiteral("1min"));
    QCOMPARE(wireName(Period::Hour1), QStringLiteral("60min"));
    QCOMPARE(wireName(Period::Month1), QStringLiteral("1mon"));
    for (int period = 1; period < static_cast<int>(Period::Count); ++period)
        QVERIFY(seconds(static_cast<Period>(period)) > seconds(static_cast<Period>(period - 1)));
    QCOMPARE(parseOrderState(u"cancelling"), OrderState::Canceling);
    QCOMPARE(parseOrderState(u"Filled"), OrderState::Unknown);
    const auto set = PermissionSet::parse(QStringLiteral(" withdraw ,READONLY,account,,custody,custody"));
    QCOMPARE(set.toWire(), QStringLiteral("readOnly,withdraw,account,custody"));
    QCOMPARE(set.risk(), 6);
    QCOMPARE(PermissionSet::parse(set.toWire()), set);
    QVERIFY(PermissionSet().has(Permission::None) && !PermissionSet().has(Permission::Read));
}

void TestEndpoints::emptyLists()
{
    const QByteArray none = R"({"status":"ok","data":[]})";
    QVERIFY(good(decode(api::market::tickers(), none)).isEmpty());
    QVERIFY(good(decode(api::order::recent(), none)).isEmpty());
    QVERIFY(good(decode(api::order::fills(), none)).isEmpty());
    QVERIFY(good(decode(api::market::candles({}, Period::Day1), none)).isEmpty());
}

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
