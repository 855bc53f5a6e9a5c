// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

namespace coffer::ui {

/// What a failure can be answered with, as a button.
enum class Remedy {
    None,
    Retry,
    AddKey,
    OpenKeys,
    OpenSettings,
    CopyAddress,
    SynchroniseClock,
    Unlock,
    UnlockVault
};

/// A failure in the user's words: what happened, what to do next, and the button that does it. Plain text.
struct ErrorText
{
    QString title;   ///< what happened, one sentence
    QString advice;  ///< what was kept and what to do
    QString details; ///< the exchange's or the system's own words; may be empty
    Remedy remedy = Remedy::Retry;
    QString button; ///< the remedy's label; empty for None
};

ErrorText errorText(const Error &error);

} // namespace coffer::ui
