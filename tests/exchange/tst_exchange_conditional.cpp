// SPDX-License-Identifier: GPL-3.0-or-later
#include "signeddesk.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

const QByteArray desk = "Trading desk";
constexpr qint64 startMs = SignedDesk::startMs;
using Fields = QMap<QString, QString>;

QJsonArray listOf(const QJsonObject &answer)
{
    return answer.value(QLatin1String("data")).toArray();
}

} // namespace

/// Conditional orders on the wire, and what triggers them (htx-api.md 5.4).
class ExchangeConditionalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void refusals_data();
    void refusals();
    void placesListsAndCancels();
    void triggers();
    void failingTriggerIsTold();
    void trailingFollowsThePrice();
    void pagesByFromId();
    void cancelAllAfterReplies_data();
    void cancelAllAfterReplies();

private:
    Fields order(const QString &id, const char *stopFraction = "0.5");
    QJsonObject place(const Fields &fields);
    QJsonObject find(const QByteArray &id)
    {
        return m_desk->get(desk, "/v2/algo-orders/specific", {{"clientOrderId", id}})
            .value(QLatin1String("data"))
            .toObject();
    }
    qint64 momentBelow(double fraction);

    std::unique_ptr<SignedDesk> m_desk;
    int m_market = 0;
};

void ExchangeConditionalTest::init()
{
    m_desk = std::make_unique<SignedDesk>();
    m_desk->give(desk, "btc", "2");
    m_market = m_desk->world().markets().indexOf("btcusdt");
}

/// A sale at market once the price has fallen that far.
Fields ExchangeConditionalTest::order(const QString &id, const char *stopFraction)
{
    return {{QStringLiteral("accountId"), QString::fromLatin1(m_desk->accountId(desk))},
            {QStringLiteral("symbol"), QStringLiteral("btcusdt")},
            {QStringLiteral("orderSide"), QStringLiteral("sell")},
            {QStringLiteral("orderType"), QStringLiteral("market")},
            {QStringLiteral("orderSize"), QStringLiteral("0.01")},
            {QStringLiteral("clientOrderId"), id},
            {QStringLiteral("stopPrice"), QString::fromLatin1(m_desk->price("btcusdt", stopFraction))}};
}

QJsonObject ExchangeConditionalTest::place(const Fields &fields)
{
    QJsonObject body;
    for (auto field = fields.begin(); field != fields.end(); ++field)
        body.insert(field.key(), field.value());
    return m_desk->post(desk, "/v2/algo-orders", body);
}

qint64 ExchangeConditionalTest::momentBelow(double fraction)
{
    const PriceFeed &feed = m_desk->world().feed();
    const double wanted = double(feed.price(m_market, startMs)) * fraction;
    qint64 at = startMs / 1000 * 1000 + 1000;
    while (double(feed.price(m_market, at)) > wanted && at < startMs + 10 * 86'400'000LL)
        at += 1000;
    return at;
}

void ExchangeConditionalTest::refusals_data()
{
    QTest::addColumn<Fields>("changes"); // a value of "-" takes the field away
    QTest::addColumn<int>("code");
    const auto row = [](const char *name,
                        std::initializer_list<std::pair<const char *, const char *>> changes, int code) {
        Fields fields;
        for (const auto &[field, value] : changes)
            fields.insert(QLatin1String(field), QLatin1String(value));
        QTest::newRow(name) << fields << code;
    };
    row("no client id", {{"clientOrderId", "-"}}, 2003);
    row("no stop", {{"stopPrice", "-"}}, 2003);
    row("no size", {{"orderSize", "-"}}, 2003);
    row("unknown account", {{"accountId", "1"}}, 2002);
    row("unknown symbol", {{"symbol", "nope"}}, 2002);
    row("suspended", {{"symbol", "eosusdt"}}, 2003);
    row("side", {{"orderSide", "hold"}}, 2002);
    row("type", {{"orderType", "ioc"}}, 2002);
    row("time in force", {{"timeInForce", "gtc"}}, 2002);
    row("stop too fine", {{"stopPrice", "40000.001"}}, 2002);
    row("trailing too narrow", {{"trailingRate", "0.0005"}}, 2002);
    row("trailing too wide", {{"trailingRate", "0.06"}}, 2002);
    row("size too fine", {{"orderSize", "0.0100001"}}, 3002);
    row("size too small", {{"orderSize", "0.000001"}}, 3003);
    row("limit without price", {{"orderType", "limit"}}, 2003);
    row("value too small", {{"orderSide", "buy"}, {"orderValue", "1"}}, 3009);
}

