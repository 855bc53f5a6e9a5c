// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/orderendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/orderfilter.h"
#include "exchange/orderretention.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

/// 18 decimals; nothing yet is "0.0".
QByteArray amountText(const Decimal &amount)
{
    return amount.isZero() ? QByteArrayLiteral("0.0") : amount.toFixed(18);
}

/// prefix: "filled" among open orders, "field" (sic) everywhere else.
void writeOrder(JsonWriter &json, const World &world, const OrderRecord &order, const QByteArray &prefix)
{
    json.beginObject().number("id", order.id).text("symbol", world.markets().at(order.market).symbol);
    json.number("account-id", world.ledger().accounts()[size_t(order.account)].id.value);
    json.text("client-order-id", order.clientOrderId);
    json.text("amount", amountText(order.amount)).text("price", amountText(order.price));
    json.number("created-at", order.createdAt).text("type", typeName(order));
    json.text(prefix + "-amount", amountText(order.filledAmount));
    json.text(prefix + "-cash-amount", amountText(order.filledCash));
    json.text(prefix + "-fees", amountText(order.filledFees));
    if (prefix == "field")
        json.number("finished-at", order.finishedAt).number("canceled-at", order.canceledAt);
    if (!order.stopPrice.isZero())
        json.text("stop-price", amountText(order.stopPrice))
            .text("operator", order.stopOperator == StopOperator::AtLeast ? "gte" : "lte");
    json.text("source", order.source).text("state", stateName(order.status)).endObject();
}

void writeFill(JsonWriter &json, const World &world, const FillRecord &fill)
{
    const OrderRecord &order = world.ledger().orders()[size_t(fill.order)];
    const Market &market = world.markets().at(order.market);
    const bool isDeducted = fill.deductCurrency >= 0;
    json.beginObject()
        .text("symbol", market.symbol)
        .text("fee-currency", order.isBuy ? market.base : market.quote);
    json.text("source", order.source)
        .text("price", fill.price.toString())
        .number("created-at", fill.createdAt);
    json.text("role", fill.isMaker ? "maker" : "taker")
        .number("order-id", order.id)
        .number("match-id", fill.matchId);
    json.number("trade-id", fill.tradeId).text("filled-amount", fill.amount.toString());
    json.text("filled-fees", fill.fee.toString()).text("filled-points", fill.deducted.toString());
    json.text("fee-deduct-currency",
              isDeducted ? world.currencies().at(fill.deductCurrency).code : QByteArray());
    json.text("fee-deduct-state", "done").number("id", fill.id).text("type", typeName(order)).endObject();
}

JsonWriter &beginList(JsonWriter &json)
{
    return json.beginObject().text("status", "ok").key("data").beginArray();
}

/// Visits the records at those ascending places whose time lies in the filter's window, in its direction,
/// until visit returns false.
template<class Record, class Visit>
void walk(const std::vector<int> &places, const std::vector<Record> &records, const OrderFilter &filter,
          Visit visit)
{
    const auto time = [&records](int place) { return records[size_t(place)].createdAt; };
    const auto first = std::partition_point(places.begin(), places.end(),
                                            [&](int place) { return time(place) < filter.startMs(); });
    const auto end =
        std::partition_point(first, places.end(), [&](int place) { return time(place) <= filter.endMs(); });
    const auto count = size_t(end - first);
    for (size_t step = 0; step < count; ++step) {
        const int place =
            filter.ascending() ? first[std::ptrdiff_t(step)] : first[std::ptrdiff_t(count - 1 - step)];
        if (!visit(records[size_t(place)]))
            return;
    }
}

Reply unknownOrder()
{
    return v1Error("base-record-invalid", "record invalid");
}

} // namespace

void OrderEndpoints::addTo(Router &router)
{
    const auto add = [this, &router](const char *path, int perWindow,
                                     Reply (OrderEndpoints::*answer)(const Call &) const) {
        router.add({path, Envelope::V1, htx::Permission::Read, perWindow,
                    [this, answer](const Call &call) { return (this->*answer)(call); }});
    };
    add("/v1/order/openOrders", 50, &OrderEndpoints::open);
    add("/v1/order/orders", 50, &OrderEndpoints::orders);
    add("/v1/order/history", 20, &OrderEndpoints::recent);
    add("/v1/order/orders/{id}", 50, &OrderEndpoints::one);
    add("/v1/order/orders/getClientOrder", 50, &OrderEndpoints::byClientId);
    add("/v1/order/orders/{id}/matchresults", 50, &OrderEndpoints::fillsOfOne);
    add("/v1/order/matchresults", 20, &OrderEndpoints::fills);
}

const OrderRecord *OrderEndpoints::ownOrder(const Call &call) const
{
    const Ledger &ledger = m_world.ledger();
    const int place = ledger.orderOf(call.id);
    if (place < 0)
        return nullptr;
    const OrderRecord &order = ledger.orders()[size_t(place)];
    return ledger.userOf(order) == call.user && !isGone(order, call.nowMs) ? &order : nullptr;
}

