// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketfeed.h"
#include "exchangeclient.h"
#include "htx/signer.h"
#include "socketclient.h"
#include "support/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocketServer>

#include <map>

using namespace coffer;
using namespace coffer::test;

namespace {

QString membersOf(const QJsonValue &value)
{
    return value.toObject().keys().join(QLatin1Char(' '));
}

QJsonValue firstOf(const QJsonValue &list)
{
    return list.toArray().first();
}

qint64 numberOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toInteger();
}

/// One side of a book, as a client keeps it.
using Side = std::map<double, double>;

void follow(Side &side, const QJsonValue &levels)
{
    for (const auto &level : levels.toArray()) {
        const double price = level.toArray().at(0).toDouble(), size = level.toArray().at(1).toDouble();
        if (size == 0)
            side.erase(price);
        else
            side[price] = size;
    }
}

} // namespace

/// The exchange's sockets, over real connections: topics, replies, pings, the private socket.
class ExchangeFeedsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onePortForAll();
    void topics_data();
    void topics();
    void requests_data();
    void requests();
    void candlesInRange();
    void refusals_data();
    void refusals();
    void booksFollow();
    void closesWhoDoesNotAnswer();
    void authenticates();
    void refusesToAuthenticate_data();
    void refusesToAuthenticate();
    void refusesOnThePrivateSocket_data();
    void refusesOnThePrivateSocket();
    void tellsBalances_data();
    void tellsBalances();

private:
    /// The auth frame, signed with the demo key of that label.
    QByteArray authFrame(const char *label, bool withPort = true, bool withWholeUrl = false);

    std::unique_ptr<ExchangeClient> m_client;
};

void ExchangeFeedsTest::initTestCase()
{
    m_client = std::make_unique<ExchangeClient>(exchange::Options());
    QVERIFY(m_client->start());
}

void ExchangeFeedsTest::onePortForAll()
{
    const exchange::Served &served = m_client->served();
    const QString start = QStringLiteral("ws://127.0.0.1:%1").arg(served.url.port());
    QCOMPARE(served.marketWs.toString(), start + QStringLiteral("/ws"));
    QCOMPARE(served.feedWs.toString(), start + QStringLiteral("/feed"));
    QCOMPARE(served.privateWs.toString(), start + QStringLiteral("/ws/v2"));
    SocketClient nowhere(QUrl(start + QStringLiteral("/ws/v3")));
    QSignalSpy ended(&nowhere.socket(), &QWebSocket::disconnected);
    nowhere.socket().open(QUrl(start + QStringLiteral("/ws/v3")));
    QTRY_VERIFY(!ended.isEmpty());
}

void ExchangeFeedsTest::topics_data()
{
    QTest::addColumn<bool>("isFeed");
    QTest::addColumn<QString>("members");
    const auto row = [](const char *topic, const char *members, bool isFeed = false) {
        QTest::newRow(topic) << isFeed << QString::fromLatin1(members);
    };
    row("market.btcusdt.kline.1min", "amount close count high id low open vol");
    row("market.ethbtc.kline.1week", "amount close count high id low open vol");
    row("market.btcusdt.depth.step0", "asks bids ts version");
    row("market.btcusdt.depth.step5", "asks bids ts version");
    row("market.btcusdt.bbo", "ask askSize bid bidSize quoteTime seqId symbol");
    row("market.btcusdt.trade.detail", "data id ts");
    row("market.btcusdt.detail", "amount close count high id low open version vol");
    row("market.btcusdt.ticker",
        "amount ask askSize bid bidSize close count high lastPrice lastSize low open vol");
    row("market.btcusdt.mbp.refresh.20", "asks bids seqNum");
    row("market.btcusdt.mbp.150", "asks bids prevSeqNum seqNum", true);
}

