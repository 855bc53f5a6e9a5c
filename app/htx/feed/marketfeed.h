// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "htx/feed/marketsession.h"

#include <QMap>

class QThread;

namespace coffer::htx::feed {

/// The market feed for the GUI thread: say what is wanted, and it comes, through every loss of the
/// connection, as the structs that REST gives (htx-api.md 7.2). Sockets and decoding are on the given thread,
/// which runs for as long as this object lives.
class MarketFeed : public QObject
{
    Q_OBJECT

public:
    MarketFeed(const Clock &clock, QThread &thread, const FeedRules &rules = marketRules(),
               QObject *parent = nullptr);
    ~MarketFeed() override;

    /// The exchange's REST address; its sockets are beside it. Another one: everything is subscribed there.
    void setExchange(const QUrl &base);
    /// What this owner wants to follow, instead of what it wanted before.
    void setTopics(const QString &owner, const Topics &topics);
    /// Rests, e.g. while nobody looks; goes on from where the exchange is by then.
    void setPaused(bool paused);
    /// Doesn't wait any longer for the next attempt: the network is back, or the user asks.
    void hurry();

    const ConnectionStatus &status() const { return m_status; }

    /// Asked once over the socket. At most 300 candles from one time to another, in seconds.
    Future<QList<Candle>> candles(const Symbol &symbol, Period period, qint64 from, qint64 to);
    Future<Depth> depth(const Symbol &symbol, int step);
    /// The last 300, oldest first.
    Future<QList<Trade>> trades(const Symbol &symbol);
    Future<MergedDetail> detail(const Symbol &symbol);
    /// The refresh image of an incremental book.
    Future<BookUpdate> bookImage(const Symbol &symbol, int levels = 150);

Q_SIGNALS:
    /// At most one in a frame of the screen (16 ms), with the newest of everything.
    void arrived(const coffer::htx::feed::MarketBatch &batch);
    void statusChanged();
    /// Live again: what happened meanwhile is to be asked for over REST.
    void resumed();
    /// The exchange doesn't have this topic; it is not asked for again on this connection.
    void refused(const coffer::htx::feed::Topic &topic, const coffer::Error &error);

private:
    template<class T>
    Future<T> ask(const Topic &topic, const QList<std::pair<QString, qint64>> &arguments,
                  Result<T> (*parse)(json::Value));
    void takeStatus(const ConnectionStatus &status);

    MarketSession *m_session; ///< on the feed thread
    QMap<QString, Topics> m_topics;
    ConnectionStatus m_status;
};

} // namespace coffer::htx::feed
