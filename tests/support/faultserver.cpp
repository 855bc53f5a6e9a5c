// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultserver.h"

#include "support/gzip.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace coffer::test {

namespace {

using namespace std::chrono_literals;

constexpr qint64 kBlock = 64 * 1024;

const QByteArray kSignInPage =
    QByteArrayLiteral("<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please sign in to use "
                      "this network.</body></html>");

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 429:
        return "Too Many Requests";
    case 503:
        return "Service Unavailable";
    default:
        return status < 400 ? "Found" : "Error";
    }
}

struct Head
{
    int status = 200;
    QByteArray contentType = "application/json;charset=utf-8";
    QByteArray more; ///< further lines, each with its end

    QByteArray withLength(qint64 length) const
    {
        return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) +
               "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + QByteArray::number(length) +
               "\r\n" + more + "\r\n";
    }
    QByteArray with(const QByteArray &body) const { return withLength(body.size()) + body; }
};

QByteArray compressed(const QByteArray &body)
{
    Head head;
    head.more = "Content-Encoding: gzip\r\n";
    return head.with(body);
}

QByteArray corrupted(QByteArray gzipped)
{
    const qsizetype checksum = gzipped.size() - 8;
    gzipped[checksum] = static_cast<char>(gzipped.at(checksum) ^ 0x55);
    return gzipped;
}

/// Those faults whose reply is sent at once, as the bytes on the wire.
QByteArray replyFor(const Behaviour &behaviour)
{
    const QByteArray &body = behaviour.body;
    Head head;
    switch (behaviour.fault) {
    case Fault::None:
        head.status = behaviour.status == 0 ? 200 : behaviour.status;
        return head.with(body);
    case Fault::Empty:
        return head.with({});
    case Fault::TruncatedJson:
        return head.with(body.left(body.size() / 2));
    case Fault::TrailingJunk:
        return head.with(body + "}junk");
    case Fault::HtmlPage:
        head.contentType = "text/html; charset=utf-8";
        return head.with(kSignInPage);
    case Fault::WrongContentType:
        head.contentType = "text/html";
        return head.with(body);
    case Fault::CloseMidReply:
        return head.withLength(body.size()) + body.left(body.size() / 2);
    case Fault::Redirect:
        head.status = behaviour.status == 0 ? 302 : behaviour.status;
        head.more = "Location: " + behaviour.location.toEncoded() + "\r\n";
        return head.with({});
    case Fault::TooManyRequests:
        head.status = 429;
        if (!behaviour.retryAfter.isEmpty())
            head.more = "Retry-After: " + behaviour.retryAfter + "\r\n";
        return head.with(
            "{\"status\":\"error\",\"err-code\":\"api-limit\",\"err-msg\":\"too many requests\"}");
    case Fault::ServerError:
        head.status = behaviour.status == 0 ? 503 : behaviour.status;
        head.contentType = "text/html";
        return head.with("<html><body><h1>Unavailable</h1></body></html>");
    case Fault::LoginRequired:
        head.status = behaviour.status == 0 ? 401 : behaviour.status;
        head.contentType = "text/html";
        head.more = (head.status == 407 ? "Proxy-Authenticate: " : "WWW-Authenticate: ") +
                    behaviour.challenge + "\r\n";
        return head.with("<html></html>");
    case Fault::GzipTruncated:
        return compressed(gzip(body).chopped(20));
    case Fault::GzipCorrupt:
        return compressed(corrupted(gzip(body)));
    case Fault::GzipBomb:
        return compressed(gzip('"' + QByteArray(behaviour.size, ' ') + '"'));
    case Fault::Garbage:
        return "\x16\x03\x01 this is no HTTP\r\n\r\n";
    case Fault::CloseBeforeReply:
    case Fault::Abort:
    case Fault::SlowLoris:
    case Fault::Stall:
    case Fault::HugeBody:
        break;
    }
    return {};
}

} // namespace

