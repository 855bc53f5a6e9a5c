// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/faults.h"
#include "exchange/marketchannel.h"

#include <QObject>
#include <QWebSocket>

#include <memory>

namespace coffer::exchange {

/// What the public and the private sockets have in common: pings and how they are missed, faults, and the end
/// of those who don't read. One thread.
class FeedSocket : public QObject
{
    Q_OBJECT

public:
    /// How a kind of socket pings.
    struct Heartbeat
    {
        qint64 everyMs = 5000;
        int unansweredAllowed = 2; ///< so many, then the connection is closed instead of the next ping
    };

    FeedSocket(std::unique_ptr<QWebSocket> socket, QByteArray path, Heartbeat heartbeat, Faults &faults);

    /// Pings when it is time; lets the faults happen that strike connections.
    void beat(const Moment &moment);

Q_SIGNALS:
    /// Nothing comes from it any more.
    void ended();

protected:
    void sendText(const QByteArray &utf8);
    void sendBinary(const QByteArray &bytes);
    /// A ping was answered.
    void answered() { m_unanswered = 0; }
    void close(QWebSocketProtocol::CloseCode code, const QString &reason) { m_socket->close(code, reason); }

    const QByteArray &path() const { return m_path; }
    QWebSocket &socket() { return *m_socket; }
    Faults &faults() { return m_faults; }

private:
    virtual void receive(const QString &message) = 0;
    virtual void sendPing(qint64 nowMs) = 0;
    void strike(FaultKind kind, qint64 nowMs);
    bool canSend();

    std::unique_ptr<QWebSocket> m_socket;
    QByteArray m_path;
    Heartbeat m_heartbeat;
    Faults &m_faults;
    qint64 m_nextPing = -1; ///< steady ms
    int m_unanswered = 0;
    bool m_isSilent = false, m_pings = true;
};

} // namespace coffer::exchange
