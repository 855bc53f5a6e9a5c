// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/ledger.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr int finestDecimals = 18; ///< no amount on the exchange has more

} // namespace

qint64 Ledger::nextOrderId(Draw &draw, qint64 at)
{
    const qint64 gap =
        draw.between(1, 9); // drawn one by one: the order of arguments is the compiler's choice
    return m_lastOrder = std::max(m_lastOrder + gap, at * 100 + draw.between(0, 99));
}

qint64 Ledger::nextFillId(Draw &draw, qint64 at)
{
    const qint64 gap = draw.between(1, 40);
    return m_lastFill = std::max(m_lastFill + gap, at * 200 + draw.between(0, 150));
}

int Ledger::spentCurrency(const OrderRecord &order) const
{
    const Market &market = m_markets.at(order.market);
    return m_currencies.indexOf(order.isBuy ? market.quote : market.base);
}

int Ledger::receivedCurrency(const OrderRecord &order) const
{
    const Market &market = m_markets.at(order.market);
    return m_currencies.indexOf(order.isBuy ? market.base : market.quote);
}

Decimal Ledger::reserved(const OrderRecord &order)
{
    if (!order.isResting())
        return {};
    if (!order.isBuy)
        return order.amount - order.filledAmount;
    if (order.isMarketBuy())
        return order.amount - order.filledCash;
    return (order.amount - order.filledAmount) * order.price;
}

void Ledger::freeze(const OrderRecord &order, const Decimal &needed)
{
    Holding &spent = holding(order.account, spentCurrency(order));
    spent.trade -= needed;
    spent.frozen += needed;
}

int Ledger::place(OrderRecord order)
{
    const int currency = spentCurrency(order);
    const Decimal needed = reserved(order);
    if (available(order.account, currency) < needed)
        return -1;
    freeze(order, needed);
    const int place = int(m_orders.size());
    Traces &traces = m_traces[size_t(userOf(order))];
    traces.orders.push_back(place);
    traces.open.insert(place);
    if (!order.clientOrderId.isEmpty())
        traces.newestByClientId.insert(order.clientOrderId, place);
    m_lastOrder = std::max(m_lastOrder, order.id);
    if (place > 0) // should the computer's clock step back, the list stays in the order of time
        order.createdAt = std::max(order.createdAt, m_orders.back().createdAt);
    const qint64 at = order.createdAt;
    const int account = order.account;
    m_orders.push_back(std::move(order));
    if (!needed.isZero()) { // nobody hears of a stop order before its trigger (htx-api.md 7.3)
        tell(OrderEvent::Kind::Creation, place, -1, at);
        tell(account, currency, "order.place", at);
    }
    return place;
}

bool Ledger::trigger(int place, qint64 at)
{
    OrderRecord &order = m_orders[size_t(place)];
    order.status = OrderStatus::Submitted;
    const Decimal needed = reserved(order);
    const int currency = spentCurrency(order);
    if (available(order.account, currency) < needed) {
        order.status = OrderStatus::Created;
        return false;
    }
    freeze(order, needed);
    tell(OrderEvent::Kind::Creation, place, -1, at);
    tell(order.account, currency, "order.place", at);
    return true;
}

/// Takes the fee in the currency that the fill names; false when there is not enough of it.
bool Ledger::payDeduction(FillRecord &fill, int account, const Decimal &deduction)
{
    if (fill.deductCurrency < 0 || available(account, fill.deductCurrency) <= deduction) {
        fill.deductCurrency = -1;
        return false;
    }
    fill.deducted = deduction;
    holding(account, fill.deductCurrency).trade -= deduction;
    file(account, fill.deductCurrency, -deduction, EntryKind::FeeDeduction, fill.createdAt);
    return true;
}

void Ledger::execute(FillRecord fill, const Decimal &feeRate, const Decimal &deductRate, bool completes)
{
    OrderRecord &order = m_orders[size_t(fill.order)];
    const int account = order.account, place = fill.order;
    const int spent = spentCurrency(order), receivedIn = receivedCurrency(order);
    const Decimal cash = fill.price * fill.amount;
    const Decimal cost = order.isBuy ? cash : fill.amount, received = order.isBuy ? fill.amount : cash;
    const Decimal before = reserved(order);
    // Parts of one moment are given times of their own; the list stays in the order of time.
    if (!m_fills.empty())
        fill.createdAt = std::max(fill.createdAt, m_fills.back().createdAt);
    const qint64 at = fill.createdAt;

    order.filledAmount += fill.amount;
    order.filledCash += cash;
    order.status = OrderStatus::PartialFilled;
    if (completes)
        end(order, place, at);
    // A limit order may fill better than its price: the difference comes back.
    const Decimal released = before - reserved(order);
    Holding &paying = holding(account, spent);
    paying.frozen -= released;
    paying.trade += released - cost;
    file(account, spent, -cost, EntryKind::Trade, at);
    Holding &receiving = holding(account, receivedIn);
    receiving.trade += received;
    file(account, receivedIn, received, EntryKind::Trade, at);
    if (!payDeduction(fill, account, (cash * deductRate).truncated(8))) {
        fill.fee = (received * feeRate).truncated(finestDecimals);
        receiving.trade -= fill.fee;
        file(account, receivedIn, -fill.fee, EntryKind::TransactFee, at);
    }
    order.filledFees += fill.fee;

    const int deductedIn = fill.deductCurrency, number = int(m_fills.size());
    order.fills.push_back(number);
    m_traces[size_t(userOf(order))].fills.push_back(number);
    m_fills.push_back(std::move(fill));
    tell(OrderEvent::Kind::Trade, place, number, at);
    tell(account, spent, "order.match", at);
    tell(account, receivedIn, "order.match", at);
    if (deductedIn >= 0)
        tell(account, deductedIn, "order.match", at);
    if (released > cost)
        tell(account, spent, "order.refund", at);
}

/// The order is filled: nothing is reserved for it any more.
void Ledger::end(OrderRecord &order, int place, qint64 at)
{
    order.status = OrderStatus::Filled;
    order.finishedAt = at;
    m_traces[size_t(userOf(order))].open.erase(place);
}

void Ledger::finish(int place, qint64 at, bool cancelled)
{
    OrderRecord &order = m_orders[size_t(place)];
    const Decimal rest = reserved(order);
    const int account = order.account, currency = spentCurrency(order);
    const bool wasHeard = order.isResting();
    end(order, place, at);
    if (cancelled) {
        order.canceledAt = at;
        order.status = order.filledAmount.isZero() ? OrderStatus::Canceled : OrderStatus::PartialCanceled;
    }
    if (!rest.isZero()) {
        Holding &spent = holding(account, currency);
        spent.frozen -= rest;
        spent.trade += rest;
    }
    if (cancelled && wasHeard)
        tell(OrderEvent::Kind::Cancellation, place, -1, at);
    if (!rest.isZero())
        tell(account, currency, cancelled ? "order.cancel" : "order.refund", at);
}

} // namespace coffer::exchange
