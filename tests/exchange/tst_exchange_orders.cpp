// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/orderretention.h"
#include "signeddesk.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

const QByteArray desk = "Trading desk";
const QByteArray placePath = "/v1/order/orders/place";
using Fields = QMap<QString, QString>;

QJsonObject objectOf(const Fields &fields)
{
    QJsonObject object;
    for (auto field = fields.begin(); field != fields.end(); ++field)
        object.insert(field.key(), field.value());
    return object;
}

} // namespace

/// Placing and cancelling orders on the wire: every check with its code, and every reply's shape
/// (htx-api.md 5.2, 9.3).
class ExchangeOrdersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void refusals_data();
    void refusals();
    void placesAndTells();
    void batchAnswersRowByRow();
    void cancelsByIdAndTellsStates();
    void cancelsByClientId();
    void cancelsManyAtOnce();
    void cancelsOpenOrders();
    void newestOfAClientId();
    void needsThePermission();
    void haltsForbid();
    void windows_data();
    void windows();
    void retention_data();
    void retention();
    void forgetsCancelledApiOrders();
    void cancelledApiOrdersAreGone();

private:
    Fields order(const QString &type = QStringLiteral("buy-limit"));
    QByteArray place(const Fields &fields);
    QJsonObject cancel(const QByteArray &id)
    {
        return m_desk->post(desk, "/v1/order/orders/" + id + "/submitcancel", QJsonObject());
    }

    std::unique_ptr<SignedDesk> m_desk;
};

void ExchangeOrdersTest::init()
{
    if (m_desk && qstrcmp(QTest::currentTestFunction(), "refusals") == 0)
        return; // they change nothing
    m_desk = std::make_unique<SignedDesk>();
    m_desk->give(desk, "usdt", "100000");
    m_desk->give(desk, "btc", "2");
}

/// One that is right, priced far from the market.
Fields ExchangeOrdersTest::order(const QString &type)
{
    const bool isBuy = type.startsWith(QLatin1String("buy"));
    return {{QStringLiteral("account-id"), QString::fromLatin1(m_desk->accountId(desk))},
            {QStringLiteral("symbol"), QStringLiteral("btcusdt")},
            {QStringLiteral("type"), type},
            {QStringLiteral("amount"), QStringLiteral("0.01")},
            {QStringLiteral("price"), QString::fromLatin1(m_desk->price("btcusdt", isBuy ? "0.5" : "1.5"))}};
}

QByteArray ExchangeOrdersTest::place(const Fields &fields)
{
    return textOf(m_desk->post(desk, placePath, objectOf(fields)), "data").toLatin1();
}

