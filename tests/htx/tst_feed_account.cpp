// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/accountfeed.h"
#include "htx/signer.h"
#include "support/fakeclock.h"
#include "support/feedserver.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::feed;
using namespace std::chrono_literals;
using coffer::test::FakeClock;
using coffer::test::FeedServer;

namespace {

constexpr const char *secretText = "c405c550-6fa0583b-fb4bc38e-d317e";

Decimal dec(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

Credentials credentials(SignatureMethod method = SignatureMethod::HmacSha256)
{
    return {"2b55df29-vf25treb80-1535713d-8aea2", std::make_shared<const Secret>(QByteArrayView(secretText)),
            method, KeyId{QStringLiteral("k")}, Uid{7}};
}

FeedRules quickRules()
{
    FeedRules rules = accountRules();
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    return rules;
}

QByteArray push(const QByteArray &topic, const QByteArray &data)
{
    return R"({"action":"push","ch":")" + topic + R"(","data":)" + data + '}';
}

QByteArray balance(const QByteArray &amount, const QByteArray &sequence)
{
    return push("accounts.update#2", R"({"currency":"usdt","accountId":11,"balance":")" + amount +
                                         R"(","available":"1","changeType":"order.match",)"
                                         R"("accountType":"trade","changeTime":5,"seqNum":)" +
                                         sequence + '}');
}

const QByteArray creation =
    R"({"eventType":"creation","symbol":"btcusdt","accountId":11,"orderId":27163533,"clientOrderId":"abc",)"
    R"("orderSource":"spot-api","orderPrice":"8000","orderSize":"2","type":"sell-limit",)"
    R"("orderStatus":"submitted","orderCreateTime":1583853365586})";

QByteArray trade(const QByteArray &volume, const QByteArray &executed, const QByteArray &state)
{
    return R"({"eventType":"trade","symbol":"btcusdt","orderId":27163533,"tradePrice":"8001","tradeVolume":")" +
           volume +
           R"(","tradeId":919219323232,"tradeTime":1583853365996,"aggressor":true,"type":"sell-limit",)" +
           R"("remainAmt":"0","execAmt":")" + executed + R"(","orderStatus":")" + state + "\"}";
}

struct Desk
{
    explicit Desk(const FeedRules &rules = quickRules()) : feed(clock, *QThread::currentThread(), rules)
    {
        QObject::connect(&feed, &AccountFeed::arrived, &feed, [this](const AccountBatch &batch) {
            balances += batch.balances;
            orders += batch.orders;
            fills += batch.fills;
        });
    }
    void open(const Result<Credentials> &answer = credentials())
    {
        feed.open(server.url(), [this, answer] {
            ++asked;
            return readyFuture<Credentials>(answer);
        });
    }
    ConnectionState state() const { return feed.status().state; }

    FakeClock clock;
    FeedServer server;
    AccountFeed feed;
    QList<BalanceUpdate> balances;
    QList<OrderUpdate> orders;
    QList<Fill> fills;
    int asked = 0;
};

} // namespace

class TestFeedAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logsInAndSubscribes()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        QTRY_COMPARE(desk.server.count(QStringLiteral("action"), QStringLiteral("sub")), 3);
        QCOMPARE(desk.server.paths(), QStringList{QStringLiteral("/ws/v2")});
        const QJsonObject params = desk.server.received().first()[QStringLiteral("params")].toObject();
        QCOMPARE(params[QStringLiteral("authType")].toString(), QStringLiteral("api"));
        QCOMPARE(params[QStringLiteral("timestamp")].toString(), QStringLiteral("2026-01-15T12:00:00"));
        const QByteArray text =
            "GET\n" + signedHost(desk.server.url()) +
            "\n/ws/v2\naccessKey=2b55df29-vf25treb80-1535713d-8aea2&signatureMethod=HmacSHA256&"
            "signatureVersion=2.1&timestamp=2026-01-15T12%3A00%3A00";
        QCOMPARE(params[QStringLiteral("signature")].toString().toLatin1(), signature(text, credentials()));
        QStringList topics;
        for (const QJsonObject &message : desk.server.received().sliced(1))
            topics += message[QStringLiteral("ch")].toString();
        QCOMPARE(topics, (QStringList{QStringLiteral("accounts.update#2"), QStringLiteral("orders#*"),
                                      QStringLiteral("trade.clearing#*#0")}));
    }

    // security.md 8b, row 43
    void row43_refusedLoginIsNotTriedAgain_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("key") << 2002 << QByteArray("auth.fail");
        QTest::newRow("state") << 2002 << QByteArray("invalid.auth.state");
        QTest::newRow("address") << 2000 << QByteArray("invalid.ip");
    }
    void row43_refusedLoginIsNotTriedAgain()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        Desk desk;
        desk.server.refuseLogin(code, message);
        desk.open();
        QTRY_COMPARE(desk.state(), ConnectionState::Refused);
        QCOMPARE(desk.feed.status().error->code, QString::number(code));
        QTRY_COMPARE(desk.server.connected(), 0);
        desk.clock.advance(1h);
        desk.feed.hurry();
        desk.feed.setPaused(true);
        desk.feed.setPaused(false);
        QCOMPARE(desk.state(), ConnectionState::Refused);
        // Another key, or the user: then it is tried.
        desk.server.refuseLogin(200, {});
        desk.open();
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        QCOMPARE(desk.server.connections(), 2);
    }

    void loginWithoutAnAnswerIsTriedAgain()
    {
        FeedRules rules = quickRules();
        rules.answerDeadline = 20ms;
        Desk desk(rules);
        desk.server.setSilent(true);
        desk.open();
        QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
        QCOMPARE(desk.feed.status().error->kind, ErrorKind::Timeout);
        desk.server.setSilent(false);
        desk.feed.hurry();
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
    }

    void fullServerIsTriedAgain()
    {
        Desk desk;
        desk.server.refuseLogin(4000, "too.many.connection");
        desk.open();
        QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
        desk.server.refuseLogin(200, {});
        desk.clock.advance(61s);
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        QCOMPARE(desk.asked, 2);
    }

    void withoutAFittingKeyNothingIsSent_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("locked") << 0;
        QTest::newRow("signs with Ed25519") << 1;
    }
    void withoutAFittingKeyNothingIsSent()
    {
        QFETCH(int, which);
        Desk desk;
        desk.open(which == 0 ? Result<Credentials>(fail(ErrorKind::Locked))
                             : Result<Credentials>(credentials(SignatureMethod::Ed25519)));
        QTRY_COMPARE(desk.state(), ConnectionState::Refused);
        QCOMPARE(desk.feed.status().error->kind, which == 0 ? ErrorKind::Locked : ErrorKind::NoSuitableKey);
        QVERIFY(desk.server.received().isEmpty());
    }

    void closes()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        desk.feed.close();
        QTRY_COMPARE(desk.server.connected(), 0);
        QCOMPARE(desk.state(), ConnectionState::Off);
    }

    void row40_silenceOfAMinuteEndsTheConnection()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 4);
        desk.clock.advance(59s);
        desk.server.pushText(R"({"action":"ping","data":{"ts":1575537778295}})");
        QTRY_COMPARE(desk.server.count(QStringLiteral("action"), QStringLiteral("pong")), 1);
        QCOMPARE(desk.server.received()
                     .last()[QStringLiteral("data")]
                     .toObject()[QStringLiteral("ts")]
                     .toInteger(),
                 1'575'537'778'295);
        desk.clock.advance(59s);
        QCOMPARE(desk.state(), ConnectionState::Live);
        desk.clock.advance(1s);
        QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
        desk.clock.advance(61s);
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 8);
        QCOMPARE(desk.asked, 2);
    }

    void snapshotAndWhatFollowsAreMerged()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 4);
        desk.server.pushText(
            push("accounts.update#2",
                 R"({"currency":"usdt","accountId":11,"balance":"100","available":"90",)"
                 R"("changeType":null,"accountType":"trade","changeTime":null,"seqNum":"10"})"));
        QTRY_COMPARE(desk.balances.size(), 1);
        QCOMPARE(desk.balances.first().balance, Decimal(100));
        QCOMPARE(desk.balances.first().available, Decimal(90));
        QVERIFY(desk.balances.first().cause.isEmpty());
        desk.server.pushText(balance("120", "12"));
        desk.server.pushText(balance("110", "11")); // overtaken
        desk.server.pushText(balance("130", "13"));
        QTRY_COMPARE(desk.balances.last().balance, Decimal(130));
        for (const BalanceUpdate &update : std::as_const(desk.balances))
            QVERIFY(update.balance != Decimal(110));

        // After a new login the snapshot counts, whatever its number.
        desk.server.abortAll();
        QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
        desk.clock.advance(61s);
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 8);
        desk.server.pushText(balance("50", "3"));
        QTRY_COMPARE(desk.balances.last().balance, Decimal(50));
    }

    void ordersChangeAsTheEventsSay()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 4);
        desk.server.pushText(push("orders#*", creation));
        desk.server.pushText(push("orders#btcusdt", trade("0.5", "0.5", "partial-filled")));
        desk.server.pushText(push("orders#*", trade("0.5", "0.5", "partial-filled"))); // once more
        desk.server.pushText(push("orders#*", trade("1.5", "2", "filled")));
        QTRY_COMPARE(desk.orders.size(), 4);
        std::optional<Order> order;
        QVERIFY(!desk.orders[1].appliedTo(std::nullopt));
        order = desk.orders[0].appliedTo(order);
        QVERIFY(order);
        QCOMPARE(order->id.value, QStringLiteral("27163533"));
        QCOMPARE(order->account, AccountId{11});
        QCOMPARE(order->side, Side::Sell);
        QCOMPARE(order->kind, QStringLiteral("limit"));
        QCOMPARE(order->amount, Decimal(2));
        QCOMPARE(order->state, OrderState::Submitted);
        QCOMPARE(order->createdAt, 1'583'853'365'586);
        order = desk.orders[1].appliedTo(order);
        order = desk.orders[2].appliedTo(order);
        QCOMPARE(order->filledAmount, dec("0.5"));
        QCOMPARE(order->filledCash, dec("4000.5"));
        QCOMPARE(order->state, OrderState::PartiallyFilled);
        order = desk.orders[3].appliedTo(order);
        QCOMPARE(order->filledAmount, Decimal(2));
        QCOMPARE(order->state, OrderState::Filled);
        QCOMPARE(order->finishedAt, 1'583'853'365'996);
        QCOMPARE(desk.orders[0].appliedTo(order), order); // a late repetition
    }

    void cancellationsAndConditionalOrders()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 4);
        desk.server.pushText(push("orders#*", creation));
        desk.server.pushText(push("orders#*",
                                  R"({"eventType":"cancellation","symbol":"btcusdt","orderId":27163533,)"
                                  R"("type":"sell-limit","remainAmt":"2","execAmt":"0","lastActTime":9,)"
                                  R"("orderStatus":"canceled"})"));
        desk.server.pushText(push(
            "orders#*", R"({"eventType":"trigger","symbol":"btcusdt","clientOrderId":"c","orderSide":"buy",)"
                        R"("orderStatus":"rejected","errCode":2002,"errMessage":"x","lastActTime":9})"));
        QTRY_COMPARE(desk.orders.size(), 3);
        const auto order = desk.orders[1].appliedTo(desk.orders[0].appliedTo(std::nullopt));
        QVERIFY(order);
        QCOMPARE(order->state, OrderState::Canceled);
        QCOMPARE(order->canceledAt, 9);
        QCOMPARE(desk.orders[2].event, OrderUpdate::Event::TriggerFailed);
        QVERIFY(!desk.orders[2].appliedTo(std::nullopt));
    }

    void fillsComeFromClearing()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 4);
        // As recorded: no action, and a key with a blank behind it.
        desk.server.pushText(
            R"({"ch":"trade.clearing#btcusdt#0","data":{"eventType":"trade","symbol":"btcusdt",)"
            R"("orderId":99998888,"tradePrice":"9999.99","tradeVolume":"0.96","orderSide":"buy",)"
            R"("aggressor":true,"tradeId":919219323232,"tradeTime":998787897878,"transactFee":"19.88",)"
            R"("feeDeduct ":"0","feeDeductType":"","feeCurrency":"btc","accountId":9912791,)"
            R"("source":"spot-api","orderPrice":"10000","orderSize":"1","orderType":"buy-limit"}})");
        QTRY_COMPARE(desk.fills.size(), 1);
        const Fill &fill = desk.fills.first();
        QVERIFY(fill.id.value.isEmpty());
        QCOMPARE(fill.tradeId, QStringLiteral("919219323232"));
        QCOMPARE(fill.amount, dec("0.96"));
        QCOMPARE(fill.fee, dec("19.88"));
        QCOMPARE(fill.side, Side::Buy);
        QVERIFY(!fill.isMaker);
    }

    void row36and37_badMessagesArePassedOver()
    {
        Desk desk;
        desk.open();
        QTRY_COMPARE(desk.server.count(QStringLiteral("ch")), 4);
        for (int i = 0; i < 10; ++i) {
            desk.server.pushBytes("binary");
            desk.server.pushText(push("accounts.update#2", "{\"currency\":3}"));
            desk.server.pushText(balance(QByteArray::number(i), QByteArray::number(i)));
        }
        QTRY_VERIFY(!desk.balances.isEmpty() && desk.balances.last().balance == Decimal(9));
        QCOMPARE(desk.state(), ConnectionState::Live);
        for (int i = 0; i < 20; ++i)
            desk.server.pushText("no JSON");
        QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
    }
};

QTEST_GUILESS_MAIN(TestFeedAccount)
#include "tst_feed_account.moc"
