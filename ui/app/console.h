// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer::ui {

/// One line on standard output or standard error.
void printLine(const QString &text);
void printError(const QString &text);

/// Tells the system to write no core dump of this process and to let no other process of the user read its
/// memory, since secrets are in it (security.md 6). Best effort.
void forbidCoreDumps();

/// Whether windows can be shown. Only X11 and Wayland systems may be without.
bool hasDisplay();

} // namespace coffer::ui
