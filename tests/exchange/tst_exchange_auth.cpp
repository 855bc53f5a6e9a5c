// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/service.h"
#include "htx/signer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coffer;
using namespace coffer::exchange;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
const QByteArray accounts = "/v1/account/accounts";
const QByteArray host = "127.0.0.1:8080";

Options stoppedClock()
{
    Options options;
    options.nowMs = startMs;
    options.speed = 1e-9;
    return options;
}

} // namespace

/// Each check of the door and the words of each refusal (htx-api.md 9.1).
class ExchangeAuthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void admitsASignedRequest();
    void admitsAnyOrderAndEncoding();
    void refusesByWrongPart_data();
    void refusesByWrongPart();
    void refusesInBothFamilies();
    void timestampFormats_data();
    void timestampFormats();
    void addressLists_data();
    void addressLists();
    void expiryComesWithTime();
    void missingPermission();
    void ed25519();
    void parentOnly_data();
    void parentOnly();
    void unknownPaths_data();
    void unknownPaths();
    void wrongMethodAndBody();
    void limitsPerUserAndEndpoint();

private:
    const DemoKey &key(const char *label) const;
    /// The signed query as a client makes it.
    QByteArray signedQuery(const DemoKey &key, const QByteArray &path, qint64 at = startMs,
                           const QByteArray &signedHost = host) const;
    HttpReply get(const QByteArray &path, const QByteArray &query, const char *peer = "127.0.0.1") const;
    static QString message(const HttpReply &reply, const char *member = "err-msg");

    std::unique_ptr<World> m_world;
    std::unique_ptr<Service> m_service;
};

void ExchangeAuthTest::init()
{
    m_world = std::make_unique<World>(stoppedClock());
    m_service = std::make_unique<Service>(*m_world);
}

const DemoKey &ExchangeAuthTest::key(const char *label) const
{
    const auto &keys = m_world->demoKeys();
    return *std::find_if(keys.begin(), keys.end(),
                         [label](const DemoKey &demo) { return demo.label == QLatin1String(label); });
}

QByteArray ExchangeAuthTest::signedQuery(const DemoKey &demo, const QByteArray &path, qint64 at,
                                         const QByteArray &signedHost) const
{
    htx::Request request;
    request.path = path;
    return htx::signedQuery(request, {demo.accessKey, std::make_shared<Secret>(demo.secretKey)}, at,
                            signedHost)
        .value_or(QByteArray());
}

HttpReply ExchangeAuthTest::get(const QByteArray &path, const QByteArray &query, const char *peer) const
{
    return m_service->handle({"GET", host, path, query, {}, QHostAddress(QLatin1String(peer))});
}

QString ExchangeAuthTest::message(const HttpReply &reply, const char *member)
{
    return QJsonDocument::fromJson(reply.reply.body).object().value(QLatin1String(member)).toString();
}

void ExchangeAuthTest::admitsASignedRequest()
{
    const HttpReply reply = get(accounts, signedQuery(key("Portfolio"), accounts));
    QCOMPARE(reply.reply.status, 200);
    QVERIFY(reply.reply.body.startsWith(R"({"status":"ok","data":[{"id":)"));
    QVERIFY(reply.limits.has_value());
    QCOMPARE(reply.limits->remaining, 99);
}

/// What is signed are the parameters, however they stand in the URL.
void ExchangeAuthTest::admitsAnyOrderAndEncoding()
{
    QByteArray query = signedQuery(key("Portfolio"), accounts);
    QList<QByteArray> parts = query.split('&');
    std::reverse(parts.begin(), parts.end());
    QVERIFY(get(accounts, parts.join('&')).reply.body.startsWith(R"({"status":"ok")"));
    query.replace("%3A", ":");
    QVERIFY(get(accounts, query).reply.body.startsWith(R"({"status":"ok")"));
    const QByteArray withoutPort = signedQuery(key("Portfolio"), accounts, startMs, "127.0.0.1");
    QVERIFY(get(accounts, withoutPort).reply.body.startsWith(R"({"status":"ok")"));
    const HttpReply shouting = m_service->handle({"GET",
                                                  host.toUpper(),
                                                  accounts,
                                                  signedQuery(key("Portfolio"), accounts),
                                                  {},
                                                  QHostAddress::LocalHost});
    QVERIFY(shouting.reply.body.startsWith(R"({"status":"ok")"));
}

