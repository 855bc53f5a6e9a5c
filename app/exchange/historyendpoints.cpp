// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/historyendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/pagequery.h"
#include "exchange/spans.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr const char *historyTypes[] = {
    "trade",    "etf",     "transact-fee", "fee-deduction", "transfer", "credit",      "liquidation",
    "interest", "deposit", "withdraw",     "withdraw-fee",  "exchange", "other-types", "rebate"};

/// 18 decimals, and Java's own zero.
QByteArray amountText(const Decimal &amount)
{
    return amount.isZero() ? QByteArrayLiteral("0E-18") : amount.toFixed(18);
}

void writeEntry(JsonWriter &json, const World &world, const Entry &entry)
{
    json.beginObject().number("account-id", world.ledger().accounts()[size_t(entry.account)].id.value);
    json.text("currency", world.currencies().at(entry.currency).code).number("record-id", entry.id);
    json.text("transact-amt", amountText(entry.amount)).text("transact-type", transactType(entry.kind));
    json.text("avail-balance", amountText(entry.available)).text("acct-balance", amountText(entry.balance));
    json.number("transact-time", entry.at).endObject();
}

/// As one of its two accounts sees it.
void writeMove(JsonWriter &json, const World &world, const MoveRecord &move, int account)
{
    const auto idOf = [&world](int place) { return world.ledger().accounts()[size_t(place)].id.value; };
    const Decimal amount = move.from == account ? -move.amount : move.amount;
    json.beginObject().number("accountId", idOf(account));
    json.text("currency", world.currencies().at(move.currency).code).token("transactAmt", amount.toString());
    json.text("transactType", "transfer").text("transferType", move.type).number("transactId", move.id);
    json.number("transactTime", move.at).number("transferer", idOf(move.from));
    json.number("transferee", idOf(move.to)).endObject();
}

bool areHistoryTypes(const QByteArrayList &types)
{
    return std::all_of(types.begin(), types.end(), [](const QByteArray &type) {
        return std::find(std::begin(historyTypes), std::end(historyTypes), type) != std::end(historyTypes);
    });
}

} // namespace

void HistoryEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v1/account/history", Envelope::V1, Permission::Read, 5,
                [this](const Call &call) { return history(call); }});
    router.add({"/v2/account/ledger", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return ledger(call); }});
}

int HistoryEndpoints::readAccount(const Call &call, const char *field) const
{
    const std::optional<qint64> id = call.query.number(field);
    const int place = id ? m_world.ledger().accountOf(AccountId{*id}) : -1;
    return place >= 0 && m_world.ledger().accounts()[size_t(place)].user == call.user ? place : -1;
}

/// An hour at a time, up to 30 days back, oldest first unless asked otherwise.
Reply HistoryEndpoints::history(const Call &call) const
{
    if (!call.query.has("account-id"))
        return v1Missing("account-id");
    const int account = readAccount(call, "account-id");
    if (account < 0)
        return v1Error("account-account-id-inexistent", "The account id doesn't exist.");
    const QByteArray code = call.query.value("currency");
    const int currency = m_world.currencies().indexOf(code);
    if (!code.isEmpty() && currency < 0)
        return v1Error("base-currency-error", "The currency is invalid.");
    QByteArrayList types;
    if (call.query.has("transact-types"))
        types = call.query.value("transact-types").split(',');
    if (!areHistoryTypes(types))
        return v1Invalid("transact-types");
    PageQuery query(call.query, Envelope::V1);
    query.readWindow("start-time", "end-time", call.nowMs, hourMs, 30 * dayMs)
        .readSort(true)
        .readPage("size", "from-id");
    if (query.refused())
        return *query.refused();
    const Page<Entry> page = query.select(
        m_world.ledger().entries(), [](const Entry &entry) { return entry.at; },
        [&](const Entry &entry) {
            return entry.account == account && (code.isEmpty() || entry.currency == currency) &&
                   (types.isEmpty() || types.contains(transactType(entry.kind)));
        });
    JsonWriter json(8192);
    json.beginObject().text("status", "ok").key("data").beginArray();
    for (const Entry *entry : page.rows)
        writeEntry(json, m_world, *entry);
    json.endArray();
    if (page.nextId)
        json.number("next-id", *page.nextId);
    json.endObject();
    return {200, json.take()};
}

/// Ten days at a time, up to 180 days back, newest first unless asked otherwise. Transfers alone, as in the
/// exchange's first release of it.
Reply HistoryEndpoints::ledger(const Call &call) const
{
    if (!call.query.has("accountId"))
        return v2Missing("accountId");
    if (!call.query.number("accountId"))
        return v2Invalid("accountId");
    const int account = readAccount(call, "accountId");
    if (account < 0)
        return v2Error(1002, "forbidden");
    const QByteArray code = call.query.value("currency");
    const int currency = m_world.currencies().indexOf(code);
    if (!code.isEmpty() && currency < 0)
        return v2Invalid("currency");
    if (call.query.has("transactTypes") && call.query.value("transactTypes") != "transfer")
        return v2Invalid("transactTypes");
    PageQuery query(call.query, Envelope::V2);
    query.readWindow("startTime", "endTime", call.nowMs, 10 * dayMs, 180 * dayMs)
        .readSort(false)
        .readPage("limit", "fromId");
    if (query.refused())
        return *query.refused();
    const Page<MoveRecord> page = query.select(
        m_world.ledger().moves(), [](const MoveRecord &move) { return move.at; },
        [&](const MoveRecord &move) {
            return (move.from == account || move.to == account) &&
                   (code.isEmpty() || move.currency == currency);
        });
    JsonWriter json(8192);
    json.beginObject().number("code", 200).text("message", "success").key("data").beginArray();
    for (const MoveRecord *move : page.rows)
        writeMove(json, m_world, *move, account);
    json.endArray();
    if (page.nextId)
        json.number("nextId", *page.nextId);
    json.boolean("ok", true).endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
