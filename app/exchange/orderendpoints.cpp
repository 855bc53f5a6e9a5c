// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/orderendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/orderfilter.h"

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

/// Visits the records from the newest, or with ascending from the oldest, until visit returns false.
template<class Record, class Visit>
void walk(const std::vector<Record> &records, bool ascending, Visit visit)
{
    if (ascending) {
        for (auto record = records.begin(); record != records.end() && visit(*record); ++record) {
        }
    } else {
        for (auto record = records.rbegin(); record != records.rend() && visit(*record); ++record) {
        }
    }
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
    add("/v1/order/orders/{id}/matchresults", 50, &OrderEndpoints::fillsOfOne);
    add("/v1/order/matchresults", 20, &OrderEndpoints::fills);
}

bool OrderEndpoints::isOwn(const OrderRecord &order, const Call &call) const
{
    return m_world.ledger().accounts()[size_t(order.account)].user == call.user;
}

const OrderRecord *OrderEndpoints::ownOrder(const Call &call) const
{
    const int place = m_world.ledger().orderOf(call.id);
    if (place < 0)
        return nullptr;
    const OrderRecord &order = m_world.ledger().orders()[size_t(place)];
    return isOwn(order, call) ? &order : nullptr;
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
    qint64 left = filter.size();
    walk(m_world.ledger().orders(), filter.ascending(), [&](const OrderRecord &order) {
        const bool isAsked = order.isOpen() && isOwn(order, call) && filter.admits(order) &&
                             filter.isBehindStart(order.id) && (place < 0 || order.account == place) &&
                             (side.isEmpty() || (side == "buy") == order.isBuy);
        if (isAsked)
            writeOrder(json, m_world, order, "filled");
        left -= isAsked ? 1 : 0;
        return left > 0;
    });
    json.endArray().endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::orders(const Call &call) const
{
    OrderFilter filter(call.query, m_world.markets(), OrderFilter::Style::Underscores);
    filter.readSymbol(true).readStates().readTypes().readWindow(call.nowMs, 2).readPage(1, 100);
    if (filter.refused())
        return *filter.refused();
    JsonWriter json(16 * 1024);
    beginList(json);
    qint64 left = filter.size();
    walk(m_world.ledger().orders(), filter.ascending(), [&](const OrderRecord &order) {
        const bool isAsked = filter.admitsTime(order.createdAt) && isOwn(order, call) &&
                             filter.admits(order) && filter.isBehindStart(order.id);
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
    filter.readSymbol(false).readWindow(call.nowMs, 2).readPage(10, 1000);
    if (filter.refused())
        return *filter.refused();
    JsonWriter json(16 * 1024);
    beginList(json);
    qint64 left = filter.size();
    std::optional<qint64> next;
    walk(m_world.ledger().orders(), filter.ascending(), [&](const OrderRecord &order) {
        if (!filter.admitsTime(order.createdAt) || !isOwn(order, call) || !filter.admits(order))
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

Reply OrderEndpoints::one(const Call &call) const
{
    const OrderRecord *order = ownOrder(call);
    if (!order)
        return v1Error("base-record-invalid", "record invalid");
    JsonWriter json;
    json.beginObject().text("status", "ok").key("data");
    writeOrder(json, m_world, *order, "field");
    json.endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::fillsOfOne(const Call &call) const
{
    const OrderRecord *order = ownOrder(call);
    if (!order)
        return v1Error("base-record-invalid", "record invalid");
    const int place = m_world.ledger().orderOf(call.id);
    JsonWriter json(2048);
    beginList(json);
    walk(m_world.ledger().fills(), false, [&](const FillRecord &fill) {
        if (fill.order == place)
            writeFill(json, m_world, fill);
        return fill.createdAt >= order->createdAt;
    });
    json.endArray().endObject();
    return {200, json.take()};
}

Reply OrderEndpoints::fills(const Call &call) const
{
    OrderFilter filter(call.query, m_world.markets());
    filter.readSymbol(false).readTypes().readWindow(call.nowMs, 61).readPage(1, 500);
    if (filter.refused())
        return *filter.refused();
    JsonWriter json(16 * 1024);
    beginList(json);
    qint64 left = filter.size();
    walk(m_world.ledger().fills(), filter.ascending(), [&](const FillRecord &fill) {
        const OrderRecord &order = m_world.ledger().orders()[size_t(fill.order)];
        const bool isAsked = filter.admitsTime(fill.createdAt) && isOwn(order, call) &&
                             filter.admits(order) && filter.isBehindStart(fill.id);
        if (isAsked)
            writeFill(json, m_world, fill);
        left -= isAsked ? 1 : 0;
        return left > 0;
    });
    json.endArray().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