void ExchangeAuthTest::refusesByWrongPart_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("expected");
    init();
    const QByteArray good = signedQuery(key("Portfolio"), accounts);
    const QByteArray accessKey = key("Portfolio").accessKey;
    const QString invalid = QStringLiteral("api-signature-not-valid");
    const QString verification = QStringLiteral("Signature not valid: Verification failure [校验失败]");
    const QString access = QStringLiteral("Signature not valid: Incorrect Access key [Access key错误]");
    const QString time = QStringLiteral("Signature not valid: Invalid submission time or incorrect time "
                                        "format [无效的提交时间，或时间格式错误]");
    const auto changed = [&good](const char *from, const QByteArray &to) {
        return QByteArray(good).replace(from, to);
    };

    QTest::newRow("unsigned") << QByteArray() << QStringLiteral("login-required")
                              << QStringLiteral("Login is required.");
    QTest::newRow("unknown access key")
        << QByteArray(good).replace(accessKey, accessKey + 'x') << invalid << access;
    QTest::newRow("access key in capitals")
        << QByteArray(good).replace(accessKey, accessKey.toUpper()) << invalid << access;
    DemoKey wrongSecret = key("Portfolio");
    wrongSecret.secretKey += 'x';
    QTest::newRow("wrong secret") << signedQuery(wrongSecret, accounts) << invalid << verification;
    QTest::newRow("signed another path")
        << signedQuery(key("Portfolio"), "/v2/user/uid") << invalid << verification;
    QTest::newRow("signed for another host")
        << signedQuery(key("Portfolio"), accounts, startMs, "api.huobi.pro") << invalid << verification;
    QTest::newRow("parameter added") << good + "&currency=btc" << invalid << verification;
    QTest::newRow("other method") << changed("HmacSHA256", "Ed25519") << invalid << verification;
    QTest::newRow("other version") << changed("SignatureVersion=2", "SignatureVersion=1") << invalid
                                   << verification;
    QTest::newRow("signature cut") << changed("%3D", "") << invalid << verification;
    QTest::newRow("too old") << signedQuery(key("Portfolio"), accounts, startMs - 301'000) << invalid << time;
    QTest::newRow("too new") << signedQuery(key("Portfolio"), accounts, startMs + 302'000) << invalid << time;
    QTest::newRow("expired") << signedQuery(key("Tax tool 2024"), accounts) << invalid
                             << QStringLiteral("Signature not valid: API key has expired [API Key已经过期]");
    QTest::newRow("address") << signedQuery(key("Office"), accounts) << invalid
                             << QStringLiteral(
                                    "Signature not valid: Incorrect IP address [IP地址错误]:127.0.0.1");
}

void ExchangeAuthTest::refusesByWrongPart()
{
    QFETCH(QByteArray, query);
    const HttpReply reply = get(accounts, query);
    QCOMPARE(reply.reply.status, 200);
    QTEST(message(reply, "err-code"), "code");
    QTEST(message(reply), "expected");
    QVERIFY(QJsonDocument::fromJson(reply.reply.body).object().value(QLatin1String("data")).isNull());
    QVERIFY(!reply.limits);
}

void ExchangeAuthTest::refusesInBothFamilies()
{
    DemoKey wrong = key("Portfolio");
    wrong.secretKey = "c405c550-6fa0583b-fb4bc38e-d317e";
    const HttpReply reply = get("/v2/user/uid", signedQuery(wrong, "/v2/user/uid"));
    const QJsonObject body = QJsonDocument::fromJson(reply.reply.body).object();
    QCOMPARE(body.value(QLatin1String("code")).toInt(), 1003);
    QCOMPARE(body.value(QLatin1String("message")).toString(),
             QStringLiteral("Signature not valid: Verification failure [校验失败]"));
    QCOMPARE(message(get("/v2/user/uid", {}), "message"), QStringLiteral("Login is required."));
}

void ExchangeAuthTest::timestampFormats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("expected"); // -1: refused
    QTest::newRow("good") << QByteArray("2017-05-11T15:19:30") << qint64(1'494'515'970'000);
    QTest::newRow("zone") << QByteArray("2017-05-11T15:19:30Z") << qint64(-1);
    QTest::newRow("milliseconds") << QByteArray("2017-05-11T15:19:30.000") << qint64(-1);
    QTest::newRow("blank") << QByteArray("2017-05-11 15:19:30") << qint64(-1);
    QTest::newRow("no such day") << QByteArray("2017-02-30T15:19:30") << qint64(-1);
    QTest::newRow("no such hour") << QByteArray("2017-02-20T24:19:30") << qint64(-1);
    QTest::newRow("number") << QByteArray("1494515970") << qint64(-1);
    QTest::newRow("empty") << QByteArray() << qint64(-1);
}

