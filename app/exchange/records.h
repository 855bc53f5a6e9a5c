// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace coffer::exchange {

/// What an account holds of one currency. loan and interest are zero or negative.
struct Holding
{
    Decimal trade, frozen, loan, interest;
    qint64 sequence = 0; ///< counts the changes

    Decimal net() const { return trade + frozen + loan + interest; }
};

struct Account
{
    AccountId id;
    int user = 0;                    ///< place in the ledger's users
    QByteArray type;                 ///< "spot", "margin", …
    QByteArray subtype;              ///< the market of an isolated margin account
    std::map<int, Holding> holdings; ///< by place in the currency list
};

struct User
{
    Uid uid;
    bool isSub = false;
    QByteArray name, note;
    std::vector<int> accounts; ///< places in the ledger's accounts
};

/// Created: a stop order that waits for its trigger; nothing is frozen for it yet.
enum class OrderStatus { Created, Submitted, PartialFilled, Filled, PartialCanceled, Canceled };

/// What a stop order waits for: a price at least (gte) or at most (lte) that high.
enum class StopOperator { None, AtLeast, AtMost };

struct OrderRecord
{
    qint64 id = 0;
    int account = 0, market = 0; ///< places in their lists
    bool isBuy = true;
    QByteArray kind; ///< "limit", "market", "limit-maker", "ioc", "limit-fok", "stop-limit", "stop-limit-fok"
    Decimal amount;  ///< base; for a buy at market the quote value
    Decimal price;   ///< 0 at market
    Decimal filledAmount, filledCash, filledFees;
    OrderStatus status = OrderStatus::Submitted;
    QByteArray source, clientOrderId;
    qint64 createdAt = 0, finishedAt = 0, canceledAt = 0; ///< ms UTC; 0: not yet
    Decimal stopPrice;
    StopOperator stopOperator = StopOperator::None;
    bool preventsSelfMatch = false;
    std::vector<int> fills; ///< places in the ledger's fills

    bool isOpen() const { return status <= OrderStatus::PartialFilled; }
    bool isResting() const { return isOpen() && status != OrderStatus::Created; }
    bool isMarketBuy() const { return isBuy && kind == "market"; }
};

struct FillRecord
{
    qint64 id = 0, matchId = 0, tradeId = 0;
    int order = 0; ///< place in the ledger's orders
    bool isMaker = false;
    Decimal price, amount;
    Decimal fee;             ///< base for buys, quote for sells
    Decimal deducted;        ///< paid instead of the fee
    int deductCurrency = -1; ///< place in the currency list; -1: none
    qint64 createdAt = 0;
};

struct TransferRecord
{
    qint64 id = 0;
    int user = 0;
    bool isDeposit = true;
    int currency = 0;
    QByteArray chain, txHash, address, addressTag, subType, state, errorCode, errorMessage;
    Decimal amount, fee;
    qint64 createdAt = 0, updatedAt = 0;
    QByteArray clientOrderId; ///< of a withdrawal
};

/// What becomes of a deposit or a withdrawal.
struct Settlement
{
    QByteArray state;
    qint64 at = 0;                              ///< ms UTC
    QByteArray txHash, errorCode, errorMessage; ///< empty: as it was
};

/// Why the holding of an account changed.
enum class EntryKind : quint8 {
    Trade,
    TransactFee,
    FeeDeduction,
    Transfer,
    Deposit,
    Withdraw,
    WithdrawFee,
    Credit,
    Interest,
    Rebate,
    Other
};

/// One change of what an account holds: a row of the account history (htx-api.md 4).
struct Entry
{
    qint64 id = 0;
    int account = 0, currency = 0; ///< places in their lists
    EntryKind kind = EntryKind::Other;
    Decimal amount;             ///< with its sign
    Decimal available, balance; ///< afterwards; balance is available and frozen
    qint64 at = 0;              ///< ms UTC
};

/// One move between two accounts, of one user or of two: a row of both their ledgers (htx-api.md 4).
struct MoveRecord
{
    qint64 id = 0;
    int from = 0, to = 0; ///< places in the ledger's accounts
    int currency = 0;
    Decimal amount;
    QByteArray type; ///< "pro-to-otc", "margin-transfer-in", "master-transfer-out", …
    qint64 at = 0;   ///< ms UTC
};

/// The word of the account history for it: "trade", "transact-fee", …
QByteArrayView transactType(EntryKind kind);

} // namespace coffer::exchange
