// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/candles.h"

#include <QDate>

#include <algorithm>
#include <iterator>

namespace coffer::exchange {

namespace {

constexpr qint64 minutesPerDay = 1440;
constexpr qint64 zoneMinutes = 480;                 ///< the exchange's days are those of UTC+8
constexpr qint64 mondayMinutes = 3 * minutesPerDay; ///< 1970-01-01 was a Thursday
constexpr int hoursKept = 512;                      ///< days whose hours are remembered, 1.4 KiB each

constexpr const char *names[] = {"1min",  "5min", "15min", "30min", "60min",
                                 "4hour", "1day", "1week", "1mon",  "1year"};
static_assert(std::size(names) == size_t(htx::Period::Count));

/// Minutes of the periods that tile a week; 0 for the ones of the calendar.
constexpr qint64 lengths[] = {1, 5, 15, 30, 60, 240, 1440, 10'080, 0, 0};
static_assert(std::size(lengths) == size_t(htx::Period::Count));

QDate dateOf(qint64 minute)
{
    return QDate(1970, 1, 1).addDays((minute + zoneMinutes) / minutesPerDay);
}

qint64 startOf(QDate date)
{
    return QDate(1970, 1, 1).daysTo(date) * minutesPerDay - zoneMinutes;
}

} // namespace

std::optional<htx::Period> periodOf(const QByteArray &wireName)
{
    const auto *found = std::find(std::begin(names), std::end(names), wireName);
    if (found == std::end(names))
        return std::nullopt;
    return static_cast<htx::Period>(std::distance(std::begin(names), found));
}

qint64 candleStart(htx::Period period, qint64 minute)
{
    const qint64 length = lengths[size_t(period)];
    if (length > 0) {
        const qint64 shift = zoneMinutes + (period == htx::Period::Week1 ? mondayMinutes : 0);
        return minute - (minute + shift) % length;
    }
    const QDate date = dateOf(minute);
    return startOf(QDate(date.year(), period == htx::Period::Year1 ? 1 : date.month(), 1));
}

qint64 nextCandle(htx::Period period, qint64 start)
{
    const qint64 length = lengths[size_t(period)];
    if (length > 0)
        return start + length;
    return startOf(period == htx::Period::Year1 ? dateOf(start).addYears(1) : dateOf(start).addMonths(1));
}

Candles::Candles(const MarketList &markets, const PriceFeed &feed)
    : m_feed(feed),
      m_scratch(size_t(minutesPerDay)),
      m_hours(hoursKept),
      m_days(markets.all().size()),
      m_rolling(markets.all().size()),
      m_today(markets.all().size())
{
}

Bar Candles::minutesFrom(int market, qint64 first, qint64 end) const
{
    Bar result;
    while (first < end) {
        const auto count = size_t(std::min(end - first, minutesPerDay));
        m_feed.minutes(market, first, std::span(m_scratch.data(), count));
        for (size_t minute = 0; minute < count; ++minute)
            result.append(m_scratch[minute]);
        first += qint64(count);
    }
    return result;
}

const Candles::Hours &Candles::hoursOf(int market, qint64 dayStart) const
{
    const quint64 key = (quint64(market) << 48) ^ quint64(dayStart);
    if (const Hours *known = m_hours.object(key))
        return *known;
    auto made = std::make_unique<Hours>();
    m_feed.minutes(market, dayStart, std::span(m_scratch.data(), size_t(minutesPerDay)));
    for (size_t hour = 0; hour < made->hours.size(); ++hour) {
        for (size_t minute = 0; minute < 60; ++minute)
            made->hours[hour].append(m_scratch[hour * 60 + minute]);
        made->day.append(made->hours[hour]);
    }
    const Hours &result = *made;
    m_hours.insert(key, made.release());
    return result;
}

Bar Candles::wholeDay(int market, qint64 dayStart) const
{
    QHash<qint64, Bar> &days = m_days[size_t(market)];
    if (const auto known = days.constFind(dayStart); known != days.constEnd())
        return *known;
    const Bar day = hoursOf(market, dayStart).day;
    days.insert(dayStart, day);
    return day;
}

Bar Candles::wholeHour(int market, qint64 start) const
{
    const qint64 day = candleStart(htx::Period::Day1, start);
    return hoursOf(market, day).hours[size_t((start - day) / 60)];
}

/// Whole minutes [first, end), in the largest pieces that fit.
Bar Candles::stretch(int market, qint64 first, qint64 end) const
{
    first = std::max(first, m_feed.firstMinute(market));
    Bar result;
    while (first < end) {
        const qint64 day = candleStart(htx::Period::Day1, first);
        const qint64 hour = candleStart(htx::Period::Hour1, first);
        if (first == day && day + minutesPerDay <= end) {
            result.append(wholeDay(market, day));
            first += minutesPerDay;
        } else if (first == hour && hour + 60 <= end) {
            result.append(wholeHour(market, hour));
            first += 60;
        } else {
            const qint64 stop = std::min(end, hour + 60);
            result.append(minutesFrom(market, first, stop));
            first = stop;
        }
    }
    return result;
}

std::vector<TimedBar> Candles::newest(int market, htx::Period period, int count, qint64 nowMs) const
{
    std::vector<TimedBar> candles;
    candles.reserve(size_t(count));
    const qint64 current = nowMs / 60'000;
    const qint64 opened = m_feed.firstMinute(market);
    qint64 start = candleStart(period, current);
    Bar live = stretch(market, start, current);
    live.append(m_feed.minuteUntil(market, nowMs));
    candles.push_back({start * 60, live});
    while (int(candles.size()) < count && start > opened) {
        const qint64 end = start;
        start = candleStart(period, end - 1);
        candles.push_back({start * 60, stretch(market, start, end)});
    }
    return candles;
}

std::vector<TimedBar> Candles::upTo(int market, htx::Period period, int count, qint64 second,
                                    qint64 nowMs) const
{
    // Seen from the start of the next candle, the last one wanted is whole.
    const qint64 next = second < 0 || second >= nowMs / 1000
                            ? nowMs + 1
                            : nextCandle(period, candleStart(period, second / 60)) * 60'000;
    if (next > nowMs)
        return newest(market, period, count, nowMs);
    std::vector<TimedBar> candles = newest(market, period, count + 1, next);
    candles.erase(candles.begin());
    return candles;
}

Bar Candles::rollingDay(int market, qint64 nowMs) const
{
    const qint64 current = nowMs / 60'000;
    Rolling &known = m_rolling[size_t(market)];
    if (known.minute != current) {
        known.minute = current;
        known.bar = minutesFrom(market, current - minutesPerDay, current);
    }
    Bar result = known.bar;
    result.append(m_feed.minuteUntil(market, nowMs));
    return result;
}

Bar Candles::today(int market, qint64 nowMs) const
{
    const qint64 current = nowMs / 60'000;
    Rolling &known = m_today[size_t(market)];
    if (known.minute != current) {
        known.minute = current;
        known.bar = minutesFrom(market, candleStart(htx::Period::Day1, current), current);
    }
    Bar result = known.bar;
    result.append(m_feed.minuteUntil(market, nowMs));
    return result;
}

} // namespace coffer::exchange
