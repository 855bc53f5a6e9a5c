// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeclient.h"
#include "localexchange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace coffer;
using namespace coffer::test;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
constexpr qint64 hour = 3'600'000;

exchange::Options optionsForTest()
{
    exchange::Options options;
    options.nowMs = startMs;
    return options;
}

} // namespace

/// The exchange from outside, over HTTP: envelopes, paging, windows, headers and HTTP errors.
class ExchangeHttpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listensOnLoopbackOnly();
    void publicEnvelopes_data();
    void publicEnvelopes();
    void publicErrors_data();
    void publicErrors();
    void signedEnvelopes_data();
    void signedEnvelopes();
    void signedErrors_data();
    void signedErrors();
    void tickersAgree();
    void candlesAgreeWithTheTicker();
    void depthIsSorted_data();
    void depthIsSorted();
    void tradesHaveLongIds();
    void limitHeaders();
    void unknownPathAndMethod();
    void headIsAnsweredWithoutABody();
    void pagesCannotControl();
    void bodyOnGet();
    void signaturesWithAnyBytes();
    void survivesGarbage();
    void takenPort();
    void stopsBeforeItStarted();

private:
    QByteArray uid(const char *label) const { return QByteArray::number(m_client->key(label).uid.value); }

    std::unique_ptr<ExchangeClient> m_client;
};

void ExchangeHttpTest::initTestCase()
{
    m_client = std::make_unique<ExchangeClient>(optionsForTest());
    QVERIFY(m_client->start());
    const exchange::Served &served = m_client->served();
    QCOMPARE(served.url.host(), QStringLiteral("127.0.0.1"));
    QVERIFY(served.url.port() > 0);
    QCOMPARE(served.keys.size(), 8);
    QCOMPARE(
        std::count_if(served.keys.begin(), served.keys.end(), [](const auto &key) { return key.heldByDemo; }),
        6);
}

void ExchangeHttpTest::listensOnLoopbackOnly()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.2"), quint16(m_client->served().url.port()));
    QVERIFY(!socket.waitForConnected(2000));
}

void ExchangeHttpTest::publicEnvelopes_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char *target, const char *shape) {
        QTest::newRow(target) << QByteArray(target) << QString::fromLatin1(shape);
    };
    row("/v1/common/timestamp", R"(^\{"status":"ok","data":\d{13}\}$)");
    row("/v2/market-status", R"(^\{"code":200,"message":"success","data":\{"marketStatus":1\}\}$)");
    row("/v1/common/symbols",
        R"(^\{"status":"ok","data":\[\{"base-currency":"btc","quote-currency":"usdt",)");
    row("/v2/settings/common/symbols", R"(^\{"status":"ok","data":\[\{.*\}\],"ts":"\d{13}","full":1\}$)");
    row("/v1/settings/common/market-symbols?symbols=btcusdt",
        R"(^\{"status":"ok","data":\[\{"symbol":"btcusdt".*\}\],"ts":"\d{13}","full":1\}$)");
    row("/v2/settings/common/currencies",
        R"(^\{"status":"ok","data":\[\{.*"sp":"8".*\}\],"ts":"\d{13}","full":1\}$)");
    row("/v2/settings/common/currencies?ts=1990000000000",
        R"(^\{"status":"ok","data":\[\],"ts":"\d{13}","full":0\}$)");
    row("/v2/reference/currencies?currency=usdt",
        R"(^\{"code":200,"data":\[\{"chains":\[\{"chain":"trc20usdt",)");
    row("/v1/common/currencys", R"(^\{"status":"ok","data":\["btc","eth",)");
    row("/market/tickers", R"(^\{"status":"ok","ts":\d{13},"data":\[\{"symbol":"btcusdt","open":\d)");
    row("/market/detail/merged?symbol=btcusdt",
        R"(^\{"ch":"market.btcusdt.detail.merged","status":"ok","ts":\d{13},"tick":\{.*"vol":\d\.\d+E8,.*"bid":\[)");
    row("/market/detail?symbol=btcusdt",
        R"(^\{"ch":"market.btcusdt.detail","status":"ok","ts":\d{13},"tick":\{)");
    row("/market/history/kline?symbol=btcusdt&period=4hour&size=2",
        R"(^\{"ch":"market.btcusdt.kline.4hour","status":"ok","ts":\d{13},"data":\[\{"id":\d{10},)");
    row("/market/history/candles?symbol=btcusdt&period=1day&from=1780000000&size=2",
        R"("data":\[\{"id":1780156800,[^{]*\{"id":1780070400,[^{]*\}\]\}$)");
    row("/market/history/kline?symbol=btcusdt", R"(^\{"ch":"market.btcusdt.kline.1min",)");
    row("/market/depth?symbol=btcusdt&type=step1",
        R"(^\{"ch":"market.btcusdt.depth.step1","status":"ok","ts":\d{13},"tick":\{"ts":\d{13},"version":\d+,"bids":\[\[)");
    row("/market/trade?symbol=btcusdt",
        R"(^\{"ch":"market.btcusdt.trade.detail","status":"ok","ts":\d{13},"tick":\{)");
    row("/market/history/trade?symbol=btcusdt&size=3",
        R"("data":\[\{"id":\d+,"ts":\d{13},"data":\[\{"id":\d{27},)");
}