QByteArray ReceivedRequest::header(const QByteArray &name) const
{
    const QByteArrayList lines = raw.left(raw.indexOf("\r\n\r\n")).split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

/// One connection: reads requests and answers each as the server says.
class FaultServer::Connection : public QObject
{
public:
    Connection(FaultServer &server, QTcpSocket *socket) : QObject(socket), m_server(server), m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, &Connection::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read();
    }

private:
    void read();
    bool takeRequest();
    void answer(const Behaviour &behaviour);
    void drip(const QByteArray &reply);
    void pour(qint64 size);

    FaultServer &m_server;
    QTcpSocket *m_socket;
    QByteArray m_input;
    qint64 m_left = 0;
};

void FaultServer::Connection::read()
{
    const QByteArray more = m_socket->readAll();
    m_server.m_bytesReceived += more.size();
    m_input.append(more);
    while (takeRequest()) {
    }
}

bool FaultServer::Connection::takeRequest()
{
    const qsizetype headEnd = m_input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    ReceivedRequest request;
    request.raw = m_input.left(headEnd + 4);
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (m_input.size() < headEnd + 4 + length)
        return false;
    request.body = m_input.mid(headEnd + 4, length);
    request.raw.append(request.body);
    const QByteArrayList words = m_input.left(m_input.indexOf("\r\n")).split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    m_input.remove(0, headEnd + 4 + length);
    answer(m_server.record(std::move(request)));
    return true;
}

void FaultServer::Connection::answer(const Behaviour &behaviour)
{
    switch (behaviour.fault) {
    case Fault::Stall:
        return;
    case Fault::CloseBeforeReply:
        m_socket->disconnectFromHost();
        return;
    case Fault::Abort:
        m_socket->abort();
        return;
    case Fault::SlowLoris:
        drip(Head{}.withLength(qint64{1} << 30));
        return;
    case Fault::HugeBody:
        m_socket->write(Head{}.withLength(behaviour.size));
        pour(behaviour.size);
        return;
    default:
        break;
    }
    m_socket->write(replyFor(behaviour));
    if (behaviour.fault == Fault::CloseMidReply || behaviour.fault == Fault::Garbage)
        m_socket->disconnectFromHost();
}

/// The head quickly, then one blank after another.
void FaultServer::Connection::drip(const QByteArray &reply)
{
    m_socket->write(reply);
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] {
        m_socket->write(" ");
        m_socket->flush();
    });
    timer->start(20ms);
}

/// As fast as it is taken, never holding more than a block.
void FaultServer::Connection::pour(qint64 size)
{
    m_left = size;
    const auto writeBlock = [this] {
        if (m_left <= 0 || m_socket->bytesToWrite() > kBlock)
            return;
        const qint64 count = std::min(m_left, kBlock);
        m_left -= count;
        m_socket->write(QByteArray(count, ' '));
    };
    connect(m_socket, &QTcpSocket::bytesWritten, this, writeBlock);
    writeBlock();
}

FaultServer::FaultServer(const std::optional<TlsIdentity> &identity, QObject *parent)
    : QObject(parent), m_secure(identity.has_value())
{
    if (identity) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(identity->certificate);
        configuration.setPrivateKey(identity->key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        server->setSslConfiguration(configuration);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &FaultServer::accept);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("The fault server can't listen: %s", qPrintable(m_server->errorString()));
}

FaultServer::~FaultServer() = default;

QUrl FaultServer::url() const
{
    QUrl url;
    url.setScheme(m_secure ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(port());
    return url;
}

quint16 FaultServer::port() const
{
    return m_server->serverPort();
}

void FaultServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        ++m_connections;
        new Connection(*this, socket);
    }
}

Behaviour FaultServer::record(ReceivedRequest request)
{
    m_requests.push_back(std::move(request));
    Behaviour behaviour = m_behaviour;
    if (!m_queue.empty()) {
        behaviour = m_queue.front();
        m_queue.pop_front();
    }
    Q_EMIT requestReceived();
    return behaviour;
}

} // namespace coffer::test
