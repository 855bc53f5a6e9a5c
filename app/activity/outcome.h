// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/errorword.h"
#include "htx/requestrecord.h"

#include <QString>

#include <array>
#include <optional>

namespace coffer::activity {

/// How a request ended, as the log keeps it: by number, so nothing may be put between these.
enum class Outcome {
    Ok,      ///< answered
    Refused, ///< the exchange said no
    Failed,  ///< no answer that can be used came; nothing was changed by it
    Unknown, ///< a POST that may or may not have been carried out
};
inline constexpr std::array allOutcomes{Outcome::Ok, Outcome::Refused, Outcome::Failed, Outcome::Unknown};

Outcome outcomeOf(const htx::RequestRecord &record);

/// "ok", "refused", "failed", "unknown": for exports.
QString outcomeWord(Outcome outcome);

} // namespace coffer::activity
