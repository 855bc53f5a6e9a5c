// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/ordering.h"

#include "htx/endpoints/body.h"
#include "htx/endpoints/replies.h"
#include "htx/endpoints/requests.h"
#include "htx/signer.h"

namespace coffer::htx::endpoints::ordering {

namespace {

using namespace json;

constexpr Schema placedSchema({
    field<&PlacedOrder::id, Identifier>("order-id", Need::Optional),
    field<&PlacedOrder::clientOrderId, Text>("client-order-id", Need::Optional),
    field<PlacedOrder, readRefusalCode<PlacedOrder>>("err-code", Need::Optional),
    field<PlacedOrder, readRefusalText<PlacedOrder>>("err-msg", Need::Optional),
});

/// Empty where the order was named by its client order id.
bool readRefusedId(const Input &in, CancelRefusal &refusal)
{
    return in.token() == "\"\"" || Identifier{}(in, refusal.id);
}

constexpr Schema refusalSchema({
    field<CancelRefusal, readRefusedId>("order-id", Need::Optional),
    field<&CancelRefusal::clientOrderId, Text>("client-order-id", Need::Optional),
    field<CancelRefusal, readRefusalCode<CancelRefusal>>("err-code"),
    field<CancelRefusal, readRefusalText<CancelRefusal>>("err-msg", Need::Optional),
    field<&CancelRefusal::stateCode, LooseInteger>("order-state", Need::Optional),
});

bool readAccepted(const Input &in, CancelOutcome &outcome)
{
    return readIds(in, outcome.accepted);
}

bool readRefused(const Input &in, CancelOutcome &outcome)
{
    return readRows(in, refusalSchema, outcome.refused);
}

constexpr Schema outcomeSchema({
    field<CancelOutcome, readAccepted>("success"),
    field<CancelOutcome, readRefused>("failed"),
});

constexpr Schema sweepSchema({
    field<&CancelSweep::accepted, LooseInteger>("success-count"),
    field<&CancelSweep::refused, LooseInteger>("failed-count"),
    field<&CancelSweep::nextId, LooseInteger>("next-id"),
});

Result<OrderId> parseId(Value data)
{
    return readValue<Identifier, OrderId>(data);
}

/// Each order has an id or a refusal: of one that has neither, nobody can say whether it was placed.
Result<QList<PlacedOrder>> parsePlaced(Value data)
{
    const Input in = open(data);
    QList<PlacedOrder> rows;
    if (!readRows(in, placedSchema, rows))
        return fail(failureOf(in));
    for (const PlacedOrder &row : std::as_const(rows)) {
        if (row.refusal.has_value() != row.id.value.isEmpty() && !in.refuse("a list of ids and refusals"))
            return fail(failureOf(in));
    }
    return rows;
}

Result<int> parseCode(Value data)
{
    return readValue<LooseInteger, int>(data);
}

Result<CancelOutcome> parseOutcome(Value data)
{
    return readOne(data, outcomeSchema);
}

Result<CancelSweep> parseSweep(Value data)
{
    return readOne(data, sweepSchema);
}

void addOrder(JsonWriter &body, const OrderDraft &draft)
{
    body.beginObject().text("account-id", QByteArray::number(draft.account.value));
    body.text("symbol", draft.symbol.value.toUtf8());
    body.text("type", wireName(draft.side) + '-' + draft.kind.toUtf8());
    add(body, "amount", draft.amount);
    add(body, "price", draft.price);
    body.text("source", draft.source.isEmpty() ? QByteArrayLiteral("spot-api") : draft.source.toUtf8());
    add(body, "client-order-id", draft.clientOrderId);
    if (draft.selfMatchPrevent)
        body.number("self-match-prevent", *draft.selfMatchPrevent);
    add(body, "stop-price", draft.stopPrice);
    add(body, "operator", draft.stopOperator);
    body.endObject();
}

QByteArray listBody(const char *name, const QStringList &ids)
{
    JsonWriter body;
    body.beginObject();
    add(body, name, ids);
    body.endObject();
    return body.take();
}

} // namespace

Call<OrderId> place(const OrderDraft &draft)
{
    JsonWriter body;
    addOrder(body, draft);
    return {orderPost("/v1/order/orders/place", 100, body.take()), parseId};
}

Call<QList<PlacedOrder>> placeBatch(const QList<OrderDraft> &drafts)
{
    JsonWriter body;
    body.beginArray();
    for (const OrderDraft &draft : drafts)
        addOrder(body, draft);
    body.endArray();
    return {orderPost("/v1/order/batch-orders", 20, body.take()), parsePlaced};
}

Call<OrderId> cancel(const OrderId &id)
{
    return {orderPost("/v1/order/orders/" + percentEncoded(id.value.toUtf8()) + "/submitcancel", 100,
                      noParameters(), "/v1/order/orders/{id}/submitcancel"),
            parseId};
}

Call<int> cancelByClientOrderId(const QString &clientOrderId)
{
    JsonWriter body;
    body.beginObject().text("client-order-id", clientOrderId.toUtf8()).endObject();
    return {orderPost("/v1/order/orders/submitCancelClientOrder", 100, body.take()), parseCode};
}

Call<CancelOutcome> cancelBatch(const QList<OrderId> &ids)
{
    QStringList texts;
    for (const OrderId &id : ids)
        texts.append(id.value);
    return {orderPost("/v1/order/orders/batchcancel", 50, listBody("order-ids", texts)), parseOutcome};
}

Call<CancelOutcome> cancelBatchByClientOrderId(const QStringList &clientOrderIds)
{
    return {orderPost("/v1/order/orders/batchcancel", 50, listBody("client-order-ids", clientOrderIds)),
            parseOutcome};
}

Call<CancelSweep> cancelOpen(const Sweep &sweep)
{
    QStringList names;
    for (const Symbol &symbol : sweep.symbols)
        names.append(symbol.value);
    JsonWriter body;
    body.beginObject();
    if (sweep.account.value != 0)
        body.text("account-id", QByteArray::number(sweep.account.value));
    add(body, "symbol", names.join(u','));
    add(body, "types", sweep.types.join(u','));
    if (sweep.side)
        body.text("side", wireName(*sweep.side));
    body.number("size", std::clamp(sweep.size, 1, 100)).endObject();
    return {orderPost("/v1/order/orders/batchCancelOpenOrders", 50, body.take()), parseSweep};
}

} // namespace coffer::htx::endpoints::ordering
