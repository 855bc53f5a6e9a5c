// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/valuationendpoints.h"

#include "exchange/balancerows.h"
#include "exchange/jsonwriter.h"
#include "exchange/spans.h"
#include "exchange/subusers.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

struct Fiat
{
    const char *code;
    qint64 perTenThousandUsd; ///< units of it for 10,000 US dollars
};

/// What GET /v2/account/asset-valuation can count in, besides BTC.
constexpr Fiat fiats[] = {{"USD", 10'000},      {"CNY", 70'480},  {"JPY", 1'561'200}, {"KRW", 14'480'000},
                          {"GBP", 7'420},       {"TRY", 428'100}, {"EUR", 8'490},     {"RUB", 789'500},
                          {"VND", 262'900'000}, {"HKD", 77'810},  {"TWD", 314'600},   {"MYR", 40'620},
                          {"SGD", 12'870},      {"AED", 36'725},  {"SAR", 37'510}};

constexpr const char *valuedTypes[] = {"spot", "margin", "otc", "super-margin"};

/// The types of accounts that the whole valuation tells apart, with the code of each.
struct Distribution
{
    const char *code, *type;
};

constexpr Distribution distributions[] = {{"1", "spot"},        {"2", "margin"}, {"3", "super-margin"},
                                          {"4", "futures"},     {"5", "otc"},    {"7", "swap"},
                                          {"11", "linear-swap"}};

} // namespace

void ValuationEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v2/account/asset-valuation", Envelope::V2, Permission::Read, 100,
                [this](const Call &call) { return assetValuation(call); }, true});
    router.add({"/v2/account/valuation", Envelope::V2, Permission::Read, 6,
                [this](const Call &call) { return valuation(call); }, true});
}

Decimal ValuationEndpoints::worth(int user, const QByteArray &type, qint64 atMs) const
{
    Decimal sum;
    for (const int place : m_world.ledger().users()[size_t(user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        if (account.type != type)
            continue;
        for (const auto &[currency, holding] : account.holdings) {
            if (const auto price = m_world.priceInUsdt(currency, atMs))
                sum += holding.net() * *price;
        }
    }
    return sum;
}

Decimal ValuationEndpoints::inBtc(const Decimal &usdt, qint64 atMs) const
{
    return usdt / *m_world.priceInUsdt(m_world.currencies().indexOf("btc"), atMs);
}

Reply ValuationEndpoints::assetValuation(const Call &call) const
{
    const QByteArray type = call.query.value("accountType");
    if (type.isEmpty())
        return v2Missing("accountType");
    if (std::find(std::begin(valuedTypes), std::end(valuedTypes), type) == std::end(valuedTypes))
        return v2Invalid("accountType");
    const int user =
        call.query.has("subUid") ? subUserOf(m_world.ledger(), call.query.value("subUid")) : call.user;
    if (user < 0)
        return v2Invalid("subUid");
    const QByteArray unit =
        call.query.has("valuationCurrency") ? call.query.value("valuationCurrency") : "BTC";
    const Decimal usdt = worth(user, type, call.nowMs);
    const MarketList &markets = m_world.markets();
    QByteArray text;
    if (unit == "BTC") {
        text = inBtc(usdt, call.nowMs).toFixed(8);
    } else {
        const auto *fiat = std::find_if(std::begin(fiats), std::end(fiats),
                                        [&unit](const Fiat &known) { return unit == known.code; });
        if (fiat == std::end(fiats))
            return v2Invalid("valuationCurrency");
        const int dollar = markets.indexOf("usdtusd");
        const Decimal inUsd =
            Decimal::scaled(m_world.feed().price(dollar, call.nowMs), -markets.at(dollar).priceDecimals);
        text = (usdt * inUsd * Decimal::scaled(fiat->perTenThousandUsd, -4)).toFixed(2);
    }
    JsonWriter json(128);
    json.beginObject().number("code", 200).key("data").beginObject().text("balance", text);
    json.number("timestamp", call.nowMs).endObject().boolean("ok", true).endObject();
    return {200, json.take()};
}

/// The profit of the day is what today's holdings gained since midnight at UTC+8, in BTC.
Reply ValuationEndpoints::valuation(const Call &call) const
{
    if (call.query.has("valuationCurrency") && call.query.value("valuationCurrency") != "BTC")
        return v2Invalid("valuationCurrency");
    const QByteArray wanted = call.query.value("accountType");
    const qint64 midnight = (call.nowMs + zoneMs) / dayMs * dayMs - zoneMs;
    Decimal total, before;
    bool isKnown = wanted.isEmpty();
    JsonWriter rows(1024);
    rows.beginArray();
    for (const Distribution &kind : distributions) {
        if (!wanted.isEmpty() && wanted != kind.code && wanted != kind.type)
            continue;
        isKnown = true;
        const Decimal balance = inBtc(worth(call.user, kind.type, call.nowMs), call.nowMs).truncated(8);
        total += balance;
        before += inBtc(worth(call.user, kind.type, midnight), midnight);
        rows.beginObject().text("distributionType", kind.code).token("balance", balance.toString());
        rows.boolean("success", true).text("accountBalance", balance.toString()).endObject();
    }
    if (!isKnown)
        return v2Invalid("accountType");
    const Decimal profit = total - before;
    JsonWriter json(1024);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.key("updated").beginObject().boolean("success", true).number("time", call.nowMs).endObject();
    json.text("todayProfitRate", before.isZero() ? QByteArray("0") : (profit / before).toFixed(18));
    json.text("totalBalance", total.toString()).text("todayProfit", profit.toFixed(8));
    json.token("profitAccountBalanceList", rows.endArray().bytes()).endObject();
    json.boolean("success", true).endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
