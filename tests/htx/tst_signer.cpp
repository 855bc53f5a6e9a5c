// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/signer.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;

namespace {

Credentials credentials(const QByteArray &access, const QByteArray &secret,
                        SignatureMethod method = SignatureMethod::HmacSha256)
{
    return {access, std::make_shared<const Secret>(secret), method};
}

QByteArray pem(const QByteArray &base64)
{
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
}

/// PKCS#8 around a raw Ed25519 seed.
QByteArray pemFromSeed(const QByteArray &seed)
{
    return pem((QByteArray::fromHex("302e020100300506032b657004220420") + seed).toBase64());
}

const QByteArray docAccess = "b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx";
const QByteArray docSecret = "f9fe7c8e-0d1b2a3c-4e5f6071-82930";
const QByteArray docParameters = "AccessKeyId=b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx&SignatureMethod=HmacSHA256"
                                 "&SignatureVersion=2&Timestamp=2023-11-14T22%3A13%3A20";
constexpr qint64 docTime = 1'700'000'000'000;

} // namespace

/// The vectors of htx-api.md 2.4: published by the exchange's own SDKs, and computed from the rules.
class TestSigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void request_data();
    void request();
    void percentEncoding_data();
    void percentEncoding();
    void queryIsSortedByBytes();
    void postBodyIsNotSigned();
    void timestamps_data();
    void timestamps();
    void hosts_data();
    void hosts();
    void refusedSecrets_data();
    void refusedSecrets();
    void consecutiveSignaturesAgree();
};

void TestSigner::text_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("isEd25519");
    QTest::addColumn<QByteArray>("expected");

    const QByteArray history = "GET\napi.huobi.pro\n/v1/account/history\naccount-id=1&currency=btcusdt";
    QTest::newRow("go signer") << history << QByteArray("secret") << false
                               << QByteArray("HUP3n78npIuTzVKyjEOrPictRKEUTRoYs7Ld5y38hmA=");
    QTest::newRow("go websocket") << canonicalText("GET", "api.huobi.pro", "/ws/v2",
                                                   canonicalQuery({{"accessKey", "access"},
                                                                   {"timestamp", "2019-11-21T10:00:00"},
                                                                   {"signatureVersion", "2.1"},
                                                                   {"signatureMethod", "HmacSHA256"}}))
                                  << QByteArray("secret") << false
                                  << QByteArray("1/d+cUIEh4tC0aXho86zu5QAxVzJaTe56mUiB275T0E=");
    QTest::newRow("java") << canonicalText("GET", "host", "url",
                                           canonicalQuery({{"AccessKeyId", "123"},
                                                           {"SignatureMethod", "HmacSHA256"},
                                                           {"SignatureVersion", "2"},
                                                           {"Timestamp", "123"}}))
                          << QByteArray("456") << false
                          << QByteArray("Hfdw0d/3ZOEB2eHJZiwVZ/1YLL62MFuKKmSW83vM3ps=");
    QTest::newRow("go ed25519")
        << history
        << pemFromSeed(
               QByteArray::fromBase64(
                   "nJanXRB7WIiSgr6eQzgNaQjp+xCkieLj0RQ2NxAZefqYiJajRf6PVrd0kE8kdHG3XuiXLlM6w5xipkdTNw5Ucw==")
                   .left(32))
        << true
        << QByteArray(
               "KnEhhsa511CrWu++7BMSdVrLtFhvxARINGsGpq8S699qMgghekPwW90RV14A4sniE3RS1J/v0hAo70iA9Ln4Aw==");
    QTest::newRow("W") << QByteArray("GET\napi.huobi.pro\n/ws/v2\naccessKey=b0xxxxxx-c6xxxxxx-94xxxxxx-dxxxx"
                                     "&signatureMethod=HmacSHA256&signatureVersion=2.1"
                                     "&timestamp=2023-11-14T22%3A13%3A20")
                       << docSecret << false << QByteArray("yCACXZ93G5v/HGUrY4eDtmizeT/0MlAecYnaEDtuiAY=");
}

void TestSigner::text()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, secret);
    QFETCH(const bool, isEd25519);
    const auto method = isEd25519 ? SignatureMethod::Ed25519 : SignatureMethod::HmacSha256;
    const auto signedText = signature(text, credentials("any", secret, method));
    QVERIFY(signedText);
    QTEST(*signedText, "expected");
}

