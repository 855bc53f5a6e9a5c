// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointcheck.h"
#include "htx/endpoints/algo.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/ordering.h"

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::test;
namespace api = coffer::htx::endpoints;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};

OrderDraft stopLimit()
{
    OrderDraft draft;
    draft.account = {10000001};
    draft.symbol = btc;
    draft.side = Side::Sell;
    draft.kind = QStringLiteral("stop-limit");
    draft.amount = dec("1E-8");
    draft.price = dec("1E5");
    draft.clientOrderId = QStringLiteral("c\"1");
    draft.selfMatchPrevent = 1;
    draft.stopPrice = dec("100000.000000000000000001");
    draft.stopOperator = QStringLiteral("gte");
    return draft;
}

OrderDraft marketBuy()
{
    OrderDraft draft;
    draft.account = {1234567};
    draft.symbol = btc;
    draft.kind = QStringLiteral("market");
    draft.amount = dec("50");
    draft.source = QStringLiteral("margin-api");
    return draft;
}

ConditionalDraft conditional()
{
    ConditionalDraft draft;
    draft.account = {10000001};
    draft.symbol = btc;
    draft.orderType = QStringLiteral("limit");
    draft.price = dec("90000");
    draft.size = dec("0.00000001");
    draft.timeInForce = QStringLiteral("gtc");
    draft.clientOrderId = QStringLiteral("c-1");
    draft.stopPrice = dec("91000.5");
    draft.trailingRate = dec("0.02");
    return draft;
}

} // namespace

/// Orders, fills and conditional orders (htx-api.md 5).
class TestEndpointsOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests() { checkRequest(); }
    void priorities();
    void fees();
    void placing();
    void batch();
    void batchWithoutOutcome();
    void cancelling();
    void conditionalOrders();
    void conditionalCancels();
};

