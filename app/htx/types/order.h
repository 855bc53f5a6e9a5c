// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QByteArray>

namespace coffer::htx {

enum class Side { Buy, Sell };

/// "buy" or "sell".
QByteArray wireName(Side side);

/// Order states (htx-api.md 5.1). Unknown keeps its word in Order::rawState.
enum class OrderState {
    Created, ///< an untriggered stop order
    Submitted,
    PartiallyFilled,
    Filled,
    PartiallyCanceled,
    Canceling,
    Canceled,
    Rejected,
    Unknown,
};

/// True for states that never change again.
bool isFinal(OrderState state);
OrderState parseOrderState(QStringView word);

/// An order, from open orders, history or a single query: the same values under filled-* and field-* names.
struct Order
{
    OrderId id;
    Symbol symbol;
    AccountId account;
    QString clientOrderId;
    Side side = Side::Buy;
    QString kind;         ///< what follows the side in the wire type: "limit", "market", "stop-limit", …
    Decimal amount;       ///< base currency; for a buy at market the quote value
    Decimal price;        ///< quote currency; 0 for a market order
    Decimal filledAmount; ///< base currency
    Decimal filledCash;   ///< quote currency
    Decimal filledFees;   ///< base currency for buys, quote for sells
    OrderState state = OrderState::Unknown;
    QString rawState;
    QString source;        ///< "api", "spot-web", …
    qint64 createdAt = 0;  ///< ms UTC
    qint64 finishedAt = 0; ///< ms UTC; 0 while open
    qint64 canceledAt = 0; ///< ms UTC; 0 when not cancelled
    std::optional<Decimal> stopPrice;

    bool isMarketBuy() const { return side == Side::Buy && kind == QLatin1String("market"); }
    bool isOpen() const { return !isFinal(state) && state != OrderState::Unknown; }
    /// Quote currency a unit; nullopt while nothing is filled.
    std::optional<Decimal> averagePrice() const;
    friend bool operator==(const Order &, const Order &) = default;
};

/// One execution of an order (HTX: match result).
struct Fill
{
    FillId id;
    OrderId order;
    QString matchId;
    QString tradeId;
    Symbol symbol;
    Side side = Side::Buy;
    QString kind;
    QString source;
    bool isMaker = false;
    Decimal price;  ///< quote currency
    Decimal amount; ///< base currency
    Decimal fee;    ///< in feeCurrency; negative is a rebate
    Currency feeCurrency;
    Decimal deducted; ///< paid in deductCurrency instead of fee (points, HTX, TRX)
    Currency deductCurrency;
    qint64 createdAt = 0; ///< ms UTC

    friend bool operator==(const Fill &, const Fill &) = default;
};

} // namespace coffer::htx
