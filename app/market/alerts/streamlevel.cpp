// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/streamlevel.h"

#include "market/candles/candleservice.h"

#include <algorithm>

namespace coffer::market {

namespace {

using namespace std::chrono_literals;

constexpr auto readInterval = 1s;
/// Where no feed tells candles they are asked for.
constexpr auto renewInterval = 30s;
constexpr qint64 renewAgeMs = 60'000;

} // namespace

StreamLevel::StreamLevel(std::shared_ptr<CandleStream> stream, const IndicatorSpec &indicator, int output,
                         const Clock &clock)
    : m_stream(std::move(stream)), m_line(indicator, output), m_candles(m_stream->period()), m_clock(clock)
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readInterval);
    m_renew.setInterval(renewInterval);
    connect(&m_readSoon, &QTimer::timeout, this, &StreamLevel::read);
    connect(&m_renew, &QTimer::timeout, this, &StreamLevel::renew);
    const auto readLater = [this] {
        if (!m_readSoon.isActive())
            m_readSoon.start();
    };
    connect(m_stream.get(), &CandleStream::seriesChanged, this, readLater);
    connect(m_stream.get(), &CandleStream::stateChanged, this, readLater);
    m_renew.start();
    readLater();
}

/// Letting go of the stream makes it tell of it, when there is nobody left here to hear it.
StreamLevel::~StreamLevel()
{
    m_stream->disconnect(this);
}

void StreamLevel::read()
{
    const CandleSeries &series = m_stream->series();
    QList<htx::Candle> newest;
    for (qsizetype i = std::max<qsizetype>(0, series.size() - mostCandles); i < series.size(); ++i)
        newest.append(series.at(i));
    m_candles.clear();
    m_candles.merge(newest);
    m_line.update(m_candles, 0);
    m_readAt = m_stream->updatedAt();
    m_isFresh = m_stream->state() == LoadState::Ready;
    Q_EMIT changed();
}

void StreamLevel::renew()
{
    if (m_clock.nowMs() - m_stream->updatedAt() > renewAgeMs)
        m_stream->refresh();
}

/// What is kept from earlier is not looked at: a candle that was cut short by the end of the last run would
/// count as whole. For the same reason a candle is over when the exchange has spoken after its end.
std::optional<LevelReading::Value> StreamLevel::closed() const
{
    return m_readAt != 0 ? m_line.closed(m_candles, m_readAt) : std::nullopt;
}

std::optional<LevelReading::Value> StreamLevel::newest() const
{
    return m_readAt != 0 && m_isFresh ? m_line.newest(m_candles) : std::nullopt;
}

LevelOpener levelsOver(CandleService &candles, const Clock &clock)
{
    return [&candles, &clock](const Symbol &symbol, htx::Period period, const IndicatorSpec &indicator,
                              int output) -> std::unique_ptr<LevelReading> {
        return std::make_unique<StreamLevel>(candles.open(symbol, period), indicator, output, clock);
    };
}

} // namespace coffer::market
