// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/account.h"
#include "htx/endpoints/market.h"
#include "htx/endpoints/reference.h"
#include "htx/signer.h"
#include "somecalls.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace coffer;
using namespace coffer::htx;
using namespace std::chrono_literals;
namespace api = coffer::htx::endpoints;
using test::order;
using test::parseNumber;
using test::someKey;

namespace {

const QUrl base(QStringLiteral("https://api.example.test"));
const QByteArray good = R"({"status":"ok","data":[]})";
const QByteArray clockOff = R"({"status":"error","err-code":"api-signature-not-valid",)"
                            R"("err-msg":"Signature not valid: Invalid submission time","data":null})";

/// What the client sent, signed again from what arrived.
QByteArray expectedQuery(const test::SentRequest &sent, qint64 time)
{
    const QByteArray query = sent.target.mid(sent.target.indexOf('?') + 1);
    Request request;
    request.method = sent.method == "POST" ? Method::Post : Method::Get;
    request.path = sent.target.left(sent.target.indexOf('?'));
    for (const QByteArray &pair : query.split('&')) {
        const QByteArray name = pair.left(pair.indexOf('='));
        if (!QByteArrayList{"AccessKeyId", "SignatureMethod", "SignatureVersion", "Timestamp", "Signature"}
                 .contains(name))
            request.query.emplaceBack(name, QByteArray::fromPercentEncoding(pair.mid(name.size() + 1)));
    }
    return *signedQuery(request, someKey(), time, signedHost(sent.url));
}

} // namespace

/// The client against a scripted network: nothing reaches a wire.
class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void signedAsSent();
    void publicCallsCarryNoKey();
    void headersOfRequests();
    void noKeyNoRequest();
    void badSecretIsTold();
    void bases_data();
    void bases();
    void retriesOfGets_data();
    void retriesOfGets();
    void retriesAreSignedAgain();
    void getsThatSucceedLater();
    void postsAreSentOnce_data();
    void postsAreSentOnce();
    void redirectsAreNotFollowed();
    void threeReadsInFlight();
    void backgroundLeavesRoom();
    void limitedGroupsWait();
    void rateHeadersAreHeeded();
    void refusalsForRatePause();
    void clockIsCorrectedOnce();
    void clockThatCantBeCorrected();
    void synchroniseClock();
    void clockGarbage_data();
    void clockGarbage();
    void cancelledGetsAreAborted();
    void cancelledPostsRunToTheirEnd();
    void anotherBaseDropsWhatIsUnderWay();
    void destroyedWhileWaiting();
    void destroyedByItsOwnAnswer();
    void records();
    void recordsOfPostsSayWhatIsNotKnown();
    void inPieces();

private:
    test::FakeClock m_clock;
    std::unique_ptr<test::FakeNetwork> m_network;
    std::unique_ptr<Client> m_client;
};

void TestClient::init()
{
    m_clock = test::FakeClock();
    m_clock.setOffsetMs(0);
    m_network = std::make_unique<test::FakeNetwork>();
    m_client = std::make_unique<Client>(*m_network, m_clock, base);
    m_client->setTiming({300ms, 300ms, 0ms});
}

void TestClient::cleanup()
{
    m_client.reset();
    QCOMPARE(m_network->problems(), QString());
    m_network.reset();
}

