// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candlestream.h"

#include <memory>

namespace coffer::htx::feed {
class MarketFeed;
}

namespace coffer::market {

/// The candles of all markets that are charted: one stream for each market and period, the same for all who
/// hold it. Those that nobody holds any longer stay in memory for a while, so that switching back shows them
/// at once. GUI thread; gateway, clock, table and feed outlive it, and it outlives who holds a stream.
class CandleService : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostResting = 12; ///< streams in memory that nobody holds
    static constexpr int mostPrefetching = 4;    ///< at once

    /// table: where candles are kept for the next start; nullptr: nowhere.
    CandleService(htx::Gateway &gateway, const Clock &clock, CandleTable *table = nullptr,
                  QObject *parent = nullptr);
    ~CandleService() override;

    /// From now on the newest candles of all open streams follow the feed.
    void follow(htx::feed::MarketFeed &feed);

    /// The candles of this market and period, at once from memory (Stale), then from the disk, then fresh.
    /// Kept current until the last holder lets go.
    std::shared_ptr<CandleStream> open(const Symbol &symbol, htx::Period period);
    /// One request in the background, unless these candles are in memory and fresh.
    void prefetch(const Symbol &symbol, htx::Period period);

private:
    struct Entry
    {
        std::shared_ptr<CandleStream> stream;
        std::weak_ptr<CandleStream> handle; ///< what holders have; expired: nobody holds it
    };

    Entry &entry(const CandleKey &key);
    void release(const CandleKey &key);
    void putToRest(const CandleKey &key);
    void updateTopics();
    /// Those that somebody holds.
    QList<std::shared_ptr<CandleStream>> held() const;

    CandleFetch m_fetch;
    CandleKeeper m_keeper;
    const Clock &m_clock;
    htx::feed::MarketFeed *m_feed = nullptr;
    QHash<CandleKey, Entry> m_entries;
    QList<CandleKey> m_resting; ///< the last one let go first
};

} // namespace coffer::market
