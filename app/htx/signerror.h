// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

#include <optional>

namespace coffer::htx {

/// Why a signed request was refused. The exchange uses one code for all causes, so its text decides: English
/// fragments in any case, or the Chinese part that older replies carry alone (htx-api.md 9.1). nullopt: the
/// text tells nothing.
std::optional<ErrorKind> signatureErrorKind(const QString &message);

/// The caller's address as the exchange names it in its "Incorrect IP address" text; empty when it names
/// none.
QString addressIn(const QString &message);

} // namespace coffer::htx