void TestClient::signedAsSent()
{
    m_clock.setOffsetMs(90'000);
    m_network->expect("GET", "/v2/account/asset-valuation")
        .reply(200, R"({"code":200,"data":{"balance":"1"}})");
    auto future = m_client->send(
        api::account::assetValuation(QStringLiteral("a b+c/ü:~"), QStringLiteral("USD")), someKey());
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    const auto &sent = m_network->requests().front();
    QCOMPARE(sent.target.mid(sent.target.indexOf('?') + 1), expectedQuery(sent, m_clock.nowMs()));
    QVERIFY(sent.target.contains("accountType=a%20b%2Bc%2F%C3%BC%3A~&"));
    QVERIFY(sent.target.contains("Timestamp=2026-01-15T12%3A01%3A30&"));
}

void TestClient::publicCallsCarryNoKey()
{
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto future = m_client->send(api::market::tickers(), someKey());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(m_network->requests().front().target, QByteArray("/market/tickers"));
}

void TestClient::headersOfRequests()
{
    m_network->expect("GET", "/market/tickers").reply(200, good);
    m_network->expect("POST", "/v1/order/orders/place").reply(200, R"({"status":"ok","data":1})");
    auto read = m_client->send(api::market::tickers());
    auto placed = m_client->send(order(), someKey());
    QTRY_VERIFY(read.isFinished() && placed.isFinished());
    QCOMPARE(placed.result().value(), 1);
    const auto &get = m_network->requests()[0];
    const auto &post = m_network->requests()[1];
    QVERIFY(get.body.isEmpty());
    QVERIFY(!get.request.header(QNetworkRequest::ContentTypeHeader).isValid());
    QVERIFY(!get.request.header(QNetworkRequest::ContentLengthHeader).isValid());
    QCOMPARE(post.body, order().request.body);
    QCOMPARE(post.request.header(QNetworkRequest::ContentTypeHeader).toString(),
             QStringLiteral("application/json"));
    QCOMPARE(post.request.header(QNetworkRequest::ContentLengthHeader).toInt(), order().request.body.size());
    QCOMPARE(post.header("Accept-Encoding"), QByteArray("identity"));
    for (const auto &sent : m_network->requests()) {
        QCOMPARE(sent.request.header(QNetworkRequest::UserAgentHeader).toString(), QStringLiteral("Coffer"));
        QCOMPARE(sent.request.attribute(QNetworkRequest::RedirectPolicyAttribute).toInt(),
                 int(QNetworkRequest::ManualRedirectPolicy));
        QCOMPARE(sent.request.sslConfiguration().peerVerifyMode(), QSslSocket::VerifyPeer);
        QCOMPARE(sent.request.sslConfiguration().protocol(), QSsl::TlsV1_2OrLater);
    }
}

void TestClient::noKeyNoRequest()
{
    auto future = m_client->send(api::account::accounts());
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::NoSuitableKey);
}

void TestClient::badSecretIsTold()
{
    Credentials key = someKey();
    key.method = SignatureMethod::Ed25519;
    auto future = m_client->send(api::account::accounts(), key);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::WrongSignature);
}

void TestClient::bases_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isGood");
    for (const char *address :
         {"https://api.huobi.pro", "https://api.huobi.pro/", "https://api.huobi.pro:8443",
          "http://127.0.0.1:5001", "http://localhost:1", "http://[::1]:5001"})
        QTest::newRow(address) << QString::fromLatin1(address) << true;
    for (const char *address :
         {"", "api.huobi.pro", "http://api.huobi.pro", "http://192.168.1.4", "http://localhost.example.test",
          "ftp://api.huobi.pro", "https://user@api.huobi.pro", "https://user:pw@api.huobi.pro",
          "https://api.huobi.pro/v1", "https://api.huobi.pro?x=1", "https://api.huobi.pro#x", "https://",
          "file:///etc"})
        QTest::newRow(address) << QString::fromLatin1(address) << false;
}

void TestClient::bases()
{
    QFETCH(const QString, address);
    QFETCH(const bool, isGood);
    const QUrl url(address);
    QCOMPARE(Client::checkBase(url).has_value(), isGood);
    QCOMPARE(m_client->setBase(url).has_value(), isGood);
    QCOMPARE(m_client->base(), isGood ? url : base);
    if (isGood)
        return;
    Client other(*m_network, m_clock, url);
    auto future = other.send(api::market::tickers());
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::InvalidInput);
}

void TestClient::retriesOfGets_data()
{
    QTest::addColumn<int>("error"); ///< of the network, or 0
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("tries");
    const auto add = [](const char *name, QNetworkReply::NetworkError error, int status, ErrorKind kind,
                        int tries) { QTest::newRow(name) << int(error) << status << kind << tries; };
    const auto none = QNetworkReply::NoError;
    add("refused", QNetworkReply::ConnectionRefusedError, 0, ErrorKind::Offline, 3);
    add("closed", QNetworkReply::RemoteHostClosedError, 0, ErrorKind::Offline, 3);
    add("no such host", QNetworkReply::HostNotFoundError, 0, ErrorKind::Offline, 3);
    add("no network", QNetworkReply::TemporaryNetworkFailureError, 0, ErrorKind::Offline, 3);
    add("timeout", QNetworkReply::TimeoutError, 0, ErrorKind::Timeout, 3);
    add("500", none, 500, ErrorKind::Maintenance, 3);
    add("503", none, 503, ErrorKind::Maintenance, 3);
    add("certificate", QNetworkReply::SslHandshakeFailedError, 0, ErrorKind::InsecureConnection, 1);
    add("proxy refused", QNetworkReply::ProxyConnectionRefusedError, 0, ErrorKind::Proxy, 1);
    add("proxy login", QNetworkReply::ProxyAuthenticationRequiredError, 0, ErrorKind::Proxy, 1);
    add("no http", QNetworkReply::ProtocolFailure, 0, ErrorKind::MalformedReply, 1);
    add("400", none, 400, ErrorKind::MalformedReply, 1);
    add("403", none, 403, ErrorKind::PermissionMissing, 1);
    add("405", none, 405, ErrorKind::NotFound, 1);
    add("429", none, 429, ErrorKind::RateLimited, 1);
    add("302", none, 302, ErrorKind::Redirected, 1);
    add("200 without a body", none, 200, ErrorKind::MalformedReply, 1);
}

