// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/feedsocket.h"

#include "exchange/gzip.h"
#include "exchange/hash.h"

namespace coffer::exchange {

namespace {

constexpr qint64 mostUnsent = 8 * 1024 * 1024; ///< bytes; who reads slower is dropped
constexpr quint64 longestMessage = 64 * 1024;  ///< of a client
constexpr qsizetype hugeFrame = 100'000'000;
constexpr qsizetype bombSize = 1'000'000'000;
constexpr int floodPings = 1000;

bool strikesConnections(FaultKind kind)
{
    switch (kind) {
    case FaultKind::Drop:
    case FaultKind::Silence:
    case FaultKind::NoPing:
    case FaultKind::PingFlood:
    case FaultKind::RandomBytes:
    case FaultKind::TextFrame:
    case FaultKind::HugeFrame:
    case FaultKind::Bomb:
        return true;
    default:
        return false;
    }
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype at = 0; at < size; ++at)
        bytes[at] = char(mixed(quint64(at)) & 0xff);
    return bytes;
}

} // namespace

FeedSocket::FeedSocket(std::unique_ptr<QWebSocket> socket, QByteArray path, Heartbeat heartbeat,
                       Faults &faults)
    : m_socket(std::move(socket)), m_path(std::move(path)), m_heartbeat(heartbeat), m_faults(faults)
{
    m_socket->setMaxAllowedIncomingMessageSize(longestMessage);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &FeedSocket::receive);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &message) { receive(QString::fromUtf8(message)); });
    // Queued, since who hears of it destroys this object.
    connect(m_socket.get(), &QWebSocket::disconnected, this, &FeedSocket::ended, Qt::QueuedConnection);
}

void FeedSocket::beat(const Moment &moment)
{
    if (!m_faults.isEmpty()) {
        if (const std::optional<Fault> fault = m_faults.strikeSocket(m_path, strikesConnections))
            strike(fault->kind, moment.nowMs);
    }
    if (m_nextPing < 0)
        m_nextPing = moment.steadyMs + m_heartbeat.everyMs;
    if (!m_pings || moment.steadyMs < m_nextPing)
        return;
    m_nextPing = moment.steadyMs + m_heartbeat.everyMs;
    if (m_unanswered >= m_heartbeat.unansweredAllowed) {
        close(QWebSocketProtocol::CloseCodeDatatypeNotSupported, QStringLiteral("ping check expired"));
        return;
    }
    ++m_unanswered;
    sendPing(moment.nowMs);
}

void FeedSocket::strike(FaultKind kind, qint64 nowMs)
{
    if (kind == FaultKind::Drop) {
        m_socket->abort();
    } else if (kind == FaultKind::Silence) {
        m_isSilent = true;
    } else if (kind == FaultKind::NoPing) {
        m_pings = false;
    } else if (kind == FaultKind::PingFlood) {
        for (int ping = 0; ping < floodPings; ++ping)
            sendPing(nowMs + ping);
    } else if (kind == FaultKind::TextFrame) {
        m_socket->sendTextMessage(QStringLiteral("{\"ping\":\"text\"}"));
    } else if (kind == FaultKind::RandomBytes) {
        m_socket->sendBinaryMessage(noise(300));
    } else if (kind == FaultKind::HugeFrame) {
        m_socket->sendBinaryMessage(QByteArray(hugeFrame, ' '));
    } else if (kind == FaultKind::Bomb) {
        m_socket->sendBinaryMessage(Gzip().pack(QByteArray(bombSize, ' ')));
    }
}

bool FeedSocket::canSend()
{
    if (m_isSilent)
        return false;
    if (m_socket->bytesToWrite() > mostUnsent) {
        m_socket->abort();
        return false;
    }
    return true;
}

void FeedSocket::sendText(const QByteArray &utf8)
{
    if (canSend())
        m_socket->sendTextMessage(QString::fromUtf8(utf8));
}

void FeedSocket::sendBinary(const QByteArray &bytes)
{
    if (canSend())
        m_socket->sendBinaryMessage(bytes);
}

} // namespace coffer::exchange
