// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/jsonreader.h"
#include "htx/types/wallet.h"

/// Rows that a user and a sub-user have in common. Private to htx.
namespace coffer::htx::endpoints {

inline constexpr json::Schema depositAddressSchema({
    json::field<&DepositAddress::user, json::Identifier>("userId", json::Need::Optional),
    json::field<&DepositAddress::currency, json::Name>("currency"),
    json::field<&DepositAddress::chain, json::Word>("chain"),
    json::field<&DepositAddress::address, json::Text>("address"),
    json::field<&DepositAddress::tag, json::Text>("addressTag", json::Need::Optional),
});

} // namespace coffer::htx::endpoints
