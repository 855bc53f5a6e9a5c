// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace coffer::ui {

/// One mark on the time axis.
struct TimeTick
{
    double time = 0; ///< seconds since the epoch
    QString label;
    bool major = false; ///< a day, month or year begins
};

/// Round marks between low and high, at most count of them, 1, 2 or 5 times a power of ten apart and never
/// closer than step (0: any). Ascending.
QList<double> priceTicks(double low, double high, int count, double step);

/// Round prices between low and high (above 0) on a logarithmic axis, at most about count of them: 1, 2 and 5
/// times powers of ten where the axis spans several, else the same as priceTicks.
QList<double> logarithmicTicks(double low, double high, int count, double step);

/// Marks between two times at round local times (hours, midnights, firsts of months), at most count of them.
/// Days have the hours that they have in the zone.
QList<TimeTick> timeTicks(double from, double to, int count, const QTimeZone &zone, const QLocale &locale);

} // namespace coffer::ui
