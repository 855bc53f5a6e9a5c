// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/conditionals.h"

#include <algorithm>
#include <cmath>

namespace coffer::exchange {

QByteArrayView stateName(ConditionalOrder::Status status)
{
    switch (status) {
    case ConditionalOrder::Status::Created:
        return "created";
    case ConditionalOrder::Status::Canceled:
        return "canceled";
    case ConditionalOrder::Status::Rejected:
        return "rejected";
    case ConditionalOrder::Status::Triggered:
        return "triggered";
    }
    return {};
}

Conditionals::Conditionals(Ledger &ledger, Matcher &matcher, const MarketList &markets, const Events &events)
    : m_ledger(ledger), m_matcher(matcher), m_events(events), m_waiting(markets.all().size())
{
}

const std::vector<int> &Conditionals::of(int user) const
{
    static const std::vector<int> none;
    const auto found = m_ofUser.find(user);
    return found == m_ofUser.end() ? none : found->second;
}

int Conditionals::find(int user, const QByteArray &clientOrderId) const
{
    return m_newestByClientId.value({user, clientOrderId}, -1);
}

/// Which way the price has to go follows from where it is.
Placed Conditionals::add(ConditionalOrder order, qint64 at)
{
    const int market = order.draft.market, user = m_ledger.userOf(order.draft);
    const qint64 now = m_matcher.lastPrice(market, at), stop = m_matcher.ticksOf(market, order.stopPrice);
    if (now == stop)
        return {-1, OrderRefusal{"order-stop-order-hit-trigger", 2002, "invalid field value in `stopPrice`"}};
    order.direction = stop > now ? StopOperator::AtLeast : StopOperator::AtMost;
    order.createdAt = order.actedAt = at;
    order.id = std::max(m_orders.empty() ? 0 : m_orders.back().id + 1, at / 100'000);
    const int place = int(m_orders.size());
    m_newestByClientId.insert({user, order.draft.clientOrderId}, place);
    m_orders.push_back(std::move(order));
    m_ofUser[user].push_back(place);
    m_waiting[size_t(market)].insert(place);
    return {place, {}};
}

bool Conditionals::cancel(int place, qint64 at)
{
    ConditionalOrder &order = m_orders[size_t(place)];
    if (order.status != ConditionalOrder::Status::Created)
        return false;
    order.status = ConditionalOrder::Status::Canceled;
    order.actedAt = at;
    m_waiting[size_t(order.draft.market)].erase(place);
    m_events.tell(ConditionalEvent{ConditionalEvent::Kind::Deletion, place, at});
    return true;
}

bool Conditionals::isReached(ConditionalOrder &order, const Passage &passage) const
{
    const qint64 stop = m_matcher.ticksOf(order.draft.market, order.stopPrice);
    const bool isThere =
        order.direction == StopOperator::AtLeast ? passage.high >= stop : passage.low <= stop;
    if (!order.trailingRate)
        return isThere;
    if (order.extreme == 0 && !isThere)
        return false;
    // Trailing: a sale follows the price up and fires when it falls by the rate, a purchase the other way.
    const double rate = order.trailingRate->toDouble();
    if (order.draft.isBuy) {
        order.extreme = order.extreme == 0 ? passage.low : std::min(order.extreme, passage.low);
        return double(passage.last) >= double(order.extreme) * (1 + rate);
    }
    order.extreme = std::max(order.extreme, passage.high);
    return double(passage.last) <= double(order.extreme) * (1 - rate);
}

void Conditionals::pass(int market, const Passage &passage, qint64 at)
{
    std::set<int> &waiting = m_waiting[size_t(market)];
    for (auto next = waiting.begin(); next != waiting.end();) {
        const int place = *next;
        if (!isReached(m_orders[size_t(place)], passage)) {
            ++next;
            continue;
        }
        next = waiting.erase(next);
        trigger(place, at);
    }
}

void Conditionals::trigger(int place, qint64 at)
{
    ConditionalOrder &order = m_orders[size_t(place)];
    order.actedAt = at;
    const Placed placed = m_matcher.place(order.draft, at);
    order.order = placed.order;
    if (!placed.refusal) {
        order.status = ConditionalOrder::Status::Triggered;
        return;
    }
    order.status = ConditionalOrder::Status::Rejected;
    order.errorCode = placed.refusal->number;
    order.errorMessage = placed.refusal->code;
    m_events.tell(ConditionalEvent{ConditionalEvent::Kind::TriggerFailed, place, at});
}

} // namespace coffer::exchange
