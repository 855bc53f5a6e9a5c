// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/holding.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace coffer::portfolio {

namespace {

bool isEmpty(const HoldingPart &part)
{
    return part.available.isZero() && part.frozen.isZero() && part.borrowed.isZero() && part.locked.isZero();
}

void add(HoldingPart &part, const htx::BalanceRow &row)
{
    switch (row.kind) {
    case htx::BalanceKind::Trade:
        part.available += row.amount;
        return;
    case htx::BalanceKind::Frozen:
        part.frozen += row.amount;
        return;
    case htx::BalanceKind::Loan:
    case htx::BalanceKind::Interest:
        // Debts come as negative numbers (htx-api.md 4). One without its sign is still a debt.
        part.borrowed += row.amount.abs();
        return;
    case htx::BalanceKind::Lock:
        part.locked += row.amount;
        return;
    case htx::BalanceKind::Limit:
    case htx::BalanceKind::Unknown:
        return;
    }
}

/// One part for each asset of one account, in the order of its rows.
QList<std::pair<Currency, HoldingPart>> partsOf(const htx::Balance &balance, const HoldingPart &blank)
{
    QList<std::pair<Currency, HoldingPart>> parts;
    QHash<Currency, qsizetype> places;
    for (const htx::BalanceRow &row : balance.rows) {
        auto place = places.find(row.currency);
        if (place == places.end()) {
            place = places.insert(row.currency, parts.size());
            parts.append({row.currency, blank});
        }
        add(parts[*place].second, row);
    }
    return parts;
}

} // namespace

QList<Holding> combine(const QList<htx::Account> &accounts, const QList<htx::Balance> &balances)
{
    QList<Holding> holdings;
    QHash<Currency, qsizetype> places;
    QSet<AccountId> seen;
    for (const htx::Balance &balance : balances) {
        if (seen.contains(balance.id))
            continue;
        seen.insert(balance.id);
        const auto account = std::find_if(accounts.begin(), accounts.end(),
                                          [&](const htx::Account &each) { return each.id == balance.id; });
        HoldingPart blank;
        blank.account = balance.id;
        blank.accountType = account == accounts.end() ? balance.type : account->type;
        blank.accountSubtype = account == accounts.end() ? QString() : account->subtype;
        const QList<std::pair<Currency, HoldingPart>> parts = partsOf(balance, blank);
        for (const auto &[currency, part] : parts) {
            if (isEmpty(part))
                continue;
            auto place = places.find(currency);
            if (place == places.end()) {
                place = places.insert(currency, holdings.size());
                Holding holding;
                holding.currency = currency;
                holding.displayName = currency.value.toUpper();
                holdings.append(holding);
            }
            Holding &holding = holdings[*place];
            holding.available += part.available;
            holding.frozen += part.frozen;
            holding.borrowed += part.borrowed;
            holding.locked += part.locked;
            holding.total += part.total();
            holding.parts.append(part);
        }
    }
    return holdings;
}

} // namespace coffer::portfolio
