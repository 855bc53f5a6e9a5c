// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/jsonreader.h"
#include "htx/types/account.h"

/// How a row of a balance is read, wherever it stands. Private to htx.
namespace coffer::htx::endpoints {

inline BalanceKind kindOf(const QString &word)
{
    static constexpr std::array<std::pair<QLatin1String, BalanceKind>, 7> kinds{{
        {QLatin1String("trade"), BalanceKind::Trade},
        {QLatin1String("frozen"), BalanceKind::Frozen},
        {QLatin1String("loan"), BalanceKind::Loan},
        {QLatin1String("interest"), BalanceKind::Interest},
        {QLatin1String("lock"), BalanceKind::Lock},
        {QLatin1String("transfer-out-available"), BalanceKind::Limit},
        {QLatin1String("loan-available"), BalanceKind::Limit},
    }};
    for (const auto &[name, kind] : kinds) {
        if (word == name)
            return kind;
    }
    return BalanceKind::Unknown;
}

inline bool readKind(const json::Input &in, BalanceRow &row)
{
    if (!json::Word{}(in, row.rawKind))
        return false;
    row.kind = kindOf(row.rawKind);
    return true;
}

// "available" and "debt" are left alone: they are the word "invalid" in spot accounts (htx-api.md 4).
inline constexpr json::Schema balanceRowSchema({
    json::field<&BalanceRow::currency, json::Name>("currency"),
    json::field<BalanceRow, readKind>("type"),
    json::field<&BalanceRow::amount, json::Amount>("balance"),
});

/// The rows, without those of zero, which are most of every reply.
inline bool readBalanceRows(const json::Input &in, QList<BalanceRow> &rows)
{
    if (!json::readRows(in, balanceRowSchema, rows))
        return false;
    rows.removeIf([](const BalanceRow &row) { return row.amount.isZero(); });
    return true;
}

} // namespace coffer::htx::endpoints
