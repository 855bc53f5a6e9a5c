// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/algo.h"

#include "htx/endpoints/body.h"
#include "htx/endpoints/replies.h"
#include "htx/endpoints/requests.h"

namespace coffer::htx::endpoints::algo {

namespace {

using namespace json;

bool readSide(const Input &in, ConditionalOrder &order)
{
    order.side = in.token() == "\"sell\"" ? Side::Sell : Side::Buy;
    return order.side == Side::Sell || in.token() == "\"buy\"" || in.refuse("buy or sell");
}

/// A price or an amount that does not apply may be missing or an empty text.
template<std::optional<Decimal> ConditionalOrder::*Member>
bool readOptional(const Input &in, ConditionalOrder &order)
{
    return in.token() == "\"\"" || LooseAmount{}(in, (order.*Member).emplace());
}

/// Untriggered orders have none, or an empty one.
bool readOrderId(const Input &in, ConditionalOrder &order)
{
    return in.token() == "\"\"" || Identifier{}(in, order.order);
}

using Row = ConditionalOrder;
constexpr Schema rowSchema({
    field<&Row::account, Identifier>("accountId", Need::Optional),
    field<&Row::source, Word>("source", Need::Optional),
    field<&Row::clientOrderId, Text>("clientOrderId"),
    field<Row, readOrderId>("orderId", Need::Optional),
    field<&Row::symbol, Name>("symbol"),
    field<Row, readOptional<&Row::price>>("orderPrice", Need::Optional),
    field<Row, readOptional<&Row::size>>("orderSize", Need::Optional),
    field<Row, readOptional<&Row::value>>("orderValue", Need::Optional),
    field<Row, readSide>("orderSide"),
    field<&Row::timeInForce, Word>("timeInForce", Need::Optional),
    field<&Row::orderType, Word>("orderType"),
    field<Row, readOptional<&Row::stopPrice>>("stopPrice", Need::Optional),
    field<Row, readOptional<&Row::trailingRate>>("trailingRate", Need::Optional),
    field<&Row::placedAt, LooseInteger>("orderOrigTime"),
    field<&Row::changedAt, LooseInteger>("lastActTime", Need::Optional),
    field<&Row::triggeredAt, LooseInteger>("orderCreateTime", Need::Optional),
    field<&Row::state, Word>("orderStatus"),
    field<Row, readRefusalCode<Row>>("errCode", Need::Optional),
    field<Row, readRefusalText<Row>>("errMessage", Need::Optional),
});

struct Placed
{
    QString clientOrderId;
};
constexpr Schema placedSchema({field<&Placed::clientOrderId, Text>("clientOrderId")});

bool readAccepted(const Input &in, ConditionalCancel &outcome)
{
    return readIds(in, outcome.accepted);
}

bool readRejected(const Input &in, ConditionalCancel &outcome)
{
    return readIds(in, outcome.rejected);
}

constexpr Schema cancelSchema({
    field<ConditionalCancel, readAccepted>("accepted"),
    field<ConditionalCancel, readRejected>("rejected"),
});

constexpr Schema timerSchema({
    field<&CancelTimer::currentTime, LooseInteger>("currentTime"),
    field<&CancelTimer::triggerTime, LooseInteger>("triggerTime", Need::Optional),
});

Result<QString> parsePlaced(Value data)
{
    return readOne(data, placedSchema).map([](const Placed &placed) { return placed.clientOrderId; });
}

Result<ConditionalCancel> parseCancel(Value data)
{
    return readOne(data, cancelSchema);
}

Result<Page<Row>> parsePage(Value data)
{
    return readPage(data, rowSchema);
}

Result<Row> parseRow(Value data)
{
    return readOne(data, rowSchema);
}

Result<CancelTimer> parseTimer(Value data)
{
    return readOne(data, timerSchema);
}

Query queryOf(const Filter &filter)
{
    Query query;
    add(query, "accountId", filter.account.value);
    add(query, "symbol", filter.symbol.value);
    add(query, "orderSide", filter.side);
    add(query, "orderType", filter.type);
    query.emplaceBack("sort", "desc");
    addSize(query, filter.size, 1, 500, "limit");
    add(query, "fromId", filter.from);
    return query;
}

} // namespace

Call<QString> place(const ConditionalDraft &draft)
{
    JsonWriter body;
    body.beginObject().number("accountId", draft.account.value);
    body.text("symbol", draft.symbol.value.toUtf8());
    body.text("orderSide", wireName(draft.side));
    add(body, "orderType", draft.orderType);
    add(body, "orderPrice", draft.price);
    add(body, "orderSize", draft.size);
    add(body, "orderValue", draft.value);
    add(body, "timeInForce", draft.timeInForce);
    body.text("clientOrderId", draft.clientOrderId.toUtf8());
    add(body, "stopPrice", draft.stopPrice);
    add(body, "trailingRate", draft.trailingRate);
    body.endObject();
    return {orderPost("/v2/algo-orders", 20, body.take()), parsePlaced};
}

Call<ConditionalCancel> cancel(const QStringList &clientOrderIds)
{
    JsonWriter body;
    body.beginObject();
    add(body, "clientOrderIds", clientOrderIds);
    body.endObject();
    return {orderPost("/v2/algo-orders/cancellation", 20, body.take()), parseCancel};
}

Call<Page<ConditionalOrder>> open(const Filter &filter)
{
    return {readGet("/v2/algo-orders/opening", 20, queryOf(filter)), parsePage};
}

Call<Page<ConditionalOrder>> history(const Filter &filter)
{
    Query query = queryOf(filter);
    add(query, "orderStatus", filter.state);
    add(query, "startTime", filter.startMs);
    add(query, "endTime", filter.endMs);
    return {readGet("/v2/algo-orders/history", 20, std::move(query)), parsePage};
}

Call<ConditionalOrder> order(const QString &clientOrderId)
{
    Query query;
    add(query, "clientOrderId", clientOrderId);
    return {readGet("/v2/algo-orders/specific", 20, std::move(query)), parseRow};
}

Call<CancelTimer> cancelAllAfter(int seconds)
{
    JsonWriter body;
    body.beginObject().number("timeout", seconds).endObject();
    return {orderPost("/v2/algo-orders/cancel-all-after", 20, body.take()), parseTimer};
}

} // namespace coffer::htx::endpoints::algo
