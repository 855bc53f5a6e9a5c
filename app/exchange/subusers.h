// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/body.h"
#include "exchange/errors.h"
#include "exchange/ledger.h"
#include "exchange/query.h"

#include <optional>
#include <utility>

namespace coffer::exchange {

/// A sub-user by its UID as text: its place in the ledger; -1 when there is none.
int subUserOf(const Ledger &ledger, const QByteArray &uid);

/// The sub-user that a v2 request names in a field, or why it can't be had.
std::pair<int, std::optional<Reply>> readSubUser(const Ledger &ledger, const Body &body, const char *field);
std::pair<int, std::optional<Reply>> readSubUser(const Ledger &ledger, const Query &query, const char *field);

} // namespace coffer::exchange
