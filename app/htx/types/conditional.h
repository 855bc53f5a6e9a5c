// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "htx/types/order.h"

#include <optional>

namespace coffer::htx {

/// A conditional order to be placed (POST /v2/algo-orders, htx-api.md 5.4).
struct ConditionalDraft
{
    AccountId account;
    Symbol symbol;
    Side side = Side::Buy;
    QString orderType; ///< "limit" or "market"
    std::optional<Decimal> price;
    std::optional<Decimal> size;  ///< base currency
    std::optional<Decimal> value; ///< quote currency; buys at market
    QString timeInForce;          ///< "gtc", "boc", "ioc" or "fok"
    QString clientOrderId;        ///< required
    Decimal stopPrice;
    std::optional<Decimal> trailingRate; ///< 0.001 to 0.050
};

/// A conditional order. Nothing is locked for it before it triggers.
struct ConditionalOrder
{
    QString clientOrderId;
    OrderId order; ///< of the order it became; empty before
    AccountId account;
    Symbol symbol;
    Side side = Side::Buy;
    QString orderType;
    QString timeInForce;
    QString state; ///< the wire word: "created", "triggered", "canceled", "rejected"
    QString source;
    std::optional<Decimal> price, size, value, stopPrice, trailingRate;
    qint64 placedAt = 0;    ///< ms UTC
    qint64 changedAt = 0;   ///< ms UTC; 0 unknown
    qint64 triggeredAt = 0; ///< ms UTC; 0: not triggered
    std::optional<Error> refusal;
};

/// Client order ids of what was asked to be cancelled.
struct ConditionalCancel
{
    QStringList accepted;
    QStringList rejected;
};

} // namespace coffer::htx
