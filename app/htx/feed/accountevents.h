// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/account.h"
#include "htx/types/order.h"

#include <QList>

#include <memory>
#include <optional>

namespace coffer::htx::feed {

/// accounts.update: what an account holds of a currency now (htx-api.md 7.3).
struct BalanceUpdate
{
    AccountId account;
    Currency currency;
    QString kind;                     ///< accountType: "trade", "loan" or "interest"
    std::optional<Decimal> balance;   ///< with what is frozen
    std::optional<Decimal> available; ///< without
    QString cause;        ///< changeType, e.g. "order.match"; empty in the snapshot after subscribing
    qint64 changedAt = 0; ///< ms UTC; 0 in the snapshot
    std::optional<qint64> sequence; ///< grows with each change of this account and currency

    friend bool operator==(const BalanceUpdate &, const BalanceUpdate &) = default;
};

/// orders#: something happened to an order. Only what the event says is set.
struct OrderUpdate
{
    enum class Event { Creation, Trade, Cancellation, TriggerFailed, Deletion };
    Event event = Event::Creation;
    OrderId id; ///< empty for conditional orders that never became one
    Symbol symbol;
    AccountId account;
    QString clientOrderId;
    std::optional<Side> side;
    QString kind; ///< as Order::kind; empty when not said
    QString source;
    QString rawState;
    std::optional<Decimal> price;
    std::optional<Decimal> size;     ///< base currency
    std::optional<Decimal> value;    ///< quote currency, of a buy at market
    std::optional<Decimal> executed; ///< so far; in the currency of size or value
    std::optional<Decimal> tradePrice;
    std::optional<Decimal> tradeVolume; ///< base currency
    QString tradeId;
    qint64 at = 0; ///< ms UTC, of the event

    /// The order after this. Without an order before it only a creation gives one. A trade that is not news
    /// (an order that is final, or has executed as much already) changes nothing.
    std::optional<Order> appliedTo(const std::optional<Order> &order) const;

    friend bool operator==(const OrderUpdate &, const OrderUpdate &) = default;
};

/// What came on the account feed since the batch before. Of balances the newest of each account, currency and
/// kind; of orders and fills every event, in order. A Fill has no id here: the record id that REST gives is
/// not on the feed, tradeId is.
struct AccountBatch
{
    static constexpr qsizetype eventLimit = 10'000; ///< orders and fills each

    QList<BalanceUpdate> balances;
    QList<OrderUpdate> orders;
    QList<Fill> fills;
    bool isIncomplete = false; ///< more than eventLimit came: REST is to be asked

    bool isEmpty() const
    {
        return balances.isEmpty() && orders.isEmpty() && fills.isEmpty() && !isIncomplete;
    }
};

using AccountBatchRef = std::shared_ptr<const AccountBatch>;

} // namespace coffer::htx::feed

Q_DECLARE_METATYPE(coffer::htx::feed::AccountBatchRef)
