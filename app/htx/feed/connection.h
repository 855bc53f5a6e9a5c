// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/feed/backoff.h"
#include "htx/feed/connectionstatus.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

class QWebSocket;

namespace coffer::htx::feed {

/// One socket to the exchange, kept alive: a watchdog drops a silent one, and it is opened again after a
/// growing, random delay, one attempt at a time (security.md 3). Knows nothing of what is said on it. Belongs
/// to one thread; only Clock::steady() and localMs() are asked.
class Connection : public QObject
{
    Q_OBJECT

public:
    struct Rules
    {
        std::chrono::milliseconds silence{15'000}; ///< without a message: it is dead
        std::chrono::milliseconds firstDelay{1'000};
        std::chrono::milliseconds longestDelay{60'000};
        std::chrono::milliseconds healthyAfter{30'000}; ///< then the next delay is a short one again
        std::chrono::milliseconds tick{250};            ///< how often all this is looked at
        int undecodableLimit = 20;                      ///< messages in a row
        quint64 frameLimit = 4 * 1024 * 1024;
        quint64 messageLimit = 8 * 1024 * 1024;
        bool needsLogin = false; ///< Live only after confirm()
    };

    Connection(const Clock &clock, const Rules &rules, QObject *parent = nullptr);
    ~Connection() override;

    /// Connects now and stays connected; also after refuse(). The same address again changes nothing, unless
    /// it was refused.
    void open(const QUrl &url);
    void close();
    /// Rests without forgetting what was open: before sleep, while there is no network.
    void setPaused(bool paused);
    /// Doesn't wait any longer for the next attempt.
    void hurry();

    /// False when there is no open socket.
    bool send(const QByteArray &text);
    /// The login was accepted.
    void confirm();
    /// The exchange doesn't take the key. Ends the connection until open().
    void refuse(const Error &error);
    /// Drops this socket; the next attempt comes after the delay, and not before error.retryAfter.
    void restart(const Error &error);
    /// A message that can't be used: too many in a row, and the socket is dropped.
    void countUndecodable();
    void countDecoded() { m_undecodable = 0; }

    const ConnectionStatus &status() const { return m_status; }
    /// The longest the next delay can be.
    std::chrono::milliseconds delayBound() const { return m_backoff.bound(); }

Q_SIGNALS:
    /// The socket is open: time to log in or to subscribe.
    void opened();
    /// It is gone, or was given up.
    void lost();
    void textReceived(const QString &text);
    void bytesReceived(const QByteArray &bytes);
    void statusChanged();

private:
    void connectNow();
    void dropSocket();
    void noteMessage();
    void socketFailed();
    void look();
    bool hasSlept();
    void setStatus(ConnectionState state, const std::optional<Error> &error = std::nullopt);

    const Clock &m_clock;
    Rules m_rules;
    Backoff m_backoff;
    QTimer m_timer;
    QUrl m_url;
    QWebSocket *m_socket = nullptr;
    ConnectionStatus m_status;
    Clock::Steady m_lastMessage;
    Clock::Steady m_openedAt;
    Clock::Steady m_retryAt;
    Clock::Steady m_lookedSteady;
    qint64 m_lookedWall = 0;
    int m_undecodable = 0;
    bool m_isOpen = false; ///< the handshake is through
    bool m_isPaused = false;
};

} // namespace coffer::htx::feed