void TestClient::retriesOfGets()
{
    QFETCH(const int, error);
    QFETCH(const int, status);
    QFETCH(const int, tries);
    auto &expectation = m_network->expect("GET", "/market/tickers").times(tries);
    if (status == 0)
        expectation.fail(static_cast<QNetworkReply::NetworkError>(error));
    else
        expectation.reply(status);
    auto future = m_client->send(api::market::tickers());
    QTRY_VERIFY(future.isFinished());
    QTEST(future.result().error().kind, "kind");
    QVERIFY(!future.result().error().detail.contains(QStringLiteral("example")));
    QCOMPARE(m_network->count("GET", "/market/tickers"), tries);
}

void TestClient::retriesAreSignedAgain()
{
    m_network->expect("GET", "/v1/account/accounts").held().fail(QNetworkReply::RemoteHostClosedError);
    m_network->expect("GET", "/v1/account/accounts").reply(200, good);
    auto future = m_client->send(api::account::accounts(), someKey());
    QTRY_COMPARE(m_network->inFlight(), 1);
    m_clock.advance(5s);
    m_network->release();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QVERIFY(m_network->requests()[0].target != m_network->requests()[1].target);
    QCOMPARE(m_network->requests()[1].target.mid(m_network->requests()[1].target.indexOf('?') + 1),
             expectedQuery(m_network->requests()[1], m_clock.nowMs()));
}

void TestClient::getsThatSucceedLater()
{
    m_network->expect("GET", "/market/tickers").reply(502, "<html>");
    m_network->expect("GET", "/market/tickers").reply(200, good).breakAfter(10);
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto future = m_client->send(api::market::tickers());
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
}

void TestClient::postsAreSentOnce_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    const auto add = [](const char *name, QNetworkReply::NetworkError error, int status,
                        const QByteArray &body,
                        ErrorKind kind) { QTest::newRow(name) << int(error) << status << body << kind; };
    const auto none = QNetworkReply::NoError;
    add("closed", QNetworkReply::RemoteHostClosedError, 0, {}, ErrorKind::OutcomeUnknown);
    add("sent again by Qt", QNetworkReply::ContentReSendError, 0, {}, ErrorKind::OutcomeUnknown);
    add("timeout", QNetworkReply::TimeoutError, 0, {}, ErrorKind::OutcomeUnknown);
    add("proxy closed", QNetworkReply::ProxyConnectionClosedError, 0, {}, ErrorKind::OutcomeUnknown);
    add("503", none, 503, "<html>", ErrorKind::OutcomeUnknown);
    add("500 with JSON", none, 500, R"({"code":500,"message":"system error"})", ErrorKind::OutcomeUnknown);
    add("302", none, 302, {}, ErrorKind::OutcomeUnknown);
    add("page", none, 200, "<html>", ErrorKind::OutcomeUnknown);
    add("empty", none, 200, {}, ErrorKind::OutcomeUnknown);
    add("refused", none, 200, R"({"status":"error","err-code":"order-value-min-error","err-msg":"x"})",
        ErrorKind::Rejected);
    add("429 with JSON", none, 429, R"({"code":1006,"message":"x"})", ErrorKind::RateLimited);
}

void TestClient::postsAreSentOnce()
{
    QFETCH(const int, error);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    auto &expectation = m_network->expect("POST", "/v1/order/orders/place");
    if (status == 0)
        expectation.fail(static_cast<QNetworkReply::NetworkError>(error));
    else
        expectation.reply(status, body);
    auto future = m_client->send(order(), someKey());
    QTRY_VERIFY(future.isFinished());
    QTEST(future.result().error().kind, "kind");
    QCOMPARE(m_network->count("POST", "/"), 1);
}

void TestClient::redirectsAreNotFollowed()
{
    m_network->expect("GET", "/market/tickers")
        .reply(301)
        .header("Location", "https://elsewhere.example.test/");
    auto future = m_client->send(api::market::tickers());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::Redirected);
}

