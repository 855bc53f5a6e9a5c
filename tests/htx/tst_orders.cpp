// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/client.h"
#include "htx/jsonreader.h"
#include "htx/outcome.h"
#include "support/fakeclock.h"
#include "support/faultserver.h"
#include "support/patience.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::test;
using namespace std::chrono_literals;

namespace {

Credentials someKey()
{
    return {"access-key-that-must-not-leak",
            std::make_shared<const Secret>(QByteArrayView("a secret of some length")),
            SignatureMethod::HmacSha256};
}

Result<QString> parseText(json::Value data)
{
    return json::readValue<json::Text, QString>(data);
}

Call<QString> order()
{
    Call<QString> call{{}, parseText};
    call.request.method = Method::Post;
    call.request.path = "/v1/order/orders/place";
    call.request.rateGroup = call.request.path;
    call.request.perTwoSeconds = 100;
    call.request.permission = Permission::Trade;
    call.request.priority = Priority::Order;
    call.request.body = R"({"symbol":"btcusdt","amount":"1"})";
    return call;
}

Call<QString> look()
{
    Call<QString> call = order();
    call.request.method = Method::Get;
    call.request.body.clear();
    call.request.path = "/v1/thing";
    call.request.rateGroup = "thing";
    call.request.permission = Permission::Read;
    return call;
}

constexpr char accepted[] = R"({"status":"ok","data":"59378"})";
constexpr char refusedBalance[] =
    R"({"status":"error","err-code":"account-frozen-balance-insufficient-error","err-msg":"x","data":null})";

/// How the order gets to the server.
enum class Way { Plain, KeptAlive, Tls };

} // namespace

Q_DECLARE_METATYPE(coffer::test::Behaviour)

/// One order, whatever happens: how many times it arrives is counted at the server (security.md 0.1, 4.2; the
/// numbers are the rows of 8b).
class TestOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oneOrderArrives_data();
    void oneOrderArrives();
    void lateRepliesChangeNothing();
    void proxies_data();
    void proxies();
    void deadProxySendsNothing();
    void loginsOfTunnels();
    void changedHostKeepsTheOutcome();

private:
    FakeClock m_clock;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QSslConfiguration m_tls;
};

void TestOrders::init()
{
    m_clock = FakeClock();
    m_clock.setOffsetMs(0);
    m_network = std::make_unique<QNetworkAccessManager>();
    m_tls = QSslConfiguration::defaultConfiguration();
}

void TestOrders::cleanup()
{
    QSslConfiguration::setDefaultConfiguration(m_tls);
}

void TestOrders::oneOrderArrives_data()
{
    QTest::addColumn<Behaviour>("behaviour");
    QTest::addColumn<Way>("way");
    QTest::addColumn<Outcome>("outcome");
    const auto add = [](const char *name, const Behaviour &behaviour, Outcome outcome = Outcome::Unknown) {
        QTest::addRow("%s", name) << behaviour << Way::Plain << outcome;
        QTest::addRow("%s, kept alive", name) << behaviour << Way::KeptAlive << outcome;
        QTest::addRow("%s, TLS", name) << behaviour << Way::Tls << outcome;
    };
    const auto fault = [](Fault kind, int status = 0, const QByteArray &body = accepted) {
        return Behaviour{kind, status, body};
    };
    add("good", fault(Fault::None), Outcome::Accepted);
    add("1 empty", fault(Fault::Empty));
    add("2 truncated", fault(Fault::TruncatedJson));
    add("3 junk behind", fault(Fault::TrailingJunk));
    for (const char *body : {"null", "3", "[]", "\"ok\""})
        add(qPrintable(QStringLiteral("4 ") + QString::fromLatin1(body)), fault(Fault::None, 0, body));
    add("5 page", fault(Fault::HtmlPage));
    add("6 called a page", fault(Fault::WrongContentType), Outcome::Accepted);
    add("12 doubled", fault(Fault::None, 0, R"({"status":"ok","status":"error","data":"1"})"));
    for (const int status : {301, 302, 307, 308}) {
        Behaviour behaviour = fault(Fault::Redirect, status);
        behaviour.location = QUrl(QStringLiteral("http://127.0.0.1:1/v1/order/orders/place"));
        add(qPrintable(QStringLiteral("52 redirected by %1").arg(status)), behaviour);
    }
    for (const char *challenge :
         {"Basic realm=\"x\"", "Negotiate", "NTLM", "Digest realm=\"x\", nonce=\"y\""}) {
        Behaviour behaviour = fault(Fault::LoginRequired, 401);
        behaviour.challenge = challenge;
        add(qPrintable(QStringLiteral("401 ") + QString::fromLatin1(challenge)), behaviour);
    }
    add("60 closed", fault(Fault::CloseBeforeReply));
    add("60 reset", fault(Fault::Abort));
    add("61 closed half-way", fault(Fault::CloseMidReply));
    add("62 slow", fault(Fault::SlowLoris));
    add("62 stalled", fault(Fault::Stall));
    add("65 429 page", fault(Fault::TooManyRequests), Outcome::Rejected);
    for (const int status : {500, 502, 503, 504})
        add(qPrintable(QStringLiteral("66 %1").arg(status)), fault(Fault::ServerError, status));
    add("66 500 in words", fault(Fault::None, 500, R"({"code":500,"message":"system error"})"));
    add("67 refused", fault(Fault::None, 0, refusedBalance), Outcome::Rejected);
    add("gateway-internal-error",
        fault(Fault::None, 0, R"({"status":"error","err-code":"gateway-internal-error","err-msg":"x"})"));
    add("no HTTP", fault(Fault::Garbage));
    add("another schema", fault(Fault::None, 0, R"({"status":"ok","data":{"x":1}})"));
}

