// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portfolio/portfolio.h"
#include "portfolio/pricebook.h"

namespace coffer::portfolio {

/// What was read of a user's accounts, before any price.
struct Reading
{
    Uid uid;
    QList<htx::Account> accounts;
    QList<htx::Balance> balances;
    QList<UnreadAccount> unread;
    QMap<QString, Decimal> btcValuations; ///< the exchange's own, in BTC, by account type
    QMap<QString, Decimal> fiatPerBtc;    ///< by upper-case fiat code
    qint64 balancesAt = 0;                ///< ms UTC
    bool fromCache = false;
};

/// Values what was read. Nothing is rounded; what no market prices stays unknown and is not in the sums.
/// Pure; any thread.
Portfolio value(const Reading &reading, const PriceBook &prices, qint64 pricesAt);

} // namespace coffer::portfolio
