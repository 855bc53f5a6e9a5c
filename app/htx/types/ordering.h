// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "htx/types/order.h"

#include <QStringList>

#include <optional>

namespace coffer::htx {

/// An order to be placed (POST /v1/order/orders/place, htx-api.md 5.2).
struct OrderDraft
{
    AccountId account;
    Symbol symbol;
    Side side = Side::Buy;
    QString kind;                        ///< "limit", "market", "limit-maker", "ioc", "stop-limit" …
    Decimal amount;                      ///< base currency; for a buy at market the quote value
    std::optional<Decimal> price;        ///< quote currency; none at market
    QString source;                      ///< "spot-api" when empty; "margin-api", "super-margin-api" …
    QString clientOrderId;               ///< letters, digits, "_" and "-", at most 64
    std::optional<int> selfMatchPrevent; ///< 1: prevented
    std::optional<Decimal> stopPrice;    ///< stop orders only
    QString stopOperator;                ///< "gte" or "lte", with stopPrice
};

/// What became of one order of a batch: an id, or why there is none.
struct PlacedOrder
{
    OrderId id;
    QString clientOrderId;
    std::optional<Error> refusal;
};

/// An order that could not be cancelled.
struct CancelRefusal
{
    OrderId id;
    QString clientOrderId;
    std::optional<Error> refusal; ///< always there
    std::optional<int> stateCode; ///< see orderStateFromCode()
};

/// What became of a batch of cancellations. Accepted only means asked for: orders may still be filled.
struct CancelOutcome
{
    QStringList accepted; ///< order ids, or client order ids when those were sent
    QList<CancelRefusal> refused;
};

/// What became of cancelling open orders by a filter.
struct CancelSweep
{
    qint64 accepted = 0;
    qint64 refused = 0;
    qint64 nextId = -1; ///< -1: no more open orders match
};

/// The state behind the numbers of cancel replies (htx-api.md 5.1): 5 partial-canceled, 6 filled, 7 canceled,
/// 10 canceling; Unknown for -1 (closed long ago), 0 (not found) and all others.
OrderState orderStateFromCode(int code);

/// The fees of one market (GET /v2/reference/transact-fee-rate), as fractions; negative is a rebate.
struct FeeRate
{
    Symbol symbol;
    Decimal maker, taker;             ///< before deductions
    Decimal actualMaker, actualTaker; ///< after them
};

/// A dead man's switch (POST /v2/algo-orders/cancel-all-after).
struct CancelTimer
{
    qint64 currentTime = 0; ///< ms UTC
    qint64 triggerTime = 0; ///< ms UTC; 0: switched off
};

} // namespace coffer::htx
