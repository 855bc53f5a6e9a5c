// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"

#include <QMetaType>

namespace coffer::market {

/// How Coffer learned of what fired.
enum class AlertNotice {
    Live,       ///< as it happened
    NotLooking, ///< it happened while this computer slept, was offline, or Coffer was locked
    NotRunning  ///< it happened between two runs
};

/// An alert that fired, as it is kept in the log.
struct AlertEvent
{
    qint64 id = 0;                                 ///< rises with each event
    Alert alert;                                   ///< as it was then
    AlertDirection direction = AlertDirection::Up; ///< what happened: Up or Down
    qint64 at = 0;                                 ///< ms UTC, when Coffer saw it
    std::optional<Decimal> price;                  ///< of the market then; nullopt: not known
    /// PercentMove: the move in percent, positive. IndicatorLevel: the line's value.
    std::optional<double> value;
    AlertNotice notice = AlertNotice::Live;
    bool isSeen = false;

    friend bool operator==(const AlertEvent &, const AlertEvent &) = default;
};

} // namespace coffer::market

Q_DECLARE_METATYPE(coffer::market::AlertEvent)
