// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/faultserver.h"
#include "support/gzip.h"
#include "support/patience.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace coffer::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(coffer::test::Behaviour)

namespace {

using ReplyPointer = std::unique_ptr<QNetworkReply>;

QNetworkRequest requestFor(const char *url)
{
    return QNetworkRequest(QUrl(QString::fromLatin1(url)));
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

/// The helpers themselves: a fake that lies would make every test that uses it worthless.
class TestSupport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clockMovesOnlyWhenMoved();
    void networkAnswersFromItsScript();
    void networkTakesExpectationsInTurn();
    void networkFailsAsToldTo();
    void networkMapsStatusToError();
    void networkHoldsReplies();
    void networkAborts();
    void networkReportsWhatWasNotScripted();
    void serverMisbehaves_data();
    void serverMisbehaves();
    void serverKeepsWhatItReceived();
    void serverQueuesBehaviours();
    void serverNeverAnswersWhenStalling();
    void serverRefusesThroughTls_data();
    void serverRefusesThroughTls();
    void serverSpeaksTlsToThoseWhoTrustIt();
    void gzipIsGzip();
};

void TestSupport::clockMovesOnlyWhenMoved()
{
    FakeClock clock(1000);
    const auto steady = clock.steady();
    QCOMPARE(clock.localMs(), 1000);
    clock.advance(250ms);
    QCOMPARE(clock.localMs(), 1250);
    QVERIFY(clock.steady() - steady == 250ms);
    clock.setLocalMs(5);
    QVERIFY(clock.steady() - steady == 250ms);
    clock.setOffsetMs(7);
    QCOMPARE(clock.nowMs(), 12);
}

void TestSupport::networkAnswersFromItsScript()
{
    FakeNetwork network;
    network.expect("POST", "/v1/order").reply(201, "0123456789").header("X-Left", "9").inPieces(3);
    QNetworkRequest request = requestFor("http://h/v1/order?a=%2B%3A&b=c");
    request.setRawHeader("X-Mine", "yes");
    const ReplyPointer reply(network.post(request, QByteArray("body")));
    const QSignalSpy pieces(reply.get(), &QNetworkReply::readyRead);
    const QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    const QSignalSpy managerFinished(&network, &QNetworkAccessManager::finished);
    QVERIFY(!reply->isFinished()); // never at once
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(managerFinished.count(), 1);
    QCOMPARE(pieces.count(), 3);
    QCOMPARE(reply->readAll(), QByteArray("0123456789"));
    QCOMPARE(statusOf(*reply), 201);
    QCOMPARE(reply->rawHeader("x-left"), QByteArray("9"));
    QCOMPARE(reply->error(), QNetworkReply::NoError);

    QCOMPARE(network.requests().size(), std::size_t{1});
    const SentRequest &sent = network.requests().front();
    QCOMPARE(sent.method, QByteArray("POST"));
    QCOMPARE(sent.target, QByteArray("/v1/order?a=%2B%3A&b=c"));
    QCOMPARE(sent.header("X-Mine"), QByteArray("yes"));
    QCOMPARE(sent.body, QByteArray("body"));
    QCOMPARE(network.problems(), QString());
}

void TestSupport::networkTakesExpectationsInTurn()
{
    FakeNetwork network;
    network.expect("GET", "/a").reply(200, "first").times(2);
    network.expect("GET", "/a").reply(200, "later").always();
    network.expect("GET", [](const SentRequest &sent) { return sent.url.host() == QLatin1String("other"); })
        .reply(200, "other");
    QByteArrayList seen;
    for (const char *url : {"http://h/a", "http://h/a?x", "http://h/ab", "http://other/b", "http://h/a"}) {
        const ReplyPointer reply(network.get(requestFor(url)));
        QTRY_VERIFY(reply->isFinished());
        seen.append(reply->readAll());
    }
    QCOMPARE(seen, QByteArrayList({"first", "first", "later", "other", "later"}));
    QCOMPARE(network.count("GET", "/a"), 4);
    QCOMPARE(network.problems(), QString());
}

void TestSupport::networkFailsAsToldTo()
{
    FakeNetwork network;
    network.expect("GET", "/").fail(QNetworkReply::HostNotFoundError);
    network.expect("GET", "/").reply(200, "0123456789").breakAfter(4);
    const ReplyPointer first(network.get(requestFor("http://h/?Signature=s")));
    const QSignalSpy errors(first.get(), &QNetworkReply::errorOccurred);
    QTRY_VERIFY(first->isFinished());
    QCOMPARE(errors.count(), 1);
    QCOMPARE(first->error(), QNetworkReply::HostNotFoundError);
    QVERIFY(first->errorString().contains(QLatin1String("Signature=s"))); // as Qt's does
    QCOMPARE(statusOf(*first), 0);

    const ReplyPointer second(network.get(requestFor("http://h/")));
    QTRY_VERIFY(second->isFinished());
    QCOMPARE(second->error(), QNetworkReply::RemoteHostClosedError);
    QCOMPARE(statusOf(*second), 200);
    QCOMPARE(second->readAll(), QByteArray("0123"));
}

void TestSupport::networkMapsStatusToError()
{
    FakeNetwork network;
    network.expect("GET", "/").reply(429, "slow down");
    network.expect("GET", "/").reply(502);
    const ReplyPointer first(network.get(requestFor("http://h/")));
    QTRY_VERIFY(first->isFinished());
    QCOMPARE(first->error(), QNetworkReply::UnknownContentError);
    QCOMPARE(first->readAll(), QByteArray("slow down"));
    const ReplyPointer second(network.get(requestFor("http://h/")));
    QTRY_VERIFY(second->isFinished());
    QCOMPARE(second->error(), QNetworkReply::UnknownServerError);
}

void TestSupport::networkHoldsReplies()
{
    FakeNetwork network;
    network.expect("GET", "/held").held().times(2);
    network.expect("GET", "/soon");
    const ReplyPointer first(network.get(requestFor("http://h/held")));
    const ReplyPointer second(network.get(requestFor("http://h/held")));
    const ReplyPointer soon(network.get(requestFor("http://h/soon")));
    QTRY_VERIFY(soon->isFinished());
    QVERIFY(!first->isFinished() && !second->isFinished());
    QCOMPARE(network.inFlight(), 2);
    QVERIFY(network.releaseOne());
    QTRY_VERIFY(first->isFinished());
    QVERIFY(!second->isFinished());
    network.release();
    QTRY_VERIFY(second->isFinished());
    QVERIFY(!network.releaseOne());
    QCOMPARE(network.inFlight(), 0);
}

void TestSupport::networkAborts()
{
    FakeNetwork network;
    network.expect("GET", "/").neverAnswers();
    const ReplyPointer reply(network.get(requestFor("http://h/")));
    const QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    network.release();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 0);
    reply->abort();
    QCOMPARE(finished.count(), 1); // at once, as Qt does
    reply->abort();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(reply->error(), QNetworkReply::OperationCanceledError);
}

