// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candlelevel.h"

namespace coffer::market {

CandleRows CandleLevel::rows() const
{
    return {m_time.view(), m_open.view(), m_high.view(), m_low.view(), m_close.view(), m_volume.view()};
}

qint64 CandleLevel::startOf(qint64 time) const
{
    return time - time % m_length; // times are positive
}

void CandleLevel::append()
{
    m_time.append(0);
    m_open.append(0);
    m_high.append(0);
    m_low.append(0);
    m_close.append(0);
    m_volume.append(0);
}

std::size_t CandleLevel::fold(const CandleRows &finer, std::size_t begin, std::size_t bucket)
{
    const qint64 start = startOf(finer.times[begin]);
    const qint64 end = start + m_length;
    double high = finer.highs[begin];
    double low = finer.lows[begin];
    double volume = finer.volumes[begin];
    std::size_t row = begin + 1;
    for (; row < finer.size() && finer.times[row] < end; ++row) {
        high = std::max(high, finer.highs[row]);
        low = std::min(low, finer.lows[row]);
        volume = std::max(volume, finer.volumes[row]);
    }
    m_time[bucket] = start;
    m_open[bucket] = finer.opens[begin];
    m_high[bucket] = high;
    m_low[bucket] = low;
    m_close[bucket] = finer.closes[row - 1];
    m_volume[bucket] = volume;
    return row;
}

std::size_t CandleLevel::refoldFrom(const CandleRows &finer, std::size_t first)
{
    std::size_t bucket = 0;
    std::size_t row = 0;
    if (first > 0) {
        // What is before first stays, except in the bucket that it shares.
        const qint64 start = startOf(finer.times[std::min(first, finer.size() - 1)]);
        bucket = rows().lowerBound(std::min(start, startOf(finer.times[first - 1])));
        row = finer.lowerBound(bucket < m_time.size() ? m_time[bucket] : start);
    }
    for (Column<double> *column : {&m_open, &m_high, &m_low, &m_close, &m_volume})
        column->truncate(bucket);
    m_time.truncate(bucket);
    const std::size_t changed = bucket;
    while (row < finer.size()) {
        append();
        row = fold(finer, row, bucket++);
    }
    return changed;
}

void CandleLevel::refold(const CandleRows &finer, std::size_t &first, std::size_t &last)
{
    std::size_t bucket = rows().lowerBound(startOf(finer.times[first]));
    std::size_t row = finer.lowerBound(m_time[bucket]);
    const std::size_t end = last;
    first = bucket;
    while (row < end)
        row = fold(finer, row, bucket++);
    last = bucket;
}

void CandleLevel::refoldFront(const CandleRows &finer, std::size_t &inserted, std::size_t &changed)
{
    const std::size_t rowsChanged = std::max(inserted, changed);
    const qint64 oldFirst = m_time[0];
    std::size_t added = 0;
    qint64 before = -1;
    for (std::size_t row = 0; row < inserted; ++row) {
        const qint64 start = startOf(finer.times[row]);
        added += start != before && start < oldFirst ? 1 : 0;
        before = start;
    }
    for (Column<double> *column : {&m_open, &m_high, &m_low, &m_close, &m_volume})
        column->prepend(added);
    m_time.prepend(added);
    std::size_t bucket = 0;
    for (std::size_t row = 0; row < rowsChanged;)
        row = fold(finer, row, bucket++);
    inserted = added;
    changed = bucket;
}

std::size_t CandleLevel::bytes() const
{
    return m_time.bytes() + m_open.bytes() + m_high.bytes() + m_low.bytes() + m_close.bytes() +
           m_volume.bytes();
}

} // namespace coffer::market
