// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

namespace coffer::htx {

enum class TransferDirection { Deposit, Withdrawal };

/// A deposit or withdrawal (GET /v1/query/deposit-withdraw, htx-api.md 6).
struct Transfer
{
    TransferId id;
    TransferDirection direction = TransferDirection::Deposit;
    QString subType; ///< "FAST" for transfers inside the exchange
    Currency currency;
    QString chain;
    QString txHash;
    Decimal amount;
    Decimal fee;
    QString address;
    QString addressTag;
    QString state; ///< the wire word: "safe", "confirmed", "failed", …
    QString errorCode;
    QString errorMessage;
    qint64 createdAt = 0; ///< ms UTC
    qint64 updatedAt = 0; ///< ms UTC

    friend bool operator==(const Transfer &, const Transfer &) = default;
};

/// True when the coins have moved for good: a deposit that counts, a withdrawal that left.
bool isSettled(const Transfer &transfer);

} // namespace coffer::htx
