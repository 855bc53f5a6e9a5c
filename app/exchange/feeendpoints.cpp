// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/feeendpoints.h"

#include "exchange/balancerows.h"
#include "exchange/jsonwriter.h"
#include "exchange/marketlimits.h"
#include "exchange/subusers.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr qsizetype mostSymbols = 10;

/// What fees can be paid in.
constexpr const char *deductionCurrencies[] = {"HTX", "TRX"};

Reply done()
{
    JsonWriter json(64);
    json.beginObject().number("code", 200).key("data").beginObject().endObject();
    json.boolean("success", true).endObject();
    return {200, json.take()};
}

} // namespace

void FeeEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v2/reference/transact-fee-rate", Envelope::V2, Permission::Read, 50,
                [this](const Call &call) { return rates(call); }});
    router.add({"/v2/point/account", Envelope::V2, Permission::Read, 4,
                [this](const Call &call) { return points(call); }});
    router.add({"/v1/account/switch/user/info", Envelope::V2, Permission::Read, 10,
                [this](const Call &call) { return deduction(call); }});
    router.add({"/v1/account/overview/info", Envelope::V2, Permission::Read, 10,
                [this](const Call &call) { return deductionCurrency(call); }});
    router.add({"/v1/account/fee/switch", Envelope::V2, Permission::Trade, 4,
                [this](const Call &call) { return switchDeduction(call); }, false, htx::Method::Post});
}

/// The rates of a user who gets no discount: base and actual rates are the same.
Reply FeeEndpoints::rates(const Call &call) const
{
    if (!call.query.has("symbols"))
        return v2Missing("symbols");
    const QByteArrayList symbols = call.query.value("symbols").split(',');
    if (symbols.size() > mostSymbols)
        return v2Invalid("symbols");
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const QByteArray &symbol : symbols) {
        const int market = m_world.markets().indexOf(symbol);
        if (market < 0)
            return v2Invalid("symbols");
        const FeeRates rates = feeRates(m_world.markets().at(market));
        json.beginObject().text("symbol", symbol).text("actualMakerRate", rates.maker.toString());
        json.text("actualTakerRate", rates.taker.toString()).text("takerFeeRate", rates.taker.toString());
        json.text("makerFeeRate", rates.maker.toString()).endObject();
    }
    json.endArray().boolean("success", true).endObject();
    return {200, json.take()};
}

/// Points that never expire have group 0 and no date.
Reply FeeEndpoints::points(const Call &call)
{
    int user = call.user;
    if (call.query.has("subUid")) {
        user = call.key->isSub ? -1 : subUserOf(m_world.ledger(), call.query.value("subUid"));
        if (user < 0)
            return v2Invalid("subUid");
    }
    const int place = m_world.accountFor(user, "point");
    const Account &account = m_world.ledger().accounts()[size_t(place)];
    const Decimal points = m_world.ledger().available(place, m_world.currencies().indexOf("hbpoint"));
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginObject();
    json.text("accountId", QByteArray::number(account.id.value)).key("groupIds").beginArray();
    if (!points.isZero()) {
        json.beginObject().number("groupId", 0).null("expiryDate");
        json.text("remainAmt", points.toString()).endObject();
    }
    json.endArray().text("acctBalance", points.toFixed(8));
    json.text("accountStatus", accountState(m_world, account))
        .endObject()
        .boolean("success", true)
        .endObject();
    return {200, json.take()};
}

/// v1 paths with v2 bodies, here and below.
Reply FeeEndpoints::deduction(const Call &call) const
{
    const UserSettings &settings = m_world.settings(call.user);
    JsonWriter json(128);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.text("pointSwitch", settings.paysWithPoints ? "1" : "0");
    json.text("htxSwitch", settings.paysWithCurrency ? "1" : "0");
    json.text("currency", settings.deductionCurrency).endObject().boolean("success", true).endObject();
    return {200, json.take()};
}

Reply FeeEndpoints::deductionCurrency(const Call &call) const
{
    JsonWriter json(96);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.text("currency", m_world.settings(call.user).deductionCurrency).endObject();
    json.boolean("success", true).endObject();
    return {200, json.take()};
}

/// switchType: 0 points, 1 a currency, 2 neither.
Reply FeeEndpoints::switchDeduction(const Call &call)
{
    if (call.key->isSub)
        return v2Error(40401, "Deduction is unavailable for sub-accounts.");
    if (!call.body.has("switchType"))
        return v2Missing("switchType");
    const qint64 type = call.body.number("switchType").value_or(-1);
    if (type < 0 || type > 2)
        return v2Error(40407, "Invalid deduction type.");
    UserSettings &settings = m_world.settings(call.user);
    if (type == 0) {
        const int account = m_world.accountFor(call.user, "point");
        if (m_world.ledger().available(account, m_world.currencies().indexOf("hbpoint")).isZero())
            return v2Error(40406, "User's Point Card balance is zero.");
    }
    if (type == 1) {
        const QByteArray currency = call.body.text("deductionCurrency").toUpper();
        if (currency.isEmpty())
            return v2Error(40402, "Deduction currency cannot be empty");
        if (std::find(std::begin(deductionCurrencies), std::end(deductionCurrencies), currency) ==
            std::end(deductionCurrencies))
            return v2Error(40405, "The crypto is unavailable for deduction.");
        settings.deductionCurrency = currency;
    }
    settings.paysWithPoints = type == 0;
    settings.paysWithCurrency = type == 1;
    return done();
}

} // namespace coffer::exchange
