// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/accountevents.h"

namespace coffer::htx::feed {

namespace {

Order created(const OrderUpdate &update)
{
    Order order;
    order.id = update.id;
    order.symbol = update.symbol;
    order.account = update.account;
    order.clientOrderId = update.clientOrderId;
    order.side = update.side.value_or(Side::Buy);
    order.kind = update.kind;
    order.amount = update.value ? *update.value : update.size.value_or(Decimal());
    order.price = update.price.value_or(Decimal());
    order.source = update.source;
    order.rawState = update.rawState;
    order.state = parseOrderState(update.rawState);
    order.createdAt = update.at;
    return order;
}

/// How much of the order's own measure is executed: the value of a buy at market, else the amount.
const Decimal &executedOf(const Order &order)
{
    return order.isMarketBuy() ? order.filledCash : order.filledAmount;
}

void addTrade(Order &order, const OrderUpdate &update)
{
    if (!update.tradePrice || !update.tradeVolume)
        return;
    if (update.executed && executedOf(order) >= *update.executed)
        return;
    order.filledAmount += *update.tradeVolume;
    order.filledCash += *update.tradePrice * *update.tradeVolume;
}

} // namespace

std::optional<Order> OrderUpdate::appliedTo(const std::optional<Order> &before) const
{
    if (!before)
        return event == Event::Creation && side ? std::optional(created(*this)) : std::nullopt;
    if (event == Event::Creation || isFinal(before->state))
        return before;
    Order order = *before;
    if (event == Event::Trade)
        addTrade(order, *this);
    if (!rawState.isEmpty()) {
        order.rawState = rawState;
        order.state = parseOrderState(rawState);
    }
    if (isFinal(order.state)) {
        order.finishedAt = at;
        if (event == Event::Cancellation || event == Event::Deletion)
            order.canceledAt = at;
    }
    return order;
}

} // namespace coffer::htx::feed