/// Of four connections one is kept for orders.
void TestClient::threeReadsInFlight()
{
    m_network->expect("GET", "/v1/account/accounts/").held().reply(200, good).times(6);
    m_network->expect("POST", "/v1/order").reply(200, R"({"status":"ok","data":7})");
    std::vector<Future<Balance>> futures;
    for (int id = 1; id <= 6; ++id)
        futures.push_back(m_client->send(api::account::balance({id}), someKey()));
    QCOMPARE(m_network->inFlight(), 3);
    auto placed = m_client->send(order(), someKey());
    QCOMPARE(m_network->inFlight(), 4);
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().value(), 7);
    QCOMPARE(m_network->inFlight(), 3);
    QVERIFY(m_network->releaseOne());
    QTRY_COMPARE(m_network->requests().size(), std::size_t{5});
    QCOMPARE(m_network->inFlight(), 3);
    QTRY_VERIFY(futures[0].isFinished());
    m_network->release();
    QTRY_COMPARE(m_network->requests().size(), std::size_t{7});
    m_network->release();
    QTRY_VERIFY(
        std::all_of(futures.begin(), futures.end(), [](const auto &future) { return future.isFinished(); }));
    QVERIFY(m_network->requests()[6].target.contains("/6/balance"));
}

/// Slow work in the background never holds all the connections that what is on screen may use.
void TestClient::backgroundLeavesRoom()
{
    m_network->expect("GET", "/v1/account/accounts/").neverAnswers().times(2);
    std::vector<Future<Balance>> futures;
    for (int id = 1; id <= 4; ++id)
        futures.push_back(m_client->send(inBackground(api::account::balance({id})), someKey()));
    QCOMPARE(m_network->inFlight(), 2);
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto visible = m_client->send(api::market::tickers());
    QTRY_VERIFY(visible.isFinished());
    QVERIFY(visible.result());
    QCOMPARE(m_network->inFlight(), 2);
}

void TestClient::limitedGroupsWait()
{
    Call<QList<Ticker>> one = api::market::tickers();
    one.request.perTwoSeconds = 1;
    m_network->expect("GET", "/market/tickers").reply(200, good).times(2);
    m_network->expect("GET", "/market/detail").reply(502).always();
    m_network->expect("GET", "/v1/common/timestamp").reply(200, R"({"status":"ok","data":1})");
    auto first = m_client->send(one);
    auto second = m_client->send(one);
    // Another group does not wait behind it.
    auto other = m_client->send(api::reference::timestamp());
    QTRY_VERIFY(first.isFinished() && other.isFinished());
    QVERIFY(!second.isFinished());
    QCOMPARE(m_network->count("GET", "/market/tickers"), 1);
    m_clock.advance(3s);
    auto poke = m_client->send(api::market::merged({})); // the real timer would take two seconds
    QTRY_VERIFY(second.isFinished());
    QVERIFY(second.result());
    QTRY_VERIFY(poke.isFinished());
}

