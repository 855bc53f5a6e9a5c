// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/account.h"

/// Accounts and balances (htx-api.md 4). All need Read.
namespace coffer::htx::endpoints::account {

Call<QList<Account>> accounts();
Call<Balance> balance(AccountId id);
/// accountType: spot, margin, otc or super-margin; currency: "BTC", "USD", "EUR" ….
Call<AssetValuation> assetValuation(const QString &accountType, const QString &currency);

} // namespace coffer::htx::endpoints::account
