// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "htx/gateway.h"

#include <optional>

namespace coffer::keys {

/// True when the exchange refused the key itself, so that another request with it would fare no better.
bool isRefusal(ErrorKind kind);

/// True when a SecretStore could not give the secret.
bool isSecretMissing(ErrorKind kind);

/// The refusal of the key that a reply carries, if it does. Only short replies are looked at: refusals are.
std::optional<Error> refusalIn(const htx::Reply &reply);

} // namespace coffer::keys