void TestEndpointsOrders::requests_data()
{
    requestColumns();
    api::order::Filter filter;
    filter.types = {QStringLiteral("buy-limit"), QStringLiteral("sell-market")};
    filter.side = Side::Sell;
    filter.states = {QStringLiteral("filled")};
    addGet("open, filtered", api::order::open({7}, btc, {}, 500, filter).request,
           "/v1/order/openOrders?account-id=7&side=sell&size=500&symbol=btcusdt"
           "&types=buy-limit%2Csell-market",
           50);
    filter.firstDay = QDate(2026, 1, 14);
    filter.lastDay = QDate(2026, 1, 15);
    addGet("orders, filtered", api::order::orders(btc, {}, filter).request,
           "/v1/order/orders?end-date=2026-01-15&size=100&start-date=2026-01-14&states=filled&symbol=btcusdt"
           "&types=buy-limit%2Csell-market",
           50);
    addGet("recent of one market", api::order::recent({}, btc).request,
           "/v1/order/history?direct=next&size=100&symbol=btcusdt", 20);
    addGet("fills, filtered", api::order::fills(btc, {}, filter).request,
           "/v1/order/matchresults?end-date=2026-01-15&size=100&start-date=2026-01-14&symbol=btcusdt"
           "&types=buy-limit%2Csell-market",
           20);
    addGet("by client id", api::order::byClientOrderId(QStringLiteral("a_b-1")).request,
           "/v1/order/orders/getClientOrder?clientOrderId=a_b-1", 50);
    addGet("fee rates", api::order::feeRates({btc, {QStringLiteral("ethusdt")}}).request,
           "/v2/reference/transact-fee-rate?symbols=btcusdt%2Cethusdt", 50);

    const QByteArray stop =
        R"({"account-id":"10000001","symbol":"btcusdt","type":"sell-stop-limit","amount":"0.00000001",)"
        R"("price":"100000","source":"spot-api","client-order-id":"c\"1","self-match-prevent":1,)"
        R"("stop-price":"100000.000000000000000001","operator":"gte"})";
    const QByteArray market =
        R"({"account-id":"1234567","symbol":"btcusdt","type":"buy-market","amount":"50","source":"margin-api"})";
    addPost("place", api::ordering::place(stopLimit()).request, "/v1/order/orders/place", stop, 100);
    addPost("place at market", api::ordering::place(marketBuy()).request, "/v1/order/orders/place", market,
            100);
    addPost("batch", api::ordering::placeBatch({stopLimit(), marketBuy()}).request, "/v1/order/batch-orders",
            '[' + stop + ',' + market + ']', 20);
    addPost("cancel", api::ordering::cancel({QStringLiteral("8123")}).request,
            "/v1/order/orders/8123/submitcancel", "{}", 100, "/v1/order/orders/{id}/submitcancel");
    addPost("cancel by client id", api::ordering::cancelByClientOrderId(QStringLiteral("c-1")).request,
            "/v1/order/orders/submitCancelClientOrder", R"({"client-order-id":"c-1"})", 100);
    addPost("cancel batch",
            api::ordering::cancelBatch({{QStringLiteral("1")}, {QStringLiteral("136107843051348400221")}})
                .request,
            "/v1/order/orders/batchcancel", R"({"order-ids":["1","136107843051348400221"]})", 50);
    addPost("cancel batch by client ids",
            api::ordering::cancelBatchByClientOrderId({QStringLiteral("a"), QStringLiteral("b")}).request,
            "/v1/order/orders/batchcancel", R"({"client-order-ids":["a","b"]})", 50);
    addPost("cancel all open", api::ordering::cancelOpen({}).request,
            "/v1/order/orders/batchCancelOpenOrders", R"({"size":100})", 50);
    addPost(
        "cancel some open",
        api::ordering::cancelOpen({.account = {10000001},
                                   .symbols = {btc, {QStringLiteral("ethusdt")}},
                                   .types = {QStringLiteral("buy-limit")},
                                   .side = Side::Buy,
                                   .size = 999})
            .request,
        "/v1/order/orders/batchCancelOpenOrders",
        R"({"account-id":"10000001","symbol":"btcusdt,ethusdt","types":"buy-limit","side":"buy","size":100})",
        50);

    addPost("conditional", api::algo::place(conditional()).request, "/v2/algo-orders",
            R"({"accountId":10000001,"symbol":"btcusdt","orderSide":"buy","orderType":"limit",)"
            R"("orderPrice":"90000","orderSize":"0.00000001","timeInForce":"gtc","clientOrderId":"c-1",)"
            R"("stopPrice":"91000.5","trailingRate":"0.02"})",
            20);
    addPost("cancel conditional", api::algo::cancel({QStringLiteral("c-1")}).request,
            "/v2/algo-orders/cancellation", R"({"clientOrderIds":["c-1"]})", 20);
    addPost("cancel all after", api::algo::cancelAllAfter(10).request, "/v2/algo-orders/cancel-all-after",
            R"({"timeout":10})", 20);
    addPost("cancel all after, off", api::algo::cancelAllAfter(0).request, "/v2/algo-orders/cancel-all-after",
            R"({"timeout":0})", 20);
    addGet("conditional, open", api::algo::open().request, "/v2/algo-orders/opening?limit=500&sort=desc", 20);
    addGet("conditional, history",
           api::algo::history({.account = {7},
                               .symbol = btc,
                               .state = QStringLiteral("canceled"),
                               .side = QStringLiteral("buy"),
                               .type = QStringLiteral("limit"),
                               .startMs = 1,
                               .endMs = 2,
                               .from = QStringLiteral("9585084"),
                               .size = 100})
               .request,
           "/v2/algo-orders/history?accountId=7&endTime=2&fromId=9585084&limit=100&orderSide=buy"
           "&orderStatus=canceled&orderType=limit&sort=desc&startTime=1&symbol=btcusdt",
           20);
    addGet("conditional, one", api::algo::order(QStringLiteral("c-1")).request,
           "/v2/algo-orders/specific?clientOrderId=c-1", 20);
}