void ExchangeFeedsTest::topics()
{
    QFETCH(bool, isFeed);
    QFETCH(QString, members);
    const QString topic = QString::fromLatin1(QTest::currentDataTag());
    SocketClient client(isFeed ? m_client->served().feedWs : m_client->served().marketWs);
    QVERIFY(client.open());
    client.send("{\"sub\":\"" + topic.toLatin1() + "\",\"id\":\"a1\"}");
    const QJsonObject reply = client.next("subbed", topic);
    QCOMPARE(membersOf(reply), QStringLiteral("id status subbed ts"));
    QCOMPARE(reply.value(QLatin1String("id")).toString(), QStringLiteral("a1"));
    const QJsonObject push = client.next("ch", topic);
    QCOMPARE(membersOf(push), QStringLiteral("ch tick ts"));
    QCOMPARE(membersOf(push.value(QLatin1String("tick"))), members);
    client.send("{\"unsub\":\"" + topic.toLatin1() + "\",\"id\":7}");
    const QJsonObject ended = client.next("unsubbed", topic);
    QCOMPARE(membersOf(ended), QStringLiteral("id status ts unsubbed"));
    QCOMPARE(client.textFrames(), 0);
    QCOMPARE(client.brokenFrames(), 0);
}

void ExchangeFeedsTest::requests_data()
{
    QTest::addColumn<bool>("isFeed");
    QTest::addColumn<QString>("members"); // of the data, or of its first row
    QTest::addColumn<int>("rows");        // 0: the data is an object
    const auto row = [](const char *topic, const char *members, int rows, bool isFeed = false) {
        QTest::newRow(topic) << isFeed << QString::fromLatin1(members) << rows;
    };
    row("market.btcusdt.kline.60min", "amount close count high id low open vol", 300);
    row("market.btcusdt.trade.detail", "amount direction id price tradeId ts", 300);
    row("market.btcusdt.depth.step1", "asks bids ts version", 0);
    row("market.btcusdt.detail", "amount close count high id low open version vol", 0);
    row("market.btcusdt.mbp.20", "asks bids seqNum", 0, true);
}

void ExchangeFeedsTest::requests()
{
    QFETCH(bool, isFeed);
    QFETCH(QString, members);
    QFETCH(int, rows);
    const QString topic = QString::fromLatin1(QTest::currentDataTag());
    SocketClient client(isFeed ? m_client->served().feedWs : m_client->served().marketWs);
    QVERIFY(client.open());
    client.send("{\"req\":\"" + topic.toLatin1() + "\",\"id\":\"q\"}");
    const QJsonObject reply = client.next("rep", topic);
    QCOMPARE(membersOf(reply), QStringLiteral("data id rep status ts"));
    const QJsonValue data = reply.value(QLatin1String("data"));
    QCOMPARE(data.toArray().size(), rows);
    QCOMPARE(membersOf(rows > 0 ? firstOf(data) : data), members);
}

void ExchangeFeedsTest::candlesInRange()
{
    SocketClient client(m_client->served().marketWs);
    QVERIFY(client.open());
    const qint64 to = m_client->nowMs() / 1000 - 86'400, from = to - 3600;
    client.send("{\"req\":\"market.btcusdt.kline.5min\",\"from\":" + QByteArray::number(from) +
                ",\"to\":" + QByteArray::number(to) + '}');
    const QJsonArray rows = client.next("rep").value(QLatin1String("data")).toArray();
    QVERIFY(rows.size() == 12 || rows.size() == 13);
    qint64 last = from - 1;
    for (const auto &row : rows) {
        QVERIFY(numberOf(row.toObject(), "id") > last);
        last = numberOf(row.toObject(), "id");
    }
    QVERIFY(last <= to && last > to - 300);
    // The same candles as over HTTP.
    const HttpAnswer http =
        m_client->get("/market/history/kline", {{"symbol", "btcusdt"}, {"period", "5min"}, {"size", "400"}});
    const QJsonArray known = http.json().value(QLatin1String("data")).toArray();
    QVERIFY(known.contains(rows.first()) && known.contains(rows.last()));
}

