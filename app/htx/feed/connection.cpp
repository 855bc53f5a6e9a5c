// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/connection.h"

#include <QWebSocket>

#include <utility>

namespace coffer::htx::feed {

using namespace std::chrono_literals;

namespace {

/// A gap between the two clocks that only sleep, or a clock that was set, explains.
constexpr std::chrono::milliseconds sleepGap = 10s;

Error errorOf(const QWebSocket &socket)
{
    const QString text = socket.errorString();
    switch (socket.error()) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return {ErrorKind::InsecureConnection, {}, text, std::nullopt};
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return {ErrorKind::Proxy, {}, text, std::nullopt};
    default:
        break;
    }
    // Qt gives the status of a refused handshake in the text alone.
    if (text.contains(QLatin1String("429")))
        return {ErrorKind::RateLimited, {}, text, 10s};
    return {ErrorKind::Offline, {}, text, std::nullopt};
}

} // namespace

Connection::Connection(const Clock &clock, const Rules &rules, QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_rules(rules),
      m_backoff(rules.firstDelay, rules.longestDelay),
      m_timer(this) // moves to another thread with its owner
{
    m_timer.setInterval(rules.tick);
    connect(&m_timer, &QTimer::timeout, this, &Connection::look);
}

Connection::~Connection()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
}

void Connection::open(const QUrl &url)
{
    const bool isSame = url == m_url && m_status.state != ConnectionState::Refused;
    m_url = url;
    if (isSame || m_isPaused)
        return;
    m_backoff.reset();
    connectNow();
}

void Connection::close()
{
    m_url.clear();
    dropSocket();
    setStatus(ConnectionState::Off);
}

void Connection::setPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) == paused || m_status.state == ConnectionState::Refused)
        return;
    if (paused) {
        dropSocket();
        setStatus(ConnectionState::Off);
    } else if (!m_url.isEmpty()) {
        m_backoff.reset();
        connectNow();
    }
}

void Connection::hurry()
{
    if (m_status.state == ConnectionState::Waiting)
        connectNow();
}

void Connection::connectNow()
{
    dropSocket();
    const Clock::Steady now = m_clock.steady();
    m_lastMessage = now;
    m_lookedSteady = now;
    m_lookedWall = m_clock.localMs();
    m_undecodable = 0;
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingFrameSize(m_rules.frameLimit);
    m_socket->setMaxAllowedIncomingMessageSize(m_rules.messageLimit);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_isOpen = true;
        m_openedAt = m_lastMessage = m_clock.steady();
        if (!m_rules.needsLogin)
            setStatus(ConnectionState::Live);
        Q_EMIT opened();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        noteMessage();
        Q_EMIT textReceived(text);
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        noteMessage();
        Q_EMIT bytesReceived(bytes);
    });
    connect(m_socket, &QWebSocket::disconnected, this, &Connection::socketFailed);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &Connection::socketFailed);
    m_timer.start();
    setStatus(ConnectionState::Connecting);
    m_socket->open(m_url);
}

/// Without a word to the other side: a half-open socket would not answer.
void Connection::dropSocket()
{
    m_timer.stop();
    m_isOpen = false;
    QWebSocket *const socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
    Q_EMIT lost();
}

void Connection::noteMessage()
{
    m_lastMessage = m_clock.steady();
}

void Connection::socketFailed()
{
    if (m_socket)
        restart(errorOf(*m_socket));
}

bool Connection::send(const QByteArray &text)
{
    return m_isOpen && m_socket && m_socket->sendTextMessage(QString::fromUtf8(text)) > 0;
}

void Connection::confirm()
{
    if (m_isOpen)
        setStatus(ConnectionState::Live);
}

void Connection::refuse(const Error &error)
{
    dropSocket();
    setStatus(ConnectionState::Refused, error);
}

void Connection::restart(const Error &error)
{
    if (!m_socket)
        return;
    dropSocket();
    std::chrono::milliseconds delay = m_backoff.next();
    if (error.retryAfter)
        delay = std::max(delay, *error.retryAfter);
    m_retryAt = m_clock.steady() + delay;
    m_timer.start();
    setStatus(ConnectionState::Waiting, error);
}

void Connection::countUndecodable()
{
    if (++m_undecodable >= m_rules.undecodableLimit)
        restart({ErrorKind::MalformedReply, {}, QStringLiteral("The messages can't be read."), std::nullopt});
}

/// The one place that time passes.
void Connection::look()
{
    const Clock::Steady now = m_clock.steady();
    const bool slept = hasSlept();
    if (!m_socket) {
        if (slept || now >= m_retryAt)
            connectNow();
        return;
    }
    if (slept) { // the other side has long hung up
        m_backoff.reset();
        connectNow();
    } else if (now - m_lastMessage >= m_rules.silence) {
        restart({ErrorKind::Timeout, {}, QStringLiteral("The exchange fell silent."), std::nullopt});
    } else if (m_status.isLive() && now - m_openedAt >= m_rules.healthyAfter) {
        m_backoff.reset();
    }
}

bool Connection::hasSlept()
{
    const Clock::Steady steady = m_clock.steady();
    const qint64 wall = m_clock.localMs();
    const auto passed =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady - std::exchange(m_lookedSteady, steady));
    const std::chrono::milliseconds wallPassed(wall - std::exchange(m_lookedWall, wall));
    return wallPassed - passed > sleepGap;
}

void Connection::setStatus(ConnectionState state, const std::optional<Error> &error)
{
    if (m_status.state == state && m_status.error == error)
        return;
    m_status = {state, m_clock.localMs(), error};
    Q_EMIT statusChanged();
}

} // namespace coffer::htx::feed
