// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/transmission.h"

namespace coffer::htx {

/// What the end of a transmission means to the request it carried. All are pure.

/// The refusal in a reply; nullopt for good ones. Refusals are small, so large bodies need no look.
std::optional<Error> refusalIn(const Transmission::Outcome &outcome);

/// The failure of a GET that may go better with another try, or later; nullopt for all others.
std::optional<Error> passingFailure(const Transmission::Outcome &outcome,
                                    const std::optional<Error> &refusal);

/// A POST that failed on the way: known not to have happened only while none of its body was handed over.
Error failureOfPost(const Transmission::Outcome &outcome);

} // namespace coffer::htx