void ExchangeHttpTest::publicEnvelopes()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, shape);
    const HttpAnswer answer = m_client->send("GET", target);
    QCOMPARE(answer.status, 200);
    QVERIFY(!QJsonDocument::fromJson(answer.body).isNull());
    QVERIFY2(QRegularExpression(shape).match(QString::fromUtf8(answer.body)).hasMatch(),
             answer.body.left(600).constData());
    QVERIFY(answer.remaining.isEmpty());
}

void ExchangeHttpTest::publicErrors_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *target, const char *message) {
        QTest::newRow(target) << QByteArray(target) << QString::fromLatin1(message);
    };
    row("/market/detail/merged", "invalid symbol");
    row("/market/detail/merged?symbol=BTCUSDT", "invalid symbol");
    row("/market/detail/merged?symbol=maticusdt", "invalid symbol");
    row("/market/history/kline?symbol=btcusdt&period=2min", "invalid period");
    row("/market/history/kline?symbol=btcusdt&period=1min&size=0", "invalid size,valid range: [1, 2000]");
    row("/market/history/kline?symbol=btcusdt&period=1min&size=2001", "invalid size,valid range: [1, 2000]");
    row("/market/history/candles?symbol=btcusdt&size=1001", "invalid size,valid range: [1, 1000]");
    row("/market/history/kline?symbol=btcusdt&period=1min&size=x", "invalid size,valid range: [1, 2000]");
    row("/market/depth?symbol=btcusdt", "invalid type");
    row("/market/depth?symbol=btcusdt&type=step6", "invalid type");
    row("/market/depth?symbol=btcusdt&type=step0&depth=7", "invalid depth");
    row("/market/history/trade?symbol=btcusdt&size=-1", "invalid size,valid range: [1, 2000]");
}

void ExchangeHttpTest::publicErrors()
{
    QFETCH(QByteArray, target);
    const HttpAnswer answer = m_client->send("GET", target);
    QCOMPARE(answer.status, 200);
    const QJsonObject body = answer.json();
    QCOMPARE(textOf(body, "status"), QStringLiteral("error"));
    QCOMPARE(textOf(body, "err-code"), QStringLiteral("invalid-parameter"));
    QTEST(textOf(body, "err-msg"), "message");
    QVERIFY(idOf(body, "ts") >= startMs);
}

