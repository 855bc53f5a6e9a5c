// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace coffer::htx {

/// What became of a POST. There is no fourth: nothing is guessed and nothing is sent again (security.md 4).
enum class Outcome {
    Accepted, ///< the exchange answered what the endpoint promises
    Rejected, ///< the exchange refused, or nothing was sent: it did not happen
    Unknown,  ///< it may have happened: ask before doing anything more
};

template<class T>
Outcome outcomeOf(const Result<T> &result)
{
    if (result)
        return Outcome::Accepted;
    return result.error().kind == ErrorKind::OutcomeUnknown ? Outcome::Unknown : Outcome::Rejected;
}

} // namespace coffer::htx