void TestClient::rateHeadersAreHeeded()
{
    m_network->expect("GET", "/market/tickers")
        .reply(200, good)
        .header("X-HB-RateLimit-Requests-Remain", "0")
        .header("X-HB-RateLimit-Requests-Expire", QByteArray::number(m_clock.nowMs() + 5'000));
    QSignalSpy records(m_client.get(), &Client::requestFinished);
    auto first = m_client->send(api::market::tickers());
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(records.first().first().value<RequestRecord>().remaining, 0);
    auto second = m_client->send(api::market::tickers());
    QCoreApplication::processEvents();
    QCOMPARE(m_network->requests().size(), std::size_t{1});
    QVERIFY(!second.isFinished());
}

void TestClient::refusalsForRatePause()
{
    m_network->expect("GET", "/market/tickers").reply(429).header("Retry-After", "86400");
    auto first = m_client->send(api::market::tickers());
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::RateLimited);
    QCOMPARE(first.result().error().retryAfter, std::chrono::milliseconds(300'000));
    m_clock.advance(299s);
    auto second = m_client->send(api::market::tickers());
    QCoreApplication::processEvents();
    QCOMPARE(m_network->requests().size(), std::size_t{1});
    m_clock.advance(2s);
    m_network->expect("GET", "/market/tickers")
        .reply(200, R"({"status":"error","err-code":"invalid-parameter","err-msg":"request limit"})");
    m_network->expect("GET", "/v1/common/timestamp").reply(200, R"({"status":"ok","data":1})");
    auto poke = m_client->send(api::reference::timestamp());
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result().error().kind, ErrorKind::RateLimited);
    // A refusal under HTTP 200 pauses as well.
    auto third = m_client->send(api::market::tickers());
    QTRY_VERIFY(poke.isFinished());
    QVERIFY(!third.isFinished());
}

void TestClient::clockIsCorrectedOnce()
{
    m_network->expect("GET", "/v1/account/accounts").reply(200, clockOff).times(2);
    m_network->expect("GET", "/v1/common/timestamp")
        .reply(200, "{\"status\":\"ok\",\"data\":" + QByteArray::number(m_clock.localMs() + 3'600'000) + '}');
    m_network->expect("GET", "/v1/account/accounts").reply(200, good);
    m_network->expect("GET", "/v1/account/accounts").reply(200, clockOff);
    auto first = m_client->send(api::account::accounts(), someKey());
    auto second = m_client->send(api::account::accounts(), someKey());
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    QCOMPARE(m_clock.offsetMs(), 3'600'000);
    QVERIFY(m_clock.isSynchronised());
    // One came through with the right time; the other was refused again and asked no third time.
    QCOMPARE(int(first.result().has_value()) + int(second.result().has_value()), 1);
    const auto &failed = first.result() ? second : first;
    QCOMPARE(failed.result().error().kind, ErrorKind::ClockOff);
    QCOMPARE(m_network->requests().size(), std::size_t{5});
    QVERIFY(m_network->requests().back().target.contains("Timestamp=2026-01-15T13%3A00%3A00"));
}

void TestClient::clockThatCantBeCorrected()
{
    m_network->expect("GET", "/v1/account/accounts").reply(200, clockOff);
    m_network->expect("GET", "/v1/common/timestamp").reply(200, "<html>");
    auto future = m_client->send(api::account::accounts(), someKey());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::ClockOff);
    QCOMPARE(m_clock.offsetMs(), 0);
}

void TestClient::synchroniseClock()
{
    const QByteArray time =
        "{\"status\":\"ok\",\"data\":" + QByteArray::number(m_clock.localMs() + 10'050) + '}';
    m_network->expect("GET", "/v1/common/timestamp").held().reply(200, time);
    auto first = m_client->synchroniseClock();
    auto second = m_client->synchroniseClock();
    m_clock.advance(100ms);
    m_network->release();
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    // The exchange looked at its clock half-way.
    QCOMPARE(first.result().value(), 10'000);
    QCOMPARE(second.result().value(), 10'000);
    QCOMPARE(m_clock.offsetMs(), 10'000);
}

void TestClient::clockGarbage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("zero") << QByteArray(R"({"status":"ok","data":0})");
    QTest::newRow("seconds") << QByteArray(R"({"status":"ok","data":1768478400})");
    QTest::newRow("far") << QByteArray(R"({"status":"ok","data":9223372036854775807})");
    QTest::newRow("negative") << QByteArray(R"({"status":"ok","data":-1768478400000})");
    QTest::newRow("text") << QByteArray(R"({"status":"ok","data":"noon"})");
    QTest::newRow("page") << QByteArray("<html>");
}

void TestClient::clockGarbage()
{
    QFETCH(const QByteArray, body);
    m_clock.setOffsetMs(1'234);
    m_network->expect("GET", "/v1/common/timestamp").reply(200, body);
    auto future = m_client->synchroniseClock();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(m_clock.offsetMs(), 1'234);
}

void TestClient::cancelledGetsAreAborted()
{
    m_network->expect("GET", "/market/tickers").neverAnswers().times(4);
    std::vector<Future<QList<Ticker>>> futures;
    for (int count = 0; count < 4; ++count)
        futures.push_back(m_client->send(api::market::tickers()));
    QCOMPARE(m_network->inFlight(), 3);
    futures[0].cancel();
    QTRY_COMPARE(m_network->requests().size(), std::size_t{4});
    QCOMPARE(m_network->inFlight(), 3);
    for (auto &future : futures)
        future.cancel();
    QTRY_COMPARE(m_network->inFlight(), 0);
}

void TestClient::cancelledPostsRunToTheirEnd()
{
    m_network->expect("POST", "/v1/order/orders/place").held().reply(200, R"({"status":"ok","data":7})");
    QSignalSpy records(m_client.get(), &Client::requestFinished);
    auto future = m_client->send(order(), someKey());
    future.cancel();
    QCoreApplication::processEvents();
    QCOMPARE(m_network->inFlight(), 1);
    m_network->release();
    QTRY_COMPARE(records.size(), 1);
    QCOMPARE(records.first().first().value<RequestRecord>().httpStatus, 200);
}

void TestClient::anotherBaseDropsWhatIsUnderWay()
{
    m_network->expect("GET", "/market/tickers").neverAnswers();
    bool continued = false;
    auto future = m_client->send(api::market::tickers());
    future.then(this, [&](const Result<QList<Ticker>> &) { continued = true; });
    QVERIFY(m_client->setBase(QUrl(QStringLiteral("http://127.0.0.1:9"))));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled() && !continued);
    QTRY_COMPARE(m_network->inFlight(), 0);
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto next = m_client->send(api::market::tickers());
    QTRY_VERIFY(next.isFinished());
    QCOMPARE(m_network->requests().back().url.host(), QStringLiteral("127.0.0.1"));
}

void TestClient::destroyedWhileWaiting()
{
    m_client->setTiming({300ms, 300ms, 20ms});
    m_network->expect("GET", "/market/tickers").reply(503);
    auto future = m_client->send(api::market::tickers());
    QTRY_COMPARE(m_network->requests().size(), std::size_t{1});
    QTRY_COMPARE(m_network->inFlight(), 0);
    QCoreApplication::processEvents();
    m_network->expect("GET", "/v1/common/timestamp").neverAnswers();
    auto clock = m_client->synchroniseClock();
    m_client.reset();
    QTRY_VERIFY(future.isFinished() && clock.isFinished());
    QVERIFY(future.isCanceled() && clock.isCanceled());
    m_clock.advance(10s);
    QTest::qWait(60); // longer than any retry would have waited
    QCOMPARE(m_network->count("GET", "/market/tickers"), 1);
}

void TestClient::destroyedByItsOwnAnswer()
{
    m_network->expect("GET", "/market/tickers").reply(200, good);
    bool answered = false;
    m_client->send(api::market::tickers()).then(this, [&](const Result<QList<Ticker>> &) {
        m_client.reset();
        answered = true;
    });
    QTRY_VERIFY(answered);
    QCoreApplication::processEvents();
}

void TestClient::records()
{
    QSignalSpy records(m_client.get(), &Client::requestFinished);
    m_network->expect("GET", "/v1/account/accounts").fail(QNetworkReply::ConnectionRefusedError);
    m_network->expect("GET", "/v1/account/accounts").reply(200, good);
    auto future = m_client->send(api::account::accounts(), someKey());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(records.size(), 2); // each try is one
    const auto first = records[0][0].value<RequestRecord>();
    const auto second = records[1][0].value<RequestRecord>();
    QCOMPARE(first.failure, ErrorKind::Offline);
    QCOMPARE(first.httpStatus, 0);
    QCOMPARE(second.method, Method::Get);
    QCOMPARE(second.endpoint, QByteArray("/v1/account/accounts"));
    QCOMPARE(second.attempt, 2);
    QCOMPARE(second.permission, Permission::Read);
    QCOMPARE(second.httpStatus, 200);
    QVERIFY(!second.failure);
    QCOMPARE(second.startedAt, m_clock.nowMs());
}

void TestClient::recordsOfPostsSayWhatIsNotKnown()
{
    QSignalSpy records(m_client.get(), &Client::requestFinished);
    const auto post = [this] {
        auto future = m_client->send(order(), someKey());
        QTRY_VERIFY(future.isFinished());
    };
    m_network->expect("POST", "/v1/order").fail(QNetworkReply::RemoteHostClosedError);
    post();
    m_network->expect("POST", "/v1/order").reply(502, "<html>bad gateway</html>");
    post();
    m_network->expect("POST", "/v1/order")
        .reply(200, R"({"status":"error","err-code":"order-limitorder-amount-min-error",)"
                    R"("err-msg":"too small","data":null})");
    post();
    QCOMPARE(records.size(), 3);
    QCOMPARE(records[0][0].value<RequestRecord>().failure, ErrorKind::OutcomeUnknown);
    QCOMPARE(records[1][0].value<RequestRecord>().failure, ErrorKind::OutcomeUnknown);
    QCOMPARE(records[2][0].value<RequestRecord>().failure, ErrorKind::Rejected);
}

void TestClient::inPieces()
{
    m_network->expect("GET", "/market/tickers").reply(200, good).inPieces(7);
    auto future = m_client->send(api::market::tickers());
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