void ExchangeFeedsTest::refusals_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *message, const char *why) {
        QTest::newRow(message) << QByteArray(message) << QString::fromLatin1(why);
    };
    row("hello", "not json string");
    row("[1]", "not json string");
    row(R"({"id":"1"})", "invalid topic");
    row(R"({"sub":"market.btcusdt.kline.2min"})", "invalid topic market.btcusdt.kline.2min");
    row(R"({"sub":"market.*.bbo"})", "invalid symbol");
    row(R"({"sub":"market.BTCUSDT.bbo"})", "invalid symbol");
    row(R"({"sub":"market.btcusdt.mbp.150"})", "invalid topic market.btcusdt.mbp.150");
    row(R"({"req":"market.btcusdt.depth.step6"})", "invalid topic market.btcusdt.depth.step6");
    row(R"({"unsub":"market.btcusdt.bbo"})", "unsub with not subbed topic market.btcusdt.bbo");
}

void ExchangeFeedsTest::refusals()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, why);
    SocketClient client(m_client->served().marketWs);
    QVERIFY(client.open());
    client.send(message);
    const QJsonObject reply = client.next("err-code", QStringLiteral("bad-request"));
    QCOMPARE(reply.value(QLatin1String("status")).toString(), QStringLiteral("error"));
    QCOMPARE(reply.value(QLatin1String("err-msg")).toString(), why);
}

/// An image and the changes after it give the book of a later image.
void ExchangeFeedsTest::booksFollow()
{
    const QString topic = QStringLiteral("market.ethusdt.mbp.150");
    SocketClient client(m_client->served().feedWs);
    QVERIFY(client.open());
    client.send(R"({"sub":"market.ethusdt.mbp.150"})");
    client.send(R"({"req":"market.ethusdt.mbp.150"})");
    QJsonObject image = client.next("rep").value(QLatin1String("data")).toObject();
    Side bids, asks;
    follow(bids, image.value(QLatin1String("bids")));
    follow(asks, image.value(QLatin1String("asks")));
    QCOMPARE(bids.size(), 150U);
    qint64 sequence = numberOf(image, "seqNum");
    for (int change = 0; change < 2; ++change) {
        const QJsonObject tick = client.next("ch", topic).value(QLatin1String("tick")).toObject();
        QCOMPARE(numberOf(tick, "prevSeqNum"), sequence);
        sequence = numberOf(tick, "seqNum");
        follow(bids, tick.value(QLatin1String("bids")));
        follow(asks, tick.value(QLatin1String("asks")));
    }
    // The image is asked for until it is the one of the last change seen.
    client.send(R"({"req":"market.ethusdt.mbp.150"})");
    image = client.next("rep").value(QLatin1String("data")).toObject();
    if (numberOf(image, "seqNum") != sequence)
        QSKIP("a change came in between");
    Side laterBids, laterAsks;
    follow(laterBids, image.value(QLatin1String("bids")));
    follow(laterAsks, image.value(QLatin1String("asks")));
    QVERIFY(bids == laterBids);
    QVERIFY(asks == laterAsks);
}