void ExchangeHttpTest::signedEnvelopes_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Parameters>("parameters");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char *label, const char *path, const Parameters &parameters,
                        const char *shape) {
        QTest::addRow("%s %s", path, label)
            << QByteArray(label) << QByteArray(path) << parameters << QString::fromLatin1(shape);
    };
    const QByteArray main = uid("Portfolio"), savings = uid("Savings read");
    row("Portfolio", "/v2/user/uid", {}, ("^\\{\"code\":200,\"data\":" + main + "\\}$").constData());
    row("Grid bot", "/v2/user/uid", {}, R"(^\{"code":200,"data":\d{8}\}$)");
    row("Portfolio", "/v2/user/api-key", {{"uid", main}},
        R"(^\{"code":200,"message":"success","data":\[\{"accessKey":)");
    row("Trading desk", "/v2/user/api-key", {{"uid", savings}},
        R"("note":"Savings read","permission":"readOnly")");
    row("Portfolio", "/v2/sub-user/user-list", {},
        R"("data":\[\{"uid":\d{8},"userState":"normal",.*\},\{.*\}\]\}$)");
    row("Portfolio", "/v1/account/accounts", {}, R"("type":"margin","subtype":"btcusdt","state":"working")");
    row("Portfolio", "/v2/account/asset-valuation", {{"accountType", "spot"}},
        R"(^\{"code":200,"data":\{"balance":"\d\.\d{8}","timestamp":\d{13}\},"ok":true\}$)");
    row("Portfolio", "/v2/account/asset-valuation",
        {{"accountType", "super-margin"}, {"valuationCurrency", "EUR"}}, R"("balance":"\d+\.\d\d")");
    row("Portfolio", "/v1/order/openOrders", {}, R"("filled-cash-amount":"0.0")");
    row("Portfolio", "/v1/order/history", {}, R"("field-cash-amount":)");
    row("Portfolio", "/v1/order/matchresults", {}, R"("filled-points":"0")");
    row("Portfolio", "/v1/query/deposit-withdraw", {{"type", "withdraw"}}, R"("fee":1,"state":"confirmed")");
    row("Savings read", "/v1/query/deposit-withdraw", {{"type", "deposit"}},
        R"("currency":"btc","chain":"btc")");
}

void ExchangeHttpTest::signedEnvelopes()
{
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, path);
    QFETCH(Parameters, parameters);
    QFETCH(QString, shape);
    const HttpAnswer answer = m_client->getSigned(label, path, parameters);
    QCOMPARE(answer.status, 200);
    QVERIFY2(QRegularExpression(shape).match(QString::fromUtf8(answer.body)).hasMatch(),
             answer.body.left(600).constData());
    QVERIFY(!answer.remaining.isEmpty() && !answer.expires.isEmpty());
}