void ExchangeOrdersTest::refusals_data()
{
    QTest::addColumn<Fields>("changes"); // a value of "-" takes the field away
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name,
                        std::initializer_list<std::pair<const char *, const char *>> changes,
                        const char *code) {
        Fields fields;
        for (const auto &[field, value] : changes)
            fields.insert(QLatin1String(field), QString::fromUtf8(value));
        QTest::newRow(name) << fields << QString::fromLatin1(code);
    };
    row("no account", {{"account-id", "-"}}, "validation-constraints-required");
    row("unknown account", {{"account-id", "1"}}, "account-get-accounts-inexistent-error");
    row("no symbol", {{"symbol", "-"}}, "validation-constraints-required");
    row("unknown symbol", {{"symbol", "nopeusdt"}}, "base-symbol-error");
    row("suspended", {{"symbol", "eosusdt"}}, "base-symbol-trade-disabled");
    row("offline", {{"symbol", "maticusdt"}}, "base-symbol-trade-disabled");
    row("no type", {{"type", "-"}}, "validation-constraints-required");
    row("unknown type", {{"type", "buy-grid"}}, "order-type-invalid");
    row("unknown side", {{"type", "hold-limit"}}, "order-type-invalid");
    row("no side", {{"type", "limit"}}, "order-type-invalid");
    row("unknown source", {{"source", "web"}}, "order-source-invalid");
    row("source of another account", {{"source", "margin-api"}}, "base-operation-forbidden");
    row("no amount", {{"amount", "-"}}, "validation-constraints-required");
    row("amount in words", {{"amount", "much"}}, "invalid-amount");
    row("negative amount", {{"amount", "-1"}}, "invalid-amount");
    row("amount too fine", {{"amount", "0.0100001"}}, "order-orderamount-precision-error");
    row("amount too small", {{"amount", "0.000001"}}, "order-limitorder-amount-min-error");
    row("amount too large", {{"amount", "100000"}}, "order-limitorder-amount-max-error");
    row("value too small", {{"amount", "0.00002"}}, "order-value-min-error");
    row("no price", {{"price", "-"}}, "order-invalid-price");
    row("price of nothing", {{"price", "0"}}, "order-invalid-price");
    row("price too fine", {{"price", "40000.001"}}, "order-orderprice-precision-error");
    row("buys far above the market", {{"price", "120000"}}, "order-limitorder-price-max-error");
    row("sells far below the market", {{"type", "sell-limit"}, {"price", "40000"}},
        "order-limitorder-price-min-error");
    row("maker would take", {{"type", "buy-limit-maker"}, {"price", "95000"}},
        "order-price-greater-than-limit");
    row("selling maker would take", {{"type", "sell-limit-maker"}, {"price", "82000"}},
        "order-price-less-than-limit");
    row("not enough", {{"amount", "20"}}, "account-frozen-balance-insufficient-error");
    row("client id with a blank", {{"client-order-id", "a b"}}, "invalid-client-order-id");
    row("client id too long",
        {{"client-order-id", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},
        "invalid-client-order-id");
    row("self match neither yes nor no", {{"self-match-prevent", "2"}}, "validation-constraints-error");
    row("buy at market, too little", {{"type", "buy-market"}, {"amount", "4"}}, "order-value-min-error");
    row("buy at market, too much", {{"type", "buy-market"}, {"amount", "2000000"}},
        "order-marketorder-amount-buy-max-error");
    row("buy at market, too fine", {{"type", "buy-market"}, {"amount", "10.123456789"}},
        "order-orderamount-precision-error");
    row("sell at market, too little", {{"type", "sell-market"}, {"amount", "0.000001"}},
        "order-marketorder-amount-min-error");
    row("sell at market, too much", {{"type", "sell-market"}, {"amount", "90000"}},
        "order-marketorder-amount-sell-max-error");
    row("stop without price", {{"type", "buy-stop-limit"}, {"operator", "gte"}},
        "validation-constraints-required");
    row("stop without operator", {{"type", "buy-stop-limit"}, {"stop-price", "40000"}},
        "validation-constraints-required");
    row("stop with an unknown operator",
        {{"type", "buy-stop-limit"}, {"stop-price", "40000"}, {"operator", "eq"}},
        "validation-constraints-error");
    row("stop that is reached", {{"type", "buy-stop-limit"}, {"stop-price", "45000"}, {"operator", "gte"}},
        "order-stop-order-hit-trigger");
}

void ExchangeOrdersTest::refusals()
{
    QFETCH(Fields, changes);
    QFETCH(QString, code);
    Fields fields = order();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change.value() == QLatin1String("-"))
            fields.remove(change.key());
        else
            fields.insert(change.key(), change.value());
    }
    const size_t before = m_desk->ledger().orders().size();
    const QJsonObject answer = m_desk->post(desk, placePath, objectOf(fields));
    QCOMPARE(textOf(answer, "err-code"), code);
    QCOMPARE(textOf(answer, "status"), QStringLiteral("error"));
    QCOMPARE(m_desk->ledger().orders().size(), before);
}

