// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candleservice.h"

#include "htx/endpoints/market.h"
#include "htx/feed/marketfeed.h"

#include <algorithm>

namespace coffer::market {

namespace {

constexpr int fullSize = 2000;  ///< the most that one call gives (htx-api.md 7.1)
constexpr int updateSize = 100; ///< usually reaches back over what is there

/// True when candles would be missing between what is there and the full page that came.
bool leavesHole(const CandleSeries &series, const QList<htx::Candle> &page, int asked)
{
    if (series.isEmpty() || page.size() < asked)
        return false;
    const auto earlier = [](const htx::Candle &left, const htx::Candle &right) {
        return left.time < right.time;
    };
    return std::min_element(page.begin(), page.end(), earlier)->time > series.times().back();
}

} // namespace

CandleService::CandleService(htx::Gateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway) {}

void CandleService::follow(htx::feed::MarketFeed &feed)
{
    m_feed = &feed;
    connect(&feed, &htx::feed::MarketFeed::arrived, this, [this](const htx::feed::MarketBatch &batch) {
        if (const auto live = batch.candles.constFind(topic()); live != batch.candles.constEnd())
            takeLive(*live);
    });
    connect(&feed, &htx::feed::MarketFeed::resumed, this, &CandleService::refresh);
}

void CandleService::takeLive(const QList<htx::Candle> &candles)
{
    if (m_series.isEmpty()) // what came before it is under way
        return;
    // A week or month is not of one length, but never longer than the next one is late.
    if (candles.first().time > m_series.times().back() + 2 * htx::seconds(m_period)) {
        refresh();
        return;
    }
    if (m_series.merge(candles) == 0)
        return;
    m_cache.insert(key(), new CandleSeries(m_series)); // the cache owns it
    Q_EMIT seriesChanged();
}

void CandleService::show(const Symbol &symbol, htx::Period period)
{
    if (symbol == m_symbol && period == m_period) {
        refresh();
        return;
    }
    m_symbol = symbol;
    m_period = period;
    const CandleSeries *cached = m_cache.object(key());
    m_series = cached ? *cached : CandleSeries(period);
    m_state = LoadState::Idle; // the next state is of another market, even if it has the same name
    if (m_feed)
        m_feed->setTopics(QStringLiteral("chart"), {topic()});
    Q_EMIT shown();
    setState(m_series.isEmpty() ? LoadState::Loading : LoadState::Stale);
    refresh();
}

void CandleService::refresh()
{
    if (m_symbol.value.isEmpty())
        return;
    if (m_series.isEmpty())
        setState(LoadState::Loading);
    ask(m_series.isEmpty() ? fullSize : updateSize);
}

void CandleService::ask(int size)
{
    const CacheKey asked = key();
    if (m_underWay.contains(asked))
        return;
    m_underWay.insert(asked);
    whenDone(
        this, m_gateway.send(htx::endpoints::market::candles(m_symbol, m_period, size)),
        [this, asked, size](const Result<QList<htx::Candle>> &candles) { take(asked, size, candles); },
        [this, asked] {
            m_underWay.remove(asked);
            if (asked == key())
                setState(m_series.isEmpty() ? LoadState::Idle : LoadState::Stale);
        });
}

void CandleService::take(const CacheKey &asked, int size, const Result<QList<htx::Candle>> &candles)
{
    m_underWay.remove(asked);
    const bool isShown = asked == key();
    if (!candles) {
        if (isShown) {
            setState(LoadState::Failed);
            Q_EMIT failed(candles.error());
        }
        return;
    }
    const CandleSeries *cached = m_cache.object(asked);
    CandleSeries series = isShown  ? m_series
                          : cached ? *cached
                                   : CandleSeries(static_cast<htx::Period>(asked.second));
    if (leavesHole(series, *candles, size)) { // was away for longer than this reply reaches back
        if (isShown && size < fullSize) {
            ask(fullSize);
            return;
        }
        series.clear();
    }
    const bool changed = series.merge(*candles) > 0;
    m_cache.insert(asked, new CandleSeries(series)); // the cache owns it
    if (!isShown)
        return;
    m_series = std::move(series);
    if (changed)
        Q_EMIT seriesChanged();
    setState(LoadState::Ready);
}

void CandleService::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace coffer::market
