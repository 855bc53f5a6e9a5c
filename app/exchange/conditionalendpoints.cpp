// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/conditionalendpoints.h"

#include "exchange/conditionalrequest.h"
#include "exchange/jsonwriter.h"

namespace coffer::exchange {

namespace {

constexpr qsizetype mostCancelled = 50;
constexpr qint64 shortestTimeout = 5, longestTimeout = 366 * 86'400; ///< seconds

Reply refused(const OrderRefusal &refusal)
{
    return v2Error(refusal.number, refusal.message);
}

void writeConditional(JsonWriter &json, const World &world, const ConditionalOrder &order)
{
    const OrderRecord &draft = order.draft;
    json.beginObject().number("lastActTime", order.actedAt).number("orderOrigTime", order.createdAt);
    json.text("symbol", world.markets().at(draft.market).symbol).text("source", draft.source);
    json.text("clientOrderId", draft.clientOrderId).text("orderSide", draft.isBuy ? "buy" : "sell");
    json.text("orderType", order.type);
    if (!draft.price.isZero())
        json.text("orderPrice", draft.price.toString());
    json.text(draft.isMarketBuy() ? "orderValue" : "orderSize", draft.amount.toString());
    json.number("accountId", world.ledger().accounts()[size_t(draft.account)].id.value);
    json.text("timeInForce", order.timeInForce).text("stopPrice", order.stopPrice.toString());
    if (order.trailingRate)
        json.text("trailingRate", order.trailingRate->toString());
    if (order.order >= 0) {
        const OrderRecord &placed = world.ledger().orders()[size_t(order.order)];
        json.text("orderId", QByteArray::number(placed.id)).number("orderCreateTime", placed.createdAt);
    }
    if (order.errorCode != 0)
        json.number("errCode", order.errorCode).text("errMessage", order.errorMessage);
    json.text("orderStatus", stateName(order.status)).endObject();
}

/// The user's orders that the filter admits and whose status is the wanted one, a page of them.
Reply listed(const World &world, int user, const ConditionalFilter &filter, ConditionalOrder::Status status)
{
    const Conditionals &conditionals = world.trading().conditionals();
    const std::vector<int> &own = conditionals.of(user);
    JsonWriter json(4096);
    json.beginObject().number("code", 200).key("data").beginArray();
    std::optional<qint64> next;
    qint64 left = filter.limit;
    for (size_t step = 0; step < own.size() && !next; ++step) {
        const int place = own[filter.ascending ? step : own.size() - 1 - step];
        const ConditionalOrder &order = conditionals.all()[size_t(place)];
        if (order.status != status || !filter.admits(order))
            continue;
        if (left-- == 0)
            next = order.id;
        else
            writeConditional(json, world, order);
    }
    json.endArray();
    if (next)
        json.number("nextId", *next);
    json.endObject();
    return {200, json.take()};
}

} // namespace

void ConditionalEndpoints::addTo(Router &router)
{
    const auto post = [this, &router](const char *path, Reply (ConditionalEndpoints::*answer)(const Call &)) {
        router.add({.path = path,
                    .envelope = Envelope::V2,
                    .permission = htx::Permission::Trade,
                    .perWindow = 20,
                    .answer = [this, answer](const Call &call) { return (this->*answer)(call); },
                    .method = htx::Method::Post});
    };
    const auto get = [this, &router](const char *path,
                                     Reply (ConditionalEndpoints::*answer)(const Call &) const) {
        router.add({path, Envelope::V2, htx::Permission::Read, 20,
                    [this, answer](const Call &call) { return (this->*answer)(call); }});
    };
    post("/v2/algo-orders", &ConditionalEndpoints::place);
    post("/v2/algo-orders/cancellation", &ConditionalEndpoints::cancel);
    post("/v2/algo-orders/cancel-all-after", &ConditionalEndpoints::cancelAllAfter);
    get("/v2/algo-orders/opening", &ConditionalEndpoints::opening);
    get("/v2/algo-orders/history", &ConditionalEndpoints::history);
    get("/v2/algo-orders/specific", &ConditionalEndpoints::one);
}

Reply ConditionalEndpoints::place(const Call &call)
{
    ConditionalReading reading = readConditional(m_world, call.user, call.body);
    if (reading.refusal)
        return refused(*reading.refusal);
    const QByteArray id = reading.order.draft.clientOrderId;
    const Placed placed = m_world.trading().conditionals().add(std::move(reading.order), call.nowMs);
    if (placed.refusal)
        return refused(*placed.refusal);
    JsonWriter json(96);
    json.beginObject().number("code", 200).key("data").beginObject().text("clientOrderId", id);
    json.endObject().endObject();
    return {200, json.take()};
}

Reply ConditionalEndpoints::cancel(const Call &call)
{
    const QByteArrayList ids = call.body.list("clientOrderIds");
    if (ids.isEmpty())
        return v2Error(2003, "missing mandatory field `clientOrderIds`");
    if (ids.size() > mostCancelled)
        return v2Error(2002, "invalid field value in `clientOrderIds`");
    Conditionals &conditionals = m_world.trading().conditionals();
    JsonWriter accepted, rejected;
    accepted.beginArray();
    rejected.beginArray();
    for (const QByteArray &id : ids) {
        const int place = conditionals.find(call.user, id);
        const bool isDone = place >= 0 && conditionals.cancel(place, call.nowMs);
        (isDone ? accepted : rejected).text(id);
    }
    JsonWriter json(1024);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.token("accepted", accepted.endArray().take()).token("rejected", rejected.endArray().take());
    json.endObject().endObject();
    return {200, json.take()};
}

Reply ConditionalEndpoints::opening(const Call &call) const
{
    const ConditionalFilter filter = ConditionalFilter::read(m_world, call.user, call.query);
    return filter.refusal ? refused(*filter.refusal)
                          : listed(m_world, call.user, filter, ConditionalOrder::Status::Created);
}

Reply ConditionalEndpoints::history(const Call &call) const
{
    for (const char *field : {"symbol", "orderStatus"}) {
        if (!call.query.has(field))
            return v2Error(2003, QByteArray("missing mandatory field `") + field + '`');
    }
    const ConditionalFilter filter = ConditionalFilter::read(m_world, call.user, call.query);
    if (filter.refusal)
        return refused(*filter.refusal);
    const QByteArray wanted = call.query.value("orderStatus");
    using Status = ConditionalOrder::Status;
    for (const Status status : {Status::Canceled, Status::Rejected, Status::Triggered}) {
        if (wanted == stateName(status))
            return listed(m_world, call.user, filter, status);
    }
    return v2Error(2002, "invalid field value in `orderStatus`");
}

Reply ConditionalEndpoints::one(const Call &call) const
{
    if (!call.query.has("clientOrderId"))
        return v2Error(2003, "missing mandatory field `clientOrderId`");
    const Conditionals &conditionals = m_world.trading().conditionals();
    const int place = conditionals.find(call.user, call.query.value("clientOrderId"));
    if (place < 0)
        return v2Error(1007, "record not found");
    JsonWriter json;
    json.beginObject().number("code", 200).key("data");
    writeConditional(json, m_world, conditionals.all()[size_t(place)]);
    json.endObject();
    return {200, json.take()};
}

/// A timeout of 0 calls it off; then triggerTime is 0 too.
Reply ConditionalEndpoints::cancelAllAfter(const Call &call)
{
    if (!call.body.has("timeout"))
        return v2Error(2003, "missing mandatory field");
    const std::optional<qint64> timeout = call.body.number("timeout");
    if (!timeout || *timeout > longestTimeout || (*timeout != 0 && *timeout < shortestTimeout))
        return v2Error(2002, "invalid field value in `timeout`");
    const qint64 at = *timeout == 0 ? 0 : call.nowMs + *timeout * 1000;
    m_world.trading().cancelAllAt(call.user, at);
    JsonWriter json(96);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.number("currentTime", call.nowMs).number("triggerTime", at).endObject().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
