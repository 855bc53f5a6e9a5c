// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeclient.h"
#include "socketclient.h"
#include "support/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace coffer;
using namespace coffer::test;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;

exchange::Options optionsForTest()
{
    exchange::Options options;
    options.nowMs = startMs;
    return options;
}

} // namespace

/// The control endpoint: what it moves, the faults it injects, what it reports.
class ExchangeControlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void refuses_data();
    void refuses();
    void movesTime();
    void movesPrices();
    void setsMarkets();
    void setsStatus();
    void switchesLimits();
    void makesAndEndsKeys();
    void reportsWhatCame();
    void spoilsReplies_data();
    void spoilsReplies();
    void closesWithoutReply();
    void countsFaults();
    void strikesSockets_data();
    void strikesSockets();
    void losesAFrame();
    void readsChunkedBodies();

private:
    QJsonObject control(const QByteArray &path, const QByteArray &body)
    {
        return m_client->send("POST", "/local/" + path, body).json();
    }
    double lastPrice()
    {
        const QJsonObject ticker = m_client->get("/market/detail", {{"symbol", "btcusdt"}})
                                       .json()
                                       .value(QLatin1String("tick"))
                                       .toObject();
        return ticker.value(QLatin1String("close")).toDouble();
    }

    std::unique_ptr<ExchangeClient> m_client;
};

void ExchangeControlTest::init()
{
    m_client = std::make_unique<ExchangeClient>(optionsForTest());
    QVERIFY(m_client->start());
}

void ExchangeControlTest::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *path, const char *body) {
        QTest::addRow("%s %s", path, body) << QByteArray(path) << QByteArray(body);
    };
    row("nothing", "{}");
    row("time", "[]");
    row("time", R"({"advance":-1})");
    row("time", R"({"speed":0})");
    row("price", R"({"symbol":"btcusdt","factor":0})");
    row("price", R"({"symbol":"nosuch","factor":2})");
    row("market", R"({"symbol":"btcusdt","state":"gone"})");
    row("status", R"({"status":4})");
    row("limits", "{}");
    row("deposit", R"({"currency":"nosuch","amount":1})");
    row("deposit", R"({"currency":"usdt","amount":-1})");
    row("key/add", "{}");
    row("key/change", R"({"accessKey":"x"})");
    row("key/delete", R"({"accessKey":"x"})");
    row("address", R"({"currency":"usdt"})");
    row("fault", R"({"fault":"flood","path":"/ws"})");
    row("fault", R"({"fault":"drop"})");
}

void ExchangeControlTest::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const HttpAnswer answer = m_client->send("POST", "/local/" + path, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json().value(QLatin1String("ok")).toBool(true), false);
    QVERIFY(!answer.json().value(QLatin1String("error")).toString().isEmpty());
}

void ExchangeControlTest::movesTime()
{
    const auto now = [this] {
        return m_client->get("/v1/common/timestamp").json().value(QLatin1String("data")).toInteger();
    };
    QVERIFY(now() < startMs + 3'600'000);
    QVERIFY(control("time", R"({"advance":3600000})").value(QLatin1String("ok")).toBool());
    QVERIFY(now() >= startMs + 3'600'000);
    control("time", R"({"speed":50000})");
    QTRY_VERIFY(now() > startMs + 5'400'000);
}

