// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/account.h"

namespace coffer::htx {

/// A cross or isolated margin account with its debts (htx-api.md 4).
struct MarginBalance
{
    AccountId id;
    QString type;
    QString state;
    Symbol symbol;                              ///< isolated only
    std::optional<Decimal> riskRate;            ///< a fraction
    std::optional<Decimal> liquidationPrice;    ///< isolated only
    QString liquidationKind;                    ///< "safe", "buy" …: the wire word; isolated only
    std::optional<Decimal> balanceSum, debtSum; ///< cross only; in the exchange's own unit
    QList<BalanceRow> rows;
};

/// What the exchange says the whole holding is worth (GET /v2/account/valuation).
struct PlatformValuation
{
    /// One part of it. The meaning of kind's numbers is not documented.
    struct Part
    {
        QString kind;    ///< distributionType: a number as text
        Decimal balance; ///< exact, from the text where there is one
    };
    Decimal total; ///< BTC
    std::optional<Decimal> todayProfit;
    std::optional<Decimal> todayProfitRate; ///< a fraction
    QList<Part> parts;
    qint64 updatedAt = 0; ///< ms UTC; 0 unknown
};

/// A point card account (GET /v2/point/account).
struct PointAccount
{
    struct Group
    {
        QString id;
        qint64 expiresAt = 0; ///< ms UTC
        Decimal remaining;
    };
    AccountId id;
    QString state;
    Decimal balance;
    QList<Group> groups;
};

/// How fees are paid (GET /v1/account/switch/user/info, /v1/account/overview/info).
struct FeeDeduction
{
    std::optional<bool> byPoints;
    std::optional<bool> byToken;
    QString currency; ///< the token: "HTX", "TRX"; upper case on this wire
};

} // namespace coffer::htx
