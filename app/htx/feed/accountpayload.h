// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/accountevents.h"
#include "htx/json.h"

/// What the messages of the account feed carry (htx-api.md 7.3). Each takes the payload of a Document once;
/// MalformedReply names the member that can't be used.
namespace coffer::htx::feed::payload {

/// The time that a ping wants back.
Result<qint64> ping(json::Value data);
Result<BalanceUpdate> balance(json::Value data);
Result<OrderUpdate> order(json::Value data);
/// trade.clearing: nullopt for what is no trade.
Result<std::optional<Fill>> fill(json::Value data);

} // namespace coffer::htx::feed::payload