/// Whatever places or cancels goes before what is only looked at.
void TestEndpointsOrders::priorities()
{
    for (const Request &request :
         {api::ordering::place(marketBuy()).request, api::ordering::placeBatch({}).request,
          api::ordering::cancel({}).request, api::ordering::cancelByClientOrderId({}).request,
          api::ordering::cancelBatch({}).request, api::ordering::cancelOpen({}).request,
          api::algo::place(conditional()).request, api::algo::cancel({}).request,
          api::algo::cancelAllAfter(5).request})
        QVERIFY2(request.priority == Priority::Order, request.path.constData());
    QVERIFY(api::order::byClientOrderId({}).request.priority == Priority::Visible);
}

void TestEndpointsOrders::fees()
{
    const auto rates = read(api::order::feeRates({}), "fee_rates");
    QCOMPARE(rates.size(), 2);
    QCOMPARE(rates[0].symbol, btc);
    QCOMPARE(rates[0].maker, dec("0.002"));
    QCOMPARE(rates[0].taker, dec("0.0025"));
    QCOMPARE(rates[0].actualMaker, dec("-0.0001"));
    QCOMPARE(rates[0].actualTaker, dec("0.0018"));
    QVERIFY(rates[1].actualTaker.isZero());
}

void TestEndpointsOrders::placing()
{
    QCOMPARE(read(api::ordering::place(marketBuy()), "placed").value, QStringLiteral("812345678901240"));
    QCOMPARE(read(api::order::byClientOrderId({}), "order").clientOrderId, QStringLiteral("x_1-2"));
}

void TestEndpointsOrders::batch()
{
    const auto rows = read(api::ordering::placeBatch({}), "placed_batch");
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].id.value, QStringLiteral("812345678901241"));
    QCOMPARE(rows[0].clientOrderId, QStringLiteral("b-1"));
    QVERIFY(!rows[0].refusal);
    QVERIFY(rows[1].id.value.isEmpty());
    QVERIFY(rows[1].refusal);
    QCOMPARE(rows[1].refusal->kind, ErrorKind::Rejected);
    QCOMPARE(rows[1].refusal->code, QStringLiteral("order-value-min-error"));
    QCOMPARE(rows[1].refusal->detail, QStringLiteral("Order total cannot be lower than: 10 USDT"));
    QVERIFY(rows[2].refusal); // its text comes before its code
    QCOMPARE(rows[2].refusal->code, QStringLiteral("account-frozen-balance-insufficient-error"));
    QCOMPARE(rows[2].refusal->detail, QStringLiteral("no funds left"));
}

/// A row that has neither an id nor a reason, or both, leaves open what happened.
void TestEndpointsOrders::batchWithoutOutcome()
{
    for (const char *row : {R"({"client-order-id":"b-1"})", R"({"order-id":1,"err-code":"x"})",
                            R"({"order-id":null})", R"({"order-id":1,"order-id":2})"}) {
        QVERIFY2(
            !decode(api::ordering::placeBatch({}), QByteArray(R"({"status":"ok","data":[)") + row + "]}"),
            row);
    }
}

