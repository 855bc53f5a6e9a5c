// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/periods.h"

#include <QDate>

namespace coffer::market {

using htx::Period;

namespace {

constexpr qint64 day = 86'400;
constexpr qint64 zone = 8 * 3'600; ///< the exchange's days are those of UTC+8
constexpr qint64 monday = 3 * day; ///< 1970-01-01 was a Thursday

bool isOfTheCalendar(Period period)
{
    return period == Period::Month1 || period == Period::Year1;
}

qint64 floorDiv(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

QDate firstDayOf(Period period, qint64 time)
{
    const QDate date = QDate(1970, 1, 1).addDays(floorDiv(time + zone, day));
    return {date.year(), period == Period::Year1 ? 1 : date.month(), 1};
}

qint64 secondsOf(QDate date)
{
    return QDate(1970, 1, 1).daysTo(date) * day - zone;
}

} // namespace

qint64 startOf(Period period, qint64 time)
{
    if (isOfTheCalendar(period))
        return secondsOf(firstDayOf(period, time));
    const qint64 length = htx::seconds(period);
    const qint64 shift = zone + (period == Period::Week1 ? monday : 0);
    return floorDiv(time + shift, length) * length - shift;
}

qint64 next(Period period, qint64 time)
{
    if (!isOfTheCalendar(period))
        return startOf(period, time) + htx::seconds(period);
    const QDate first = firstDayOf(period, time);
    return secondsOf(period == Period::Year1 ? first.addYears(1) : first.addMonths(1));
}

qint64 stepBack(Period period, qint64 time, int count)
{
    if (!isOfTheCalendar(period))
        return startOf(period, time) - count * htx::seconds(period);
    const QDate first = firstDayOf(period, time);
    return secondsOf(period == Period::Year1 ? first.addYears(-count) : first.addMonths(-count));
}

bool divides(Period finer, Period coarser)
{
    return finer < coarser && finer != Period::Week1;
}

} // namespace coffer::market
