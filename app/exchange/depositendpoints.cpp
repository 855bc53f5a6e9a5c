// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/depositendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/pagequery.h"
#include "exchange/spans.h"
#include "exchange/subusers.h"

namespace coffer::exchange {

void DepositEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v2/account/deposit/address", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return address(call); }});
    router.add({"/v2/sub-user/deposit-address", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return subUserAddress(call); }, true});
    router.add({"/v2/sub-user/query-deposit", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return subUserDeposits(call); }, true});
}

/// One for each chain of the currency.
Reply DepositEndpoints::addressesOf(int user, const Call &call) const
{
    if (!call.query.has("currency"))
        return v2Missing("currency");
    const int currency = m_world.currencies().indexOf(call.query.value("currency"));
    if (currency < 0)
        return v2Invalid("currency");
    const Asset &asset = m_world.currencies().at(currency);
    const Uid uid = m_world.ledger().users()[size_t(user)].uid;
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const Chain &chain : asset.chains) {
        if (asset.isDelisted)
            break;
        const auto [address, tag] = m_world.wallet().depositAddress(uid, chain);
        json.beginObject().number("userId", uid.value).text("currency", asset.code);
        json.text("address", address).text("addressTag", tag).text("chain", chain.name).endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

Reply DepositEndpoints::address(const Call &call) const
{
    return addressesOf(call.user, call);
}

Reply DepositEndpoints::subUserAddress(const Call &call) const
{
    const auto [user, wrong] = readSubUser(m_world.ledger(), call.query, "subUid");
    return wrong ? *wrong : addressesOf(user, call);
}

/// 30 days at a time, however far back, newest first unless asked otherwise. Amounts are JSON numbers.
Reply DepositEndpoints::subUserDeposits(const Call &call) const
{
    const auto [user, wrong] = readSubUser(m_world.ledger(), call.query, "subUid");
    if (wrong)
        return *wrong;
    const QByteArray code = call.query.value("currency");
    const int currency = m_world.currencies().indexOf(code);
    if (!code.isEmpty() && currency < 0)
        return v2Invalid("currency");
    PageQuery query(call.query, Envelope::V2);
    query.readWindow("startTime", "endTime", call.nowMs, 30 * dayMs, 0)
        .readSort(false)
        .readPage("limit", "fromId");
    if (query.refused())
        return *query.refused();
    const Page<TransferRecord> page = query.select(
        m_world.ledger().transfers(), [](const TransferRecord &record) { return record.createdAt; },
        [&, sub = user](const TransferRecord &record) {
            return record.isDeposit && record.user == sub && (code.isEmpty() || record.currency == currency);
        });
    JsonWriter json(4096);
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const TransferRecord *record : page.rows) {
        json.beginObject().number("id", record->id);
        json.text("currency", m_world.currencies().at(record->currency).code).text("chain", record->chain);
        json.token("amount", record->amount.toString()).text("address", record->address);
        json.text("state", record->state)
            .text("txHash", record->txHash)
            .text("addressTag", record->addressTag);
        json.number("createTime", record->createdAt).number("updateTime", record->updatedAt).endObject();
    }
    json.endArray();
    if (page.nextId)
        json.number("nextId", *page.nextId);
    json.endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
