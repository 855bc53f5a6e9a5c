// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"
#include "htx/types/account.h"

#include <QList>

#include <optional>

namespace coffer::portfolio {

/// The part of a holding that is in one account.
struct HoldingPart
{
    AccountId account;
    QString accountType;    ///< "spot", "margin", …
    QString accountSubtype; ///< the market of isolated margin
    Decimal available;
    Decimal frozen;
    Decimal borrowed; ///< loan plus interest as a positive debt
    Decimal locked;   ///< shown apart, not in total

    Decimal total() const { return available + frozen - borrowed; }
    friend bool operator==(const HoldingPart &, const HoldingPart &) = default;
};

/// One asset over all accounts of a user, valued where a price is known.
struct Holding
{
    Currency currency;
    QString displayName; ///< "BTC"
    Decimal available, frozen, borrowed, locked;
    Decimal total;                    ///< available + frozen - borrowed
    std::optional<Decimal> price;     ///< USDT a unit; unknown when no market prices it
    std::optional<Decimal> change24h; ///< fraction
    std::optional<Decimal> value;     ///< USDT
    std::optional<Decimal> share;     ///< fraction of the total value; unknown without a value
    QList<Symbol> markets; ///< that price it, the asset's own first; empty for USDT and when unknown
    QList<HoldingPart> parts;

    friend bool operator==(const Holding &, const Holding &) = default;
};

/// Sums balances to one Holding an asset, by currency code. Limits are never counted; unknown kinds neither.
/// A second balance of the same account is left out. Nothing is valued yet. Pure.
QList<Holding> combine(const QList<htx::Account> &accounts, const QList<htx::Balance> &balances);

} // namespace coffer::portfolio
