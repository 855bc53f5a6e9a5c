// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/httpmessage.h"
#include "exchange/router.h"

#include <QObject>
#include <QTcpSocket>

#include <functional>

namespace coffer::exchange {

/// One client's connection: reads requests one after the other, each answered before the next is looked at.
/// A request to change to WebSocket is left unread for who takes the socket over. Owns itself and the socket,
/// and ends with it. Qt HTTP Server is not used here because its later versions hide the socket, which the
/// faults need.
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    /// Must call one of the functions below, now or later.
    using Answer = std::function<void(HttpConnection &connection, const HttpRequest &request)>;
    /// Takes the socket over.
    using Upgrade = std::function<void(QTcpSocket *socket, const HttpHead &head)>;

    HttpConnection(QTcpSocket *socket, Answer answer, Upgrade upgrade, QObject *parent);

    /// Whether the client wants to send another request: for httpReply().
    bool keepsAlive() const { return m_head.keepsAlive; }
    /// Writes the reply's bytes and goes on to the next request.
    void reply(const QByteArray &bytes);
    /// Writes a part of a reply, or something that is none.
    void writePart(const QByteArray &bytes);
    /// No more to write: the next request, or the end.
    void finish();
    /// Ends the connection once what was written is sent.
    void end() { m_socket->disconnectFromHost(); }
    /// Ends the connection without another word.
    void abort();

private:
    void read();
    bool readHead();
    bool readBody();
    bool refuse(int status);
    void handle();

    QTcpSocket *m_socket;
    Answer m_answer;
    Upgrade m_upgrade;
    HttpHead m_head;
    Dechunker m_dechunker;
    QByteArray m_body;
    bool m_hasHead = false;
    bool m_isAnswering = false;
    bool m_isReading = false;
};

} // namespace coffer::exchange
