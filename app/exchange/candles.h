// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/pricefeed.h"
#include "htx/types/market.h"

#include <QCache>

#include <array>
#include <optional>
#include <vector>

namespace coffer::exchange {

/// One candle: when it starts, and what happened in it.
struct TimedBar
{
    qint64 start = 0; ///< seconds since the epoch
    Bar bar;
};

/// The period of a wire name ("1min" … "1year").
std::optional<htx::Period> periodOf(const QByteArray &wireName);
/// The start, in minutes since the epoch, of the candle that the minute lies in. Days start at 00:00 UTC+8,
/// weeks on Monday, months and years on their first day.
qint64 candleStart(htx::Period period, qint64 minute);
/// The start of the candle after the one that starts there.
qint64 nextCandle(htx::Period period, qint64 start);

/// Candles of every period, aggregated from the same minutes, so that a longer one equals its parts exactly.
/// Whole hours and days are remembered. One thread.
class Candles
{
public:
    Candles(const MarketList &markets, const PriceFeed &feed);

    /// The newest count candles, newest first; the first is live and closes at the price of nowMs. Fewer when
    /// the market is younger.
    std::vector<TimedBar> newest(int market, htx::Period period, int count, qint64 nowMs) const;
    /// The same, ending with the candle of that second, which is whole unless it is the live one.
    std::vector<TimedBar> upTo(int market, htx::Period period, int count, qint64 second, qint64 nowMs) const;
    /// The 24 hours up to that moment.
    Bar rollingDay(int market, qint64 nowMs) const;
    /// The calendar day (UTC+8) up to that moment.
    Bar today(int market, qint64 nowMs) const;

private:
    struct Hours
    {
        std::array<Bar, 24> hours;
        Bar day;
    };
    struct Rolling ///< the whole minutes of a rolling day, until its last one changes
    {
        qint64 minute = 0;
        Bar bar;
    };

    Bar minutesFrom(int market, qint64 first, qint64 end) const;
    const Hours &hoursOf(int market, qint64 dayStart) const;
    Bar wholeDay(int market, qint64 dayStart) const;
    Bar wholeHour(int market, qint64 start) const;
    Bar stretch(int market, qint64 first, qint64 end) const;

    const PriceFeed &m_feed;
    mutable std::vector<Bar> m_scratch;
    mutable QCache<quint64, Hours> m_hours;
    mutable std::vector<QHash<qint64, Bar>> m_days; ///< by start of the day
    mutable std::vector<Rolling> m_rolling;
    mutable std::vector<Rolling> m_today;
};

} // namespace coffer::exchange
