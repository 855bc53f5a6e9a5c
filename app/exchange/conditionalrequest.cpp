// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/conditionalrequest.h"

#include "exchange/world.h"

namespace coffer::exchange {

namespace {

using Refused = std::optional<OrderRefusal>;

OrderRefusal missing(const char *field)
{
    return {"parameter-required", 2003, QByteArray("missing mandatory field `") + field + '`'};
}

OrderRefusal invalid(const char *field)
{
    return {"validation-constraints-error", 2002, QByteArray("invalid field value in `") + field + '`'};
}

Refused readPlace(const World &world, int user, const Body &body, OrderRecord &draft)
{
    for (const char *field :
         {"accountId", "symbol", "orderSide", "orderType", "clientOrderId", "stopPrice"}) {
        if (!body.has(field))
            return missing(field);
    }
    const Ledger &ledger = world.ledger();
    draft.account = ledger.accountOf(AccountId{body.number("accountId").value_or(-1)});
    if (draft.account < 0 || ledger.accounts()[size_t(draft.account)].user != user ||
        ledger.accounts()[size_t(draft.account)].type != "spot")
        return invalid("accountId");
    draft.market = world.markets().indexOf(body.text("symbol"));
    if (draft.market < 0)
        return invalid("symbol");
    if (!world.markets().at(draft.market).isOnline())
        return OrderRefusal{"base-symbol-trade-disabled", 2003, "Trading is disabled"};
    draft.clientOrderId = body.text("clientOrderId");
    if (!isClientOrderId(draft.clientOrderId))
        return invalid("clientOrderId");
    const int same = world.trading().conditionals().find(user, draft.clientOrderId);
    if (same >= 0 &&
        world.trading().conditionals().all()[size_t(same)].status == ConditionalOrder::Status::Created)
        return invalid("clientOrderId");
    draft.source = "api";
    return {};
}

/// The order's kind by the words of both families.
Refused readKind(const Body &body, ConditionalOrder &order)
{
    const QByteArray side = body.text("orderSide");
    if (side != "buy" && side != "sell")
        return invalid("orderSide");
    order.draft.isBuy = side == "buy";
    order.type = body.text("orderType");
    if (order.type != "limit" && order.type != "market")
        return invalid("orderType");
    order.timeInForce = body.text("timeInForce");
    if (order.type == "market") {
        if (!order.timeInForce.isEmpty() && order.timeInForce != "ioc")
            return invalid("timeInForce");
        order.timeInForce = "ioc";
        order.draft.kind = "market";
        return {};
    }
    struct Word
    {
        const char *timeInForce, *kind;
    };
    constexpr Word words[] = {{"gtc", "limit"}, {"boc", "limit-maker"}, {"ioc", "ioc"}, {"fok", "limit-fok"}};
    if (order.timeInForce.isEmpty())
        order.timeInForce = "gtc";
    for (const Word &word : words) {
        if (order.timeInForce == word.timeInForce)
            order.draft.kind = word.kind;
    }
    return order.draft.kind.isEmpty() ? Refused(invalid("timeInForce")) : Refused();
}

Refused readAmounts(const Body &body, OrderRecord &draft)
{
    const char *field = draft.isMarketBuy() ? "orderValue" : "orderSize";
    if (!body.has(field))
        return missing(field);
    const std::optional<Decimal> amount = body.decimal(field);
    if (!amount || amount->sign() <= 0)
        return invalid(field);
    draft.amount = *amount;
    if (draft.kind == "market")
        return {};
    if (!body.has("orderPrice"))
        return missing("orderPrice");
    const std::optional<Decimal> price = body.decimal("orderPrice");
    if (!price || price->sign() <= 0)
        return invalid("orderPrice");
    draft.price = *price;
    return {};
}

Refused readStop(const Market &market, const Body &body, ConditionalOrder &order)
{
    const std::optional<Decimal> stop = body.decimal("stopPrice");
    if (!stop || stop->sign() <= 0 || stop->decimals() > market.priceDecimals)
        return invalid("stopPrice");
    order.stopPrice = *stop;
    if (!body.has("trailingRate"))
        return {};
    order.trailingRate = body.decimal("trailingRate");
    if (!order.trailingRate || order.type != "market" || *order.trailingRate < Decimal::scaled(1, -3) ||
        *order.trailingRate > Decimal::scaled(5, -2) || order.trailingRate->decimals() > 3)
        return invalid("trailingRate");
    return {};
}

std::optional<qint64> wantedNumber(const Query &query, const char *name, Refused &refusal)
{
    const std::optional<qint64> value = query.number(name);
    if (query.has(name) && !value && !refusal)
        refusal = invalid(name);
    return value;
}

} // namespace

ConditionalReading readConditional(const World &world, int user, const Body &body)
{
    ConditionalReading reading;
    ConditionalOrder &order = reading.order;
    const auto passes = [&reading](Refused refused) {
        reading.refusal = std::move(refused);
        return !reading.refusal;
    };
    if (!passes(readPlace(world, user, body, order.draft)) || !passes(readKind(body, order)) ||
        !passes(readAmounts(body, order.draft)) ||
        !passes(readStop(world.markets().at(order.draft.market), body, order)))
        return reading;
    // It is priced for the market as it will be then.
    reading.refusal = checkTerms(world.markets().at(order.draft.market), order.draft, order.stopPrice);
    return reading;
}

ConditionalFilter ConditionalFilter::read(const World &world, int user, const Query &query)
{
    ConditionalFilter filter;
    Refused &refusal = filter.refusal;
    if (const auto account = wantedNumber(query, "accountId", refusal)) {
        filter.account = world.ledger().accountOf(AccountId{*account});
        if (filter.account < 0 || world.ledger().accounts()[size_t(filter.account)].user != user)
            refusal = invalid("accountId");
    }
    filter.market = world.markets().indexOf(query.value("symbol"));
    if (query.has("symbol") && filter.market < 0)
        refusal = invalid("symbol");
    const QByteArray side = query.value("orderSide"), sort = query.value("sort");
    if (query.has("orderSide") && side != "buy" && side != "sell")
        refusal = invalid("orderSide");
    if (query.has("orderSide"))
        filter.isBuy = side == "buy";
    filter.type = query.value("orderType");
    if (query.has("orderType") && filter.type != "limit" && filter.type != "market")
        refusal = invalid("orderType");
    if (query.has("sort") && sort != "asc" && sort != "desc")
        refusal = invalid("sort");
    filter.ascending = sort == "asc";
    filter.from = wantedNumber(query, "fromId", refusal);
    filter.startMs = wantedNumber(query, "startTime", refusal).value_or(filter.startMs);
    filter.endMs = wantedNumber(query, "endTime", refusal).value_or(filter.endMs);
    filter.limit = wantedNumber(query, "limit", refusal).value_or(filter.limit);
    if (filter.limit < 1 || filter.limit > 500)
        refusal = invalid("limit");
    return filter;
}

bool ConditionalFilter::admits(const ConditionalOrder &order) const
{
    return (account < 0 || order.draft.account == account) && (market < 0 || order.draft.market == market) &&
           (!isBuy || order.draft.isBuy == *isBuy) && (type.isEmpty() || order.type == type) &&
           (!from || (ascending ? order.id >= *from : order.id <= *from)) && order.createdAt >= startMs &&
           order.createdAt <= endMs;
}

} // namespace coffer::exchange