void TestSupport::networkReportsWhatWasNotScripted()
{
    FakeNetwork network;
    network.expect("GET", "/never");
    QVERIFY(network.problems().contains(QLatin1String("1 of GET /never never came")));
    QEXPECT_FAIL("", "the request below is unexpected on purpose", Continue);
    const ReplyPointer reply(network.get(requestFor("http://h/else")));
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->error() != QNetworkReply::NoError);
    QVERIFY(network.problems().contains(QLatin1String("unexpected request GET /else")));
}

void TestSupport::serverMisbehaves_data()
{
    QTest::addColumn<Behaviour>("behaviour");
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("validJson");
    const auto row = [](const char *name, const Behaviour &behaviour, QNetworkReply::NetworkError error,
                        int status,
                        bool validJson) { QTest::newRow(name) << behaviour << error << status << validJson; };
    const auto ok = QNetworkReply::NoError;
    const auto closed = QNetworkReply::RemoteHostClosedError;
    row("none", {}, ok, 200, true);
    row("empty", {.fault = Fault::Empty}, ok, 200, false);
    row("truncated JSON", {.fault = Fault::TruncatedJson}, ok, 200, false);
    row("trailing junk", {.fault = Fault::TrailingJunk}, ok, 200, false);
    row("HTML page", {.fault = Fault::HtmlPage}, ok, 200, false);
    row("wrong content type", {.fault = Fault::WrongContentType}, ok, 200, true);
    row("close before reply", {.fault = Fault::CloseBeforeReply}, closed, 0, false);
    row("close mid reply", {.fault = Fault::CloseMidReply}, closed, 200, false);
    for (const int status : {301, 302, 307, 308}) {
        Behaviour redirect{.fault = Fault::Redirect, .status = status};
        redirect.location = QUrl(QStringLiteral("http://127.0.0.1:1/elsewhere"));
        row(QByteArray::number(status).constData(), redirect, ok, status, false);
    }
    row("429", {.fault = Fault::TooManyRequests}, QNetworkReply::UnknownContentError, 429, true);
    Behaviour later{.fault = Fault::TooManyRequests};
    later.retryAfter = "7";
    row("429 with Retry-After", later, QNetworkReply::UnknownContentError, 429, true);
    row("503", {.fault = Fault::ServerError}, QNetworkReply::ServiceUnavailableError, 503, false);
    row("500", {.fault = Fault::ServerError, .status = 500}, QNetworkReply::InternalServerError, 500, false);
    row("corrupt gzip", {.fault = Fault::GzipCorrupt}, QNetworkReply::UnknownContentError, 200, false);
    row("gzip bomb", {.fault = Fault::GzipBomb}, QNetworkReply::UnknownContentError, 200, false);
}

void TestSupport::serverMisbehaves()
{
    QFETCH(Behaviour, behaviour);
    QFETCH(bool, validJson);
    FaultServer server;
    server.setBehaviour(behaviour);
    QNetworkAccessManager network;
    network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    const ReplyPointer reply(network.get(QNetworkRequest(server.url())));
    QTRY_VERIFY(reply->isFinished());
    QTEST(reply->error(), "error");
    QTEST(statusOf(*reply), "status");
    QCOMPARE(reply->rawHeader("Retry-After"), behaviour.retryAfter);
    QCOMPARE(reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl(), behaviour.location);
    QCOMPARE(!QJsonDocument::fromJson(reply->readAll()).isNull(), validJson);
    QVERIFY(server.requestCount() >= 1);
}

