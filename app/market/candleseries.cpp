// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candleseries.h"

#include <algorithm>
#include <cmath>

namespace coffer::market {

namespace {

constexpr qint64 latestTime = 253402300799; ///< the end of the year 9999: what a date can show

bool isPrice(double value)
{
    return std::isfinite(value) && value > 0;
}

bool canBeDrawn(const htx::Candle &candle)
{
    return candle.time > 0 && candle.time <= latestTime && isPrice(candle.open) && isPrice(candle.high) &&
           isPrice(candle.low) && isPrice(candle.close);
}

double cleanVolume(double volume)
{
    return std::isfinite(volume) && volume > 0 ? volume : 0;
}

/// What can be drawn, oldest first, one a time: of candles of the same time the last one counts.
std::vector<htx::Candle> ordered(const QList<htx::Candle> &candles)
{
    std::vector<htx::Candle> result;
    result.reserve(static_cast<std::size_t>(candles.size()));
    for (htx::Candle candle : candles) {
        if (!canBeDrawn(candle))
            continue;
        candle.amount = cleanVolume(candle.amount);
        candle.volume = cleanVolume(candle.volume);
        result.push_back(candle);
    }
    const auto earlier = [](const htx::Candle &left, const htx::Candle &right) {
        return left.time < right.time;
    };
    if (!std::is_sorted(result.begin(), result.end(), earlier))
        std::stable_sort(result.begin(), result.end(), earlier);
    // From the back, so that unique keeps the last of its equals.
    const auto sameTime = [](const htx::Candle &left, const htx::Candle &right) {
        return left.time == right.time;
    };
    result.erase(result.begin(), std::unique(result.rbegin(), result.rend(), sameTime).base());
    return result;
}

} // namespace

CandleSeries::CandleSeries(htx::Period period) : m_period(period) {}

qsizetype CandleSeries::merge(const QList<htx::Candle> &candles)
{
    const std::vector<htx::Candle> incoming = ordered(candles);
    if (incoming.empty())
        return 0;

    // Everything before the first incoming candle stays where it is: usually all but the last few.
    const qsizetype first = lowerBound(incoming.front().time);
    std::vector<htx::Candle> tail;
    for (qsizetype i = first; i < size(); ++i)
        tail.push_back(at(i));
    truncate(first);

    qsizetype changed = 0;
    auto old = tail.cbegin();
    for (const htx::Candle &candle : incoming) {
        for (; old != tail.cend() && old->time < candle.time; ++old)
            append(*old);
        if (old == tail.cend() || old->time != candle.time) {
            ++changed;
        } else {
            changed += *old == candle ? 0 : 1;
            ++old;
        }
        append(candle);
    }
    for (; old != tail.cend(); ++old)
        append(*old);
    return changed;
}

void CandleSeries::clear()
{
    truncate(0);
}

htx::Candle CandleSeries::at(qsizetype index) const
{
    const auto i = static_cast<std::size_t>(index);
    return {m_time[i], m_open[i], m_high[i], m_low[i], m_close[i], m_amount[i], m_volume[i], m_count[i]};
}

void CandleSeries::append(const htx::Candle &candle)
{
    m_time.push_back(candle.time);
    m_open.push_back(candle.open);
    m_high.push_back(candle.high);
    m_low.push_back(candle.low);
    m_close.push_back(candle.close);
    m_amount.push_back(candle.amount);
    m_volume.push_back(candle.volume);
    m_count.push_back(candle.count);
}

void CandleSeries::truncate(qsizetype count)
{
    const auto size = static_cast<std::size_t>(count);
    m_time.resize(size);
    m_count.resize(size);
    for (std::vector<double> *column : {&m_open, &m_high, &m_low, &m_close, &m_amount, &m_volume})
        column->resize(size);
}

qsizetype CandleSeries::lowerBound(qint64 time) const
{
    return std::lower_bound(m_time.begin(), m_time.end(), time) - m_time.begin();
}

std::optional<CandleSeries::Range> CandleSeries::range(qsizetype first, qsizetype last) const
{
    const auto from = static_cast<std::size_t>(std::clamp<qsizetype>(first, 0, size()));
    const auto to = static_cast<std::size_t>(std::clamp<qsizetype>(last, 0, size()));
    if (from >= to)
        return std::nullopt;
    Range range{m_low[from], m_high[from], m_volume[from]};
    for (std::size_t i = from + 1; i < to; ++i) {
        range.low = std::min(range.low, m_low[i]);
        range.high = std::max(range.high, m_high[i]);
        range.volume = std::max(range.volume, m_volume[i]);
    }
    return range;
}

} // namespace coffer::market