void ExchangeHttpTest::signedErrors_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Parameters>("parameters");
    QTest::addColumn<QString>("code"); // err-code, or the number of a v2 reply
    const auto row = [](const char *path, const Parameters &parameters, const char *code,
                        const char *label = "Portfolio") {
        const QByteArray name = QByteArray(path) + ' ' + code + ' ' + QByteArray::number(qHash(parameters));
        QTest::newRow(name.constData())
            << QByteArray(label) << QByteArray(path) << parameters << QString::fromLatin1(code);
    };
    const auto ms = [](qint64 ago) { return QByteArray::number(startMs - ago); };
    const QByteArray filled = "filled";
    row("/v1/account/accounts/1/balance", {}, "account-get-balance-account-inexistent-error");
    row("/v2/account/asset-valuation", {}, "2003");
    row("/v2/account/asset-valuation", {{"accountType", "future"}}, "2002");
    row("/v2/account/asset-valuation", {{"accountType", "spot"}, {"valuationCurrency", "usd"}}, "2002");
    row("/v2/user/api-key", {}, "2003");
    row("/v2/user/api-key", {{"uid", "me"}}, "2002");
    row("/v2/user/api-key", {{"uid", "1"}}, "1002");
    row("/v2/user/api-key", {{"uid", uid("Savings read")}}, "403", "Savings read");
    row("/v1/order/openOrders", {{"symbol", "nothing"}}, "base-symbol-error");
    row("/v1/order/openOrders", {{"account-id", "1"}}, "account-get-accounts-inexistent-error");
    row("/v1/order/openOrders", {{"from", "1"}}, "validation-constraints-required");
    row("/v1/order/openOrders", {{"size", "501"}}, "invalid-parameter");
    row("/v1/order/openOrders", {{"side", "both"}}, "validation-constraints-error");
    row("/v1/order/orders", {}, "validation-constraints-required");
    row("/v1/order/orders", {{"symbol", "btcusdt"}}, "validation-constraints-required");
    row("/v1/order/orders", {{"symbol", "btcusdt"}, {"states", "done"}}, "validation-constraints-error");
    row("/v1/order/orders", {{"symbol", "btcusdt"}, {"states", filled}, {"size", "101"}},
        "invalid-parameter");
    row("/v1/order/orders",
        {{"symbol", "btcusdt"}, {"states", filled}, {"start-time", ms(49 * hour)}, {"end-time", ms(0)}},
        "invalid_interval");
    row("/v1/order/orders", {{"symbol", "btcusdt"}, {"states", filled}, {"start-time", "soon"}},
        "invalid_start_date");
    row("/v1/order/orders", {{"symbol", "btcusdt"}, {"states", filled}, {"end-time", "-5"}},
        "invalid_end_date");
    row("/v1/order/matchresults", {{"start-time", ms(100 * hour)}, {"end-time", ms(0)}}, "invalid-interval");
    row("/v1/order/matchresults", {{"start-time", ms(0)}, {"end-time", ms(hour)}}, "invalid-interval");
    row("/v1/order/matchresults", {{"start-time", ms(-hour)}}, "invalid-start-date");
    row("/v1/order/matchresults", {{"start-date", "2026-01-01"}, {"end-date", "2026-04-01"}},
        "invalid-interval");
    row("/v1/order/matchresults", {{"start-date", "1 May"}}, "invalid-start-date");
    row("/v1/order/matchresults", {{"direct", "up"}}, "validation-constraints-error");
    row("/v1/order/history", {{"size", "9"}}, "invalid-parameter");
    row("/v1/order/orders/12345", {}, "base-record-invalid");
    row("/v1/order/orders/12345/matchresults", {}, "base-record-invalid");
    row("/v1/query/deposit-withdraw", {}, "validation-constraints-required");
    row("/v1/query/deposit-withdraw", {{"type", "gift"}}, "validation-constraints-error");
    row("/v1/query/deposit-withdraw", {{"type", "deposit"}, {"currency", "none"}}, "base-currency-error");
    row("/v1/query/deposit-withdraw", {{"type", "withdraw"}}, "403", "Grid bot");
}

void ExchangeHttpTest::signedErrors()
{
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, path);
    QFETCH(Parameters, parameters);
    const HttpAnswer answer = m_client->getSigned(label, path, parameters);
    QCOMPARE(answer.status, 200);
    const QJsonObject body = answer.json();
    const bool isV1 = path.startsWith("/v1/");
    QTEST(isV1 ? textOf(body, "err-code") : QString::number(idOf(body, "code")), "code");
    QVERIFY(!textOf(body, isV1 ? "err-msg" : "message").isEmpty());
    QVERIFY(!answer.remaining.isEmpty());
}

void ExchangeHttpTest::tickersAgree()
{
    const QJsonArray rows = dataOf(m_client->get("/market/tickers"));
    const QJsonArray symbols = dataOf(m_client->get("/v1/common/symbols"));
    QCOMPARE(rows.size(), symbols.size() - 1); // the closed market has no ticker
    for (const QJsonValue row : rows) {
        const QJsonObject ticker = row.toObject();
        const auto number = [&ticker](const char *name) {
            return ticker.value(QLatin1String(name)).toDouble();
        };
        QVERIFY(number("low") <= number("close") && number("close") <= number("high"));
        QVERIFY(number("low") <= number("open") && number("open") <= number("high"));
        QVERIFY(number("bid") < number("ask") && number("amount") > 0);
        const double mean = number("vol") / number("amount");
        QVERIFY2(mean > number("low") * 0.85 && mean < number("high") * 1.15,
                 qPrintable(textOf(row, "symbol")));
    }
}

