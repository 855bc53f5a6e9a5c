// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/body.h"
#include "exchange/feedsocket.h"
#include "exchange/gzip.h"

#include <QSet>

namespace coffer::exchange {

class MarketFeed;

/// A frame as all who subscribed get it: packed once.
struct FeedFrame
{
    QByteArray json, packed;
};

/// One client of the market sockets (htx-api.md 7.2).
class MarketSocket final : public FeedSocket
{
    Q_OBJECT

public:
    MarketSocket(std::unique_ptr<QWebSocket> socket, Socket which, MarketFeed &feed, Faults &faults);

    Socket which() const { return m_which; }
    void push(const FeedFrame &frame);

private:
    void receive(const QString &message) override;
    void sendPing(qint64 nowMs) override;
    void subscribe(const QByteArray &topic, const QByteArray &id);
    void unsubscribe(const QByteArray &topic, const QByteArray &id);
    void request(const QByteArray &topic, const QByteArray &id, const Body &message);
    void refuse(const QByteArray &id, const QByteArray &why);
    void send(const QByteArray &json);
    bool isTooOften();
    bool strike(const FeedFrame &frame);

    Socket m_which;
    MarketFeed &m_feed;
    QSet<QByteArray> m_topics;
    qint64 m_requestWindow = 0; ///< steady seconds
    int m_requests = 0;         ///< in that second
};

} // namespace coffer::exchange
