// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/client.h"
#include "htx/endpoints/account.h"
#include "htx/jsonreader.h"
#include "htx/signer.h"
#include "support/fakeclock.h"
#include "support/faultserver.h"
#include "support/patience.h"

#include <QElapsedTimer>
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

Result<int> countOf(json::Value data)
{
    int count = 0;
    const json::Input in = json::open(data);
    const bool read = json::forEach(in, [&count](const json::Input &element) {
        qint64 number = 0;
        ++count;
        return json::Integer{}(element, number);
    });
    return read ? Result<int>(count) : fail(json::failureOf(in));
}

Call<int> get()
{
    Call<int> call{{}, countOf};
    call.request.path = "/v1/thing";
    call.request.query = {{"note", "a b/ü:,+~"}};
    call.request.rateGroup = "thing";
    call.request.perTwoSeconds = 100;
    call.request.permission = Permission::Read;
    return call;
}

Call<int> post()
{
    Call<int> call = get();
    call.request.method = Method::Post;
    call.request.query.clear();
    call.request.permission = Permission::Trade;
    call.request.body = R"({"symbol":"btcusdt","amount":"1"})";
    return call;
}

} // namespace

/// The client on real sockets, against a server that misbehaves: what must hold whatever happens on the way.
class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bytesAreSentAsSigned();
    void getHasNoBody();
    void faults_data();
    void faults();
    void postCarriesItsBody();
    void redirectLeaksNothing();
    void slowReplyEndsAtTheDeadline();
    void nobodyListens();

private:
    SystemClock m_clock;
    QNetworkAccessManager m_network;
};

void TestWire::init()
{
    m_network.clearConnectionCache();
    m_clock.setOffsetMs(0);
}

void TestWire::bytesAreSentAsSigned()
{
    FaultServer server;
    FakeClock clock;
    Client client(m_network, clock, server.url());
    auto future = client.send(get(), someKey());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().value(), 10);
    QCOMPARE(server.requestCount(), 1);
    const QByteArray query = *signedQuery(get().request, someKey(), clock.nowMs(), signedHost(server.url()));
    QCOMPARE(server.requests().front().target, "/v1/thing?" + query);
    QCOMPARE(server.requests().front().header("Host"), signedHost(server.url()));
}

void TestWire::getHasNoBody()
{
    FaultServer server;
    Client client(m_network, m_clock, server.url());
    auto future = client.send(get(), someKey());
    QTRY_VERIFY(future.isFinished());
    const ReceivedRequest &received = server.requests().front();
    QVERIFY(received.header("Content-Length").isEmpty() || received.header("Content-Length") == "0");
    QVERIFY(received.header("Transfer-Encoding").isEmpty());
    QVERIFY(received.header("Content-Type").isEmpty());
    QVERIFY(received.header("Cookie").isEmpty());
    QVERIFY(received.body.isEmpty());
}

void TestWire::faults_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorKind>("kind"); ///< of a GET
    QTest::addColumn<int>("gets");       ///< how many the server sees
    const auto add = [](const char *name, Fault fault, ErrorKind kind, int gets) {
        QTest::newRow(name) << fault << kind << gets;
    };
    add("1 empty", Fault::Empty, ErrorKind::MalformedReply, 1);
    add("2 truncated", Fault::TruncatedJson, ErrorKind::MalformedReply, 1);
    add("3 junk behind", Fault::TrailingJunk, ErrorKind::MalformedReply, 1);
    add("5 captive portal", Fault::HtmlPage, ErrorKind::CaptivePortal, 1);
    add("60 closed", Fault::CloseBeforeReply, ErrorKind::Offline, 0);
    add("61 closed half-way", Fault::CloseMidReply, ErrorKind::Offline, 0);
    add("62 stalled", Fault::Stall, ErrorKind::Timeout, 3);
    add("62 slow", Fault::SlowLoris, ErrorKind::Timeout, 3);
    add("52 redirect", Fault::Redirect, ErrorKind::Redirected, 1);
    add("65 429", Fault::TooManyRequests, ErrorKind::RateLimited, 1);
    add("66 503", Fault::ServerError, ErrorKind::Maintenance, 3);
    add("huge", Fault::HugeBody, ErrorKind::TooLarge, 1);
    add("gzip truncated", Fault::GzipTruncated, ErrorKind::MalformedReply, 0);
    add("gzip corrupt", Fault::GzipCorrupt, ErrorKind::MalformedReply, 0);
    add("gzip bomb", Fault::GzipBomb, ErrorKind::TooLarge, 0);
    add("no http", Fault::Garbage, ErrorKind::MalformedReply, 0);
}

