// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"

#include <optional>

namespace coffer::market {

/// Where a value stands to a level. Unknown: nothing was seen yet.
enum class AlertSide { Unknown, Below, At, Above };

/// Which way a level is crossed or a price moves; Either is what an alert may wait for, never what happened.
enum class AlertDirection { Up, Down, Either };

AlertSide sideOf(const Decimal &value, const Decimal &level);
/// Unknown when the value is not finite.
AlertSide sideOf(double value, double level);

/// Up or Down when the way from one side to the next reaches or passes the level: a touch counts, a gap
/// counts, staying or leaving does not. nullopt: nothing happened.
std::optional<AlertDirection> crossed(AlertSide before, AlertSide now);

/// An alert that waits for wanted is for what happened.
bool isFor(AlertDirection wanted, AlertDirection happened);

} // namespace coffer::market
