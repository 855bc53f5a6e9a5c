// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"
#include "htx/types/market.h"
#include "market/alerts/crossing.h"
#include "market/alerts/movewindow.h"
#include "market/indicators/indicatorspec.h"

#include <QHashFunctions>

#include <compare>
#include <optional>

namespace coffer::market {

/// Coffer's own number of an alert; 0 while it has none.
struct AlertId
{
    qint64 value = 0;
    friend auto operator<=>(const AlertId &, const AlertId &) = default;
    friend size_t qHash(const AlertId &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

/// What an alert waits for.
enum class AlertKind {
    Price,          ///< the market's last price crosses or touches a price
    PercentMove,    ///< it moves by so many percent within some minutes
    IndicatorLevel, ///< a line of an indicator crosses or touches a level
    Count
};

/// How an alert stands.
enum class AlertState {
    Watching,
    Resting, ///< repeats, and told lately
    Off,     ///< by the user
    Done,    ///< fired, and does not repeat
    Expired
};

inline constexpr int shortestWindowMinutes = 5;
inline constexpr int longestWindowMinutes = 24 * 60;
inline constexpr int longestRestMinutes = 7 * 24 * 60;
inline constexpr int longestNote = 200;

/// What the user wants to be told of.
struct Alert
{
    AlertId id;
    Symbol symbol;
    AlertKind kind = AlertKind::Price;
    AlertDirection direction = AlertDirection::Either;
    /// Price: in the quote currency. PercentMove: in percent, 2.5 is 2.5 %. IndicatorLevel: as the line
    /// counts.
    Decimal level;
    int windowMinutes = 60; ///< PercentMove
    // IndicatorLevel
    IndicatorSpec indicator;
    int output = 0; ///< which line of the indicator
    htx::Period period = htx::Period::Hour1;
    bool onClosedCandles = true; ///< else on the candle that is still forming, too

    bool repeats = false;
    int restMinutes = 15; ///< how long it keeps silent after each firing; only where it repeats
    bool hasSound = true;
    QString note; ///< the user's words
    bool isEnabled = true;
    qint64 createdAt = 0;            ///< ms UTC
    std::optional<qint64> expiresAt; ///< ms UTC; nullopt: never

    // As far as it has come.
    AlertSide side = AlertSide::Unknown;    ///< where the value was last seen; PercentMove has none
    std::optional<qint64> firedAt;          ///< ms UTC, the last time
    std::optional<MoveReference> reference; ///< PercentMove: from where it counts

    friend bool operator==(const Alert &, const Alert &) = default;
};

/// Both wait for the same thing, whatever else they are.
bool haveSameCondition(const Alert &left, const Alert &right);

AlertState stateOf(const Alert &alert, qint64 nowMs);

/// What is wrong with an alert that was entered.
enum class AlertProblem {
    Market,  ///< none
    Level,   ///< a price that is not positive, or a level beyond reason
    Percent, ///< less than 0.01 or more than 1,000; a fall by 100 or more
    Window,  ///< shorter than 5 minutes or longer than a day
    Output,  ///< a line that the indicator does not have
    Rest,    ///< shorter than a minute or longer than a week
    Note,    ///< too long
    Expiry,  ///< in the past
};

/// The first thing that is wrong; nullopt: it can be kept.
std::optional<AlertProblem> problemOf(const Alert &alert, qint64 nowMs);

} // namespace coffer::market