void ExchangeOrdersTest::placesAndTells()
{
    Fields fields = order();
    fields.insert(QStringLiteral("client-order-id"), QStringLiteral("Mine_1-a"));
    const QJsonObject answer = m_desk->post(desk, placePath, objectOf(fields));
    QVERIFY(answer.value(QLatin1String("data")).isString());
    const QByteArray id = textOf(answer, "data").toLatin1();
    const QJsonObject row =
        m_desk->get(desk, "/v1/order/orders/" + id).value(QLatin1String("data")).toObject();
    QCOMPARE(textOf(row, "state"), QStringLiteral("submitted"));
    QCOMPARE(textOf(row, "client-order-id"), QStringLiteral("Mine_1-a"));
    QCOMPARE(textOf(row, "source"), QStringLiteral("spot-api"));
    QCOMPARE(textOf(row, "amount"), QStringLiteral("0.010000000000000000"));
    const QJsonArray open = m_desk->get(desk, "/v1/order/openOrders", {{"symbol", "btcusdt"}})
                                .value(QLatin1String("data"))
                                .toArray();
    QCOMPARE(QByteArray::number(open[0].toObject().value(QLatin1String("id")).toInteger()), id);

    // A stop order waits as "created", with nothing frozen for it.
    const Decimal before =
        m_desk->ledger().available(m_desk->account(desk), m_desk->world().currencies().indexOf("usdt"));
    fields = order(QStringLiteral("buy-stop-limit"));
    fields.insert(QStringLiteral("stop-price"), fields.value(QStringLiteral("price")));
    fields.insert(QStringLiteral("operator"), QStringLiteral("lte"));
    const QByteArray stop = place(fields);
    const QJsonObject waiting =
        m_desk->get(desk, "/v1/order/orders/" + stop).value(QLatin1String("data")).toObject();
    QCOMPARE(textOf(waiting, "state"), QStringLiteral("created"));
    QCOMPARE(textOf(waiting, "operator"), QStringLiteral("lte"));
    QCOMPARE(m_desk->ledger().available(m_desk->account(desk), m_desk->world().currencies().indexOf("usdt")),
             before);
}

void ExchangeOrdersTest::batchAnswersRowByRow()
{
    Fields good = order(), bad = order();
    good.insert(QStringLiteral("client-order-id"), QStringLiteral("good"));
    bad.insert(QStringLiteral("client-order-id"), QStringLiteral("bad"));
    bad.insert(QStringLiteral("amount"), QStringLiteral("0.00002"));
    const QJsonArray rows =
        m_desk->post(desk, "/v1/order/batch-orders", QJsonArray{objectOf(good), objectOf(bad)})
            .value(QLatin1String("data"))
            .toArray();
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0].toObject().value(QLatin1String("order-id")).isDouble());
    QCOMPARE(textOf(rows[0], "client-order-id"), QStringLiteral("good"));
    QCOMPARE(textOf(rows[1], "err-code"), QStringLiteral("order-value-min-error"));
    QCOMPARE(textOf(rows[1], "err-msg"), QStringLiteral("Order total cannot be lower than: 5 USDT"));
    QVERIFY(!rows[1].toObject().contains(QLatin1String("order-id")));
    QJsonArray eleven;
    for (int count = 0; count < 11; ++count)
        eleven.append(objectOf(order()));
    QCOMPARE(textOf(m_desk->post(desk, "/v1/order/batch-orders", eleven), "err-code"),
             QStringLiteral("validation-constraints-error"));
}

void ExchangeOrdersTest::cancelsByIdAndTellsStates()
{
    const QByteArray id = place(order());
    QCOMPARE(textOf(cancel(id), "data").toLatin1(), id);
    const QJsonObject again = cancel(id);
    QCOMPARE(textOf(again, "err-code"), QStringLiteral("order-orderstate-error"));
    QCOMPARE(again.value(QLatin1String("order-state")).toInt(), 7);
    Fields market = order(QStringLiteral("buy-market"));
    market.insert(QStringLiteral("amount"), QStringLiteral("50"));
    QCOMPARE(cancel(place(market)).value(QLatin1String("order-state")).toInt(), 6);
    QCOMPARE(textOf(cancel("12345"), "err-code"), QStringLiteral("base-record-invalid"));
    // Another user's order is nobody's.
    const int foreign = *m_desk->ledger().openOrdersOf(2).begin();
    QCOMPARE(textOf(cancel(QByteArray::number(m_desk->ledger().orders()[size_t(foreign)].id)), "err-code"),
             QStringLiteral("base-record-invalid"));
    QVERIFY(m_desk->ledger().orders()[size_t(foreign)].isOpen());
}

void ExchangeOrdersTest::cancelsByClientId()
{
    const auto state = [this](const char *id) {
        return m_desk
            ->post(desk, "/v1/order/orders/submitCancelClientOrder",
                   QJsonObject{{QStringLiteral("client-order-id"), QLatin1String(id)}})
            .value(QLatin1String("data"));
    };
    Fields fields = order();
    fields.insert(QStringLiteral("client-order-id"), QStringLiteral("mine"));
    place(fields);
    QVERIFY(state("mine").isDouble());
    QCOMPARE(state("mine").toInt(), 7); // the call before has cancelled it
    QCOMPARE(state("other").toInt(-9), 0);
    fields.insert(QStringLiteral("client-order-id"), QStringLiteral("next"));
    place(fields);
    QCOMPARE(state("next").toInt(), 10);
}