void ExchangeHttpTest::candlesAgreeWithTheTicker()
{
    const HttpAnswer minutes =
        m_client->get("/market/history/kline", {{"symbol", "ethusdt"}, {"period", "1min"}, {"size", "2000"}});
    const QJsonArray candles = dataOf(minutes);
    QCOMPARE(candles.size(), 2000);
    for (qsizetype at = 1; at < candles.size(); ++at)
        QCOMPARE(idOf(candles[at]), idOf(candles[at - 1]) - 60);
    const QJsonArray days = dataOf(
        m_client->get("/market/history/kline", {{"symbol", "ethusdt"}, {"period", "1day"}, {"size", "1"}}));
    const qint64 secondOfDay = (idOf(days[0]) + 8 * 3600) % 86'400;
    QCOMPARE(secondOfDay, 0);
}

void ExchangeHttpTest::depthIsSorted_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("depth");
    QTest::addColumn<int>("levels");
    QTest::newRow("step0") << QByteArray("step0") << QByteArray() << 150;
    QTest::newRow("step0/5") << QByteArray("step0") << QByteArray("5") << 5;
    QTest::newRow("step1") << QByteArray("step1") << QByteArray() << 20;
    QTest::newRow("step2/10") << QByteArray("step2") << QByteArray("10") << 10;
    QTest::newRow("step3") << QByteArray("step3") << QByteArray("20") << 20;
    QTest::newRow("step4") << QByteArray("step4") << QByteArray("5") << 5;
    QTest::newRow("step5") << QByteArray("step5") << QByteArray("5") << 5;
}

void ExchangeHttpTest::depthIsSorted()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, depth);
    QFETCH(int, levels);
    Parameters parameters{{"symbol", "btcusdt"}, {"type", type}};
    if (!depth.isEmpty())
        parameters.append({"depth", depth});
    const QJsonObject tick =
        m_client->get("/market/depth", parameters).json().value(QLatin1String("tick")).toObject();
    const QJsonArray bids = tick.value(QLatin1String("bids")).toArray(),
                     asks = tick.value(QLatin1String("asks")).toArray();
    QCOMPARE(bids.size(), levels);
    QCOMPARE(asks.size(), levels);
    QVERIFY(bids[0].toArray()[0].toDouble() < asks[0].toArray()[0].toDouble());
    for (int level = 1; level < levels; ++level) {
        QVERIFY(bids[level].toArray()[0].toDouble() < bids[level - 1].toArray()[0].toDouble());
        QVERIFY(asks[level].toArray()[0].toDouble() > asks[level - 1].toArray()[0].toDouble());
        QVERIFY(bids[level].toArray()[1].toDouble() > 0 && asks[level].toArray()[1].toDouble() > 0);
    }
}

void ExchangeHttpTest::tradesHaveLongIds()
{
    const HttpAnswer answer = m_client->get("/market/history/trade", {{"symbol", "btcusdt"}, {"size", "50"}});
    const QRegularExpression id(QStringLiteral(R"("data":\[\{"id":(\d{27}),)"));
    QSet<QString> ids;
    auto matches = id.globalMatch(QString::fromLatin1(answer.body));
    while (matches.hasNext())
        ids.insert(matches.next().captured(1));
    QCOMPARE(ids.size(), 50);
}

void ExchangeHttpTest::limitHeaders()
{
    // Two requests in one window differ by one; the window may turn between them, so look for a pair inside
    // one.
    bool counted = false;
    for (int attempt = 0; attempt < 20 && !counted; ++attempt) {
        const HttpAnswer first = m_client->getOnce("Portfolio", "/v1/account/accounts");
        const HttpAnswer second = m_client->getOnce("Portfolio", "/v1/account/accounts");
        QVERIFY(first.expires.toLongLong() % 2000 == 0 && first.expires.toLongLong() > startMs);
        counted = first.expires == second.expires && first.remaining.toInt() == second.remaining.toInt() + 1;
    }
    QVERIFY(counted);
}

