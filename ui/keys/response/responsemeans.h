// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/review.h"

#include "core/future.h"

#include <functional>

namespace coffer::ui {

/// What a response needs of the rest of the program.
struct ResponseMeans
{
    /// What this computer knows of a user since a time (ms UTC).
    using Evidence = std::function<Future<keys::LocalEvidence>(Uid uid, qint64 since)>;

    Evidence evidence{};
    bool isDemo = false; ///< on the demo account, so that all of it is a rehearsal
};

} // namespace coffer::ui
