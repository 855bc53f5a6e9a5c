// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/booksync.h"
#include "htx/feed/marketbatch.h"
#include "htx/feed/marketlink.h"

namespace coffer::htx::feed {

/// The market feed as it lives on the feed thread: both sockets, decoding, the books, and one batch that
/// grows until the GUI has taken the one before. Memory does not grow with what comes, only with what is
/// followed.
class MarketSession : public QObject
{
    Q_OBJECT

public:
    MarketSession(const Clock &clock, const FeedRules &rules);

    /// An invalid address: nowhere.
    void setExchange(const QUrl &base);
    void setTopics(const Topics &topics);
    void setPaused(bool paused);
    void hurry();
    void request(const Topic &topic, const QList<std::pair<QString, qint64>> &arguments,
                 MarketLink::Answer answer);
    /// The batch that was told of is worked through: the next one may come.
    void batchTaken();

Q_SIGNALS:
    void batchReady(const coffer::htx::feed::MarketBatchRef &batch);
    void statusChanged(const coffer::htx::feed::ConnectionStatus &status);
    void refused(const coffer::htx::feed::Topic &topic, const coffer::Error &error);

private:
    Result<void> take(const Topic &topic, json::Value payload);
    Result<void> takeCandle(const Topic &topic, json::Value payload);
    Result<void> takeTrades(const Symbol &symbol, json::Value payload);
    Result<void> takeBook(const Topic &topic, json::Value payload);
    void startBook(const Topic &topic);
    void askForImage(const Topic &topic);
    void takeImage(const Topic &topic, const Result<BookUpdate> &image);
    void mistrustBooks();
    void grown();
    void deliver();
    void tellStatus();

    QHash<Topic, BookSync> m_syncs;
    QSet<Topic> m_changedBooks;
    MarketBatch m_batch;
    QTimer m_frame;
    bool m_isTaken = true;
    ConnectionStatus m_status;
    MarketLink m_market; ///< these two end first: their last answers still find the rest
    MarketLink m_books;
};

} // namespace coffer::htx::feed