void TestSupport::serverKeepsWhatItReceived()
{
    FaultServer server;
    QNetworkAccessManager network;
    QUrl url = server.url();
    url.setPath(QStringLiteral("/v1/order"));
    url.setQuery(QStringLiteral("a=%2B"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    const ReplyPointer first(network.post(request, QByteArray("{\"amount\":\"1\"}")));
    const ReplyPointer second(network.post(request, QByteArray(100'000, 'x')));
    QTRY_VERIFY(first->isFinished() && second->isFinished());
    QCOMPARE(server.requestCount(), 2);
    const auto large =
        std::count_if(server.requests().begin(), server.requests().end(),
                      [](const ReceivedRequest &r) { return r.body == QByteArray(100'000, 'x'); });
    QCOMPARE(large, 1);
    const ReceivedRequest &received = server.requests().front();
    QCOMPARE(received.method, QByteArray("POST"));
    QCOMPARE(received.target, QByteArray("/v1/order?a=%2B"));
    QCOMPARE(received.header("content-type"), QByteArray("application/json"));
    QVERIFY(received.raw.startsWith("POST /v1/order?a=%2B HTTP/1.1\r\n") &&
            received.raw.endsWith(received.body));
}

void TestSupport::serverQueuesBehaviours()
{
    FaultServer server;
    server.enqueue({.fault = Fault::ServerError});
    server.enqueue({.fault = Fault::TooManyRequests});
    QNetworkAccessManager network;
    QList<int> statuses;
    for (int i = 0; i < 3; ++i) {
        const ReplyPointer reply(network.get(QNetworkRequest(server.url())));
        QTRY_VERIFY(reply->isFinished());
        statuses.append(statusOf(*reply));
    }
    QCOMPARE(statuses, QList<int>({503, 429, 200}));
}

void TestSupport::serverNeverAnswersWhenStalling()
{
    for (const Fault fault : {Fault::Stall, Fault::SlowLoris, Fault::HugeBody}) {
        FaultServer server;
        server.setFault(fault);
        QNetworkAccessManager network;
        const ReplyPointer reply(network.get(QNetworkRequest(server.url())));
        if (fault == Fault::Stall)
            QTRY_COMPARE(server.requestCount(), 1);
        else
            QTRY_VERIFY(reply->bytesAvailable() > 2);
        QVERIFY(!reply->isFinished());
        reply->abort();
    }
}

void TestSupport::serverRefusesThroughTls_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("daysLeft");
    QTest::newRow("self-signed") << QStringLiteral("127.0.0.1") << 1;
    QTest::newRow("expired") << QStringLiteral("127.0.0.1") << -1;
    QTest::newRow("of another host") << QStringLiteral("api.htx.com") << 1;
}

void TestSupport::serverRefusesThroughTls()
{
    QFETCH(QString, host);
    QFETCH(int, daysLeft);
    const TlsIdentity identity = TlsIdentity::create(host, daysLeft);
    QVERIFY(!identity.certificate.isNull() && !identity.key.isNull());
    FaultServer server(identity);
    QNetworkAccessManager network;
    const ReplyPointer reply(network.get(QNetworkRequest(server.url())));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->error(), QNetworkReply::SslHandshakeFailedError);
    QCOMPARE(server.requestCount(), 0);
    QCOMPARE(server.bytesReceived(), 0);
}

void TestSupport::serverSpeaksTlsToThoseWhoTrustIt()
{
    const TlsIdentity identity = TlsIdentity::create();
    FaultServer server(identity);
    QNetworkRequest request(server.url());
    QSslConfiguration configuration = request.sslConfiguration();
    configuration.setCaCertificates({identity.certificate});
    request.setSslConfiguration(configuration);
    QNetworkAccessManager network;
    const ReplyPointer reply(network.get(request));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->error(), QNetworkReply::NoError);
    QVERIFY(!QJsonDocument::fromJson(reply->readAll()).isNull());
    QCOMPARE(server.requestCount(), 1);
}

void TestSupport::gzipIsGzip()
{
    // Qt decodes it on the way in, so a good one must arrive whole.
    const QByteArray text = QByteArray("[\"compressed\"]").repeated(500).replace("][", ",");
    QVERIFY(gzip(text).startsWith("\x1f\x8b") && gzip(text).size() < text.size());
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        const QByteArray body = gzip(text);
        connect(socket, &QTcpSocket::readyRead, socket, [socket, body] {
            socket->write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                          QByteArray::number(body.size()) + "\r\n\r\n" + body);
        });
    });
    QNetworkAccessManager network;
    const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()));
    const ReplyPointer reply(network.get(QNetworkRequest(url)));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->readAll(), text);
}

QTEST_GUILESS_MAIN(TestSupport)
#include "tst_support.moc"
