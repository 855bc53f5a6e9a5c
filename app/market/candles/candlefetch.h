// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/gateway.h"
#include "market/candles/candlekey.h"
#include "market/candles/candlespans.h"

#include <QPointer>

namespace coffer::htx::feed {
class MarketFeed;
}

namespace coffer::market {

/// What the exchange gives of candles: REST the newest, the socket of the feed any stretch of time
/// (htx-api.md 7). GUI thread; the gateway outlives it.
class CandleFetch
{
public:
    static constexpr int pageSize = 2000; ///< the most of the newest that one request gives
    static constexpr int chunkSize = 300; ///< the most of a stretch of time

    explicit CandleFetch(htx::Gateway &gateway) : m_gateway(gateway) {}

    void follow(htx::feed::MarketFeed &feed);

    /// The newest, size at most. background: after everything that is on screen.
    Future<QList<htx::Candle>> newest(const CandleKey &key, int size, bool background = false);
    /// True while older candles than the newest page can be asked for.
    bool canReachBack() const;
    /// Those of the span, which is not longer than chunkSize periods. Offline without a feed.
    Future<QList<htx::Candle>> between(const CandleKey &key, const CandleSpan &span);

private:
    htx::Gateway &m_gateway;
    QPointer<htx::feed::MarketFeed> m_feed;
};

} // namespace coffer::market