void TestOrders::oneOrderArrives()
{
    QFETCH(const Behaviour, behaviour);
    QFETCH(const Way, way);
    QFETCH(const Outcome, outcome);
    std::optional<TlsIdentity> identity;
    if (way == Way::Tls) {
        identity = TlsIdentity::create();
        QSslConfiguration trusting = m_tls;
        trusting.addCaCertificate(identity->certificate);
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    FaultServer server(identity);
    Client client(*m_network, m_clock, server.url());
    const bool neverEnds = behaviour.fault == Fault::SlowLoris || behaviour.fault == Fault::Stall;
    client.setTiming({5s, neverEnds ? 400ms : 4'000ms, 0ms});
    int before = 0;
    if (way == Way::KeptAlive) {
        server.enqueue(Behaviour{Fault::None, 0, accepted});
        auto warmUp = client.send(look(), someKey());
        QTRY_VERIFY(warmUp.isFinished());
        before = 1;
    }
    server.setBehaviour(behaviour);
    auto placed = client.send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    const Result<QString> result = placed.result();
    QVERIFY2(outcomeOf(result) == outcome, result ? "accepted" : qPrintable(result.error().detail));
    QCOMPARE(server.requestCount(), before + 1);
    QCOMPARE(server.requests().back().method, QByteArray("POST"));
    QVERIFY(result || !result.error().detail.contains(QStringLiteral("access-key")));

    // Nothing follows when the next request opens the way again.
    server.setBehaviour(Behaviour{Fault::None, 0, accepted});
    auto next = client.send(look(), someKey());
    QTRY_VERIFY(next.isFinished());
    QVERIFY(next.result());
    QCOMPARE(server.requestCount(), before + 2);
}

/// Row 63: what arrives after the deadline is not heard, and not mistaken for the next order's answer.
void TestOrders::lateRepliesChangeNothing()
{
    FaultServer server;
    server.enqueue(Behaviour{Fault::Stall});
    server.setBehaviour(Behaviour{Fault::None, 0, accepted});
    Client client(*m_network, m_clock, server.url());
    client.setTiming({5s, 200ms, 0ms});
    auto first = client.send(order(), someKey());
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::OutcomeUnknown);
    auto second = client.send(order(), someKey());
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result().value(), QStringLiteral("59378"));
    QCOMPARE(server.requestCount(), 2);
    QVERIFY(server.connectionCount() >= 2); // not on the connection that owes an answer
}

void TestOrders::proxies_data()
{
    QTest::addColumn<Behaviour>("behaviour");
    QTest::newRow("407") << Behaviour{Fault::LoginRequired, 407};
    QTest::newRow("garbage") << Behaviour{Fault::Garbage};
    QTest::newRow("closed") << Behaviour{Fault::CloseBeforeReply};
    QTest::newRow("reset") << Behaviour{Fault::Abort};
}

/// Row 55, a proxy that sees the order itself: it got some bytes, so nobody knows.
void TestOrders::proxies()
{
    QFETCH(const Behaviour, behaviour);
    FaultServer proxy;
    proxy.setBehaviour(behaviour);
    m_network->setProxy(
        QNetworkProxy(QNetworkProxy::HttpCachingProxy, QStringLiteral("127.0.0.1"), proxy.port()));
    Client client(*m_network, m_clock, QUrl(QStringLiteral("http://127.0.0.1:9")));
    client.setTiming({5s, 2s, 0ms});
    auto placed = client.send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(proxy.requestCount(), 1);
}

/// Row 55, nothing left this computer.
void TestOrders::deadProxySendsNothing()
{
    quint16 port = 0;
    {
        const FaultServer gone;
        port = gone.port();
    }
    m_network->setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), port));
    FaultServer server;
    Client client(*m_network, m_clock, server.url());
    client.setTiming({5s, 2s, 0ms});
    auto placed = client.send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().error().kind, ErrorKind::Proxy);
    QVERIFY(outcomeOf(placed.result()) == Outcome::Rejected);
    QCOMPARE(server.connectionCount(), 0);
}

/// Row 55 as it is for https: the proxy is asked for a tunnel, and never sees the order.
void TestOrders::loginsOfTunnels()
{
    FaultServer proxy;
    proxy.setBehaviour({Fault::LoginRequired, 407});
    m_network->setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.port()));
    Client client(*m_network, m_clock, QUrl(QStringLiteral("https://api.example.test")));
    client.setTiming({5s, 2s, 0ms});
    auto placed = client.send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().error().kind, ErrorKind::Proxy);
    QVERIFY(outcomeOf(placed.result()) == Outcome::Rejected);
    for (const ReceivedRequest &received : proxy.requests()) {
        QCOMPARE(received.method, QByteArray("CONNECT"));
        QVERIFY(!received.raw.contains("access-key"));
    }
}

void TestOrders::changedHostKeepsTheOutcome()
{
    FaultServer server;
    server.setFault(Fault::Stall);
    Client client(*m_network, m_clock, server.url());
    auto placed = client.send(order(), someKey());
    QTRY_COMPARE(server.requestCount(), 1);
    QVERIFY(client.setBase(QUrl(QStringLiteral("http://127.0.0.1:9"))));
    QTRY_VERIFY(placed.isFinished());
    QVERIFY(!placed.isCanceled());
    QCOMPARE(placed.result().error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(server.requestCount(), 1);
}

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
