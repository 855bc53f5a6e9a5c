// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "portfolio/holding.h"

#include <QMap>
#include <QStringList>

namespace coffer::portfolio {

/// An account that could not be read, and why.
struct UnreadAccount
{
    htx::Account account;
    Error error;
    bool lastKnownCounted = false; ///< an earlier reading of it is still in the sums
};

/// Value of one account type.
struct AccountValue
{
    QString type;
    Decimal value; ///< USDT; assets without a price not counted
};

/// What was counted, and how far it is from the exchange's own valuation.
struct Completeness
{
    qsizetype accountsRead = 0; ///< in the last round
    qsizetype accountsKnown = 0;
    qsizetype rowsRead = 0; ///< balance rows in the replies, zeros included
    qsizetype rowsRejected = 0;
    QStringList kindsNotCounted;          ///< wire words of balance kinds that were seen and not counted
    QList<Currency> unpriced;             ///< held, but no market prices them
    std::optional<Decimal> exchangeValue; ///< the exchange's own valuation of the same account types, in BTC
    std::optional<Decimal> ourValue;      ///< ours for those account types, in BTC
};

/// A user's assets at one moment.
struct Portfolio
{
    Uid uid;
    QList<Holding> holdings;          ///< by value, unpriced last
    QList<AccountValue> accounts;     ///< by value
    Decimal total;                    ///< USDT, of what could be priced; see isPriced()
    std::optional<Decimal> change24h; ///< USDT; over assets whose 24 h change is known
    std::optional<Decimal> btcPrice;  ///< USDT
    QMap<QString, Decimal> rates; ///< units of a currency ("USD", "EUR", "BTC", …) for one USDT, where known
    QList<UnreadAccount> unread;
    Completeness completeness;
    qint64 balancesAt = 0; ///< ms UTC
    qint64 pricesAt = 0;   ///< ms UTC
    bool fromCache = false;

    /// Whether sums of values mean anything: before any price was read they would be of USDT alone.
    bool isPriced() const { return pricesAt != 0 || completeness.unpriced.isEmpty(); }
};

} // namespace coffer::portfolio