void ExchangeConditionalTest::refusals()
{
    QFETCH(Fields, changes);
    Fields fields = order(QStringLiteral("one"));
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change.value() == QLatin1String("-"))
            fields.remove(change.key());
        else
            fields.insert(change.key(), change.value());
    }
    const QJsonObject answer = place(fields);
    QTEST(answer.value(QLatin1String("code")).toInt(), "code");
    QVERIFY(!textOf(answer, "message").isEmpty());
}

void ExchangeConditionalTest::placesListsAndCancels()
{
    std::vector<ConditionalEvent> told;
    m_desk->world().events().onConditional.push_back(
        [&told](const ConditionalEvent &event) { told.push_back(event); });
    const QJsonObject answer = place(order(QStringLiteral("one")));
    QCOMPARE(answer.value(QLatin1String("code")).toInt(), 200);
    QCOMPARE(textOf(answer.value(QLatin1String("data")), "clientOrderId"), QStringLiteral("one"));
    // Twice the same id at once is one too many.
    QCOMPARE(place(order(QStringLiteral("one"))).value(QLatin1String("code")).toInt(), 2002);
    const QJsonArray open = listOf(m_desk->get(desk, "/v2/algo-orders/opening", {{"symbol", "btcusdt"}}));
    QCOMPARE(open.size(), 1);
    QCOMPARE(textOf(open[0], "orderStatus"), QStringLiteral("created"));
    QVERIFY(open[0].toObject().value(QLatin1String("accountId")).isDouble());
    QVERIFY(open[0].toObject().value(QLatin1String("stopPrice")).isString());
    QVERIFY(
        listOf(m_desk->get(desk, "/v1/order/openOrders", {{"symbol", "btcusdt"}, {"side", "sell"}})).size() ==
        1);

    const QJsonObject cancelled =
        m_desk
            ->post(desk, "/v2/algo-orders/cancellation",
                   QJsonObject{{QStringLiteral("clientOrderIds"),
                                QJsonArray{QStringLiteral("one"), QStringLiteral("none")}}})
            .value(QLatin1String("data"))
            .toObject();
    QCOMPARE(cancelled.value(QLatin1String("accepted")).toArray(), QJsonArray{QStringLiteral("one")});
    QCOMPARE(cancelled.value(QLatin1String("rejected")).toArray(), QJsonArray{QStringLiteral("none")});
    QCOMPARE(told.size(), size_t(1));
    QCOMPARE(told[0].kind, ConditionalEvent::Kind::Deletion);
    QVERIFY(listOf(m_desk->get(desk, "/v2/algo-orders/opening")).isEmpty());
    const Parameters past{{"symbol", "btcusdt"}, {"orderStatus", "canceled"}};
    QCOMPARE(listOf(m_desk->get(desk, "/v2/algo-orders/history", past)).size(), 1);
    QCOMPARE(m_desk->get(desk, "/v2/algo-orders/history", {{"symbol", "btcusdt"}})
                 .value(QLatin1String("code"))
                 .toInt(),
             2003);
    QCOMPARE(m_desk->get(desk, "/v2/algo-orders/specific", {{"clientOrderId", "none"}})
                 .value(QLatin1String("code"))
                 .toInt(),
             1007);
}

void ExchangeConditionalTest::triggers()
{
    place(order(QStringLiteral("one"), "0.997"));
    const size_t before = m_desk->ledger().orders().size();
    const qint64 when = momentBelow(0.997);
    m_desk->world().trading().advance(when - 1000);
    QCOMPARE(m_desk->ledger().orders().size(), before);
    m_desk->world().trading().advance(when);
    QCOMPARE(m_desk->ledger().orders().size(), before + 1);
    const OrderRecord &placed = m_desk->ledger().orders().back();
    QCOMPARE(placed.status, OrderStatus::Filled);
    QCOMPARE(placed.clientOrderId, QByteArray("one"));
    const QJsonObject row = find("one");
    QCOMPARE(textOf(row, "orderStatus"), QStringLiteral("triggered"));
    QCOMPARE(textOf(row, "orderId").toLatin1(), QByteArray::number(placed.id));
}

