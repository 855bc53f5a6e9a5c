// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

namespace coffer::ui {

/// Minutes without input after which Coffer locks itself; 0 is never.
inline const Setting<int> lockMinutesSetting{QStringLiteral("lock/idleMinutes"), 10};
/// Locks when the computer goes to sleep or its screen is locked.
inline const Setting<bool> lockWithComputerSetting{QStringLiteral("lock/withComputer"), true};
/// Leaves windows in which a secret is entered out of screenshots and shared screens.
inline const Setting<bool> hideFromCaptureSetting{QStringLiteral("lock/hideFromCapture"), true};

} // namespace coffer::ui