/// Two pings stay unanswered; instead of the third the connection ends.
void ExchangeFeedsTest::closesWhoDoesNotAnswer()
{
    exchange::World world({});
    exchange::Faults faults;
    exchange::MarketFeed feed(world, faults);
    QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        feed.adopt(std::unique_ptr<QWebSocket>(server.nextPendingConnection()), exchange::Socket::Market);
    });
    SocketClient client(server.serverUrl());
    QVERIFY(client.open());
    client.answerPings(false);
    feed.beat(1000);
    feed.beat(5999);
    feed.beat(6000);
    const qint64 ping = numberOf(client.next("ping"), "ping");
    QVERIFY(ping > 0);
    client.send("{\"pong\":" + QByteArray::number(ping) + "}");
    client.send(R"({"sub":"x"})"); // answered after the pong was
    QVERIFY(!client.next("err-msg").isEmpty());
    feed.beat(11'000);
    QVERIFY(!client.next("ping").isEmpty());
    client.send(R"({"op":"pong","ts":1})"); // which is none
    QVERIFY(!client.next("err-msg").isEmpty());
    feed.beat(16'000);
    QVERIFY(!client.next("ping").isEmpty());
    QSignalSpy ended(&client.socket(), &QWebSocket::disconnected);
    feed.beat(21'000);
    QTRY_VERIFY(!ended.isEmpty());
    QCOMPARE(client.socket().closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);
    QCOMPARE(client.socket().closeReason(), QStringLiteral("ping check expired"));
}

QByteArray ExchangeFeedsTest::authFrame(const char *label, bool withPort, bool withWholeUrl)
{
    const exchange::DemoKey &key = m_client->key(label);
    const QByteArray time = htx::timestampText(m_client->nowMs());
    const QByteArray query = htx::canonicalQuery({{"accessKey", key.accessKey},
                                                  {"signatureMethod", "HmacSHA256"},
                                                  {"signatureVersion", "2.1"},
                                                  {"timestamp", time}});
    const QByteArray host =
        withPort ? "127.0.0.1:" + QByteArray::number(m_client->served().url.port()) : "127.0.0.1";
    const QByteArray path = withWholeUrl ? "ws://" + host + "/ws/v2" : QByteArrayLiteral("/ws/v2");
    const QByteArray signature = htx::signature(htx::canonicalText("GET", host, path, query),
                                                {key.accessKey, std::make_shared<Secret>(key.secretKey)})
                                     .value_or(QByteArray());
    return R"({"action":"req","ch":"auth","params":{"authType":"api","accessKey":")" + key.accessKey +
           R"(","signatureMethod":"HmacSHA256","signatureVersion":"2.1","timestamp":")" + time +
           R"(","signature":")" + signature + R"("}})";
}

void ExchangeFeedsTest::authenticates()
{
    for (const auto &[withPort, withWholeUrl] :
         {std::pair(true, false), std::pair(false, false), std::pair(true, true)}) {
        SocketClient client(m_client->served().privateWs);
        QVERIFY(client.open());
        client.send(authFrame("Portfolio", withPort, withWholeUrl));
        const QJsonObject reply = client.next("ch", QStringLiteral("auth"));
        QCOMPARE(membersOf(reply), QStringLiteral("action ch code data"));
        QCOMPARE(numberOf(reply, "code"), 200);
        QCOMPARE(client.textFrames(), 1);
    }
}

void ExchangeFeedsTest::refusesToAuthenticate_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    const QString fail = QStringLiteral("auth.fail"), missing = QStringLiteral("missing.param.auth");
    QTest::newRow("version") << QByteArray("Portfolio") << QByteArray("2.1") << QByteArray("2") << 2002
                             << fail;
    QTest::newRow("key") << QByteArray("Portfolio") << QByteArray("\"accessKey\":\"")
                         << QByteArray("\"accessKey\":\"x") << 2002 << fail;
    QTest::newRow("signature") << QByteArray("Portfolio") << QByteArray("\"signature\":\"")
                               << QByteArray("\"signature\":\"A") << 2002 << fail;
    QTest::newRow("time") << QByteArray("Portfolio") << QByteArray("\"timestamp\":\"2")
                          << QByteArray("\"timestamp\":\"1") << 2002 << fail;
    QTest::newRow("address") << QByteArray("Office") << QByteArray() << QByteArray() << 2002 << fail;
    QTest::newRow("expired") << QByteArray("Tax tool 2024") << QByteArray() << QByteArray() << 2002 << fail;
    QTest::newRow("missing") << QByteArray("Portfolio") << QByteArray("\"timestamp\"")
                             << QByteArray("\"time\"") << 2001 << missing;
}