Reply OrderEndpoints::open(const Call &call) const
{
    OrderFilter filter(call.query, m_world.markets());
    filter.readSymbol(false).readTypes().readPage(1, 500, true);
    if (filter.refused())
        return *filter.refused();
    const QByteArray side = call.query.value("side");
    if (!side.isEmpty() && side != "buy" && side != "sell")
        return v1Error("validation-constraints-error", "Field is invalid: side.");
    const std::optional<qint64> account = call.query.number("account-id");
    const int place = account ? m_world.ledger().accountOf(AccountId{*account}) : -1;
    if (call.query.has("account-id") &&
        (place < 0 || m_world.ledger().accounts()[size_t(place)].user != call.user))
        return v1Error("account-get-accounts-inexistent-error", "The account does not exist.");
    JsonWriter json(2048);
    beginList(json);
    const std::set<int> &places = m_world.ledger().openOrdersOf(call.user);
    qint64 left = filter.size();
    const auto write = [&](int number) {
        const OrderRecord &order = m_world.ledger().orders()[size_t(number)];
        if (left <= 0 || !filter.admits(order) || !filter.isBehindStart(order.id) ||
            (place >= 0 && order.account != place) || (!side.isEmpty() && (side == "buy") != order.isBuy))
            return;
        writeOrder(json, m_world, order, "filled");
        --left;
    };
    if (filter.ascending())
        std::for_each(places.begin(), places.end(), write);
    else
        std::for_each(places.rbegin(), places.rend(), write);
    json.endArray().endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::orders(const Call &call) const
{
    OrderFilter filter(call.query, m_world.markets(), OrderFilter::Style::Underscores);
    filter.readSymbol(true).readStates().readTypes().readWindow(call.nowMs, 2, orderReach).readPage(1, 100);
    if (filter.refused())
        return *filter.refused();
    JsonWriter json(16 * 1024);
    beginList(json);
    qint64 left = filter.size();
    const Ledger &ledger = m_world.ledger();
    walk(ledger.ordersOf(call.user), ledger.orders(), filter, [&](const OrderRecord &order) {
        const bool isAsked =
            !isGone(order, call.nowMs) && filter.admits(order) && filter.isBehindStart(order.id);
        if (isAsked)
            writeOrder(json, m_world, order, "field");
        left -= isAsked ? 1 : 0;
        return left > 0;
    });
    json.endArray().endObject();
    return {200, json.take()};
}

/// All markets, the last 48 hours; next-time is where the next page ends (or, with direct=prev, starts).
Reply OrderEndpoints::recent(const Call &call) const
{
    OrderFilter filter(call.query, m_world.markets());
    filter.readSymbol(false).readWindow(call.nowMs, 2, recentReach).readPage(10, 1000);
    if (filter.refused())
        return *filter.refused();
    JsonWriter json(16 * 1024);
    beginList(json);
    qint64 left = filter.size();
    std::optional<qint64> next;
    const Ledger &ledger = m_world.ledger();
    walk(ledger.ordersOf(call.user), ledger.orders(), filter, [&](const OrderRecord &order) {
        if (isGone(order, call.nowMs) || !filter.admits(order))
            return true;
        if (left-- == 0) {
            next = order.createdAt;
            return false;
        }
        writeOrder(json, m_world, order, "field");
        return true;
    });
    json.endArray();
    if (next)
        json.number("next-time", *next);
    json.endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::oneOrder(const OrderRecord &order) const
{
    JsonWriter json;
    json.beginObject().text("status", "ok").key("data");
    writeOrder(json, m_world, order, "field");
    json.endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::one(const Call &call) const
{
    const OrderRecord *order = ownOrder(call);
    return order ? oneOrder(*order) : unknownOrder();
}

/// The newest order with that id, for as long as it answers to it.
Reply OrderEndpoints::byClientId(const Call &call) const
{
    const QByteArray id = call.query.value("clientOrderId");
    if (id.isEmpty())
        return v1Error("validation-constraints-required", "Field is missing: clientOrderId.");
    const int place = m_world.ledger().orderOf(call.user, id);
    if (place < 0)
        return unknownOrder();
    const OrderRecord &order = m_world.ledger().orders()[size_t(place)];
    return answersToClientId(order, call.nowMs) ? oneOrder(order) : unknownOrder();
}

Reply OrderEndpoints::fillsOfOne(const Call &call) const
{
    const OrderRecord *order = ownOrder(call);
    if (!order)
        return unknownOrder();
    JsonWriter json(2048);
    beginList(json);
    for (auto number = order->fills.rbegin(); number != order->fills.rend(); ++number) {
        const FillRecord &fill = m_world.ledger().fills()[size_t(*number)];
        if (fill.createdAt >= call.nowMs - fillReach)
            writeFill(json, m_world, fill);
    }
    json.endArray().endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::fills(const Call &call) const
{
    OrderFilter filter(call.query, m_world.markets());
    filter.readSymbol(false).readTypes().readWindow(call.nowMs, 61, fillReach).readPage(1, 500);
    if (filter.refused())
        return *filter.refused();
    JsonWriter json(16 * 1024);
    beginList(json);
    qint64 left = filter.size();
    const Ledger &ledger = m_world.ledger();
    walk(ledger.fillsOf(call.user), ledger.fills(), filter, [&](const FillRecord &fill) {
        const OrderRecord &order = ledger.orders()[size_t(fill.order)];
        const bool isAsked = filter.admits(order) && filter.isBehindStart(fill.id);
        if (isAsked)
            writeFill(json, m_world, fill);
        left -= isAsked ? 1 : 0;
        return left > 0;
    });
    json.endArray().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
