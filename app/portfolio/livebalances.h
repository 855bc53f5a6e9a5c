// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/accountevents.h"
#include "htx/types/account.h"

namespace coffer::portfolio {

/// Puts what the account feed says into the balances that REST gave: of one account and currency, what is
/// available and what is frozen. Returns how many found their place; loans, accounts that are not there and
/// half an update don't.
qsizetype applyUpdates(QList<htx::Balance> &balances, const QList<htx::feed::BalanceUpdate> &updates);

} // namespace coffer::portfolio
