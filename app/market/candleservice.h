// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "htx/feed/topic.h"
#include "htx/gateway.h"
#include "market/candleseries.h"

#include <QCache>
#include <QObject>
#include <QSet>

namespace coffer::htx::feed {
class MarketFeed;
}

namespace coffer::market {

/// Loads the candles of the market on the chart and keeps the last few in memory. A reply for a market that
/// is no longer asked for only fills the cache. GUI thread.
class CandleService : public QObject
{
    Q_OBJECT

public:
    explicit CandleService(htx::Gateway &gateway, QObject *parent = nullptr);

    /// From now on the candle of the market that is shown follows the feed.
    void follow(htx::feed::MarketFeed &feed);

    /// Shows this market: at once from the cache (Stale), then fresh.
    void show(const Symbol &symbol, htx::Period period);
    /// Asks for the latest candles; does nothing without a market or while it is being asked for.
    void refresh();

    const Symbol &symbol() const { return m_symbol; }
    htx::Period period() const { return m_period; }
    const CandleSeries &series() const { return m_series; }
    LoadState state() const { return m_state; }

Q_SIGNALS:
    /// Another market or period is shown; series() may be empty.
    void shown();
    /// Candles were added or changed.
    void seriesChanged();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    using CacheKey = std::pair<QString, int>;

    void setState(LoadState state);
    CacheKey key() const { return {m_symbol.value, static_cast<int>(m_period)}; }
    void ask(int size);
    htx::feed::Topic topic() const { return htx::feed::Topic::candles(m_symbol, m_period); }
    void takeLive(const QList<htx::Candle> &candles);
    void take(const CacheKey &asked, int size, const Result<QList<htx::Candle>> &candles);

    htx::Gateway &m_gateway;
    htx::feed::MarketFeed *m_feed = nullptr;
    Symbol m_symbol;
    htx::Period m_period = htx::Period::Hour1;
    CandleSeries m_series;
    QCache<CacheKey, CandleSeries> m_cache{8};
    QSet<CacheKey> m_underWay;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::market
