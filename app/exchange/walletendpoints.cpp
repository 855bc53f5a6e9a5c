// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/walletendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/orderfilter.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

/// Amounts are JSON numbers here, unlike everywhere else among balances.
void writeTransfer(JsonWriter &json, const World &world, const TransferRecord &record)
{
    json.beginObject().number("id", record.id).text("type", record.isDeposit ? "deposit" : "withdraw");
    if (!record.subType.isEmpty())
        json.text("sub-type", record.subType);
    json.text("currency", world.currencies().at(record.currency).code).text("chain", record.chain);
    json.text("tx-hash", record.txHash).token("amount", record.amount.toString()).text("from-addr-tag", "");
    json.text("address", record.address).text("address-tag", record.addressTag);
    json.token("fee", record.fee.toString()).text("state", record.state);
    if (!record.clientOrderId.isEmpty())
        json.text("client-order-id", record.clientOrderId);
    if (!record.errorCode.isEmpty())
        json.text("error-code", record.errorCode).text("error-msg", record.errorMessage);
    json.number("created-at", record.createdAt).number("updated-at", record.updatedAt).endObject();
}

} // namespace

void WalletEndpoints::addTo(Router &router)
{
    router.add({"/v1/query/deposit-withdraw", Envelope::V1, htx::Permission::Read, 20,
                [this](const Call &call) { return transfers(call); }});
    router.add({"/v1/query/withdraw/client-order-id", Envelope::V1, htx::Permission::Read, 20,
                [this](const Call &call) { return byClientOrderId(call); }, true});
}

Reply WalletEndpoints::byClientOrderId(const Call &call) const
{
    const QByteArray id = call.query.value("clientOrderId");
    if (id.isEmpty())
        return v1Missing("clientOrderId");
    const auto &records = m_world.ledger().transfers();
    const auto found = std::find_if(records.begin(), records.end(), [&](const TransferRecord &record) {
        return record.user == call.user && record.clientOrderId == id;
    });
    if (found == records.end())
        return v1Error("base-record-invalid", "record invalid");
    JsonWriter json;
    writeTransfer(json.beginObject().text("status", "ok").key("data"), m_world, *found);
    json.endObject();
    return {200, json.take()};
}

/// Oldest first unless direct=next; from is the first id of the page, and 0 stands for none in either
/// direction.
Reply WalletEndpoints::transfers(const Call &call) const
{
    const QByteArray type = call.query.value("type");
    if (type.isEmpty())
        return v1Missing("type");
    if (type != "deposit" && type != "withdraw")
        return v1Invalid("type");
    if (type == "withdraw" && call.key->isSub)
        return v1Error("403", "Forbidden: not for sub-users.");
    OrderFilter page(call.query, m_world.markets());
    page.readPage(1, 500);
    if (page.refused())
        return *page.refused();
    const QByteArray code = call.query.value("currency");
    const int currency = m_world.currencies().indexOf(code);
    if (!code.isEmpty() && currency < 0)
        return v1Error("base-currency-error", "The currency is invalid.");

    const auto &records = m_world.ledger().transfers();
    const bool descending = call.query.value("direct") == "next";
    const qint64 from = call.query.number("from").value_or(0);
    JsonWriter json(8192);
    json.beginObject().text("status", "ok").key("data").beginArray();
    qint64 left = page.size();
    for (size_t step = 0; step < records.size() && left > 0; ++step) {
        const TransferRecord &record = records[descending ? records.size() - 1 - step : step];
        const bool isBehind = from <= 0 || (descending ? record.id <= from : record.id >= from);
        if (!isBehind || record.user != call.user || record.isDeposit != (type == "deposit") ||
            (!code.isEmpty() && record.currency != currency))
            continue;
        writeTransfer(json, m_world, record);
        --left;
    }
    json.endArray().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
