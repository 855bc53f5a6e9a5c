// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/order.h"

#include "htx/endpoints/requests.h"
#include "htx/jsonreader.h"
#include "htx/signer.h"

namespace coffer::htx::endpoints::order {

namespace {

using namespace json;

/// "buy-limit-maker" is a side and a kind.
template<class Row>
bool readType(const Input &in, Row &row)
{
    const std::string_view token = in.token();
    const std::string_view buy = "\"buy-";
    const std::string_view sell = "\"sell-";
    const bool isBuy = token.starts_with(buy);
    if ((!isBuy && !token.starts_with(sell)) || token.back() != '"' ||
        token.find('\\') != std::string_view::npos)
        return in.refuse("an order type");
    row.side = isBuy ? Side::Buy : Side::Sell;
    const std::size_t start = isBuy ? buy.size() : sell.size();
    row.kind = sharedText(in, token.substr(start, token.size() - start - 1));
    return true;
}

bool readState(const Input &in, Order &order)
{
    if (!Word{}(in, order.rawState))
        return false;
    order.state = parseOrderState(order.rawState);
    return true;
}

/// Orders without a stop have none, or an empty one.
bool readStopPrice(const Input &in, Order &order)
{
    return in.token() == "\"\"" || PositiveAmount{}(in, order.stopPrice.emplace());
}

// Open orders say filled-*, all others field-* (sic) for the same values (htx-api.md 10, 5).
constexpr Schema orderSchema({
    field<&Order::id, Identifier>("id"),
    field<&Order::symbol, Name>("symbol"),
    field<&Order::account, Identifier>("account-id"),
    field<&Order::clientOrderId, Text>("client-order-id", Need::Optional),
    field<&Order::amount, PositiveAmount>("amount"),
    field<&Order::price, PositiveAmount>("price"),
    field<&Order::createdAt, Integer>("created-at"),
    field<Order, readType>("type"),
    field<&Order::filledAmount, PositiveAmount>("field-amount"),
    field<&Order::filledAmount, PositiveAmount>("filled-amount", Need::Alias),
    field<&Order::filledCash, PositiveAmount>("field-cash-amount"),
    field<&Order::filledCash, PositiveAmount>("filled-cash-amount", Need::Alias),
    field<&Order::filledFees, Amount>("field-fees"),
    field<&Order::filledFees, Amount>("filled-fees", Need::Alias),
    field<&Order::finishedAt, Integer>("finished-at", Need::Optional),
    field<&Order::source, Word>("source", Need::Optional),
    field<Order, readState>("state"),
    field<&Order::canceledAt, Integer>("canceled-at", Need::Optional),
    field<Order, readStopPrice>("stop-price", Need::Optional),
});

bool readRole(const Input &in, Fill &fill)
{
    fill.isMaker = in.token() == "\"maker\"";
    return fill.isMaker || in.token() == "\"taker\"" || in.refuse("maker or taker");
}

constexpr Schema fillSchema({
    field<&Fill::id, Identifier>("id"),
    field<&Fill::order, Identifier>("order-id"),
    field<&Fill::matchId, Identifier>("match-id", Need::Optional),
    field<&Fill::tradeId, Identifier>("trade-id", Need::Optional),
    field<&Fill::symbol, Name>("symbol"),
    field<Fill, readType>("type"),
    field<&Fill::source, Word>("source", Need::Optional),
    field<Fill, readRole>("role"),
    field<&Fill::price, PositiveAmount>("price"),
    field<&Fill::amount, PositiveAmount>("filled-amount"),
    field<&Fill::fee, Amount>("filled-fees"),
    field<&Fill::feeCurrency, NameOrNothing>("fee-currency", Need::Optional),
    field<&Fill::deducted, Amount>("filled-points", Need::Optional),
    field<&Fill::deductCurrency, NameOrNothing>("fee-deduct-currency", Need::Optional),
    field<&Fill::createdAt, Integer>("created-at"),
});

constexpr Schema feeRateSchema({
    field<&FeeRate::symbol, Name>("symbol"),
    field<&FeeRate::maker, Amount>("makerFeeRate"),
    field<&FeeRate::taker, Amount>("takerFeeRate"),
    field<&FeeRate::actualMaker, Amount>("actualMakerRate"),
    field<&FeeRate::actualTaker, Amount>("actualTakerRate"),
});

Result<QList<FeeRate>> parseFeeRates(Value data)
{
    return readList(data, feeRateSchema);
}

Result<QList<Order>> parseOrders(Value data)
{
    return readList(data, orderSchema);
}

Result<Order> parseOrder(Value data)
{
    return readOne(data, orderSchema);
}

Result<QList<Fill>> parseFills(Value data)
{
    return readList(data, fillSchema);
}

void addWindow(Query &query, const Window &window)
{
    add(query, "start-time", window.startMs);
    add(query, "end-time", window.endMs);
}

/// Pages go from the newest to the oldest. The exchange wants a direction with each start id.
void addPage(Query &query, const QString &from)
{
    if (from.isEmpty())
        return;
    add(query, "from", from);
    query.emplaceBack("direct", "next");
}

void addDays(Query &query, const Filter &filter)
{
    add(query, "start-date", filter.firstDay.toString(Qt::ISODate));
    add(query, "end-date", filter.lastDay.toString(Qt::ISODate));
}

QByteArray orderPath(const OrderId &id)
{
    return "/v1/order/orders/" + percentEncoded(id.value.toUtf8());
}

} // namespace

Call<QList<Order>> open(AccountId account, const Symbol &symbol, const QString &from, int size,
                        const Filter &filter)
{
    Query query;
    add(query, "account-id", account.value);
    add(query, "symbol", symbol.value);
    if (filter.side)
        query.emplaceBack("side", wireName(*filter.side));
    add(query, "types", filter.types);
    addPage(query, from);
    addSize(query, size, 1, 500);
    return {readGet("/v1/order/openOrders", 50, std::move(query)), parseOrders};
}

Call<QList<Order>> orders(const Symbol &symbol, const Window &window, const Filter &filter)
{
    Query query;
    add(query, "symbol", symbol.value);
    add(query, "states", filter.states);
    if (filter.states.isEmpty())
        query.emplaceBack("states", "created,submitted,partial-filled,filled,partial-canceled,canceled");
    add(query, "types", filter.types);
    addDays(query, filter);
    addWindow(query, window);
    addPage(query, window.from);
    addSize(query, window.size, 1, 100);
    return {readGet("/v1/order/orders", 50, std::move(query)), parseOrders};
}

Call<QList<Order>> recent(const Window &window, const Symbol &symbol)
{
    Query query;
    add(query, "symbol", symbol.value);
    addWindow(query, window);
    query.emplaceBack("direct", "next");
    addSize(query, window.size, 10, 1000);
    return {readGet("/v1/order/history", 20, std::move(query)), parseOrders};
}

Call<QList<Fill>> fills(const Symbol &symbol, const Window &window, const Filter &filter)
{
    Query query;
    add(query, "symbol", symbol.value);
    add(query, "types", filter.types);
    addDays(query, filter);
    addWindow(query, window);
    addPage(query, window.from);
    addSize(query, window.size, 1, 500);
    return {readGet("/v1/order/matchresults", 20, std::move(query)), parseFills};
}

Call<QList<Fill>> fillsOf(const OrderId &id)
{
    return {readGet(orderPath(id) + "/matchresults", 50, {}, "/v1/order/orders/{id}/matchresults"),
            parseFills};
}

Call<Order> order(const OrderId &id)
{
    return {readGet(orderPath(id), 50, {}, "/v1/order/orders/{id}"), parseOrder};
}

Call<Order> byClientOrderId(const QString &clientOrderId)
{
    Query query;
    add(query, "clientOrderId", clientOrderId);
    return {readGet("/v1/order/orders/getClientOrder", 50, std::move(query)), parseOrder};
}

Call<QList<FeeRate>> feeRates(const QList<Symbol> &symbols)
{
    QStringList names;
    for (const Symbol &symbol : symbols)
        names.append(symbol.value);
    Query query;
    add(query, "symbols", names);
    return {readGet("/v2/reference/transact-fee-rate", 50, std::move(query)), parseFeeRates};
}

} // namespace coffer::htx::endpoints::order
