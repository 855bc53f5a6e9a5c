// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/accountpayload.h"

#include "htx/jsonreader.h"

namespace coffer::htx::feed::payload {

namespace {

using namespace json;

struct Ping
{
    qint64 time = 0;
};

constexpr Schema pingSchema({field<&Ping::time, Integer>("ts")});

constexpr Schema balanceSchema({
    field<&BalanceUpdate::currency, Name>("currency"),
    field<&BalanceUpdate::account, Identifier>("accountId"),
    field<&BalanceUpdate::balance, Amount>("balance", Need::Optional),
    field<&BalanceUpdate::available, Amount>("available", Need::Optional),
    field<&BalanceUpdate::cause, Word>("changeType", Need::Optional),
    field<&BalanceUpdate::kind, Word>("accountType", Need::Optional),
    field<&BalanceUpdate::changedAt, Integer>("changeTime", Need::Optional),
    field<&BalanceUpdate::sequence, LooseInteger>("seqNum", Need::Optional),
});

bool readEvent(const Input &in, OrderUpdate &update)
{
    using Event = OrderUpdate::Event;
    static constexpr std::pair<std::string_view, Event> events[]{
        {"\"creation\"", Event::Creation},         {"\"trade\"", Event::Trade},
        {"\"cancellation\"", Event::Cancellation}, {"\"trigger\"", Event::TriggerFailed},
        {"\"deletion\"", Event::Deletion},
    };
    for (const auto &[word, event] : events) {
        if (in.token() == word) {
            update.event = event;
            return true;
        }
    }
    return in.refuse("an event of an order");
}

/// "buy-limit" is a side and a kind.
bool readType(const Input &in, std::optional<Side> &side, QString &kind)
{
    QString type;
    if (!Word{}(in, type))
        return false;
    const bool isBuy = type.startsWith(QLatin1String("buy-"));
    if (!isBuy && !type.startsWith(QLatin1String("sell-")))
        return in.refuse("an order type");
    side = isBuy ? Side::Buy : Side::Sell;
    kind = type.mid(isBuy ? 4 : 5);
    return true;
}

bool readOrderType(const Input &in, OrderUpdate &update)
{
    return readType(in, update.side, update.kind);
}

bool readSide(const Input &in, OrderUpdate &update)
{
    if (!update.side)
        update.side = in.token() == "\"sell\"" ? Side::Sell : Side::Buy;
    return in.token() == "\"sell\"" || in.token() == "\"buy\"" || in.refuse("buy or sell");
}

// One table for all events: each has some of these (htx-api.md 7.3, with the two spellings of accountId).
constexpr Schema orderSchema({
    field<OrderUpdate, readEvent>("eventType"),
    field<&OrderUpdate::symbol, Name>("symbol"),
    field<&OrderUpdate::id, Identifier>("orderId", Need::Optional),
    field<&OrderUpdate::account, Identifier>("accountId", Need::Optional),
    field<&OrderUpdate::account, Identifier>("accountld", Need::Alias),
    field<&OrderUpdate::clientOrderId, Text>("clientOrderId", Need::Optional),
    field<OrderUpdate, readOrderType>("type", Need::Optional),
    field<OrderUpdate, readSide>("orderSide", Need::Optional),
    field<&OrderUpdate::source, Word>("orderSource", Need::Optional),
    field<&OrderUpdate::rawState, Word>("orderStatus"),
    field<&OrderUpdate::price, LooseAmount>("orderPrice", Need::Optional),
    field<&OrderUpdate::size, LooseAmount>("orderSize", Need::Optional),
    field<&OrderUpdate::value, LooseAmount>("orderValue", Need::Optional),
    field<&OrderUpdate::executed, LooseAmount>("execAmt", Need::Optional),
    field<&OrderUpdate::tradePrice, LooseAmount>("tradePrice", Need::Optional),
    field<&OrderUpdate::tradeVolume, LooseAmount>("tradeVolume", Need::Optional),
    field<&OrderUpdate::tradeId, Identifier>("tradeId", Need::Optional),
    field<&OrderUpdate::at, Integer>("orderCreateTime", Need::Optional),
    field<&OrderUpdate::at, Integer>("tradeTime", Need::Alias),
    field<&OrderUpdate::at, Integer>("lastActTime", Need::Optional),
});

struct Clearing
{
    Fill fill;
    bool isTrade = true;
    std::optional<Side> side;
};

bool readClearingEvent(const Input &in, Clearing &clearing)
{
    clearing.isTrade = in.token() == "\"trade\"";
    return true;
}

bool readClearingType(const Input &in, Clearing &clearing)
{
    return readType(in, clearing.side, clearing.fill.kind);
}

/// The taker is the one who came to the other's order.
bool readAggressor(const Input &in, Clearing &clearing)
{
    bool isTaker = false;
    if (!Flag{}(in, isTaker))
        return false;
    clearing.fill.isMaker = !isTaker;
    return true;
}

template<auto Member, class Reader>
bool readFill(const Input &in, Clearing &clearing)
{
    return Reader{}(in, clearing.fill.*Member);
}

template<auto Member, class Reader>
constexpr auto fillField(std::string_view name, Need need = Need::Optional)
{
    return field<Clearing, readFill<Member, Reader>>(name, need);
}

constexpr Schema clearingSchema({
    field<Clearing, readClearingEvent>("eventType"),
    fillField<&Fill::symbol, Name>("symbol", Need::Required),
    fillField<&Fill::order, Identifier>("orderId", Need::Required),
    fillField<&Fill::tradeId, Identifier>("tradeId"),
    fillField<&Fill::price, LooseAmount>("tradePrice"),
    fillField<&Fill::amount, LooseAmount>("tradeVolume"),
    field<Clearing, readClearingType>("orderType", Need::Optional),
    field<Clearing, readAggressor>("aggressor", Need::Optional),
    fillField<&Fill::createdAt, Integer>("tradeTime"),
    fillField<&Fill::fee, Amount>("transactFee"),
    fillField<&Fill::feeCurrency, NameOrNothing>("feeCurrency"),
    fillField<&Fill::deducted, Amount>("feeDeduct"),
    fillField<&Fill::deducted, Amount>("feeDeduct ", Need::Alias), // sic, in an example of the exchange
    fillField<&Fill::deductCurrency, NameOrNothing>("feeDeductType"),
    fillField<&Fill::source, Word>("source"),
});

} // namespace

Result<qint64> ping(Value data)
{
    return readOne(data, pingSchema).map([](const Ping &row) { return row.time; });
}

Result<BalanceUpdate> balance(Value data)
{
    return readOne(data, balanceSchema);
}

Result<OrderUpdate> order(Value data)
{
    return readOne(data, orderSchema);
}

Result<std::optional<Fill>> fill(Value data)
{
    Result<Clearing> clearing = readOne(data, clearingSchema);
    if (!clearing)
        return fail(std::move(clearing.error()));
    if (!clearing->isTrade)
        return std::optional<Fill>();
    clearing->fill.side = clearing->side.value_or(Side::Buy);
    return std::optional(std::move(clearing->fill));
}

} // namespace coffer::htx::feed::payload