void ExchangeOrdersTest::cancelsManyAtOnce()
{
    const QByteArray first = place(order()), second = place(order());
    cancel(second);
    const QJsonObject data =
        m_desk
            ->post(
                desk, "/v1/order/orders/batchcancel",
                QJsonObject{{QStringLiteral("order-ids"),
                             QJsonArray{QLatin1String(first), QLatin1String(second), QStringLiteral("7")}}})
            .value(QLatin1String("data"))
            .toObject();
    QCOMPARE(data.value(QLatin1String("success")).toArray(), QJsonArray{QLatin1String(first)});
    const QJsonArray failed = data.value(QLatin1String("failed")).toArray();
    QCOMPARE(failed.size(), 2);
    QCOMPARE(failed[0].toObject().value(QLatin1String("order-state")).toInt(), 7);
    QCOMPARE(textOf(failed[0], "err-code"), QStringLiteral("order-orderstate-error"));
    QCOMPARE(textOf(failed[0], "order-id").toLatin1(), second);
    QCOMPARE(textOf(failed[1], "err-code"), QStringLiteral("base-not-found"));
    QCOMPARE(failed[1].toObject().value(QLatin1String("order-state")).toInt(), -1);

    Fields fields = order();
    fields.insert(QStringLiteral("client-order-id"), QStringLiteral("mine"));
    place(fields);
    const QJsonObject named =
        m_desk
            ->post(desk, "/v1/order/orders/batchcancel",
                   QJsonObject{{QStringLiteral("client-order-ids"),
                                QJsonArray{QStringLiteral("mine"), QStringLiteral("nobody")}}})
            .value(QLatin1String("data"))
            .toObject();
    QCOMPARE(named.value(QLatin1String("success")).toArray(), QJsonArray{QStringLiteral("mine")});
    QCOMPARE(named.value(QLatin1String("failed"))
                 .toArray()[0]
                 .toObject()
                 .value(QLatin1String("order-state"))
                 .toInt(-9),
             0);
    QJsonArray many;
    for (int id = 0; id < 51; ++id)
        many.append(QString::number(id));
    QCOMPARE(textOf(m_desk->post(desk, "/v1/order/orders/batchcancel",
                                 QJsonObject{{QStringLiteral("order-ids"), many}}),
                    "err-code"),
             QStringLiteral("validation-constraints-error"));
}

void ExchangeOrdersTest::cancelsOpenOrders()
{
    const auto cancelOpen = [this](const QJsonObject &body) {
        return m_desk->post(desk, "/v1/order/orders/batchCancelOpenOrders", body)
            .value(QLatin1String("data"))
            .toObject();
    };
    const size_t before = m_desk->ledger().openOrdersOf(0).size();
    const QByteArray first = place(order());
    place(order());
    place(order(QStringLiteral("sell-limit")));
    const QJsonObject buys{{QStringLiteral("symbol"), QStringLiteral("btcusdt,ethusdt")},
                           {QStringLiteral("side"), QStringLiteral("buy")},
                           {QStringLiteral("size"), 1}};
    QJsonObject done = cancelOpen(buys);
    QCOMPARE(done.value(QLatin1String("success-count")).toInt(), 1);
    QCOMPARE(QByteArray::number(done.value(QLatin1String("next-id")).toInteger()), first);
    QCOMPARE(m_desk->ledger().openOrdersOf(0).size(), before + 2);
    done = cancelOpen({{QStringLiteral("account-id"), QLatin1String(m_desk->accountId(desk))}});
    QCOMPARE(done.value(QLatin1String("success-count")).toInt(), int(before) + 2);
    QCOMPARE(done.value(QLatin1String("failed-count")).toInt(-9), 0);
    QCOMPARE(done.value(QLatin1String("next-id")).toInt(-9), -1);
    QVERIFY(m_desk->ledger().openOrdersOf(0).empty());
}

