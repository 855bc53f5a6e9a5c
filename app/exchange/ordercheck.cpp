// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/ordercheck.h"

#include "exchange/marketlimits.h"
#include "exchange/world.h"

#include <algorithm>
#include <array>

namespace coffer::exchange {

namespace {

using Refused = std::optional<OrderRefusal>;

constexpr int valueDecimals = 8; ///< of what a buy at market spends
constexpr int longestClientId = 64;

constexpr std::array kinds{"market",    "limit",      "limit-maker",   "ioc",
                           "limit-fok", "stop-limit", "stop-limit-fok"};

struct Door ///< which account an order's source trades through
{
    const char *source, *accountType;
};
constexpr Door doors[] = {{"spot-api", "spot"},
                          {"margin-api", "margin"},
                          {"super-margin-api", "super-margin"},
                          {"c2c-margin-api", "c2c-margin"}};

OrderRefusal missing(const char *field)
{
    return {"validation-constraints-required", 2003, QByteArray("Field is missing: ") + field + '.'};
}

OrderRefusal invalid(const char *field)
{
    return {"validation-constraints-error", 2002, QByteArray("Field is invalid: ") + field + '.'};
}

QByteArray quoted(const Decimal &limit)
{
    return '`' + limit.toString() + '`';
}

Refused checkMarketOrder(const Market &market, const OrderLimits &limits, const OrderRecord &order,
                         const Decimal &marketPrice)
{
    if (order.isBuy) {
        if (order.amount.decimals() > valueDecimals)
            return OrderRefusal{"order-orderamount-precision-error", 3008,
                                "order value precision error, scale: `8`"};
        if (order.amount > limits.maxValue)
            return OrderRefusal{"order-marketorder-amount-buy-max-error", 3010,
                                "market order amount error, max: " + quoted(limits.maxValue)};
        if (order.amount < limits.minValue)
            return OrderRefusal{"order-value-min-error", 3009,
                                "Order total cannot be lower than: " + limits.minValue.toString() + ' ' +
                                    market.quote.toUpper()};
        return {};
    }
    if (order.amount > limits.maxMarketAmount)
        return OrderRefusal{"order-marketorder-amount-sell-max-error", 3004,
                            "market order amount error, max: " + quoted(limits.maxMarketAmount)};
    if (order.amount < limits.minAmount)
        return OrderRefusal{"order-marketorder-amount-min-error", 3003,
                            "market order amount error, min: " + quoted(limits.minAmount)};
    if (order.amount * marketPrice < limits.minValue)
        return OrderRefusal{"order-value-min-error", 3009,
                            "Order total cannot be lower than: " + limits.minValue.toString() + ' ' +
                                market.quote.toUpper()};
    return {};
}

Refused checkLimitOrder(const Market &market, const OrderLimits &limits, const OrderRecord &order,
                        const Decimal &marketPrice)
{
    if (order.price.sign() <= 0)
        return OrderRefusal{"order-invalid-price", 2002, "The price is invalid."};
    if (order.price.decimals() > market.priceDecimals)
        return OrderRefusal{"order-orderprice-precision-error", 3005,
                            "order price precision error, scale: `" +
                                QByteArray::number(market.priceDecimals) + '`'};
    if (order.amount < limits.minAmount)
        return OrderRefusal{"order-limitorder-amount-min-error", 3003,
                            "limit order amount error, min: " + quoted(limits.minAmount)};
    if (order.amount > limits.maxAmount)
        return OrderRefusal{"order-limitorder-amount-max-error", 3004,
                            "limit order amount error, max: " + quoted(limits.maxAmount)};
    if (order.amount * order.price < limits.minValue)
        return OrderRefusal{"order-value-min-error", 3009,
                            "Order total cannot be lower than: " + limits.minValue.toString() + ' ' +
                                market.quote.toUpper()};
    // A stop order is priced for a market that is not there yet.
    const Decimal &reference = order.stopPrice.isZero() ? marketPrice : order.stopPrice;
    if (order.isBuy && order.price > reference * buyBelow)
        return OrderRefusal{"order-limitorder-price-max-error", 3007,
                            "limit order price error, max: " +
                                quoted((reference * buyBelow).truncated(market.priceDecimals))};
    if (!order.isBuy && order.price < reference * sellAbove)
        return OrderRefusal{"order-limitorder-price-min-error", 3006,
                            "limit order price error, min: " +
                                quoted((reference * sellAbove).truncated(market.priceDecimals))};
    return {};
}

/// Whose account it is, and whether it trades there.
Refused readAccount(const World &world, int user, const Body &body, OrderRecord &order)
{
    if (!body.has("account-id"))
        return missing("account-id");
    const Ledger &ledger = world.ledger();
    order.account = ledger.accountOf(AccountId{body.number("account-id").value_or(-1)});
    if (order.account < 0 || ledger.accounts()[size_t(order.account)].user != user)
        return OrderRefusal{"account-get-accounts-inexistent-error", 2002,
                            "account for id `" + body.text("account-id") + "` does not exist"};
    const Account &account = ledger.accounts()[size_t(order.account)];
    order.source = body.has("source") ? body.text("source") : QByteArray("spot-api");
    const auto *door = std::find_if(std::begin(doors), std::end(doors),
                                    [&order](const Door &known) { return order.source == known.source; });
    if (door == std::end(doors))
        return OrderRefusal{"order-source-invalid", 2002, "The source of the order is invalid."};
    if (account.type != door->accountType)
        return OrderRefusal{"base-operation-forbidden", 2002,
                            "The account of type `" + account.type + "` does not trade through `" +
                                order.source + "`."};
    return {};
}

Refused readMarket(const World &world, const Body &body, OrderRecord &order)
{
    if (!body.has("symbol"))
        return missing("symbol");
    order.market = world.markets().indexOf(body.text("symbol"));
    if (order.market < 0)
        return OrderRefusal{"base-symbol-error", 2002, "The symbol is invalid."};
    const Market &market = world.markets().at(order.market);
    if (!market.isOnline())
        return OrderRefusal{"base-symbol-trade-disabled", 2003, "Trading is disabled for the symbol."};
    const Account &account = world.ledger().accounts()[size_t(order.account)];
    if (!account.subtype.isEmpty() && account.subtype != market.symbol)
        return OrderRefusal{"base-operation-forbidden", 2002,
                            "The account trades only `" + account.subtype + "`."};
    return {};
}

Refused readType(const Body &body, OrderRecord &order)
{
    if (!body.has("type"))
        return missing("type");
    const QByteArray type = body.text("type");
    const qsizetype dash = type.indexOf('-');
    const QByteArray side = type.left(dash);
    order.isBuy = side == "buy";
    order.kind = dash < 0 ? QByteArray() : type.mid(dash + 1);
    if ((!order.isBuy && side != "sell") || std::find(kinds.begin(), kinds.end(), order.kind) == kinds.end())
        return OrderRefusal{"order-type-invalid", 2002, "The type of the order is invalid."};
    return {};
}

Refused readNumbers(const Body &body, OrderRecord &order)
{
    if (!body.has("amount"))
        return missing("amount");
    const std::optional<Decimal> amount = body.decimal("amount");
    if (!amount || amount->sign() <= 0)
        return OrderRefusal{"invalid-amount", 2002, "The amount is invalid."};
    order.amount = *amount;
    if (order.kind == "market")
        return {};
    if (!body.has("price"))
        return OrderRefusal{"order-invalid-price", 2003, "The price is missing."};
    const std::optional<Decimal> price = body.decimal("price");
    if (!price)
        return OrderRefusal{"order-invalid-price", 2002, "The price is invalid."};
    order.price = *price;
    return {};
}

Refused readStop(const Market &market, const Body &body, OrderRecord &order)
{
    if (!order.kind.startsWith("stop-"))
        return {};
    if (!body.has("stop-price"))
        return missing("stop-price");
    if (!body.has("operator"))
        return missing("operator");
    const std::optional<Decimal> price = body.decimal("stop-price");
    if (!price || price->sign() <= 0)
        return invalid("stop-price");
    if (price->decimals() > market.priceDecimals)
        return OrderRefusal{"order-orderprice-precision-error", 3005,
                            "stop price precision error, scale: `" +
                                QByteArray::number(market.priceDecimals) + '`'};
    order.stopPrice = *price;
    const QByteArray direction = body.text("operator");
    if (direction != "gte" && direction != "lte")
        return invalid("operator");
    order.stopOperator = direction == "gte" ? StopOperator::AtLeast : StopOperator::AtMost;
    return {};
}

Refused readExtras(const Body &body, OrderRecord &order)
{
    order.clientOrderId = body.text("client-order-id");
    if (!order.clientOrderId.isEmpty() && !isClientOrderId(order.clientOrderId))
        return OrderRefusal{"invalid-client-order-id", 2002, "The client order id is invalid."};
    const qint64 prevents =
        body.has("self-match-prevent") ? body.number("self-match-prevent").value_or(-1) : 0;
    if (prevents != 0 && prevents != 1)
        return invalid("self-match-prevent");
    order.preventsSelfMatch = prevents == 1;
    return {};
}

} // namespace

bool isClientOrderId(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= longestClientId &&
           std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
           });
}

