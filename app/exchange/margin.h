// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/world.h"

namespace coffer::exchange {

/// Where a margin account stands, in USDT: what it holds, and what it owes as a positive number.
struct MarginState
{
    Decimal assets, debt;

    /// Assets for each 100 of debt; as much as the exchange shows where nothing is owed.
    Decimal riskRate() const;
};

MarginState marginStateOf(const World &world, const Account &account, qint64 nowMs);

/// True for the accounts that can owe something.
bool isMargin(const Account &account);

/// How much of a currency may leave an account: all that is available, but of a margin account with debts
/// only what is not needed to hold twice the debt.
Decimal leavable(const World &world, const Account &account, int currency, qint64 nowMs);

/// How much of a currency may still be borrowed: until the debt is twice the equity.
Decimal borrowable(const World &world, const Account &account, int currency, qint64 nowMs);

/// The price at which a margin account of one market would be closed: where its assets are 110 % of its debt.
/// 0 when no price of the base currency does that.
Decimal liquidationPrice(const World &world, const Account &account);

} // namespace coffer::exchange