/// The price, the candle of the minute and the day's range agree about what happened.
void ExchangeControlTest::movesPrices()
{
    const double before = lastPrice();
    control("price", R"({"symbol":"btcusdt","factor":"1.25"})");
    QVERIFY(std::abs(lastPrice() / before - 1.25) < 0.02);
    control("price", R"({"symbol":"btcusdt","price":"50000"})");
    QVERIFY(std::abs(lastPrice() - 50'000) < 500);
    const QJsonObject candle =
        m_client->get("/market/history/kline", {{"symbol", "btcusdt"}, {"period", "1min"}, {"size", "1"}})
            .json()
            .value(QLatin1String("data"))
            .toArray()
            .first()
            .toObject();
    QVERIFY(candle.value(QLatin1String("low")).toDouble() <= 50'500);
    // What follows from it moves along.
    const QJsonObject ratio = m_client->get("/market/detail", {{"symbol", "ethbtc"}})
                                  .json()
                                  .value(QLatin1String("tick"))
                                  .toObject();
    const QJsonObject ether = m_client->get("/market/detail", {{"symbol", "ethusdt"}})
                                  .json()
                                  .value(QLatin1String("tick"))
                                  .toObject();
    const double expected = ether.value(QLatin1String("close")).toDouble() / lastPrice();
    QVERIFY(std::abs(ratio.value(QLatin1String("close")).toDouble() / expected - 1) < 0.02);
}

void ExchangeControlTest::setsMarkets()
{
    control("market", R"({"symbol":"btcusdt","state":"suspend"})");
    control("time", R"({"advance":600000})");
    const double stood = lastPrice();
    control("time", R"({"advance":600000})");
    QCOMPARE(lastPrice(), stood);
    control("market", R"({"symbol":"btcusdt","state":"offline"})");
    QCOMPARE(m_client->get("/market/detail", {{"symbol", "btcusdt"}}).json().value(QLatin1String("err-msg")),
             QJsonValue(QStringLiteral("invalid symbol")));
    control("market", R"({"symbol":"btcusdt","state":"online"})");
    QVERIFY(lastPrice() != stood);
}

void ExchangeControlTest::setsStatus()
{
    control("status", R"({"status":2,"reason":3,"symbols":"btcusdt"})");
    const QJsonObject data =
        m_client->get("/v2/market-status").json().value(QLatin1String("data")).toObject();
    QCOMPARE(data.value(QLatin1String("marketStatus")).toInt(), 2);
}

void ExchangeControlTest::switchesLimits()
{
    const auto refused = [this] {
        int count = 0;
        for (int request = 0; request < 8; ++request) {
            count +=
                m_client->getOnce("Portfolio", "/v1/account/history", {{"account-id", "1"}}).status == 429;
        }
        return count;
    };
    QTRY_VERIFY(refused() > 0); // five in a window, unless it ended in between
    QVERIFY(control("limits", R"({"on":false})").value(QLatin1String("ok")).toBool());
    QCOMPARE(refused(), 0);
}

void ExchangeControlTest::makesAndEndsKeys()
{
    const QByteArray key = m_client->key("Portfolio").accessKey;
    QCOMPARE(m_client->getSigned("Portfolio", "/v2/user/uid").json().value(QLatin1String("code")).toInt(),
             200);
    control("key/change", "{\"accessKey\":\"" + key + "\",\"ipAddresses\":\"203.0.113.9\"}");
    QVERIFY(m_client->getSigned("Portfolio", "/v2/user/uid").body.contains("Incorrect IP address"));
    control("key/change", "{\"accessKey\":\"" + key + "\",\"ipAddresses\":\"\",\"lives\":1}");
    QTRY_VERIFY(m_client->getSigned("Portfolio", "/v2/user/uid").body.contains("has expired"));
    control("key/delete", "{\"accessKey\":\"" + key + "\"}");
    QVERIFY(m_client->getSigned("Portfolio", "/v2/user/uid").body.contains("Incorrect Access key"));
    const QJsonObject made = control("key/add", R"({"permission":"readOnly,trade","note":"new"})");
    QVERIFY(!made.value(QLatin1String("accessKey")).toString().isEmpty());
    QVERIFY(!made.value(QLatin1String("secretKey")).toString().isEmpty());
}

void ExchangeControlTest::reportsWhatCame()
{
    m_client->get("/v1/common/timestamp");
    m_client->get("/v1/common/timestamp");
    m_client->send("POST", "/v1/order/orders/place", R"({"symbol":"btcusdt"})");
    const QJsonObject report = control("received", "{}");
    QCOMPARE(report.value(QLatin1String("orders")).toInt(), 1);
    const QJsonArray requests = report.value(QLatin1String("requests")).toArray();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests.first().toObject().value(QLatin1String("target")).toString(),
             QStringLiteral("GET /v1/common/timestamp"));
    QCOMPARE(requests.first().toObject().value(QLatin1String("count")).toInt(), 2);
    const QJsonObject body = report.value(QLatin1String("bodies")).toArray().first().toObject();
    QCOMPARE(body.value(QLatin1String("body")).toString(), QStringLiteral(R"({"symbol":"btcusdt"})"));
    control("received/clear", "{}");
    QVERIFY(control("received", "{}").value(QLatin1String("requests")).toArray().isEmpty());
}

void ExchangeControlTest::spoilsReplies_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part"); // of the body
    const auto row = [](const char *fault, int status, const char *part) {
        QTest::newRow(fault) << QByteArray(fault) << status << QByteArray(part);
    };
    row(R"("fault":"empty")", 200, "");
    row(R"("fault":"truncated")", 200, "{\"status\"");
    row(R"("fault":"html")", 200, "<!DOCTYPE html>");
    row(R"("fault":"wrong-type")", 200, "\"status\":\"ok\"");
    row(R"("fault":"status","status":503,"text":"away")", 503, "away");
    row(R"("fault":"status","status":429,"retryAfter":7)", 429, "");
    row(R"("fault":"redirect","text":"http://127.0.0.1:1/")", 302, "");
    row(R"("fault":"error","code":"system-maintenance","text":"later")", 200, "system-maintenance");
    row(R"("fault":"error","code":"1006","text":"later")", 200, "later");
    row(R"("fault":"body","text":"null")", 200, "null");
    row(R"("fault":"trailing-junk")", 200, "}}{");
    row(R"("fault":"bom")", 200, "\xef\xbb\xbf{");
    row(R"("fault":"invalid-utf8")", 200, "\xff\xfe");
    row(R"("fault":"nan")", 200, "\"data\":NaN");
    row(R"("fault":"duplicate-keys")", 200, ",\"status\":\"ok\",\"data\":");
    row(R"("fault":"deep-nesting")", 200, "[[[[[[");
    row(R"("fault":"huge-number")", 200, "99999999");
    row(R"("fault":"delay","delay":5)", 200, "\"status\":\"ok\"");
    row(R"("fault":"drip","delay":1)", 200, "\"status\":\"ok\"");
    row(R"("fault":"wrong-clock","delay":600000)", 200, "\"data\":17900006");
}

void ExchangeControlTest::spoilsReplies()
{
    QFETCH(QByteArray, fault);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    QVERIFY(
        control("fault", "{\"path\":\"/v1/common/*\"," + fault + '}').value(QLatin1String("ok")).toBool());
    const HttpAnswer spoiled = m_client->get("/v1/common/timestamp");
    QCOMPARE(spoiled.status, status);
    if (part == "}}{") // the end of the reply and what has no place there
        QVERIFY(spoiled.body.contains("}{\"junk\""));
    else
        QVERIFY2(spoiled.body.contains(part), spoiled.body.left(200).constData());
    QVERIFY(m_client->get("/v1/common/timestamp").body.startsWith("{\"status\":\"ok\",\"data\":1"));
}

void ExchangeControlTest::closesWithoutReply()
{
    for (const char *fault : {"close", "cut"}) {
        control("fault", "{\"path\":\"/v1/order/orders/place\",\"fault\":\"" + QByteArray(fault) + "\"}");
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(m_client->served().url.port()));
        QSignalSpy ended(&socket, &QTcpSocket::disconnected);
        socket.write("POST /v1/order/orders/place HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        QTRY_VERIFY(!ended.isEmpty());
        const QByteArray reply = socket.readAll();
        QVERIFY(qstrcmp(fault, "close") == 0 ? reply.isEmpty() : reply.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(!reply.endsWith('}'));
    }
    QCOMPARE(control("received", "{}").value(QLatin1String("orders")).toInt(), 2);
}

void ExchangeControlTest::countsFaults()
{
    control("fault", R"({"path":"/v1/common/timestamp","fault":"status","status":500,"count":2,"skip":1})");
    QList<int> statuses;
    for (int request = 0; request < 5; ++request)
        statuses.append(m_client->get("/v1/common/timestamp").status);
    QCOMPARE(statuses, (QList<int>{200, 500, 500, 200, 200}));
    control("fault", R"({"path":"/v1/common/timestamp","fault":"status","count":9})");
    control("faults/clear", "{}");
    QCOMPARE(m_client->get("/v1/common/timestamp").status, 200);
}

void ExchangeControlTest::strikesSockets_data()
{
    QTest::addColumn<QString>("seen");
    for (const char *fault : {"drop", "text-frame", "random-bytes", "ping-flood", "truncated-gzip",
                              "bad-checksum", "wrong-symbol"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void ExchangeControlTest::strikesSockets()
{
    QFETCH(QString, seen);
    SocketClient client(m_client->served().marketWs);
    QVERIFY(client.open());
    client.send(R"({"sub":"market.btcusdt.depth.step1"})");
    QVERIFY(!client.next("ch").isEmpty());
    QSignalSpy ended(&client.socket(), &QWebSocket::disconnected);
    control("fault", "{\"path\":\"/ws\",\"fault\":\"" + seen.toLatin1() + "\"}");
    if (seen == QLatin1String("drop"))
        QTRY_VERIFY(!ended.isEmpty());
    else if (seen == QLatin1String("text-frame"))
        QTRY_COMPARE(client.textFrames(), 1);
    else if (seen == QLatin1String("ping-flood"))
        QTRY_VERIFY(client.messages().size() > 900);
    else if (seen == QLatin1String("wrong-symbol"))
        QVERIFY(!client.next("ch", QStringLiteral("market.ethusdt.depth.step1")).isEmpty());
    else
        QTRY_COMPARE(client.brokenFrames(), 1);
}

void ExchangeControlTest::losesAFrame()
{
    SocketClient client(m_client->served().feedWs);
    QVERIFY(client.open());
    client.send(R"({"sub":"market.btcusdt.mbp.5"})");
    const QString topic = QStringLiteral("market.btcusdt.mbp.5");
    const auto number = [](const QJsonObject &message, const char *name) {
        return message.value(QLatin1String("tick")).toObject().value(QLatin1String(name)).toInteger();
    };
    const QJsonObject first = client.next("ch", topic);
    control("fault", R"({"path":"/feed","fault":"sequence-gap"})");
    QJsonObject before = first, after = client.next("ch", topic);
    while (!after.isEmpty() && number(after, "prevSeqNum") == number(before, "seqNum")) {
        before = after;
        after = client.next("ch", topic);
    }
    QVERIFY(number(after, "prevSeqNum") > number(before, "seqNum"));
}

void ExchangeControlTest::readsChunkedBodies()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(m_client->served().url.port()));
    socket.write("POST /local/time HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "8;a=b\r\n{\"advanc\r\n6\r\ne\":5}\n\r\n0\r\nTrailer: x\r\n\r\n"
                 "GET /v1/common/timestamp HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QSignalSpy ended(&socket, &QTcpSocket::disconnected);
    QTRY_VERIFY(!ended.isEmpty());
    const QByteArray replies = socket.readAll();
    QCOMPARE(replies.count("HTTP/1.1 200 OK\r\n"), 2);
    QVERIFY(replies.contains("{\"ok\":true,\"now\":"));
}

QTEST_GUILESS_MAIN(ExchangeControlTest)
#include "tst_exchange_control.moc"