std::optional<OrderRefusal> checkTerms(const Market &market, const OrderRecord &order,
                                       const Decimal &marketPrice)
{
    if (!order.isMarketBuy() && order.amount.decimals() > market.amountDecimals)
        return OrderRefusal{"order-orderamount-precision-error", 3002,
                            "order amount precision error, scale: `" +
                                QByteArray::number(market.amountDecimals) + '`'};
    const OrderLimits limits(limitsOf(market));
    return order.kind == "market" ? checkMarketOrder(market, limits, order, marketPrice)
                                  : checkLimitOrder(market, limits, order, marketPrice);
}

OrderReading readOrder(const World &world, int user, const Body &body, qint64 nowMs)
{
    OrderReading reading;
    OrderRecord &order = reading.order;
    const auto passes = [&reading](Refused refused) {
        reading.refusal = std::move(refused);
        return !reading.refusal;
    };
    if (!passes(readAccount(world, user, body, order)) || !passes(readMarket(world, body, order)) ||
        !passes(readType(body, order)) || !passes(readNumbers(body, order)) ||
        !passes(readStop(world.markets().at(order.market), body, order)) || !passes(readExtras(body, order)))
        return reading;
    const Market &market = world.markets().at(order.market);
    reading.refusal = checkTerms(
        market, order, Decimal::scaled(world.feed().price(order.market, nowMs), -market.priceDecimals));
    return reading;
}

} // namespace coffer::exchange
