// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QList>

#include <optional>

namespace coffer::htx {

/// Where an asset can be sent to (GET /v2/account/deposit/address): one for each chain.
struct DepositAddress
{
    Uid user;
    Currency currency;
    QString chain;
    QString address;
    QString tag;
};

/// An address of the withdrawal address book.
struct WithdrawAddress
{
    Currency currency;
    QString chain;
    QString note;
    QString address;
    QString tag;
};

/// How much may leave (GET /v2/account/withdraw/quota). Missing: no limit, or none was named.
struct WithdrawQuota
{
    struct Chain
    {
        QString chain;
        std::optional<Decimal> atOnce;
        std::optional<Decimal> perDay, remainingToday;
        std::optional<Decimal> perYear, remainingThisYear;
        std::optional<Decimal> total, remaining;
    };
    Currency currency;
    QList<Chain> chains;
};

/// A withdrawal to be made. The address must be in the address book.
struct WithdrawDraft
{
    Currency currency;
    QString chain; ///< empty: the exchange's default
    QString address;
    QString tag;
    Decimal amount;
    std::optional<Decimal> fee;
    QString clientOrderId;
};

} // namespace coffer::htx
