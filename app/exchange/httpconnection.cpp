// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/httpconnection.h"

namespace coffer::exchange {

namespace {

constexpr qsizetype longestHead = 64 * 1024;
constexpr qsizetype longestBody = 8 * 1024 * 1024;

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, Answer answer, Upgrade upgrade, QObject *parent)
    : QObject(parent), m_socket(socket), m_answer(std::move(answer)), m_upgrade(std::move(upgrade))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    if (m_socket->bytesAvailable() > 0)
        read();
}

void HttpConnection::read()
{
    if (m_isReading) // finish() of a request that was answered at once; the loop below goes on by itself
        return;
    m_isReading = true;
    while (m_socket && !m_isAnswering && (m_hasHead || readHead()) && readBody())
        handle();
    m_isReading = false;
}

/// True when a request's head is complete. It stays in the socket until it is known whose it is.
bool HttpConnection::readHead()
{
    const QByteArray seen = m_socket->peek(longestHead);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0)
        return seen.size() == longestHead ? refuse(431) : false;
    const std::optional<HttpHead> head = HttpHead::parse(QByteArrayView(seen).first(end + 4));
    if (!head)
        return refuse(400);
    m_head = *head;
    if (m_head.isWebSocket) {
        QTcpSocket *socket = std::exchange(m_socket, nullptr);
        socket->disconnect(this);
        socket->setParent(nullptr);
        m_upgrade(socket, m_head);
        deleteLater();
        return false;
    }
    m_socket->skip(end + 4);
    if (m_head.contentLength > longestBody)
        return refuse(413);
    if (m_head.expectsContinue)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    m_body.clear();
    m_dechunker = {};
    m_hasHead = true;
    return true;
}

/// True when the request's body is complete.
bool HttpConnection::readBody()
{
    if (!m_head.isChunked) {
        if (m_body.size() < m_head.contentLength)
            m_body += m_socket->read(m_head.contentLength - m_body.size());
        return m_body.size() == m_head.contentLength;
    }
    const QByteArray seen = m_socket->peek(m_socket->bytesAvailable());
    m_socket->skip(m_dechunker.take(seen, m_body));
    if (m_body.size() > longestBody || m_dechunker.state() == Dechunker::State::Broken)
        return refuse(400);
    return m_dechunker.state() == Dechunker::State::Complete;
}

bool HttpConnection::refuse(int status)
{
    m_socket->write(httpReply(status, "text/plain", {}, {}, false));
    m_isAnswering = true; // nothing after it makes sense
    m_socket->disconnectFromHost();
    return false;
}

void HttpConnection::handle()
{
    m_hasHead = false;
    m_isAnswering = true;
    m_answer(*this, {m_head.method, m_head.host, m_head.path, m_head.query, m_body, m_socket->peerAddress(),
                     m_head.isFromPage});
}

void HttpConnection::reply(const QByteArray &bytes)
{
    // The answer to HEAD ends with its header: what follows would be taken for the next answer.
    m_socket->write(m_head.method == "HEAD" ? bytes.first(bytes.indexOf("\r\n\r\n") + 4) : bytes);
    finish();
}

void HttpConnection::writePart(const QByteArray &bytes)
{
    m_socket->write(bytes);
}

void HttpConnection::finish()
{
    if (!m_head.keepsAlive) {
        m_socket->disconnectFromHost();
        return;
    }
    m_isAnswering = false;
    read();
}

void HttpConnection::abort()
{
    // Later, since whoever calls may be called from the reading loop.
    QMetaObject::invokeMethod(m_socket, &QTcpSocket::abort, Qt::QueuedConnection);
}

} // namespace coffer::exchange