void TestEndpointsOrders::cancelling()
{
    QCOMPARE(read(api::ordering::cancel({}), "placed").value, QStringLiteral("812345678901240"));
    const int code = read(api::ordering::cancelByClientOrderId({}), "cancel_code");
    QCOMPARE(code, 10);
    QCOMPARE(orderStateFromCode(code), OrderState::Canceling);
    QCOMPARE(orderStateFromCode(5), OrderState::PartiallyCanceled);
    QCOMPARE(orderStateFromCode(6), OrderState::Filled);
    QCOMPARE(orderStateFromCode(7), OrderState::Canceled);
    for (const int unknown : {-1, 0, 99})
        QCOMPARE(orderStateFromCode(unknown), OrderState::Unknown);

    const auto outcome = read(api::ordering::cancelBatch({}), "cancel_batch");
    QCOMPARE(outcome.accepted,
             QStringList({QStringLiteral("812345678901241"), QStringLiteral("812345678901242")}));
    QCOMPARE(outcome.refused.size(), 2);
    QCOMPARE(outcome.refused[0].id.value, QStringLiteral("812345678901243"));
    QCOMPARE(outcome.refused[0].clientOrderId, QStringLiteral("b-9"));
    QCOMPARE(outcome.refused[0].refusal->code, QStringLiteral("order-orderstate-error"));
    QCOMPARE(outcome.refused[0].stateCode, 7);
    QVERIFY(outcome.refused[1].id.value.isEmpty() && !outcome.refused[1].stateCode);
    QCOMPARE(outcome.refused[1].refusal->kind, ErrorKind::NotFound);

    const auto sweep = read(api::ordering::cancelOpen({}), "cancel_sweep");
    QCOMPARE(sweep.accepted, 2);
    QCOMPARE(sweep.refused, 1);
    QCOMPARE(sweep.nextId, 5'454'600);
}

void TestEndpointsOrders::conditionalOrders()
{
    for (const auto &call : {api::algo::open(), api::algo::history({})}) {
        const auto page = read(call, "algo_orders");
        QCOMPARE(page.next, QStringLiteral("9585084"));
        QCOMPARE(page.rows.size(), 3);
        const ConditionalOrder &waiting = page.rows[0];
        QCOMPARE(waiting.clientOrderId, QStringLiteral("c-1"));
        QCOMPARE(waiting.account.value, 10'000'001);
        QCOMPARE(waiting.symbol.value, QStringLiteral("solusdt"));
        QCOMPARE(waiting.side, Side::Buy);
        QCOMPARE(waiting.orderType, QStringLiteral("limit"));
        QCOMPARE(waiting.timeInForce, QStringLiteral("gtc"));
        QCOMPARE(waiting.source, QStringLiteral("api"));
        QCOMPARE(waiting.state, QStringLiteral("created"));
        QCOMPARE(waiting.price, dec("150.25"));
        QCOMPARE(waiting.size, dec("2.5"));
        QCOMPARE(waiting.stopPrice, dec("151"));
        QVERIFY(!waiting.value && !waiting.trailingRate && !waiting.refusal && waiting.order.value.isEmpty());
        QCOMPARE(waiting.placedAt, 1'768'478'400'100);
        QCOMPARE(waiting.changedAt, 1'768'478'400'500);
        QCOMPARE(waiting.triggeredAt, 0);
        const ConditionalOrder &triggered = page.rows[1];
        QCOMPARE(triggered.order.value, QStringLiteral("136107843051348400221001656"));
        QCOMPARE(triggered.side, Side::Sell);
        QCOMPARE(triggered.triggeredAt, 1'768'478'400'590);
        QCOMPARE(triggered.trailingRate, dec("0.02"));
        QVERIFY(!triggered.price);
        const ConditionalOrder &rejected = page.rows[2];
        QCOMPARE(rejected.value->toString(), QByteArray("500.000000000000000001"));
        QCOMPARE(rejected.refusal->code, QStringLiteral("2002"));
    }
    QCOMPARE(read(api::algo::order({}), "algo_order").state, QStringLiteral("dreaming"));
}

void TestEndpointsOrders::conditionalCancels()
{
    QCOMPARE(read(api::algo::place(conditional()), "algo_placed"), QStringLiteral("c-1"));
    const auto outcome = read(api::algo::cancel({}), "algo_cancel");
    QCOMPARE(outcome.accepted, QStringList({QStringLiteral("c-1"), QStringLiteral("c-2")}));
    QCOMPARE(outcome.rejected, QStringList(QStringLiteral("c-3")));
    const auto timer = read(api::algo::cancelAllAfter(10), "cancel_timer");
    QCOMPARE(timer.currentTime, 1'768'478'400'000);
    QCOMPARE(timer.triggerTime, 1'768'478'410'000);
}

QTEST_GUILESS_MAIN(TestEndpointsOrders)
#include "tst_endpoints_orders.moc"