void TestSigner::request_data()
{
    QTest::addColumn<QByteArray>("access");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("isPost");
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("plain"); ///< name=value lines, as the caller would give them
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");

    const QByteArray goQuery = "AccessKeyId=access&SignatureMethod=HmacSHA256&SignatureVersion=2"
                               "&Timestamp=2019-11-21T10%3A00%3A00";
    constexpr qint64 goTime = 1'574'330'400'000;
    const QByteArray host = "api.huobi.pro";
    const QByteArray filter =
        "symbol=btcusdt\nstates=filled,partial-canceled\nstart-time=1700000000000\nsize=100";
    const QByteArray filterQuery =
        "&size=100&start-time=1700000000000&states=filled%2Cpartial-canceled&symbol=btcusdt";
    const auto row = [](const char *name, const QByteArray &access, const QByteArray &secret, bool isPost,
                        qint64 time, const QByteArray &to, const QByteArray &path, const QByteArray &plain,
                        const QByteArray &query, const QByteArray &expected) {
        QTest::newRow(name) << access << secret << isPost << time << to << path << plain << query << expected;
    };
    row("go accounts", "access", "secret", false, goTime, host, "/v1/account/accounts", "", goQuery,
        "rWnLcMt3XBAsmXoNHtTQVpvMbH/cE1PXFwQAGeYwt3s=");
    row("go history", "access", "secret", false, goTime, host, "/v1/account/history",
        "currency=btc\naccount-id=123", goQuery + "&account-id=123&currency=btc",
        "SGZYJ9Ub/hFerEBbSWsCxl8Djk+LRBgEZOB4fLc4T9Q=");
    row("A", docAccess, docSecret, false, docTime, host, "/v1/order/orders", filter,
        docParameters + filterQuery, "mkCdJYKKdnZWUylNYW1PmS49orFCFVByMVOFQTFkzUM=");
    row("B", docAccess, docSecret, true, docTime, host, "/v1/order/orders/place", "", docParameters,
        "dYBc18kdloTeoDQfskedzObItY4bNsDQH3k8KT9NANs=");
    row("C", docAccess, docSecret, false, docTime, "api-aws.huobi.pro", "/v1/order/orders", filter,
        docParameters + filterQuery, "hqc6qHRgqlc50xkKHlerZ33D3X5K8kL3ApsrSb7xQGc=");
    row("D", docAccess, docSecret, false, docTime, host, "/v2/account/withdraw/address",
        "note=cold wallet #1 (币)\ncurrency=usdt",
        docParameters + "&currency=usdt&note=cold%20wallet%20%231%20%28%E5%B8%81%29",
        "ynwx5vno3tHE5HFE9HkeRM9Ov111Bz9MNIG9x9N1UnE=");
    row("E", docAccess, pem("MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"), false,
        docTime, host, "/v1/account/accounts", "", QByteArray(docParameters).replace("HmacSHA256", "Ed25519"),
        "PCIR4viF7dP1ZSvO6jF+NsH7dOCZ4Ea2hd0XsmSvh/r3Vpj2dOgTqCl/F67pGTROtHEReESVWXw9aC8Ufx10DQ==");
}

void TestSigner::request()
{
    QFETCH(const QByteArray, access);
    QFETCH(const QByteArray, secret);
    QFETCH(const bool, isPost);
    QFETCH(const qint64, time);
    QFETCH(const QByteArray, host);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, plain);
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, expected);

    Request request;
    request.method = isPost ? Method::Post : Method::Get;
    request.path = path;
    for (const QByteArray &line : plain.split('\n')) {
        if (!line.isEmpty())
            request.query.emplaceBack(line.left(line.indexOf('=')), line.mid(line.indexOf('=') + 1));
    }
    const auto method = secret.startsWith("-----") ? SignatureMethod::Ed25519 : SignatureMethod::HmacSha256;
    const auto result = signedQuery(request, credentials(access, secret, method), time, host);
    QVERIFY(result);
    QCOMPARE(*result, query + "&Signature=" + percentEncoded(expected));
}

void TestSigner::percentEncoding_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("unreserved") << QByteArray("AZaz09-._~") << QByteArray("AZaz09-._~");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("colon and comma") << QByteArray("10:00,x") << QByteArray("10%3A00%2Cx");
    QTest::newRow("a blank is no plus") << QByteArray("a b+c") << QByteArray("a%20b%2Bc");
    QTest::newRow("upper-case hex") << QByteArray("/=*!'()") << QByteArray("%2F%3D%2A%21%27%28%29");
    QTest::newRow("utf-8") << QByteArray("ü币") << QByteArray("%C3%BC%E5%B8%81");
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray("a%00b");
}

void TestSigner::percentEncoding()
{
    QFETCH(const QByteArray, plain);
    QTEST(percentEncoded(plain), "expected");
}

void TestSigner::queryIsSortedByBytes()
{
    QCOMPARE(
        canonicalQuery({{"b", "1"}, {"a-b", "2"}, {"B", "3"}, {"a", "4"}, {"AccessKeyId", "5"}, {"_", "6"}}),
        QByteArray("AccessKeyId=5&B=3&_=6&a=4&a-b=2&b=1"));
    QCOMPARE(canonicalQuery({}), QByteArray());
}

