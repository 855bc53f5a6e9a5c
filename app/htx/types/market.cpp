// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/types/market.h"

namespace coffer::htx {

QString wireName(Period period)
{
    switch (period) {
    case Period::Min1:
        return QStringLiteral("1min");
    case Period::Min5:
        return QStringLiteral("5min");
    case Period::Min15:
        return QStringLiteral("15min");
    case Period::Min30:
        return QStringLiteral("30min");
    case Period::Hour1:
        return QStringLiteral("60min");
    case Period::Hour4:
        return QStringLiteral("4hour");
    case Period::Day1:
        return QStringLiteral("1day");
    case Period::Week1:
        return QStringLiteral("1week");
    case Period::Month1:
        return QStringLiteral("1mon");
    case Period::Year1:
        return QStringLiteral("1year");
    case Period::Count:
        break;
    }
    Q_UNREACHABLE();
}

qint64 seconds(Period period)
{
    constexpr qint64 minute = 60;
    constexpr qint64 day = 24 * 60 * minute;
    switch (period) {
    case Period::Min1:
        return minute;
    case Period::Min5:
        return 5 * minute;
    case Period::Min15:
        return 15 * minute;
    case Period::Min30:
        return 30 * minute;
    case Period::Hour1:
        return 60 * minute;
    case Period::Hour4:
        return 4 * 60 * minute;
    case Period::Day1:
        return day;
    case Period::Week1:
        return 7 * day;
    case Period::Month1:
        return 30 * day;
    case Period::Year1:
        return 365 * day;
    case Period::Count:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace coffer::htx
