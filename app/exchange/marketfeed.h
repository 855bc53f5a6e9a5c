// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/marketsocket.h"
#include "exchange/world.h"

#include <QHash>

#include <memory>
#include <vector>

namespace coffer::exchange {

/// The public sockets /ws and /feed: who subscribed to what. A frame is made and packed once for all of them,
/// and only when somebody subscribed. One thread.
class MarketFeed
{
public:
    MarketFeed(World &world, Faults &faults);
    MarketFeed(const MarketFeed &) = delete;
    MarketFeed &operator=(const MarketFeed &) = delete;

    /// Serves a new connection.
    void adopt(std::unique_ptr<QWebSocket> socket, Socket which);
    /// Pushes what is due and pings; call about every 100 ms, the shortest cadence there is.
    void beat(qint64 steadyMs);
    /// Whether clients are held to the documented number of requests and topics.
    void setLimited(bool isLimited) { m_isLimited = isLimited; }
    bool isLimited() const { return m_isLimited; }

    /// The exchange's time and the one of the last beat().
    Moment moment() const { return {m_world.nowMs(), m_steadyMs}; }
    /// Why it was refused; empty when the client has it from now on.
    QByteArray subscribe(MarketSocket &client, const QByteArray &topic);
    void unsubscribe(MarketSocket &client, const QByteArray &topic);
    /// The data of a reply; empty when it was refused for the reason given.
    QByteArray request(MarketSocket &client, const QByteArray &topic, const Body &message,
                       QByteArray &refusal);
    QByteArray pack(const QByteArray &json) { return m_gzip.pack(json); }

private:
    struct Channel
    {
        MarketChannel data;
        std::vector<MarketSocket *> clients;
    };

    Channel *channel(MarketSocket &client, const QByteArray &topic, QByteArray &refusal);
    void publish(Channel &channel, bool booksMoved);
    void remove(MarketSocket *client);

    World &m_world;
    Faults &m_faults;
    Gzip m_gzip;
    std::vector<std::unique_ptr<MarketSocket>> m_clients;
    QHash<QByteArray, std::shared_ptr<Channel>> m_channels;
    qint64 m_steadyMs = 0;
    bool m_booksMoved = false, m_isLimited = true;
};

} // namespace coffer::exchange