void ExchangeAuthTest::timestampFormats()
{
    QFETCH(QByteArray, text);
    QTEST(parseTimestamp(text).value_or(-1), "expected");
}

void ExchangeAuthTest::addressLists_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *list, const char *address, bool expected) {
        QTest::newRow(name) << QString::fromLatin1(list) << QString::fromLatin1(address) << expected;
    };
    row("no list", "", "203.0.113.7", true);
    row("same", "203.0.113.7", "203.0.113.7", true);
    row("second", "10.0.0.1,203.0.113.7", "203.0.113.7", true);
    row("other", "203.0.113.7", "203.0.113.8", false);
    row("network", "202.106.96.0/24", "202.106.96.201", true);
    row("outside the network", "202.106.96.0/24", "202.106.97.1", false);
    row("IPv6", "2001:db8::1", "2001:db8:0:0::1", true);
    row("other IPv6", "2001:db8::1", "2001:db8::2", false);
    row("IPv4 inside IPv6", "127.0.0.1", "::ffff:127.0.0.1", true);
    row("nonsense", "here", "127.0.0.1", false);
}

void ExchangeAuthTest::addressLists()
{
    QFETCH(QString, list);
    QFETCH(QString, address);
    QTEST(allowsAddress(list.split(QLatin1Char(','), Qt::SkipEmptyParts), QHostAddress(address)), "expected");
}

void ExchangeAuthTest::expiryComesWithTime()
{
    constexpr qint64 day = 86'400'000;
    ApiKey aging;
    aging.expiresAt = startMs + 2 * day - 1000;
    QCOMPARE(aging.validDays(startMs), 2);
    QCOMPARE(aging.validDays(startMs + day), 1);
    QCOMPARE(aging.validDays(startMs + 2 * day), 0);
    QVERIFY(!aging.isExpired(startMs + day) && aging.isExpired(startMs + 2 * day));
    QCOMPARE(ApiKey().validDays(startMs), -1);
}

void ExchangeAuthTest::missingPermission()
{
    Router router(*m_world);
    const auto answer = [](const Call &) { return Reply{200, "let in"}; };
    router.add({"/v1/trade", Envelope::V1, htx::Permission::Trade, 20, answer});
    router.add({"/v2/withdraw", Envelope::V2, htx::Permission::Withdraw, 20, answer});
    const auto ask = [&](const char *label, const QByteArray &path) {
        return router.handle({"GET", host, path, signedQuery(key(label), path), {}, QHostAddress::LocalHost});
    };
    QCOMPARE(ask("Trading desk", "/v1/trade").reply.body, QByteArray("let in"));
    QCOMPARE(ask("Payouts", "/v2/withdraw").reply.body, QByteArray("let in"));
    QCOMPARE(message(ask("Payouts", "/v1/trade"), "err-code"), QStringLiteral("api-permission-forbidden"));
    const HttpReply refused = ask("Trading desk", "/v2/withdraw");
    QCOMPARE(QJsonDocument::fromJson(refused.reply.body).object().value(QLatin1String("code")).toInt(), 1002);
}

