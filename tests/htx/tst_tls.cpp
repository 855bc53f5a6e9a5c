// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/account.h"
#include "htx/endpoints/market.h"
#include "htx/outcome.h"
#include "somecalls.h"
#include "support/fakeclock.h"
#include "support/faultserver.h"
#include "support/patience.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::test;
using namespace std::chrono_literals;
namespace api = coffer::htx::endpoints;

namespace {

/// Answers a greeting with the TLS 1.0 one, which is all it can.
class OldServer : public QTcpServer
{
public:
    OldServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                if (greeted.contains(socket))
                    return;
                greeted.append(socket);
                // Record: handshake, 3.1; ServerHello: 3.1, 32 random bytes, no session,
                // ECDHE-RSA-AES128-SHA.
                const QByteArray hello =
                    QByteArray::fromHex("0301") + QByteArray(32, 'r') + QByteArray::fromHex("00c01300");
                const QByteArray message = QByteArray::fromHex("020000") + char(hello.size()) + hello;
                socket->write(QByteArray::fromHex("16030100") + char(message.size()) + message);
            });
        });
        listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(serverPort())); }

    QByteArray received;
    QList<QTcpSocket *> greeted;
};

} // namespace

/// Connections that must not be made: rows 46 to 51 of security.md 8b. No HTTP leaves, and nothing asks the
/// user to go on all the same.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void badCertificates_data();
    void badCertificates();
    void goodCertificate();
    void oldProtocol();
    void stalledHandshake();

private:
    void trust(const TlsIdentity &identity);

    FakeClock m_clock;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QSslConfiguration m_default;
};

void TestTls::initTestCase()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("This Qt has no TLS.");
}

void TestTls::init()
{
    m_clock = FakeClock();
    m_clock.setOffsetMs(0);
    m_network = std::make_unique<QNetworkAccessManager>();
    m_default = QSslConfiguration::defaultConfiguration();
}

void TestTls::cleanup()
{
    QSslConfiguration::setDefaultConfiguration(m_default);
}

void TestTls::trust(const TlsIdentity &identity)
{
    QSslConfiguration trusting = m_default;
    trusting.addCaCertificate(identity.certificate);
    QSslConfiguration::setDefaultConfiguration(trusting);
}

void TestTls::badCertificates_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("daysLeft");
    QTest::addColumn<bool>("isTrusted"); ///< so that only the other fault is left
    QTest::addColumn<bool>("isIssued");
    const auto here = QStringLiteral("127.0.0.1");
    QTest::newRow("46 self-signed") << here << 1 << false << false;
    QTest::newRow("47 expired") << here << -1 << true << false;
    QTest::newRow("48 wrong host") << QStringLiteral("api.huobi.pro") << 1 << true << false;
    QTest::newRow("49 unknown authority") << here << 1 << false << true;
}

void TestTls::badCertificates()
{
    QFETCH(const QString, host);
    QFETCH(const int, daysLeft);
    QFETCH(const bool, isTrusted);
    QFETCH(const bool, isIssued);
    const TlsIdentity identity =
        isIssued ? TlsIdentity::createIssued(host) : TlsIdentity::create(host, daysLeft);
    if (isTrusted)
        trust(identity);
    FaultServer server(identity);
    Client client(*m_network, m_clock, server.url());
    auto read = client.send(api::account::accounts(), someKey("access-key"));
    auto placed = client.send(order(), someKey("access-key"));
    QTRY_VERIFY(read.isFinished() && placed.isFinished());
    QCOMPARE(read.result().error().kind, ErrorKind::InsecureConnection);
    QCOMPARE(placed.result().error().kind, ErrorKind::InsecureConnection);
    QVERIFY(outcomeOf(placed.result()) == Outcome::Rejected);
    QCOMPARE(server.bytesReceived(), 0);
}

/// That the refusals above are about the certificates.
void TestTls::goodCertificate()
{
    const TlsIdentity identity = TlsIdentity::create();
    trust(identity);
    FaultServer server(identity);
    server.setBehaviour(Behaviour{Fault::None, 0, R"({"status":"ok","data":7})"});
    Client client(*m_network, m_clock, server.url());
    auto placed = client.send(order(), someKey("access-key"));
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().value(), 7);
    QCOMPARE(server.requestCount(), 1);
}

/// Row 50.
void TestTls::oldProtocol()
{
    OldServer server;
    Client client(*m_network, m_clock, server.url());
    auto placed = client.send(order(), someKey("access-key"));
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().error().kind, ErrorKind::InsecureConnection);
    QVERIFY(outcomeOf(placed.result()) == Outcome::Rejected);
    QVERIFY(!server.greeted.isEmpty());
    QVERIFY(!server.received.contains("POST") && !server.received.contains("access-key"));
}

/// Row 51: the server takes the connection and says nothing.
void TestTls::stalledHandshake()
{
    FaultServer silent; // speaks no TLS, and waits for the end of a head that never comes
    QUrl url = silent.url();
    url.setScheme(QStringLiteral("https"));
    Client client(*m_network, m_clock, url);
    client.setTiming({300ms, 300ms, 0ms});
    auto read = client.send(api::account::accounts(), someKey("access-key"));
    auto placed = client.send(order(), someKey("access-key"));
    QTRY_VERIFY(read.isFinished() && placed.isFinished());
    QCOMPARE(read.result().error().kind, ErrorKind::Timeout);
    QCOMPARE(placed.result().error().kind, ErrorKind::Timeout);
    QVERIFY(outcomeOf(placed.result()) == Outcome::Rejected); // no byte of it left
    QCOMPARE(silent.requestCount(), 0);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