void ExchangeConditionalTest::failingTriggerIsTold()
{
    std::vector<ConditionalEvent> told;
    m_desk->world().events().onConditional.push_back(
        [&told](const ConditionalEvent &event) { told.push_back(event); });
    Fields fields = order(QStringLiteral("greedy"), "0.997");
    fields.insert(QStringLiteral("orderSize"), QStringLiteral("9"));
    QCOMPARE(place(fields).value(QLatin1String("code")).toInt(), 200); // nothing is frozen before the trigger
    m_desk->world().trading().advance(momentBelow(0.997));
    QCOMPARE(told.size(), size_t(1));
    QCOMPARE(told[0].kind, ConditionalEvent::Kind::TriggerFailed);
    const QJsonObject row = find("greedy");
    QCOMPARE(textOf(row, "orderStatus"), QStringLiteral("rejected"));
    QCOMPARE(textOf(row, "errMessage"), QStringLiteral("account-frozen-balance-insufficient-error"));
    QVERIFY(row.value(QLatin1String("errCode")).toInt() != 0);
}

/// From its stop price on a sale follows the price up, and fires when it has fallen by the rate.
void ExchangeConditionalTest::trailingFollowsThePrice()
{
    Fields fields = order(QStringLiteral("trail"), "1.002");
    fields.insert(QStringLiteral("trailingRate"), QStringLiteral("0.003"));
    place(fields);
    const PriceFeed &feed = m_desk->world().feed();
    const qint64 start = m_desk->world().trading().matcher().ticksOf(
        m_market, m_desk->world().trading().conditionals().all().back().stopPrice);
    qint64 at = startMs / 1000 * 1000, before = feed.price(m_market, at), highest = 0;
    for (bool isFired = false; !isFired && at < startMs + 5 * 86'400'000LL;) {
        at += 1000;
        const qint64 now = feed.price(m_market, at);
        if (highest > 0 || std::max(before, now) >= start)
            highest = std::max({highest, before, now});
        isFired = highest > 0 && double(now) <= double(highest) * (1 - 0.003);
        before = now;
        if (!isFired)
            m_desk->world().trading().advance(at);
        QCOMPARE(m_desk->world().trading().conditionals().all().back().status,
                 ConditionalOrder::Status::Created);
    }
    m_desk->world().trading().advance(at);
    QCOMPARE(textOf(find("trail"), "orderStatus"), QStringLiteral("triggered"));
    QCOMPARE(textOf(find("trail"), "trailingRate"), QStringLiteral("0.003"));
}

void ExchangeConditionalTest::pagesByFromId()
{
    for (const char *id : {"a", "b", "c", "d", "e"})
        place(order(QLatin1String(id)));
    QStringList ids;
    QByteArray from;
    do {
        Parameters query{{"limit", "2"}};
        if (!from.isEmpty())
            query.append({"fromId", from});
        const QJsonObject answer = m_desk->get(desk, "/v2/algo-orders/opening", query);
        for (const QJsonValue row : listOf(answer))
            ids += textOf(row, "clientOrderId");
        from = answer.contains(QLatin1String("nextId"))
                   ? QByteArray::number(answer.value(QLatin1String("nextId")).toInteger())
                   : QByteArray();
    } while (!from.isEmpty() && ids.size() < 20);
    QCOMPARE(ids.join(QString()), QStringLiteral("edcba"));
}

void ExchangeConditionalTest::cancelAllAfterReplies_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<qint64>("triggerTime");
    const auto body = [](qint64 timeout) { return QJsonObject{{QStringLiteral("timeout"), timeout}}; };
    QTest::newRow("in ten seconds") << body(10) << 200 << startMs + 10'000;
    QTest::newRow("never") << body(0) << 200 << qint64(0);
    QTest::newRow("too soon") << body(4) << 2002 << qint64(0);
    QTest::newRow("before now") << body(-10) << 2002 << qint64(0);
    QTest::newRow("past the end of time") << body(std::numeric_limits<qint64>::max()) << 2002 << qint64(0);
    QTest::newRow("not said") << QJsonObject() << 2003 << qint64(0);
}

void ExchangeConditionalTest::cancelAllAfterReplies()
{
    QFETCH(QJsonObject, body);
    const QJsonObject answer = m_desk->post(desk, "/v2/algo-orders/cancel-all-after", body);
    QTEST(answer.value(QLatin1String("code")).toInt(), "code");
    QTEST(answer.value(QLatin1String("data")).toObject().value(QLatin1String("triggerTime")).toInteger(),
          "triggerTime");
}

QTEST_GUILESS_MAIN(ExchangeConditionalTest)
#include "tst_exchange_conditional.moc"