void TestWire::faults()
{
    QFETCH(const Fault, fault);
    QFETCH(const ErrorKind, kind);
    QFETCH(const int, gets);
    FaultServer server;
    Behaviour behaviour;
    behaviour.fault = fault;
    behaviour.location = QUrl(QStringLiteral("http://127.0.0.1:1/elsewhere"));
    behaviour.size = qint64{24} << 20;
    server.setBehaviour(behaviour);
    Client client(m_network, m_clock, server.url());
    // Only of what never ends the deadline is the end: all else comes, however slow this computer is.
    const bool isEndless = fault == Fault::Stall || fault == Fault::SlowLoris;
    const std::chrono::milliseconds deadline = isEndless ? 400ms : 60s;
    client.setTiming({deadline, deadline, 1ms});

    auto read = client.send(get(), someKey());
    QTRY_VERIFY(read.isFinished());
    QVERIFY(!read.result());
    if (gets > 0) {
        QCOMPARE(read.result().error().kind, kind);
        QCOMPARE(server.requestCount(), gets);
    }
    const int before = server.requestCount();

    // The one promise that money depends on: one POST, whatever happens to its answer.
    auto placed = client.send(post(), someKey());
    QTRY_VERIFY(placed.isFinished() || fault == Fault::TooManyRequests);
    if (fault == Fault::TooManyRequests) {
        QCOMPARE(server.requestCount(), before); // the group is resting
        return;
    }
    QVERIFY(!placed.result());
    QCOMPARE(placed.result().error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(server.requestCount(), before + 1);
    QCOMPARE(server.requests().back().method, QByteArray("POST"));
}

void TestWire::postCarriesItsBody()
{
    FaultServer server;
    Client client(m_network, m_clock, server.url());
    // Also on a connection that is already open, which is where Qt repeats most readily.
    auto first = client.send(get(), someKey());
    QTRY_VERIFY(first.isFinished());
    auto placed = client.send(post(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QVERIFY(placed.result());
    const ReceivedRequest &received = server.requests().back();
    QCOMPARE(received.body, post().request.body);
    QCOMPARE(received.header("Content-Length").toInt(), received.body.size());
    QCOMPARE(received.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(received.header("Accept-Encoding"), QByteArray("identity"));
    server.setFault(Fault::CloseBeforeReply);
    auto lost = client.send(post(), someKey());
    QTRY_VERIFY(lost.isFinished());
    QCOMPARE(lost.result().error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(server.requestCount(), 3);
}

/// Rows 52 to 54: not followed, so that neither loops nor downgrades can begin.
void TestWire::redirectLeaksNothing()
{
    FaultServer elsewhere;
    FaultServer server;
    Behaviour behaviour;
    behaviour.fault = Fault::Redirect;
    behaviour.status = 307; // the one that would repeat a POST with its body
    behaviour.location = elsewhere.url();
    server.setBehaviour(behaviour);
    Client client(m_network, m_clock, server.url());
    auto read = client.send(get(), someKey());
    auto placed = client.send(post(), someKey());
    QTRY_VERIFY(read.isFinished() && placed.isFinished());
    QCOMPARE(read.result().error().kind, ErrorKind::Redirected);
    QCOMPARE(placed.result().error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(elsewhere.connectionCount(), 0);
    QCOMPARE(elsewhere.bytesReceived(), 0);
}

void TestWire::slowReplyEndsAtTheDeadline()
{
    FaultServer server;
    server.setFault(Fault::SlowLoris);
    Client client(m_network, m_clock, server.url());
    client.setTiming({10s, 300ms, 1ms});
    auto placed = client.send(post(), someKey());
    QTRY_VERIFY_WITH_TIMEOUT(placed.isFinished(), 9'000);
    QCOMPARE(placed.result().error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(server.requestCount(), 1);
}

/// Row 58.
void TestWire::nobodyListens()
{
    QUrl url;
    {
        FaultServer gone;
        url = gone.url();
    }
    Client client(m_network, m_clock, url);
    client.setTiming({2s, 2s, 1ms});
    auto read = client.send(get(), someKey());
    // Nothing left this computer, so the outcome is known.
    auto placed = client.send(post(), someKey());
    QTRY_VERIFY_WITH_TIMEOUT(read.isFinished() && placed.isFinished(), 10'000);
    QCOMPARE(read.result().error().kind, ErrorKind::Offline);
    QCOMPARE(placed.result().error().kind, ErrorKind::Offline);
    QVERIFY(!placed.result().error().detail.contains(QStringLiteral("access-key")));
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