void ExchangeOrdersTest::newestOfAClientId()
{
    Fields fields = order();
    fields.insert(QStringLiteral("client-order-id"), QStringLiteral("twice"));
    place(fields);
    const QByteArray newest = place(fields);
    const auto find = [this](const char *id) {
        return m_desk->get(desk, "/v1/order/orders/getClientOrder", {{"clientOrderId", id}});
    };
    QCOMPARE(QByteArray::number(numberOf(find("twice").value(QLatin1String("data")), "id")), newest);
    QCOMPARE(textOf(find("never"), "err-code"), QStringLiteral("base-record-invalid"));
}

void ExchangeOrdersTest::needsThePermission()
{
    const QJsonObject answer = m_desk->post("Portfolio", placePath, objectOf(order()));
    QCOMPARE(textOf(answer, "status"), QStringLiteral("error"));
    QVERIFY(textOf(answer, "err-msg").contains(QLatin1String("permission")));
}

void ExchangeOrdersTest::haltsForbid()
{
    const QByteArray id = place(order());
    MarketStatus status;
    status.state = MarketStatus::State::CancelOnly;
    status.affectedSymbols = "ethusdt";
    m_desk->world().setMarketStatus(status);
    QVERIFY(!place(order()).isEmpty());
    status.affectedSymbols = "all";
    m_desk->world().setMarketStatus(status);
    QCOMPARE(textOf(m_desk->post(desk, placePath, objectOf(order())), "err-code"),
             QStringLiteral("order-disabled"));
    status.state = MarketStatus::State::Halted;
    m_desk->world().setMarketStatus(status);
    QCOMPARE(textOf(cancel(id), "err-code"), QStringLiteral("cancel-disabled"));
    m_desk->world().setMarketStatus({});
    QCOMPARE(textOf(cancel(id), "data").toLatin1(), id);
}

void ExchangeOrdersTest::windows_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<qint64>("startHoursAgo");
    QTest::addColumn<qint64>("endHoursAgo");
    QTest::addColumn<QString>("code");
    const QByteArray orders = "/v1/order/orders", recent = "/v1/order/history",
                     fills = "/v1/order/matchresults";
    QTest::newRow("orders, two days") << orders << qint64(48) << qint64(0) << QString();
    QTest::newRow("orders, wider") << orders << qint64(49) << qint64(0) << "invalid_interval";
    QTest::newRow("orders, 179 days ago") << orders << qint64(179 * 24) << qint64(178 * 24) << QString();
    QTest::newRow("orders, 181 days ago")
        << orders << qint64(181 * 24) << qint64(179 * 24) << "invalid_start_date";
    QTest::newRow("orders, long ago") << orders << qint64(300 * 24) << qint64(299 * 24) << "invalid_end_date";
    QTest::newRow("orders, tomorrow") << orders << qint64(-24) << qint64(-25) << "invalid_start_date";
    QTest::newRow("recent, two days") << recent << qint64(48) << qint64(0) << QString();
    QTest::newRow("recent, earlier") << recent << qint64(60) << qint64(40) << "invalid-start-date";
    QTest::newRow("fills, 119 days ago") << fills << qint64(119 * 24) << qint64(118 * 24) << QString();
    QTest::newRow("fills, 121 days ago")
        << fills << qint64(121 * 24) << qint64(119 * 24) << "invalid-start-date";
}

void ExchangeOrdersTest::windows()
{
    QFETCH(QByteArray, path);
    QFETCH(qint64, startHoursAgo);
    QFETCH(qint64, endHoursAgo);
    QFETCH(QString, code);
    constexpr qint64 hour = 3'600'000;
    Parameters query{{"symbol", "btcusdt"},
                     {"start-time", QByteArray::number(SignedDesk::startMs - startHoursAgo * hour)},
                     {"end-time", QByteArray::number(SignedDesk::startMs - endHoursAgo * hour)}};
    if (path == "/v1/order/orders")
        query.emplaceBack("states", "filled");
    QCOMPARE(textOf(m_desk->get(desk, path, query), "err-code"), code);
}

