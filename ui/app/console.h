// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer::ui {

/// One line on standard output or standard error.
void printLine(const QString &text);
void printError(const QString &text);

/// Whether windows can be shown. Only X11 and Wayland systems may be without.
bool hasDisplay();

} // namespace coffer::ui
