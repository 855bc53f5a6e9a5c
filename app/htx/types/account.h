// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QList>

namespace coffer::htx {

/// One account of a user (GET /v1/account/accounts). Types nobody documented are kept in their wire form.
struct Account
{
    AccountId id;
    QString type;    ///< "spot", "margin", "otc", "point", "super-margin", …
    QString subtype; ///< the market of an isolated margin account, else empty
    QString state;   ///< "working" or "lock"

    bool isWorking() const { return state == QLatin1String("working"); }
};

/// How one row of a balance counts (htx-api.md 4).
enum class BalanceKind {
    Trade,    ///< available
    Frozen,   ///< in open orders or held back
    Loan,     ///< borrowed, negative
    Interest, ///< owed, negative
    Lock,     ///< locked: shown apart
    Limit,    ///< transfer-out-available, loan-available: a limit, never a holding
    Unknown,  ///< kept and shown apart, not counted
};

/// One row of a balance: one asset and one kind.
struct BalanceRow
{
    Currency currency;
    BalanceKind kind = BalanceKind::Unknown;
    QString rawKind; ///< the wire word
    Decimal amount;  ///< in the asset; up to 18 decimals; loan and interest are negative

    bool operator==(const BalanceRow &) const = default;
};

/// GET /v1/account/accounts/{id}/balance. Rows of zero are left out while parsing (there are hundreds).
struct Balance
{
    AccountId id;
    QString type;
    QString state;
    QList<BalanceRow> rows;
    qsizetype rowsRead = 0;     ///< how many rows the reply had, zeros included
    qsizetype rowsRejected = 0; ///< rows that could not be read and were left out
};

/// The exchange's own valuation of one account type (GET /v2/account/asset-valuation).
struct AssetValuation
{
    Decimal balance;      ///< in the currency asked for
    qint64 timestamp = 0; ///< ms UTC
};

} // namespace coffer::htx
