// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/ordercommands.h"

#include "exchange/jsonwriter.h"
#include "exchange/openfilter.h"
#include "exchange/ordercheck.h"
#include "exchange/orderretention.h"

namespace coffer::exchange {

namespace {

constexpr size_t mostInBatch = 10, mostCancelled = 50;
constexpr int cancelling = 10, unknownClientId = 0, longGone = -1;

/// The numbers that stand for states in replies to a cancel.
int numericState(OrderStatus status)
{
    switch (status) {
    case OrderStatus::PartialCanceled:
        return 5;
    case OrderStatus::Filled:
        return 6;
    case OrderStatus::Canceled:
        return 7;
    case OrderStatus::Created:
    case OrderStatus::Submitted:
    case OrderStatus::PartialFilled:
        break;
    }
    return cancelling;
}

Reply done(QByteArrayView name, const QByteArray &token)
{
    JsonWriter json(96);
    json.beginObject().text("status", "ok").token(name, token).endObject();
    return {200, json.take()};
}

Reply stateError(int state)
{
    JsonWriter json;
    json.beginObject().text("status", "error").text("err-code", "order-orderstate-error");
    json.text("err-msg", "Incorrect order state").null("data").number("order-state", state).endObject();
    return {200, json.take()};
}

/// What a halt (htx-api.md 7.1) forbids in that market: placing in any, cancelling in a whole one.
bool isHalted(const World &world, int market, bool forCancel)
{
    const MarketStatus &status = world.marketStatus();
    if (status.state == MarketStatus::State::Normal ||
        (forCancel && status.state == MarketStatus::State::CancelOnly))
        return false;
    return status.affectedSymbols == "all" ||
           status.affectedSymbols.split(',').contains(world.markets().at(market).symbol);
}

QByteArray quoted(qint64 id)
{
    return '"' + QByteArray::number(id) + '"';
}

} // namespace

void OrderCommands::addTo(Router &router)
{
    const auto add = [this, &router](const char *path, int perWindow,
                                     Reply (OrderCommands::*answer)(const Call &)) {
        router.add({.path = path,
                    .envelope = Envelope::V1,
                    .permission = htx::Permission::Trade,
                    .perWindow = perWindow,
                    .answer = [this, answer](const Call &call) { return (this->*answer)(call); },
                    .method = htx::Method::Post});
    };
    add("/v1/order/orders/place", 100, &OrderCommands::place);
    add("/v1/order/batch-orders", 50, &OrderCommands::placeBatch);
    add("/v1/order/orders/{id}/submitcancel", 100, &OrderCommands::cancel);
    add("/v1/order/orders/submitCancelClientOrder", 100, &OrderCommands::cancelByClientId);
    add("/v1/order/orders/batchcancel", 50, &OrderCommands::cancelBatch);
    add("/v1/order/orders/batchCancelOpenOrders", 50, &OrderCommands::cancelOpen);
}

Placed OrderCommands::placeOne(const Call &call, const Body &body)
{
    OrderReading reading = readOrder(m_world, call.user, body, call.nowMs);
    if (reading.refusal)
        return {-1, reading.refusal};
    if (isHalted(m_world, reading.order.market, false))
        return {-1, OrderRefusal{"order-disabled", 2003, "Placing orders is disabled for now."}};
    return m_world.trading().matcher().place(std::move(reading.order), call.nowMs);
}

/// The id comes as a text here, and as a number from batch-orders.
Reply OrderCommands::place(const Call &call)
{
    const Placed placed = placeOne(call, call.body);
    if (placed.refusal)
        return v1Error(placed.refusal->code, placed.refusal->message);
    return done("data", quoted(m_world.ledger().orders()[size_t(placed.order)].id));
}

Reply OrderCommands::placeBatch(const Call &call)
{
    const std::vector<Body> rows = call.body.rows();
    if (rows.empty())
        return v1Error("validation-constraints-required", "The body must be a list of orders.");
    if (rows.size() > mostInBatch)
        return v1Error("validation-constraints-error", "At most 10 orders in a batch.");
    JsonWriter json(1024);
    json.beginObject().text("status", "ok").key("data").beginArray();
    for (const Body &row : rows) {
        const Placed placed = placeOne(call, row);
        json.beginObject();
        if (!placed.refusal)
            json.number("order-id", m_world.ledger().orders()[size_t(placed.order)].id);
        json.text("client-order-id", row.text("client-order-id"));
        if (placed.refusal)
            json.text("err-code", placed.refusal->code).text("err-msg", placed.refusal->message);
        json.endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

OrderCommands::Cancelled OrderCommands::cancelOne(const Call &call, int place)
{
    const Ledger &ledger = m_world.ledger();
    if (place < 0 || ledger.userOf(ledger.orders()[size_t(place)]) != call.user)
        return {longGone, false, -1};
    const OrderRecord &order = ledger.orders()[size_t(place)];
    if (!order.isOpen())
        return {isGone(order, call.nowMs) ? longGone : numericState(order.status), false, place};
    if (isHalted(m_world, order.market, true))
        return {numericState(order.status), false, place};
    m_world.trading().matcher().cancel(place, call.nowMs);
    return {cancelling, true, place};
}

Reply OrderCommands::cancel(const Call &call)
{
    const Cancelled cancelled = cancelOne(call, m_world.ledger().orderOf(call.id));
    if (cancelled.order < 0)
        return v1Error("base-record-invalid", "record invalid");
    if (!cancelled.done && m_world.ledger().orders()[size_t(cancelled.order)].isOpen())
        return v1Error("cancel-disabled", "Cancelling orders is disabled for now.");
    return cancelled.done ? done("data", quoted(call.id)) : stateError(cancelled.state);
}

/// Answers with the numeric state, whatever it is.
Reply OrderCommands::cancelByClientId(const Call &call)
{
    const QByteArray id = call.body.text("client-order-id");
    if (id.isEmpty())
        return v1Error("validation-constraints-required", "Field is missing: client-order-id.");
    if (!isClientOrderId(id))
        return v1Error("invalid-client-order-id", "The client order id is invalid.");
    const Ledger &ledger = m_world.ledger();
    const int place = ledger.orderOf(call.user, id);
    if (place < 0)
        return done("data", QByteArray::number(unknownClientId));
    if (!answersToClientId(ledger.orders()[size_t(place)], call.nowMs))
        return done("data", QByteArray::number(longGone));
    return done("data", QByteArray::number(cancelOne(call, place).state));
}

Reply OrderCommands::cancelBatch(const Call &call)
{
    const bool byClientId = !call.body.has("order-ids");
    const QByteArrayList ids = call.body.list(byClientId ? "client-order-ids" : "order-ids");
    if (ids.isEmpty())
        return v1Error("validation-constraints-required", "Field is missing: order-ids or client-order-ids.");
    if (size_t(ids.size()) > mostCancelled)
        return v1Error("validation-constraints-error", "At most 50 orders at once.");
    const Ledger &ledger = m_world.ledger();
    JsonWriter success(1024), failed(1024);
    success.beginArray();
    failed.beginArray();
    for (const QByteArray &id : ids) {
        const int named = byClientId ? ledger.orderOf(call.user, id) : ledger.orderOf(id.toLongLong());
        const Cancelled cancelled = cancelOne(call, named);
        if (cancelled.done) {
            success.text(id);
            continue;
        }
        const bool isKnown = cancelled.order >= 0;
        const OrderRecord *order = isKnown ? &ledger.orders()[size_t(cancelled.order)] : nullptr;
        failed.beginObject()
            .text("err-msg", isKnown ? "Incorrect order state" : "The record is not found.")
            .number("order-state", !isKnown && byClientId ? unknownClientId : cancelled.state)
            .text("order-id", isKnown      ? QByteArray::number(order->id)
                              : byClientId ? QByteArray()
                                           : id)
            .text("err-code", isKnown ? "order-orderstate-error" : "base-not-found")
            .text("client-order-id", isKnown      ? order->clientOrderId
                                     : byClientId ? id
                                                  : QByteArray())
            .endObject();
    }
    JsonWriter json(2048);
    json.beginObject().text("status", "ok").key("data").beginObject();
    json.token("success", success.endArray().take()).token("failed", failed.endArray().take());
    json.endObject().endObject();
    return {200, json.take()};
}

/// The newest first, at most size of them; next-id is the first that was left, -1 when none was.
Reply OrderCommands::cancelOpen(const Call &call)
{
    OpenFilter filter(call.body, m_world, call.user);
    if (filter.refused())
        return *filter.refused();
    const Ledger &ledger = m_world.ledger();
    const std::set<int> open = ledger.openOrdersOf(call.user);
    qint64 cancelled = 0, next = -1;
    for (auto place = open.rbegin(); place != open.rend() && next < 0; ++place) {
        const OrderRecord &order = ledger.orders()[size_t(*place)];
        if (!filter.admits(order))
            continue;
        if (cancelled == filter.size())
            next = order.id;
        else
            cancelled += cancelOne(call, *place).done ? 1 : 0;
    }
    JsonWriter json(128);
    json.beginObject().text("status", "ok").key("data").beginObject().number("success-count", cancelled);
    json.number("failed-count", 0).number("next-id", next).endObject().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
