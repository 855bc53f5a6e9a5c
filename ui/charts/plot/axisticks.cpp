// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/axisticks.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double day = 86'400;
constexpr int mostTicks = 200; // whatever is asked for

/// How far the marks are apart: so many minutes, days, or months; one of the three.
struct TimeStep
{
    int minutes = 0;
    int days = 0;
    int months = 0;

    double seconds() const { return minutes * 60.0 + days * day + months * 30.44 * day; }
};

constexpr std::array<TimeStep, 22> timeSteps{
    {{1},       {2},       {5},       {10},       {15},       {30},      {60},    {120},
     {180},     {360},     {720},     {0, 1},     {0, 2},     {0, 7},    {0, 14}, {0, 0, 1},
     {0, 0, 2}, {0, 0, 3}, {0, 0, 6}, {0, 0, 12}, {0, 0, 24}, {0, 0, 60}}};

TimeStep stepFor(double span, int count)
{
    for (const TimeStep &step : timeSteps) {
        if (span / step.seconds() <= count)
            return step;
    }
    return timeSteps.back();
}

/// The first date not after the given one at which a mark may stand.
QDate roundedDate(const QDate &date, const TimeStep &step)
{
    if (step.months > 0) {
        const int months = (date.year() * 12 + date.month() - 1) / step.months * step.months;
        return {months / 12, months % 12 + 1, 1};
    }
    if (step.days > 1) {
        const qint64 monday = QDate(1970, 1, 5).toJulianDay();
        const qint64 past = (date.toJulianDay() - monday) % step.days;
        return date.addDays(past < 0 ? -past - step.days : -past);
    }
    return date;
}

QDate nextDate(const QDate &date, const TimeStep &step)
{
    return step.months > 0 ? date.addMonths(step.months) : date.addDays(std::max(step.days, 1));
}

QString dateLabel(const QDate &date, const TimeStep &step, const QLocale &locale)
{
    if (step.months > 0)
        return date.month() == 1 ? QString::number(date.year())
                                 : locale.monthName(date.month(), QLocale::ShortFormat);
    return locale.toString(date, QStringLiteral("d MMM"));
}

void appendDay(QList<TimeTick> &ticks, const QDate &date, const TimeStep &step, double from, double to,
               const QTimeZone &zone, const QLocale &locale)
{
    const QDateTime start = date.startOfDay(zone);
    const double midnight = static_cast<double>(start.toSecsSinceEpoch());
    if (midnight >= from && midnight <= to) {
        const bool major =
            step.minutes > 0 || (step.months > 0 ? date.month() == 1 : date.day() <= step.days);
        ticks.append({midnight, dateLabel(date, step, locale), major});
    }
    for (int minute = step.minutes; step.minutes > 0 && minute < 24 * 60; minute += step.minutes) {
        constexpr double mostShift = 3 * 3600; // that clocks are moved in a day
        const double about = midnight + minute * 60.0;
        if (about < from - mostShift || about > to + mostShift)
            continue; // before the calendar is asked, which is slow
        const QTime time(minute / 60, minute % 60);
        const qint64 seconds = QDateTime(date, time, zone).toSecsSinceEpoch();
        if (static_cast<double>(seconds) < from || static_cast<double>(seconds) > to ||
            QDateTime::fromSecsSinceEpoch(seconds, zone).time() != time)
            continue; // out of sight, or the clocks skip it
        ticks.append({static_cast<double>(seconds), locale.toString(time, QStringLiteral("HH:mm")), false});
    }
}

} // namespace

QList<double> priceTicks(double low, double high, int count, double step)
{
    QList<double> ticks;
    if (!(high > low) || count < 1 || !std::isfinite(high - low))
        return ticks;
    const double rough = std::max((high - low) / std::min(count, mostTicks), step);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double distance = power * 10;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (power * factor >= rough * (1 - 1e-9)) {
            distance = power * factor;
            break;
        }
    }
    const double first = std::ceil(low / distance - 1e-9);
    for (double index = first; index * distance <= high * (1 + 1e-12) && ticks.size() < mostTicks; ++index)
        ticks.append(index * distance);
    return ticks;
}

QList<double> logarithmicTicks(double low, double high, int count, double step)
{
    constexpr double several = 5; // below, equal distances are still close to even
    if (!(low > 0) || !(high > low) || count < 1 || high / low < several)
        return priceTicks(low, high, count, step);
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    const int skip = std::max((last - first) / std::min(count, mostTicks), 1);
    const bool hasRoom = (last - first) * 3 <= count * 3 / 2;
    QList<double> ticks;
    for (int power = first; power <= last && ticks.size() < mostTicks; power += skip) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = std::pow(10.0, power) * factor;
            if (tick >= low && tick <= high && (factor == 1.0 || hasRoom))
                ticks.append(tick);
        }
    }
    return ticks;
}

QList<TimeTick> timeTicks(double from, double to, int count, const QTimeZone &zone, const QLocale &locale)
{
    constexpr double latest = 253'402'300'799; // the end of year 9999
    QList<TimeTick> ticks;
    if (!(to > from) || count < 1 || !(std::abs(from) < latest) || !(std::abs(to) < latest))
        return ticks;
    const TimeStep step = stepFor(to - from, std::min(count, mostTicks));
    const QDateTime start = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(std::floor(from)), zone);
    QDate date = roundedDate(start.date(), step);
    const QDate last = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(std::ceil(to)), zone).date();
    for (; date.isValid() && date <= last && ticks.size() < mostTicks; date = nextDate(date, step))
        appendDay(ticks, date, step, from, to, zone, locale);
    return ticks;
}

} // namespace coffer::ui
