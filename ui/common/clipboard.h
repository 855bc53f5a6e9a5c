// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QString>

#include <chrono>
#include <optional>

namespace coffer::ui {

/// Seconds until what was copied concealed is taken off the clipboard again; 0 is never.
inline const Setting<int> clipboardSecondsSetting{QStringLiteral("clipboard/seconds"), 10};

/// Copies what should not spread: an access key, an address. Clipboard managers are asked not to keep or show
/// it (security.md 6), and it is cleared after a time and when the program ends, if it is still there.
/// Secrets are never copied at all. GUI thread.
void copyConcealed(const QString &text);

/// From now on the time is that of the setting, as it changes; 10 s where nobody said so.
void followClipboardSetting(Settings &settings);
/// From now on it is this time; nullopt is never.
void setClipboardTime(std::optional<std::chrono::milliseconds> time);

/// Takes it off now, unless something else was copied meanwhile, here or elsewhere.
void clearConcealed();

} // namespace coffer::ui
