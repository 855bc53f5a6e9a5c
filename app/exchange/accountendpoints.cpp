// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/accountendpoints.h"

#include "exchange/jsonwriter.h"

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

/// Currencies that a super-margin account lists.
constexpr const char *crossCurrencies[] = {"usdt", "btc", "eth", "xrp",  "ltc", "bch",
                                           "link", "ada", "sol", "doge", "trx"};
constexpr const char *otcCurrencies[] = {"usdt", "btc", "eth", "xrp", "ltc",
                                         "htx",  "trx", "usd", "eur", "gbp"};

void writeRow(JsonWriter &json, QByteArrayView currency, QByteArrayView type, const QByteArray &amount,
              const QByteArray &sequence)
{
    json.beginObject().text("currency", currency).text("type", type).text("balance", amount);
    json.text("debt", "invalid").text("available", "invalid").text("seq-num", sequence).endObject();
}

/// 18 decimals, or the short zero of most rows.
QByteArray balanceText(const Decimal &amount)
{
    return amount.isZero() ? QByteArrayLiteral("0") : amount.toFixed(18);
}

void writeMarginRows(JsonWriter &json, const QByteArray &currency, const Holding &holding)
{
    const QByteArray sequence = QByteArray::number(holding.sequence);
    writeRow(json, currency, "trade", balanceText(holding.trade), sequence);
    writeRow(json, currency, "frozen", balanceText(holding.frozen), sequence);
    writeRow(json, currency, "loan", balanceText(holding.loan), sequence);
    writeRow(json, currency, "interest", balanceText(holding.interest), sequence);
    // Limits, not holdings: what may leave the account, and what may still be borrowed.
    const Decimal leaves = holding.loan.isZero() ? holding.trade : Decimal();
    writeRow(json, currency, "transfer-out-available", balanceText(leaves), sequence);
    writeRow(json, currency, "loan-available", balanceText(holding.trade + holding.trade), sequence);
}

Holding holdingOf(const Account &account, int currency)
{
    const auto found = account.holdings.find(currency);
    return found == account.holdings.end() ? Holding() : found->second;
}

} // namespace

void AccountEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v1/account/accounts", Envelope::V1, Permission::Read, 100,
                [this](const Call &call) { return accounts(call); }});
    router.add({"/v1/account/accounts/{id}/balance", Envelope::V1, Permission::Read, 100,
                [this](const Call &call) { return balance(call); }});
    router.add({"/v2/account/asset-valuation", Envelope::V2, Permission::Read, 100,
                [this](const Call &call) { return valuation(call); }, true});
}

Reply AccountEndpoints::accounts(const Call &call) const
{
    JsonWriter json;
    json.beginObject().text("status", "ok").key("data").beginArray();
    for (const int place : m_world.ledger().users()[size_t(call.user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        json.beginObject().number("id", account.id.value).text("type", account.type);
        json.text("subtype", account.subtype).text("state", "working").endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

Reply AccountEndpoints::balance(const Call &call)
{
    const int place = m_world.ledger().accountOf(AccountId{call.id});
    if (place < 0 || m_world.ledger().accounts()[size_t(place)].user != call.user)
        return v1Error("account-get-balance-account-inexistent-error",
                       "account for id `" + QByteArray::number(call.id) + "` and user id is not exist");
    QByteArray &body = m_balances[place];
    if (body.isEmpty())
        body = balanceBody(m_world.ledger().accounts()[size_t(place)]);
    return {200, body};
}

QByteArray AccountEndpoints::balanceBody(const Account &account) const
{
    const CurrencyList &currencies = m_world.currencies();
    const bool isSpot = account.type == "spot";
    JsonWriter json(isSpot ? 256 * 1024 : 8192);
    json.beginObject().text("status", "ok").key("data").beginObject();
    json.number("id", account.id.value).text("type", account.type).text("state", "working");
    json.key("list").beginArray();
    const auto plainRows = [&](int currency) {
        const Holding holding = holdingOf(account, currency);
        const QByteArray &code = currencies.at(currency).code;
        const QByteArray sequence = QByteArray::number(holding.sequence);
        writeRow(json, code, "trade", balanceText(holding.trade), sequence);
        // Java's zero with a scale of 18, which the real exchange shows here and there.
        const bool oddZero = code == "trx" && holding.frozen.isZero();
        writeRow(json, code, "frozen", oddZero ? QByteArray("0E-18") : balanceText(holding.frozen), sequence);
    };
    if (isSpot) {
        for (int currency = 0; currency < currencies.count(); ++currency)
            plainRows(currency);
    } else if (account.type == "margin") {
        const Market &market = m_world.markets().at(m_world.markets().indexOf(account.subtype));
        for (const QByteArray &code : {market.base, market.quote})
            writeMarginRows(json, code, holdingOf(account, currencies.indexOf(code)));
    } else if (account.type == "super-margin") {
        for (const char *code : crossCurrencies)
            writeMarginRows(json, code, holdingOf(account, currencies.indexOf(code)));
    } else if (account.type == "otc") {
        for (const char *code : otcCurrencies)
            plainRows(currencies.indexOf(code));
    } else {
        plainRows(currencies.indexOf("hbpoint"));
    }
    json.endArray().endObject().endObject();
    return json.take();
}

Decimal AccountEndpoints::worth(int user, const QByteArray &type, qint64 nowMs) const
{
    Decimal sum;
    for (const int place : m_world.ledger().users()[size_t(user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        if (account.type != type)
            continue;
        for (const auto &[currency, holding] : account.holdings) {
            if (const auto price = m_world.priceInUsdt(currency, nowMs))
                sum += holding.net() * *price;
        }
    }
    return sum;
}

Reply AccountEndpoints::valuation(const Call &call) const
{
    const QByteArray type = call.query.value("accountType");
    if (type.isEmpty())
        return v2Error(2003, "missing mandatory field `accountType`");
    if (std::find(std::begin(valuedTypes), std::end(valuedTypes), type) == std::end(valuedTypes))
        return v2Error(2002, "invalid field value in `accountType`");
    int user = call.user;
    if (const std::optional<qint64> sub = call.query.number("subUid")) {
        user = m_world.ledger().userOf(Uid{*sub});
        if (user < 0 || !m_world.ledger().users()[size_t(user)].isSub)
            return v2Error(2002, "invalid field value in `subUid`");
    }
    const QByteArray unit =
        call.query.has("valuationCurrency") ? call.query.value("valuationCurrency") : "BTC";
    const Decimal usdt = worth(user, type, call.nowMs);
    const MarketList &markets = m_world.markets();
    QByteArray text;
    if (unit == "BTC") {
        const auto price = m_world.priceInUsdt(m_world.currencies().indexOf("btc"), call.nowMs);
        text = (usdt / *price).toFixed(8);
    } else {
        const auto *fiat = std::find_if(std::begin(fiats), std::end(fiats),
                                        [&unit](const Fiat &known) { return unit == known.code; });
        if (fiat == std::end(fiats))
            return v2Error(2002, "invalid field value in `valuationCurrency`");
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

} // namespace coffer::exchange
