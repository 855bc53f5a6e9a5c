// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/alert.h"

namespace coffer::market {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qsizetype longestSymbol = 64;

/// Beyond this no price and no indicator of one is.
Decimal mostLevel()
{
    return Decimal::scaled(1, 18);
}

int outputCount(IndicatorKind kind)
{
    return static_cast<int>(indicatorInfo(kind).outputs.size());
}

std::optional<AlertProblem> conditionProblem(const Alert &alert)
{
    switch (alert.kind) {
    case AlertKind::Price:
        if (alert.level.sign() <= 0 || alert.level > mostLevel())
            return AlertProblem::Level;
        return std::nullopt;
    case AlertKind::PercentMove:
        if (alert.level < Decimal::scaled(1, -2) || alert.level > Decimal(1000) ||
            (alert.direction == AlertDirection::Down && alert.level >= Decimal(100)))
            return AlertProblem::Percent;
        if (alert.windowMinutes < shortestWindowMinutes || alert.windowMinutes > longestWindowMinutes)
            return AlertProblem::Window;
        return std::nullopt;
    case AlertKind::IndicatorLevel:
        if (alert.level.abs() > mostLevel())
            return AlertProblem::Level;
        if (alert.output < 0 || alert.output >= outputCount(alert.indicator.kind))
            return AlertProblem::Output;
        return std::nullopt;
    case AlertKind::Count:
        break;
    }
    return AlertProblem::Level;
}

} // namespace

bool haveSameCondition(const Alert &left, const Alert &right)
{
    if (left.symbol != right.symbol || left.kind != right.kind || left.direction != right.direction ||
        left.level != right.level)
        return false;
    switch (left.kind) {
    case AlertKind::PercentMove:
        return left.windowMinutes == right.windowMinutes;
    case AlertKind::IndicatorLevel:
        return left.indicator.calculatesAs(right.indicator) && left.output == right.output &&
               left.period == right.period && left.onClosedCandles == right.onClosedCandles;
    case AlertKind::Price:
    case AlertKind::Count:
        break;
    }
    return true;
}

AlertState stateOf(const Alert &alert, qint64 nowMs)
{
    if (!alert.isEnabled)
        return alert.firedAt && !alert.repeats ? AlertState::Done : AlertState::Off;
    if (alert.expiresAt && *alert.expiresAt <= nowMs)
        return AlertState::Expired;
    // A clock that was set back must not silence an alert.
    if (alert.repeats && alert.firedAt && nowMs >= *alert.firedAt &&
        nowMs - *alert.firedAt < alert.restMinutes * minuteMs)
        return AlertState::Resting;
    return AlertState::Watching;
}

std::optional<AlertProblem> problemOf(const Alert &alert, qint64 nowMs)
{
    if (alert.symbol.value.isEmpty() || alert.symbol.value.size() > longestSymbol)
        return AlertProblem::Market;
    if (const auto problem = conditionProblem(alert))
        return problem;
    if (alert.repeats && (alert.restMinutes < 1 || alert.restMinutes > longestRestMinutes))
        return AlertProblem::Rest;
    if (alert.note.size() > longestNote)
        return AlertProblem::Note;
    if (alert.expiresAt && *alert.expiresAt <= nowMs)
        return AlertProblem::Expiry;
    return std::nullopt;
}

} // namespace coffer::market
