// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/crossing.h"

#include <cmath>

namespace coffer::market {

namespace {

template<class T>
AlertSide sideBetween(const T &value, const T &level)
{
    return value < level ? AlertSide::Below : level < value ? AlertSide::Above : AlertSide::At;
}

} // namespace

AlertSide sideOf(const Decimal &value, const Decimal &level)
{
    return sideBetween(value, level);
}

AlertSide sideOf(double value, double level)
{
    return std::isfinite(value) && std::isfinite(level) ? sideBetween(value, level) : AlertSide::Unknown;
}

std::optional<AlertDirection> crossed(AlertSide before, AlertSide now)
{
    if (now == AlertSide::Unknown || now == before)
        return std::nullopt;
    if (before == AlertSide::Below)
        return AlertDirection::Up;
    if (before == AlertSide::Above)
        return AlertDirection::Down;
    return std::nullopt;
}

bool isFor(AlertDirection wanted, AlertDirection happened)
{
    return wanted == AlertDirection::Either || wanted == happened;
}

} // namespace coffer::market
