// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/accountjson.h"

#include "exchange/jsonwriter.h"
#include "exchange/orderfilter.h"
#include "exchange/world.h"

namespace coffer::exchange {

namespace {

const OrderRecord &orderOf(const World &world, const OrderEvent &event)
{
    return world.ledger().orders()[size_t(event.order)];
}

qint64 accountIdOf(const World &world, const OrderRecord &order)
{
    return world.ledger().accounts()[size_t(order.account)].id.value;
}

/// What is executed and what is left: in the quote currency for a buy at market.
Decimal executed(const OrderRecord &order)
{
    return order.isMarketBuy() ? order.filledCash : order.filledAmount;
}

/// The members that each order event has.
void writeOrder(JsonWriter &json, const World &world, const OrderRecord &order, QByteArrayView sourceName)
{
    json.text("symbol", world.markets().at(order.market).symbol).number("orderId", order.id);
    json.number("accountId", accountIdOf(world, order)).text("clientOrderId", order.clientOrderId);
    json.text(sourceName, order.source).text("orderStatus", stateName(order.status));
    if (!order.price.isZero())
        json.text("orderPrice", order.price.toString());
    json.text(order.isMarketBuy() ? "orderValue" : "orderSize", order.amount.toString());
    json.number("orderCreateTime", order.createdAt);
}

void writeFill(JsonWriter &json, const FillRecord &fill)
{
    json.text("tradePrice", fill.price.toString()).text("tradeVolume", fill.amount.toString());
    json.number("tradeId", fill.tradeId).number("tradeTime", fill.createdAt);
    json.boolean("aggressor", !fill.isMaker);
}

void writeFee(JsonWriter &json, const World &world, const OrderRecord &order, const FillRecord &fill)
{
    const Market &market = world.markets().at(order.market);
    json.text("transactFee", fill.fee.toString())
        .text("feeCurrency", order.isBuy ? market.base : market.quote);
    json.text("feeDeduct", fill.deducted.toString());
    json.text("feeDeductType",
              fill.deductCurrency < 0 ? QByteArray() : world.currencies().at(fill.deductCurrency).code);
}

const char *eventName(OrderEvent::Kind kind)
{
    switch (kind) {
    case OrderEvent::Kind::Creation:
        return "creation";
    case OrderEvent::Kind::Trade:
        return "trade";
    case OrderEvent::Kind::Cancellation:
        break;
    }
    return "cancellation";
}

} // namespace

QByteArray balancePush(const World &world, const BalanceMessage &message)
{
    JsonWriter json;
    json.beginObject().text("action", "push").text("ch", message.channel).key("data").beginObject();
    json.text("currency", world.currencies().at(message.currency).code);
    json.number("accountId", world.ledger().accounts()[size_t(message.account)].id.value);
    if (message.balance)
        json.text("balance", message.balance->toString());
    if (message.available)
        json.text("available", message.available->toString());
    json.text("accountType", message.type).number("seqNum", message.sequence);
    if (message.event)
        json.text("changeType", message.event->cause).number("changeTime", message.event->at);
    else
        json.null("changeType").null("changeTime");
    return json.endObject().endObject().take();
}

QByteArray orderPush(const World &world, const QByteArray &channel, const OrderEvent &event)
{
    const OrderRecord &order = orderOf(world, event);
    JsonWriter json;
    json.beginObject().text("action", "push").text("ch", channel).key("data").beginObject();
    json.text("eventType", eventName(event.kind)).text("type", typeName(order));
    writeOrder(json, world, order, "orderSource");
    if (event.kind == OrderEvent::Kind::Trade)
        writeFill(json, world.ledger().fills()[size_t(event.fill)]);
    if (event.kind != OrderEvent::Kind::Creation) {
        json.text("execAmt", executed(order).toString());
        json.text("remainAmt", (order.amount - executed(order)).toString());
    }
    if (event.kind == OrderEvent::Kind::Cancellation)
        json.number("lastActTime", event.at);
    return json.endObject().endObject().take();
}

QByteArray conditionalPush(const World &world, const QByteArray &channel, const ConditionalEvent &event)
{
    const ConditionalOrder &order = world.trading().conditionals().all()[size_t(event.order)];
    const bool isDeletion = event.kind == ConditionalEvent::Kind::Deletion;
    JsonWriter json;
    json.beginObject().text("action", "push").text("ch", channel).key("data").beginObject();
    json.text("eventType", isDeletion ? "deletion" : "trigger");
    json.text("symbol", world.markets().at(order.draft.market).symbol);
    json.text("clientOrderId", order.draft.clientOrderId);
    json.text("orderSide", order.draft.isBuy ? "buy" : "sell");
    json.text("orderStatus", isDeletion ? "canceled" : "rejected");
    if (!isDeletion)
        json.number("errCode", order.errorCode).text("errMessage", order.errorMessage);
    return json.number("lastActTime", event.at).endObject().endObject().take();
}

/// As recorded, these have no "action".
QByteArray clearingPush(const World &world, const QByteArray &channel, const OrderEvent &event)
{
    const OrderRecord &order = orderOf(world, event);
    JsonWriter json;
    json.beginObject().text("ch", channel).key("data").beginObject();
    json.text("eventType", eventName(event.kind)).text("orderSide", order.isBuy ? "buy" : "sell");
    json.text("orderType", typeName(order));
    writeOrder(json, world, order, "source");
    if (!order.stopPrice.isZero()) {
        json.text("stopPrice", order.stopPrice.toString());
        json.text("operator", order.stopOperator == StopOperator::AtLeast ? "gte" : "lte");
    }
    if (event.kind == OrderEvent::Kind::Trade) {
        const FillRecord &fill = world.ledger().fills()[size_t(event.fill)];
        writeFill(json, fill);
        writeFee(json, world, order, fill);
    } else {
        json.text("remainAmt", (order.amount - executed(order)).toString());
    }
    return json.endObject().endObject().take();
}

} // namespace coffer::exchange