void ExchangeFeedsTest::refusesToAuthenticate()
{
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, code);
    QFETCH(QString, message);
    SocketClient client(m_client->served().privateWs);
    QVERIFY(client.open());
    QByteArray frame = authFrame(label.constData());
    client.send(from.isEmpty() ? frame : frame.replace(from, to));
    const QJsonObject reply = client.next("ch", QStringLiteral("auth"));
    QCOMPARE(numberOf(reply, "code"), code);
    QCOMPARE(reply.value(QLatin1String("message")).toString(), message);
    client.send(R"({"action":"sub","ch":"orders#*"})");
    QCOMPARE(numberOf(client.next("ch", QStringLiteral("orders#*")), "code"), 2002);
}

void ExchangeFeedsTest::refusesOnThePrivateSocket_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *frame, const char *message) {
        QTest::newRow(frame) << QByteArray(frame) << QString::fromLatin1(message);
    };
    row("no json", "invalid.json");
    row(R"({"action":"dance","ch":"orders#*"})", "invalid.action");
    row(R"({"action":"sub","ch":"accounts.update#3"})", "invalid.ch");
    row(R"({"action":"sub","ch":"nothing"})", "invalid.ch");
    row(R"({"action":"sub","ch":"orders#nosuch"})", "invalid.symbol");
    row(R"({"action":"sub","ch":"trade.clearing#btcusdt#2"})", "invalid.ch");
}

void ExchangeFeedsTest::refusesOnThePrivateSocket()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, message);
    SocketClient client(m_client->served().privateWs);
    QVERIFY(client.open());
    client.send(authFrame("Portfolio"));
    QCOMPARE(numberOf(client.next("ch", QStringLiteral("auth")), "code"), 200);
    client.send(frame);
    const QJsonObject reply = client.next("message", message);
    QCOMPARE(numberOf(reply, "code"), 2001);
}

void ExchangeFeedsTest::tellsBalances_data()
{
    QTest::addColumn<QString>("acknowledged");
    QTest::addColumn<QString>("members");
    const auto row = [](const char *name, const char *acknowledged, const char *members) {
        QTest::newRow(name) << QString::fromLatin1(acknowledged) << QString::fromLatin1(members);
    };
    row("accounts.update", "accounts.update#0",
        "accountId accountType balance changeTime changeType currency seqNum");
    row("accounts.update#1", "accounts.update#1",
        "accountId accountType balance changeTime changeType currency seqNum");
    row("accounts.update#2", "accounts.update#2",
        "accountId accountType available balance changeTime changeType currency seqNum");
}

void ExchangeFeedsTest::tellsBalances()
{
    QFETCH(QString, acknowledged);
    QFETCH(QString, members);
    SocketClient client(m_client->served().privateWs);
    QVERIFY(client.open());
    client.send(authFrame("Portfolio"));
    client.send("{\"action\":\"sub\",\"ch\":\"" + QByteArray(QTest::currentDataTag()) + "\"}");
    QCOMPARE(numberOf(client.next("action", QStringLiteral("sub")), "code"), 200);
    const QJsonObject first = client.next("action", QStringLiteral("push"));
    QCOMPARE(first.value(QLatin1String("ch")).toString(), acknowledged);
    const QJsonObject data = first.value(QLatin1String("data")).toObject();
    QCOMPARE(membersOf(data), members);
    QVERIFY(data.value(QLatin1String("changeType")).isNull());
    QVERIFY(data.value(QLatin1String("balance")).isString());
    QVERIFY(data.value(QLatin1String("accountId")).isDouble());

    const HttpAnswer paid =
        m_client->send("POST", "/local/deposit", R"({"currency":"usdt","amount":"12.5"})");
    QCOMPARE(paid.status, 200);
    QJsonObject push;
    do {
        push = client.next("action", QStringLiteral("push")).value(QLatin1String("data")).toObject();
    } while (!push.isEmpty() && push.value(QLatin1String("changeType")).isNull());
    QCOMPARE(push.value(QLatin1String("changeType")).toString(), QStringLiteral("deposit"));
    QCOMPARE(push.value(QLatin1String("currency")).toString(), QStringLiteral("usdt"));
    QCOMPARE(membersOf(push), members);
}

QTEST_GUILESS_MAIN(ExchangeFeedsTest)
#include "tst_exchange_feeds.moc"