void ExchangeHttpTest::unknownPathAndMethod()
{
    for (const auto &[verb, target] :
         {std::pair("GET", "/v1/nothing"), std::pair("POST", "/v1/account/accounts"),
          std::pair("DELETE", "/market/tickers")}) {
        const HttpAnswer answer = m_client->send(verb, target, qstrcmp(verb, "POST") == 0 ? "{}" : "");
        QCOMPARE(answer.status, 405);
        QCOMPARE(textOf(answer.json(), "err-code"), QStringLiteral("method-not-allowed"));
    }
}

namespace {

/// What comes back for these bytes, until the connection ends.
QByteArray rawAnswer(const QUrl &url, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.write(request);
    if (!QTest::qWaitFor([&] { return socket.state() == QTcpSocket::UnconnectedState && !answer.isEmpty(); },
                         10'000))
        qWarning("the connection stays open");
    return answer;
}

} // namespace

/// What follows the header would be taken for the next answer of the connection.
void ExchangeHttpTest::headIsAnsweredWithoutABody()
{
    const QByteArray answer = rawAnswer(
        m_client->served().url, "HEAD /v1/common/timestamp HTTP/1.1\r\nHost: x\r\n\r\n"
                                "GET /v1/common/timestamp HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const qsizetype second = answer.indexOf("HTTP/1.1 200");
    QVERIFY2(second > 0, answer.constData());
    QVERIFY(answer.startsWith("HTTP/1.1 405"));
    QVERIFY(answer.first(second).endsWith("\r\n\r\n"));
    QVERIFY(!answer.first(second).contains('{'));
}

/// Any web page that is open on this computer can send a POST here; browsers then tell where it is from.
void ExchangeHttpTest::pagesCannotControl()
{
    const QByteArray request =
        "POST /local/received HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n";
    QVERIFY(rawAnswer(m_client->served().url, request + "\r\n{}").startsWith("HTTP/1.1 200"));
    const QByteArray refused =
        rawAnswer(m_client->served().url, request + "Origin: https://page.example.test\r\n\r\n{}");
    QVERIFY2(refused.startsWith("HTTP/1.1 403"), refused.constData());
}

void ExchangeHttpTest::bodyOnGet()
{
    QCOMPARE(m_client->send("GET", "/v1/common/timestamp", "{}").status, 403);
}

/// Base64 signatures with "+", "/" and "=" in them all arrive unharmed.
void ExchangeHttpTest::signaturesWithAnyBytes()
{
    for (int number = 0; number < 40; ++number) {
        const Parameters parameters{{"symbol", "btcusdt"}, {"size", QByteArray::number(number + 1)}};
        const HttpAnswer answer = m_client->getSigned("Portfolio", "/v1/order/openOrders", parameters);
        QCOMPARE(textOf(answer.json(), "status"), QStringLiteral("ok"));
    }
}

void ExchangeHttpTest::survivesGarbage()
{
    const quint16 port = quint16(m_client->served().url.port());
    for (const char *text :
         {"\r\n\r\n", "GET\r\n\r\n", "GET /v1/common/timestamp\r\n\r\n", "\x16\x03\x01\x02\x00\x01",
          "GET //// HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz?%&=%%%&a HTTP/1.1\r\n\r\n",
          "GET /market/tickers HTTP/1.1\r\nContent-Length: -5\r\n\r\n"}) {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(socket.waitForConnected());
        socket.write(text);
        QVERIFY(socket.waitForBytesWritten() || socket.bytesToWrite() == 0);
    }
    QCOMPARE(m_client->get("/v1/common/timestamp").status, 200);
}

void ExchangeHttpTest::takenPort()
{
    exchange::Options options;
    options.port = quint16(m_client->served().url.port());
    exchange::Exchange second(options);
    const Result<exchange::Served> result = second.start().result();
    QVERIFY(!result);
    QCOMPARE(result.error().code, QStringLiteral("port"));
}

void ExchangeHttpTest::stopsBeforeItStarted()
{
    {
        const exchange::Exchange never;
    }
    exchange::Exchange brief;
    const auto served = brief.start();
    QVERIFY(!served.isCanceled());
}

QTEST_GUILESS_MAIN(ExchangeHttpTest)
#include "tst_exchange_http.moc"
