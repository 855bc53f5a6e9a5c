// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/livebalances.h"

#include <algorithm>

namespace coffer::portfolio {

namespace {

/// Rows of zero are left out, as REST's are.
void setRow(QList<htx::BalanceRow> &rows, const Currency &currency, htx::BalanceKind kind,
            const QString &rawKind, const Decimal &amount)
{
    const auto row = std::ranges::find_if(
        rows, [&](const htx::BalanceRow &each) { return each.kind == kind && each.currency == currency; });
    if (row == rows.end()) {
        if (!amount.isZero())
            rows.append({currency, kind, rawKind, amount});
    } else if (amount.isZero()) {
        rows.removeAt(std::distance(rows.begin(), row));
    } else {
        row->amount = amount;
    }
}

bool applyUpdate(QList<htx::Balance> &balances, const htx::feed::BalanceUpdate &update)
{
    const bool isHolding = update.kind.isEmpty() || update.kind == QLatin1String("trade");
    const auto balance = std::ranges::find(balances, update.account, &htx::Balance::id);
    if (!isHolding || !update.balance || !update.available || balance == balances.end())
        return false;
    setRow(balance->rows, update.currency, htx::BalanceKind::Trade, QStringLiteral("trade"),
           *update.available);
    setRow(balance->rows, update.currency, htx::BalanceKind::Frozen, QStringLiteral("frozen"),
           *update.balance - *update.available);
    return true;
}

} // namespace

qsizetype applyUpdates(QList<htx::Balance> &balances, const QList<htx::feed::BalanceUpdate> &updates)
{
    return std::ranges::count_if(updates, [&balances](const htx::feed::BalanceUpdate &update) {
        return applyUpdate(balances, update);
    });
}

} // namespace coffer::portfolio
