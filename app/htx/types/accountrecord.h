// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

namespace coffer::htx {

/// A change of one balance (GET /v1/account/history, htx-api.md 4).
struct AccountRecord
{
    QString id; ///< record-id: near 3.6e17
    AccountId account;
    Currency currency;
    Decimal amount;    ///< negative: left the account
    QString kind;      ///< the wire word: "trade", "transfer", "interest" …
    Decimal available; ///< after the change
    Decimal balance;   ///< after the change
    qint64 time = 0;   ///< ms UTC

    friend bool operator==(const AccountRecord &, const AccountRecord &) = default;
};

/// A move between accounts (GET /v2/account/ledger). Its id is 0 in some replies.
struct LedgerRecord
{
    QString id;
    AccountId account;
    Currency currency;
    Decimal amount;       ///< negative: left the account
    QString kind;         ///< "transfer"
    QString transferKind; ///< "otc-to-pro", "margin-transfer-in" …; the wire word
    qint64 time = 0;      ///< ms UTC
    AccountId from;
    AccountId to;

    friend bool operator==(const LedgerRecord &, const LedgerRecord &) = default;
};

/// The answer to POST /v1/account/transfer.
struct TransferReceipt
{
    TransferId id;
    qint64 time = 0; ///< ms UTC
};

} // namespace coffer::htx
