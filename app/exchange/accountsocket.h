// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/feedsocket.h"

#include <QJsonObject>
#include <QSet>

namespace coffer::exchange {

class AccountFeed;
struct ApiKey;

/// One client of the private socket (htx-api.md 7.3): text frames, asks who it is before anything else.
class AccountSocket final : public FeedSocket
{
    Q_OBJECT

public:
    AccountSocket(std::unique_ptr<QWebSocket> socket, AccountFeed &feed, Faults &faults);

    /// Their place in the ledger; -1: has not said who it is.
    int user() const { return m_user; }
    const QByteArray &accessKey() const { return m_accessKey; }
    bool isSubscribed(const QByteArray &channel) const { return m_channels.contains(channel); }
    void push(const QByteArray &json) { sendText(json); }

private:
    void receive(const QString &message) override;
    void sendPing(qint64 nowMs) override;
    void authenticate(const QJsonObject &parameters);
    void subscribe(const QString &action, const QByteArray &channel);
    void acknowledge(const QString &action, const QByteArray &channel);
    void refuse(const QString &action, const QByteArray &channel, int code, const char *message);
    bool isTooOften();

    AccountFeed &m_feed;
    QByteArray m_host; ///< as called: it is signed
    int m_user = -1;
    QByteArray m_accessKey;
    QSet<QByteArray> m_channels;
    qint64 m_window = 0; ///< steady seconds
    int m_requests = 0;  ///< in that second
};

} // namespace coffer::exchange
