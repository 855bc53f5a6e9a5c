// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candleservice.h"

#include "htx/feed/marketfeed.h"

#include <algorithm>

namespace coffer::market {

using htx::feed::MarketBatch;
using htx::feed::MarketFeed;
using htx::feed::Topic;

namespace {

Topic topicOf(const CandleKey &key)
{
    return Topic::candles(key.symbol, key.period);
}

} // namespace

CandleService::CandleService(htx::Gateway &gateway, const Clock &clock, CandleTable *table, QObject *parent)
    : QObject(parent), m_fetch(gateway), m_keeper(table, clock), m_clock(clock)
{
}

CandleService::~CandleService() = default;

void CandleService::follow(MarketFeed &feed)
{
    m_feed = &feed;
    m_fetch.follow(feed);
    connect(&feed, &MarketFeed::arrived, this, [this](const MarketBatch &batch) {
        if (batch.candles.isEmpty())
            return;
        for (const auto &stream : held()) {
            if (const auto live = batch.candles.constFind(topicOf(stream->key()));
                live != batch.candles.constEnd())
                stream->takeLive(*live);
        }
    });
    connect(&feed, &MarketFeed::resumed, this, [this] {
        for (const auto &stream : held())
            stream->resume();
    });
    updateTopics();
}

std::shared_ptr<CandleStream> CandleService::open(const Symbol &symbol, htx::Period period)
{
    const CandleKey key{symbol, period};
    Entry &found = entry(key);
    std::shared_ptr<CandleStream> handle = found.handle.lock();
    if (!handle) {
        // The holders' pointer tells when the last of them has let go; the stream itself stays here.
        handle = std::shared_ptr<CandleStream>(
            found.stream.get(), [service = QPointer(this), stream = found.stream](CandleStream *) {
                if (service)
                    service->release(stream->key());
            });
        found.handle = handle;
        m_resting.removeAll(key);
        m_keeper.look(key);
        updateTopics();
    }
    handle->refresh();
    return handle;
}

void CandleService::prefetch(const Symbol &symbol, htx::Period period)
{
    const CandleKey key{symbol, period};
    const auto known = m_entries.constFind(key);
    if (known != m_entries.constEnd()) {
        const qint64 fresh = std::min<qint64>(htx::seconds(period), 60) * 1000;
        if (!known->handle.expired() || m_clock.nowMs() - known->stream->updatedAt() < fresh)
            return;
    }
    const auto isUnderWay = [](const Entry &each) {
        return each.handle.expired() && each.stream->isAsking();
    };
    if (std::count_if(m_entries.cbegin(), m_entries.cend(), isUnderWay) >= mostPrefetching)
        return;
    entry(key).stream->prefetch();
    putToRest(key);
}

CandleService::Entry &CandleService::entry(const CandleKey &key)
{
    Entry &entry = m_entries[key];
    if (!entry.stream)
        entry.stream = std::make_shared<CandleStream>(key, m_fetch, m_keeper, m_clock);
    return entry;
}

void CandleService::release(const CandleKey &key)
{
    m_entries[key].stream->rest();
    putToRest(key);
    updateTopics();
}

void CandleService::putToRest(const CandleKey &key)
{
    m_resting.removeAll(key);
    m_resting.prepend(key);
    while (m_resting.size() > mostResting)
        m_entries.remove(m_resting.takeLast());
}

void CandleService::updateTopics()
{
    if (!m_feed)
        return;
    htx::feed::Topics topics;
    for (const auto &stream : held())
        topics.insert(topicOf(stream->key()));
    m_feed->setTopics(QStringLiteral("chart"), topics);
}

QList<std::shared_ptr<CandleStream>> CandleService::held() const
{
    QList<std::shared_ptr<CandleStream>> streams;
    for (const Entry &entry : m_entries) {
        if (!entry.handle.expired())
            streams.append(entry.stream);
    }
    return streams;
}

} // namespace coffer::market