/// The vector E of htx-api.md 2.4.
void ExchangeAuthTest::ed25519()
{
    const QByteArray der =
        QByteArray::fromBase64("MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=");
    KeyRegistry registry;
    ApiKey uploaded;
    uploaded.accessKey = "b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx";
    uploaded.method = htx::SignatureMethod::Ed25519;
    uploaded.publicKey = der.last(32);
    registry.add(uploaded);
    const Authenticator authenticator(registry);
    const qint64 at = 1'700'000'000'000;
    const QByteArray unsignedQuery = "AccessKeyId=b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx&SignatureMethod=Ed25519"
                                     "&SignatureVersion=2&Timestamp=2023-11-14T22%3A13%3A20&Signature=";
    const auto check = [&](const QByteArray &signature) {
        const Query query(unsignedQuery + QByteArray(signature).toPercentEncoding());
        return authenticator
            .check({"GET", "api.huobi.pro", accounts, query, QHostAddress(QHostAddress::LocalHost)}, at)
            .first;
    };
    const QByteArray good =
        "PCIR4viF7dP1ZSvO6jF+NsH7dOCZ4Ea2hd0XsmSvh/r3Vpj2dOgTqCl/F67pGTROtHEReESVWXw9aC8Ufx10DQ==";
    QVERIFY(check(good));
    QVERIFY(!check(QByteArray(good).replace("PCIR", "PCIS")));
    QVERIFY(!check(good.chopped(4)));
    QVERIFY(!check("not base64!"));
}

void ExchangeAuthTest::parentOnly_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("parameters");
    QTest::newRow("keys") << QByteArray("/v2/user/api-key") << QByteArray("uid");
    QTest::newRow("sub-users") << QByteArray("/v2/sub-user/user-list") << QByteArray();
    QTest::newRow("valuation") << QByteArray("/v2/account/asset-valuation") << QByteArray();
}

void ExchangeAuthTest::parentOnly()
{
    QFETCH(QByteArray, path);
    const HttpReply reply = get(path, signedQuery(key("Savings read"), path));
    QCOMPARE(reply.reply.status, 200);
    QCOMPARE(QJsonDocument::fromJson(reply.reply.body).object().value(QLatin1String("code")).toInt(), 403);
    const HttpReply parent = get(path, signedQuery(key("Portfolio"), path));
    QVERIFY(QJsonDocument::fromJson(parent.reply.body).object().value(QLatin1String("code")).toInt() != 403);
}

void ExchangeAuthTest::unknownPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/v1/account/Accounts", "/v1/account/accounts/", "/v1/account/accounts/x",
                             "/v1/order/orders/{id}", "/v1/order/orders/-5",
                             "/v1/order/orders/99999999999999999999", "/v2/user/uid/1", "/market"})
        QTest::newRow(path) << QByteArray(path);
}

void ExchangeAuthTest::unknownPaths()
{
    QFETCH(QByteArray, path);
    const HttpReply reply = get(path, {});
    QCOMPARE(reply.reply.status, 405);
    QCOMPARE(message(reply, "err-code"), QStringLiteral("method-not-allowed"));
}

void ExchangeAuthTest::wrongMethodAndBody()
{
    QCOMPARE(m_service->handle({"POST", host, accounts, {}, "{}", QHostAddress::LocalHost}).reply.status,
             405);
    QCOMPARE(m_service->handle({"GET", host, accounts, {}, "{}", QHostAddress::LocalHost}).reply.status, 403);
}

void ExchangeAuthTest::limitsPerUserAndEndpoint()
{
    const QByteArray path = "/v2/user/uid";
    for (int left = 19; left >= 0; --left)
        QCOMPARE(get(path, signedQuery(key("Portfolio"), path)).limits->remaining, left);
    // Another key of the same user shares the limit; another user and another endpoint don't.
    const HttpReply refused = get(path, signedQuery(key("Trading desk"), path));
    QCOMPARE(refused.reply.status, 429);
    QCOMPARE(QJsonDocument::fromJson(refused.reply.body).object().value(QLatin1String("code")).toInt(), 1006);
    QCOMPARE(refused.limits->remaining, 0);
    QVERIFY(refused.limits->expiresMs > startMs && refused.limits->expiresMs <= startMs + 2000);
    QCOMPARE(get(path, signedQuery(key("Savings read"), path)).reply.status, 200);
    QCOMPARE(get(accounts, signedQuery(key("Portfolio"), accounts)).reply.status, 200);

    RateLimiter limiter;
    QVERIFY(limiter.count("1", 1, 1, 4000).admitted);
    QVERIFY(!limiter.count("1", 1, 1, 5999).admitted);
    QVERIFY(limiter.count("1", 1, 1, 6000).admitted);
}

QTEST_GUILESS_MAIN(ExchangeAuthTest)
#include "tst_exchange_auth.moc"
