// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/column.h"

#include <QtGlobal>

namespace coffer::market {

/// What a chart paints of candles, as columns of the same length, oldest first. On a coarser level each row
/// is a bucket: all candles whose times fall into one multiple of its length.
struct CandleRows
{
    std::span<const qint64>
        times; ///< seconds UTC: a candle's start; a bucket's multiple, where no candle need be
    std::span<const double> opens, highs, lows, closes;
    std::span<const double> volumes; ///< quote currency; of a bucket the greatest of one candle

    std::size_t size() const { return times.size(); }
    /// First row whose time is not before that; size() when none.
    std::size_t lowerBound(qint64 time) const
    {
        return static_cast<std::size_t>(std::ranges::lower_bound(times, time) - times.begin());
    }
};

/// One level of the pyramid over a series: up to four rows of the finer level in a bucket. Buckets lie at
/// multiples of their length in time, so that older candles in front leave all others as they are.
class CandleLevel
{
public:
    /// length: seconds of a bucket. most: buckets that may come (see Column).
    CandleLevel(qint64 length, std::size_t most)
        : m_length(length),
          m_most(most),
          m_time(most),
          m_open(most),
          m_high(most),
          m_low(most),
          m_close(most),
          m_volume(most)
    {
    }

    qint64 length() const { return m_length; }
    std::size_t most() const { return m_most; }
    CandleRows rows() const;

    /// Rows of the finer level from first on are new, changed or gone. Returns the first bucket that is.
    std::size_t refoldFrom(const CandleRows &finer, std::size_t first);
    /// Rows [first, last) of the finer level have other values, at the same times. Turns them into the
    /// buckets that have.
    void refold(const CandleRows &finer, std::size_t &first, std::size_t &last);
    /// Of the finer level's rows the first inserted ones are new, and those before changed are new or have
    /// other values. Turns both into the same of this level.
    void refoldFront(const CandleRows &finer, std::size_t &inserted, std::size_t &changed);

    std::size_t bytes() const;

private:
    qint64 startOf(qint64 time) const;
    /// Folds the rows from begin on that share a bucket into bucket; returns the row after them.
    std::size_t fold(const CandleRows &finer, std::size_t begin, std::size_t bucket);
    void append();

    qint64 m_length;
    std::size_t m_most;
    Column<qint64> m_time;
    Column<double> m_open, m_high, m_low, m_close, m_volume;
};

} // namespace coffer::market
