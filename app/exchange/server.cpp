// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/server.h"

#include "exchange/faultyreply.h"

#include <QCoreApplication>

#include <chrono>

namespace coffer::exchange {

namespace {

constexpr std::chrono::milliseconds beatEvery(100); ///< the shortest cadence of a feed (htx-api.md 7.2)
constexpr char jsonType[] = "application/json;charset=UTF-8";

bool isSocketPath(const QByteArray &path)
{
    return path == "/ws" || path == "/feed" || path == "/ws/v2";
}

HttpHeaders headersOf(const HttpReply &reply)
{
    if (!reply.limits)
        return {};
    return {{"X-HB-RateLimit-Requests-Remain", QByteArray::number(reply.limits->remaining)},
            {"X-HB-RateLimit-Requests-Expire", QByteArray::number(reply.limits->expiresMs)}};
}

} // namespace

Server::Server(World &world, bool isLimited)
    : m_world(world),
      m_service(world),
      m_upgrader(QStringLiteral("coffer-exchange"), QWebSocketServer::NonSecureMode),
      m_marketFeed(world, m_faults),
      m_accountFeed(world, m_faults),
      m_control(world, m_faults, m_received, [this](bool limited) { setLimited(limited); })
{
    setLimited(isLimited);
    m_listener.setListenBacklogSize(256);
    connect(&m_listener, &QTcpServer::newConnection, this, &Server::accept);
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, &Server::adopt);
    connect(&m_timer, &QTimer::timeout, this, &Server::beat);
    m_timer.setTimerType(Qt::PreciseTimer);
}

/// Sockets that ended a moment ago are deleted now: later their TCP sockets would have gone with the
/// upgrader.
Server::~Server()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Server::setLimited(bool isLimited)
{
    m_service.setLimited(isLimited);
    m_marketFeed.setLimited(isLimited);
    m_accountFeed.setLimited(isLimited);
}

quint16 Server::listen(quint16 port)
{
    if (!m_listener.listen(QHostAddress::LocalHost, port))
        return 0;
    m_steady.start();
    m_timer.start(beatEvery);
    return m_listener.serverPort();
}

void Server::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        new HttpConnection( // owns itself
            socket, [this](HttpConnection &from, const HttpRequest &request) { answer(from, request); },
            [this](QTcpSocket *taken, const HttpHead &head) { upgrade(taken, head); }, this);
    }
}

void Server::answer(HttpConnection &connection, const HttpRequest &request)
{
    if (request.path.startsWith("/local/")) {
        if (request.isFromPage) { // any page in a browser on this computer can send a POST here
            connection.reply(httpReply(403, "text/plain", {}, {}, connection.keepsAlive()));
            return;
        }
        const Reply reply = m_control.answer(request);
        connection.reply(httpReply(reply.status, jsonType, {}, reply.body, connection.keepsAlive()));
        return;
    }
    m_received.note(request);
    const std::optional<Fault> fault =
        m_faults.isEmpty() ? std::nullopt : m_faults.strike(request.method, request.path);
    HttpReply result;
    if (!fault || fault->isHandled)
        result = m_service.handle(request);
    if (fault)
        FaultyReply(*fault, {result.reply.status, jsonType, headersOf(result), result.reply.body})
            .sendOver(connection);
    else
        connection.reply(httpReply(result.reply.status, jsonType, headersOf(result), result.reply.body,
                                   connection.keepsAlive()));
}

void Server::upgrade(QTcpSocket *socket, const HttpHead &head)
{
    const std::optional<Fault> fault = m_faults.isEmpty() ? std::nullopt : m_faults.strike("GET", head.path);
    if (isSocketPath(head.path) && !fault) {
        socket->setParent(&m_upgrader);
        m_upgrader.handleConnection(socket);
        return;
    }
    socket->setParent(this);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    if (!fault || fault->kind == FaultKind::Status)
        socket->write(httpReply(fault ? fault->status : 404, "text/plain", {}, {}, false));
    socket->disconnectFromHost();
}

void Server::adopt()
{
    while (QWebSocket *raw = m_upgrader.nextPendingConnection()) {
        raw->setParent(nullptr);
        std::unique_ptr<QWebSocket> socket(raw);
        const QString path = socket->requestUrl().path();
        if (path == QLatin1String("/ws/v2"))
            m_accountFeed.adopt(std::move(socket));
        else
            m_marketFeed.adopt(std::move(socket),
                               path == QLatin1String("/feed") ? Socket::Feed : Socket::Market);
    }
}

void Server::beat()
{
    m_world.advance();
    m_marketFeed.beat(m_steady.elapsed());
    m_accountFeed.beat(m_steady.elapsed());
}

} // namespace coffer::exchange
