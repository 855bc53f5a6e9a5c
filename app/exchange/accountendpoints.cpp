// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/accountendpoints.h"

#include "exchange/balancerows.h"
#include "exchange/jsonwriter.h"
#include "exchange/margin.h"
#include "exchange/subusers.h"

#include <map>

namespace coffer::exchange {

namespace {

/// Counts everything that happened to the account.
qint64 changesOf(const Account &account)
{
    qint64 changes = 0;
    for (const auto &[currency, holding] : account.holdings)
        changes += holding.sequence;
    return changes;
}

} // namespace

void AccountEndpoints::addTo(Router &router)
{
    using htx::Permission;
    const auto get = [&router](const char *path, Envelope envelope, int perWindow,
                               std::function<Reply(const Call &)> answer, bool parentOnly = false) {
        router.add({path, envelope, Permission::Read, perWindow, std::move(answer), parentOnly});
    };
    get("/v1/account/accounts", Envelope::V1, 100, [this](const Call &call) { return accounts(call); });
    get("/v1/account/accounts/{id}/balance", Envelope::V1, 100,
        [this](const Call &call) { return balance(call); });
    get(
        "/v1/account/accounts/{id}", Envelope::V1, 20,
        [this](const Call &call) { return subUserBalances(call); }, true);
    get(
        "/v1/subuser/aggregate-balance", Envelope::V1, 2,
        [this](const Call &call) { return aggregateBalance(call); }, true);
    get("/v1/cross-margin/accounts/balance", Envelope::V1, 100,
        [this](const Call &call) { return crossMarginBalance(call); });
    get("/v1/margin/accounts/balance", Envelope::V1, 100,
        [this](const Call &call) { return isolatedMarginBalances(call); });
}

Reply AccountEndpoints::accounts(const Call &call) const
{
    JsonWriter json;
    json.beginObject().text("status", "ok").key("data").beginArray();
    for (const int place : m_world.ledger().users()[size_t(call.user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        if (isContractType(account.type))
            continue;
        json.beginObject().number("id", account.id.value).text("type", account.type);
        json.text("subtype", account.subtype).text("state", accountState(m_world, account)).endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

Reply AccountEndpoints::balance(const Call &call)
{
    const int place = m_world.ledger().accountOf(AccountId{call.id});
    if (place < 0 || m_world.ledger().accounts()[size_t(place)].user != call.user ||
        isContractType(m_world.ledger().accounts()[size_t(place)].type))
        return v1Error("account-get-balance-account-inexistent-error",
                       "account for id `" + QByteArray::number(call.id) + "` and user id is not exist");
    const Account &account = m_world.ledger().accounts()[size_t(place)];
    if (account.type != "spot")
        return {200, balanceBody(account, call.nowMs)};
    Written &written = m_balances[place];
    if (const qint64 changes = changesOf(account); written.changes != changes)
        written = {changes, balanceBody(account, call.nowMs)};
    return {200, written.body};
}

QByteArray AccountEndpoints::balanceBody(const Account &account, qint64 nowMs) const
{
    JsonWriter json(account.type == "spot" ? 256 * 1024 : 8192);
    json.beginObject().text("status", "ok").key("data").beginObject();
    json.number("id", account.id.value).text("type", account.type);
    json.text("state", accountState(m_world, account)).key("list").beginArray();
    for (const BalanceRow &row : balanceRows(m_world, account, nowMs)) {
        const QByteArray &code = m_world.currencies().at(row.currency).code;
        // Java's zero with a scale of 18, which the real exchange shows here and there.
        const bool oddZero = code == "trx" && row.amount.isZero() && QByteArrayView(row.type) == "frozen";
        json.beginObject().text("currency", code).text("type", row.type);
        json.text("balance", oddZero ? QByteArray("0E-18") : balanceText(row.amount));
        json.text("debt", "invalid").text("available", "invalid");
        json.text("seq-num", QByteArray::number(row.sequence)).endObject();
    }
    json.endArray().endObject().endObject();
    return json.take();
}

void AccountEndpoints::writeRows(JsonWriter &json, const Account &account, qint64 nowMs) const
{
    json.key("list").beginArray();
    for (const BalanceRow &row : balanceRows(m_world, account, nowMs)) {
        json.beginObject().text("currency", m_world.currencies().at(row.currency).code);
        json.text("type", row.type).text("balance", row.amount.toFixed(18)).endObject();
    }
    json.endArray();
}

/// The number in the path is a UID here, where /balance has the id of an account. Only what the sub-user has,
/// or had, is listed.
Reply AccountEndpoints::subUserBalances(const Call &call) const
{
    const int user = subUserOf(m_world.ledger(), QByteArray::number(call.id));
    if (user < 0)
        return v1Error("base-operation-forbidden", "The user is none of your sub-users.");
    JsonWriter json;
    json.beginObject().text("status", "ok").key("data").beginArray();
    for (const int place : m_world.ledger().users()[size_t(user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        if (isContractType(account.type))
            continue;
        json.beginObject().number("id", account.id.value).text("type", account.type);
        json.text("state", accountState(m_world, account)).key("list").beginArray();
        for (const BalanceRow &row : balanceRows(m_world, account, call.nowMs)) {
            if (!account.holdings.contains(row.currency))
                continue;
            json.beginObject().text("currency", m_world.currencies().at(row.currency).code);
            json.text("type", row.type).text("balance", balanceText(row.amount));
            if (account.type == "spot")
                json.text("debt", "invalid").text("available", "invalid");
            json.endObject();
        }
        json.endArray().text("symbol", account.subtype).endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

/// What all sub-users have together, available and frozen.
Reply AccountEndpoints::aggregateBalance(const Call &) const
{
    std::map<std::pair<QByteArray, int>, Decimal> sums;
    for (const Account &account : m_world.ledger().accounts()) {
        if (!m_world.ledger().users()[size_t(account.user)].isSub || isContractType(account.type))
            continue;
        for (const auto &[currency, holding] : account.holdings)
            sums[{account.type, currency}] += holding.trade + holding.frozen;
    }
    JsonWriter json(4096);
    json.beginObject().text("status", "ok").key("data").beginArray();
    for (const auto &[kind, sum] : sums) {
        json.beginObject().text("currency", m_world.currencies().at(kind.second).code);
        json.text("balance", sum.toString()).text("type", kind.first).endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

int AccountEndpoints::readUser(const Call &call, const char *field) const
{
    if (!call.query.has(field))
        return call.user;
    return call.key->isSub ? -1 : subUserOf(m_world.ledger(), call.query.value(field));
}

/// Written with both kinds of success.
Reply AccountEndpoints::crossMarginBalance(const Call &call) const
{
    const int user = readUser(call, "sub-uid");
    if (user < 0)
        return v1Invalid("sub-uid");
    const int place = m_world.ledger().accountOf(user, "super-margin");
    if (place < 0)
        return v1Error("account-cannot-be-inquired", "Account is not found.");
    const Account &account = m_world.ledger().accounts()[size_t(place)];
    const MarginState state = marginStateOf(m_world, account, call.nowMs);
    JsonWriter json(8192);
    json.beginObject().text("status", "ok").number("code", 200).key("data").beginObject();
    json.number("id", account.id.value).text("type", "cross-margin");
    json.text("state", accountState(m_world, account)).text("risk-rate", state.riskRate().toString());
    json.text("acct-balance-sum", state.assets.truncated(8).toString());
    json.text("debt-balance-sum", state.debt.truncated(8).toString());
    writeRows(json, account, call.nowMs);
    json.endObject().endObject();
    return {200, json.take()};
}

/// A v1 path whose body has a code and no status.
Reply AccountEndpoints::isolatedMarginBalances(const Call &call) const
{
    const int user = readUser(call, "sub-uid");
    if (user < 0)
        return v1Invalid("sub-uid");
    const QByteArray symbol = call.query.value("symbol");
    if (!symbol.isEmpty() && m_world.markets().indexOf(symbol) < 0)
        return v1Error("base-symbol-error", "symbol is invalid");
    JsonWriter json(4096);
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const int place : m_world.ledger().users()[size_t(user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        if (account.type != "margin" || (!symbol.isEmpty() && account.subtype != symbol))
            continue;
        const MarginState state = marginStateOf(m_world, account, call.nowMs);
        json.beginObject().number("id", account.id.value).text("type", "margin");
        json.text("state", accountState(m_world, account)).text("symbol", account.subtype);
        json.text("fl-price", liquidationPrice(m_world, account).toString());
        json.text("fl-type", state.debt.isZero() ? "safe" : "sell");
        json.text("risk-rate", state.riskRate().toString());
        writeRows(json, account, call.nowMs);
        json.endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