void TestSigner::postBodyIsNotSigned()
{
    Request request;
    request.method = Method::Post;
    request.path = "/v1/order/orders/place";
    const auto key = credentials(docAccess, docSecret);
    const auto without = signedQuery(request, key, docTime, "api.huobi.pro");
    request.body = "{\"amount\":\"1\"}";
    QCOMPARE(*signedQuery(request, key, docTime, "api.huobi.pro"), *without);
}

void TestSigner::timestamps_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("epoch") << qint64{0} << QByteArray("1970-01-01T00:00:00");
    QTest::newRow("cut, not rounded") << qint64{1'574'330'400'999} << QByteArray("2019-11-21T10:00:00");
    QTest::newRow("leap day") << qint64{1'709'208'000'000} << QByteArray("2024-02-29T12:00:00");
    QTest::newRow("after 2038") << qint64{2'208'988'799'000} << QByteArray("2039-12-31T23:59:59");
    QTest::newRow("before 1970") << qint64{-5} << QByteArray("1970-01-01T00:00:00");
    QTest::newRow("far away") << std::numeric_limits<qint64>::max() << QByteArray("9999-12-31T23:59:59");
}

void TestSigner::timestamps()
{
    QFETCH(const qint64, ms);
    QTEST(timestampText(ms), "expected");
}

void TestSigner::hosts_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QStringLiteral("https://api.huobi.pro") << QByteArray("api.huobi.pro");
    QTest::newRow("case") << QStringLiteral("https://API.Huobi.PRO/") << QByteArray("api.huobi.pro");
    QTest::newRow("own port named") << QStringLiteral("https://api.huobi.pro:443")
                                    << QByteArray("api.huobi.pro");
    QTest::newRow("other port") << QStringLiteral("https://api.huobi.pro:8443")
                                << QByteArray("api.huobi.pro:8443");
    QTest::newRow("loopback") << QStringLiteral("http://127.0.0.1:5001") << QByteArray("127.0.0.1:5001");
    QTest::newRow("http") << QStringLiteral("http://localhost:80") << QByteArray("localhost");
    QTest::newRow("ipv6") << QStringLiteral("http://[::1]:5001") << QByteArray("[::1]:5001");
    QTest::newRow("socket") << QStringLiteral("wss://api.huobi.pro/ws/v2") << QByteArray("api.huobi.pro");
}

void TestSigner::hosts()
{
    QFETCH(const QString, address);
    QTEST(signedHost(QUrl(address)), "expected");
}

void TestSigner::refusedSecrets_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("isEd25519");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("no PEM") << docSecret << true;
    QTest::newRow("damaged PEM") << pem("MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUW") << true;
    // An X25519 key: the same shape, another algorithm.
    QTest::newRow("other algorithm")
        << pem((QByteArray::fromHex("302e020100300506032b656e04220420") + QByteArray(32, '\x40')).toBase64())
        << true;
    QTest::newRow("public key")
        << QByteArray(
               "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n"
               "-----END PUBLIC KEY-----\n")
        << true;
    // Must not ask for the passphrase on a terminal.
    QTest::newRow("encrypted") << QByteArray(
                                      "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                                      "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhvAAAAAAAAAAICCAAw\n"
                                      "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAAAAAAAAAAAAAAAAAAAAAAEQAAA\n"
                                      "-----END ENCRYPTED PRIVATE KEY-----\n")
                               << true;
}

void TestSigner::refusedSecrets()
{
    QFETCH(const QByteArray, secret);
    QFETCH(const bool, isEd25519);
    const auto method = isEd25519 ? SignatureMethod::Ed25519 : SignatureMethod::HmacSha256;
    const auto result = signature("text", credentials("access", secret, method));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::WrongSignature);
    if (!secret.isEmpty())
        QVERIFY(!result.error().detail.contains(QString::fromLatin1(secret.left(12))));
    QVERIFY(!signature("text", Credentials{"access", nullptr, method}));
}

/// Another client broke every second signature by not resetting its HMAC (htx-api.md 10, 3).
void TestSigner::consecutiveSignaturesAgree()
{
    const auto one = credentials("access", "secret");
    const auto other = credentials("access", QByteArray(200, 'k'));
    const auto first = signature("text", one);
    const auto second = signature("text", other);
    QVERIFY(*first != *second);
    for (int round = 0; round < 5; ++round) {
        QCOMPARE(*signature("text", one), *first);
        QCOMPARE(*signature("text", other), *second);
    }
}

QTEST_GUILESS_MAIN(TestSigner)
#include "tst_signer.moc"