void ExchangeOrdersTest::retention_data()
{
    QTest::addColumn<OrderStatus>("status");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<qint64>("minutesAgo");
    QTest::addColumn<bool>("gone");
    QTest::newRow("cancelled through the API")
        << OrderStatus::Canceled << QByteArray("spot-api") << qint64(121) << true;
    QTest::newRow("not two hours yet")
        << OrderStatus::Canceled << QByteArray("spot-api") << qint64(119) << false;
    QTest::newRow("cancelled on the web")
        << OrderStatus::Canceled << QByteArray("spot-web") << qint64(121) << false;
    QTest::newRow("filled in part") << OrderStatus::PartialCanceled << QByteArray("spot-api") << qint64(121)
                                    << false;
    QTest::newRow("filled") << OrderStatus::Filled << QByteArray("spot-api") << qint64(121) << false;
    QTest::newRow("half a year ago") << OrderStatus::Filled << QByteArray("spot-web") << qint64(181 * 1440)
                                     << true;
    QTest::newRow("open since then") << OrderStatus::Submitted << QByteArray("spot-web") << qint64(181 * 1440)
                                     << false;
}

void ExchangeOrdersTest::retention()
{
    QFETCH(OrderStatus, status);
    QFETCH(QByteArray, source);
    QFETCH(qint64, minutesAgo);
    OrderRecord order;
    order.status = status;
    order.source = source;
    order.createdAt = SignedDesk::startMs - minutesAgo * 60'000;
    order.finishedAt = order.canceledAt = order.isOpen() ? 0 : order.createdAt;
    QTEST(isGone(order, SignedDesk::startMs), "gone");
}

/// As above, as time passes.
void ExchangeOrdersTest::forgetsCancelledApiOrders()
{
    Fields fields = order();
    fields.insert(QStringLiteral("client-order-id"), QStringLiteral("mine"));
    const QByteArray id = place(fields);
    cancel(id);
    const auto code = [this](const QByteArray &path, const Parameters &query = {}) {
        return outcome(m_desk->get(desk, path, query));
    };
    m_desk->moveOn(goneAfterCancel - 60'000);
    QCOMPARE(code("/v1/order/orders/" + id), QStringLiteral("ok"));
    QCOMPARE(code("/v1/order/orders/getClientOrder", {{"clientOrderId", "mine"}}), QStringLiteral("ok"));
    m_desk->moveOn(120'000);
    QCOMPARE(code("/v1/order/orders/" + id), QStringLiteral("base-record-invalid"));
    QCOMPARE(code("/v1/order/orders/getClientOrder", {{"clientOrderId", "mine"}}),
             QStringLiteral("base-record-invalid"));
    QCOMPARE(cancel(id).value(QLatin1String("order-state")).toInt(), -1);
    QCOMPARE(m_desk
                 ->post(desk, "/v1/order/orders/submitCancelClientOrder",
                        QJsonObject{{QStringLiteral("client-order-id"), QStringLiteral("mine")}})
                 .value(QLatin1String("data"))
                 .toInt(),
             -1);
}

/// The bot has cancelled many in its year; only the youngest can still be had.
void ExchangeOrdersTest::cancelledApiOrdersAreGone()
{
    const Ledger &ledger = m_desk->ledger();
    int gone = 0;
    for (const int place : ledger.ordersOf(2)) {
        const OrderRecord &order = ledger.orders()[size_t(place)];
        if (order.createdAt < SignedDesk::startMs - 30 * 86'400'000LL || !isGone(order, SignedDesk::startMs))
            continue;
        if (++gone > 5)
            break;
        QCOMPARE(
            textOf(m_desk->get("Grid bot", "/v1/order/orders/" + QByteArray::number(order.id)), "err-code"),
            QStringLiteral("base-record-invalid"));
        const QJsonArray rows = m_desk
                                    ->get("Grid bot", "/v1/order/orders",
                                          {{"symbol", m_desk->world().markets().at(order.market).symbol},
                                           {"states", "canceled"},
                                           {"start-time", QByteArray::number(order.createdAt - 1000)},
                                           {"end-time", QByteArray::number(order.createdAt + 1000)}})
                                    .value(QLatin1String("data"))
                                    .toArray();
        QVERIFY(rows.isEmpty());
    }
    QVERIFY(gone > 0);
}

QTEST_GUILESS_MAIN(ExchangeOrdersTest)
#include "tst_exchange_orders.moc"
