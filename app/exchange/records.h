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

enum class OrderStatus { Submitted, PartialFilled, Filled, PartialCanceled, Canceled };

struct OrderRecord
{
    qint64 id = 0;
    int account = 0, market = 0; ///< places in their lists
    bool isBuy = true;
    QByteArray kind; ///< "limit", "market", "limit-maker", "ioc"
    Decimal amount;  ///< base; for a buy at market the quote value
    Decimal price;   ///< 0 at market
    Decimal filledAmount, filledCash, filledFees;
    OrderStatus status = OrderStatus::Submitted;
    QByteArray source, clientOrderId;
    qint64 createdAt = 0, finishedAt = 0, canceledAt = 0;

    bool isOpen() const { return status == OrderStatus::Submitted || status == OrderStatus::PartialFilled; }
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
};

} // namespace coffer::exchange
