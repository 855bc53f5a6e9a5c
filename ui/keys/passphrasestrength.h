// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

namespace coffer::ui {

/// How hard a passphrase is to guess; a hint, since only its owner knows where the words come from.
enum class Strength {
    TooShort, ///< fewer than sealed::shortestPassphrase characters
    Weak,     ///< few different characters, or runs such as "aaaa" and "1234"
    Fair,
    Strong,
};

/// Of a passphrase as sealed::passphrase() gives it.
Strength strengthOf(const Secret &passphrase);

} // namespace coffer::ui
