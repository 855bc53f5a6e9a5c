// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/jsonwriter.h"
#include "exchange/world.h"

#include <vector>

namespace coffer::exchange {

/// One row of a balance list: an amount of a currency, of one kind ("trade", "frozen", "loan" …).
struct BalanceRow
{
    int currency = 0;
    const char *type = "";
    Decimal amount;
    qint64 sequence = 0;
};

/// Every row that an account lists: of a spot account each currency there is, of the others those that they
/// can hold. Margin accounts add loans, and limits that are no holdings (htx-api.md 4).
std::vector<BalanceRow> balanceRows(const World &world, const Account &account, qint64 nowMs);

/// 18 decimals, or the short zero of most rows.
QByteArray balanceText(const Decimal &amount);

/// "lock" while the user is locked, else "working".
QByteArrayView accountState(const World &world, const Account &account);

/// Accounts for contracts belong to another interface of the exchange: they hold what was moved there, and
/// are never listed (htx-api.md 1.1).
bool isContractType(QByteArrayView type);

} // namespace coffer::exchange
