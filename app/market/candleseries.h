// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <QList>

#include <optional>
#include <vector>

namespace coffer::market {

/// Candles of one market and period, oldest first, as columns. Times strictly increase: a repeated time
/// replaces, one out of order is put where it belongs, one with a price that can't be drawn (not finite, not
/// positive) or a time that is no date is left out. A volume that is not finite or negative counts as 0.
class CandleSeries
{
public:
    explicit CandleSeries(htx::Period period = htx::Period::Hour1);

    htx::Period period() const { return m_period; }
    qsizetype size() const { return static_cast<qsizetype>(m_time.size()); }
    bool isEmpty() const { return m_time.empty(); }

    /// Puts the candles in; returns how many were new or changed.
    qsizetype merge(const QList<htx::Candle> &candles);
    void clear();

    htx::Candle at(qsizetype index) const;
    const std::vector<qint64> &times() const { return m_time; } ///< seconds UTC
    const std::vector<double> &opens() const { return m_open; }
    const std::vector<double> &highs() const { return m_high; }
    const std::vector<double> &lows() const { return m_low; }
    const std::vector<double> &closes() const { return m_close; }
    const std::vector<double> &volumes() const { return m_volume; } ///< quote currency

    /// First index whose time is not before t; size() when none.
    qsizetype lowerBound(qint64 time) const;

    struct Range
    {
        double low = 0, high = 0, volume = 0; ///< volume: the greatest of one candle
    };
    /// Over [first, last); nullopt when empty.
    std::optional<Range> range(qsizetype first, qsizetype last) const;

private:
    void append(const htx::Candle &candle);
    void truncate(qsizetype count);

    htx::Period m_period;
    std::vector<qint64> m_time;
    std::vector<double> m_open, m_high, m_low, m_close, m_amount, m_volume;
    std::vector<qint64> m_count;
};

} // namespace coffer::market
