// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/reason.h"

#include <QString>

namespace coffer::ui {

/// What happened and what to do next, for a refusal whose reason is known.
struct RefusalText
{
    QString title;
    QString advice;
};

/// Empty for Reason::None. Plain text.
RefusalText refusalText(htx::Reason reason);

} // namespace coffer::ui
