// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candlefetch.h"

#include "htx/endpoints/market.h"
#include "htx/feed/marketfeed.h"

namespace coffer::market {

void CandleFetch::follow(htx::feed::MarketFeed &feed)
{
    m_feed = &feed;
}

Future<QList<htx::Candle>> CandleFetch::newest(const CandleKey &key, int size, bool background)
{
    const htx::Call<QList<htx::Candle>> call = htx::endpoints::market::candles(key.symbol, key.period, size);
    return m_gateway.send(background ? htx::inBackground(call) : call);
}

bool CandleFetch::canReachBack() const
{
    return m_feed && m_feed->status().isLive();
}

Future<QList<htx::Candle>> CandleFetch::between(const CandleKey &key, const CandleSpan &span)
{
    if (!canReachBack())
        return readyFuture<QList<htx::Candle>>(
            fail(ErrorKind::Offline, QStringLiteral("The feed is not connected.")));
    // Both ends count with the exchange.
    return m_feed->candles(key.symbol, key.period, span.from, span.to - 1);
}

} // namespace coffer::market
