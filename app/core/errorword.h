// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <optional>

namespace coffer {

/// The lasting name of a failure in files, e.g. "rate-limited"; what the enumeration's numbers are not.
QString failureWord(ErrorKind kind);
/// nullopt for a word that this version does not know.
std::optional<ErrorKind> failureFrom(const QString &word);

} // namespace coffer
