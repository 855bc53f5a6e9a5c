// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/wallet.h"

#include "htx/endpoints/body.h"
#include "htx/endpoints/replies.h"
#include "htx/endpoints/requests.h"
#include "htx/endpoints/walletrows.h"
#include "htx/signer.h"

namespace coffer::htx::endpoints::wallet {

namespace {

using namespace json;

bool readDirection(const Input &in, Transfer &transfer)
{
    if (in.token() == "\"deposit\"")
        transfer.direction = TransferDirection::Deposit;
    else if (in.token() == "\"withdraw\"")
        transfer.direction = TransferDirection::Withdrawal;
    else
        return in.refuse("deposit or withdraw");
    return true;
}

constexpr Schema transferSchema({
    field<&Transfer::id, Identifier>("id"),
    field<Transfer, readDirection>("type"),
    field<&Transfer::subType, Word>("sub-type", Need::Optional),
    field<&Transfer::currency, Name>("currency"),
    field<&Transfer::chain, Word>("chain", Need::Optional),
    field<&Transfer::txHash, Text>("tx-hash", Need::Optional),
    field<&Transfer::amount, LooseAmount>("amount"),
    field<&Transfer::address, Text>("address", Need::Optional),
    field<&Transfer::addressTag, Text>("address-tag", Need::Optional),
    field<&Transfer::fee, LooseAmount>("fee", Need::Optional),
    field<&Transfer::state, Word>("state"),
    field<&Transfer::errorCode, Code>("error-code", Need::Optional),
    field<&Transfer::errorMessage, Text>("error-msg", Need::Optional),
    field<&Transfer::createdAt, Integer>("created-at"),
    field<&Transfer::updatedAt, Integer>("updated-at", Need::Optional),
});

Result<QList<Transfer>> parseTransfers(Value data)
{
    return readList(data, transferSchema);
}

Result<Transfer> parseTransfer(Value data)
{
    return readOne(data, transferSchema);
}

Result<QList<DepositAddress>> parseAddresses(Value data)
{
    return readList(data, depositAddressSchema);
}

/// "-1" means that there is no limit (htx-api.md 6).
template<std::optional<Decimal> WithdrawQuota::Chain::*Member>
bool readQuota(const Input &in, WithdrawQuota::Chain &chain)
{
    return in.token() == "\"-1\"" || in.token() == "-1" || LooseAmount{}(in, (chain.*Member).emplace());
}

using Quota = WithdrawQuota::Chain;
constexpr Schema quotaSchema({
    field<&Quota::chain, Word>("chain"),
    field<Quota, readQuota<&Quota::atOnce>>("maxWithdrawAmt", Need::Optional),
    field<Quota, readQuota<&Quota::perDay>>("withdrawQuotaPerDay", Need::Optional),
    field<Quota, readQuota<&Quota::remainingToday>>("remainWithdrawQuotaPerDay", Need::Optional),
    field<Quota, readQuota<&Quota::perYear>>("withdrawQuotaPerYear", Need::Optional),
    field<Quota, readQuota<&Quota::remainingThisYear>>("remainWithdrawQuotaPerYear", Need::Optional),
    field<Quota, readQuota<&Quota::total>>("withdrawQuotaTotal", Need::Optional),
    field<Quota, readQuota<&Quota::remaining>>("remainWithdrawQuotaTotal", Need::Optional),
});

bool readChains(const Input &in, WithdrawQuota &quota)
{
    return readRows(in, quotaSchema, quota.chains);
}

constexpr Schema quotasSchema({
    field<&WithdrawQuota::currency, Name>("currency"),
    field<WithdrawQuota, readChains>("chains"),
});

Result<WithdrawQuota> parseQuota(Value data)
{
    return readOne(data, quotasSchema);
}

constexpr Schema addressSchema({
    field<&WithdrawAddress::currency, Name>("currency"),
    field<&WithdrawAddress::chain, Word>("chain"),
    field<&WithdrawAddress::note, Text>("note", Need::Optional),
    field<&WithdrawAddress::tag, Text>("addressTag", Need::Optional),
    field<&WithdrawAddress::address, Text>("address"),
});

Result<Page<WithdrawAddress>> parseAddressBook(Value data)
{
    return readPage(data, addressSchema);
}

Result<TransferId> parseId(Value data)
{
    return readValue<Identifier, TransferId>(data);
}

} // namespace

Call<QList<Transfer>> transfers(TransferDirection direction, const QString &from, int size,
                                const Currency &currency)
{
    Query query;
    query.emplaceBack("type", direction == TransferDirection::Deposit ? "deposit" : "withdraw");
    // The exchange's own default is oldest first (htx-api.md 10, 9).
    query.emplaceBack("direct", "next");
    add(query, "currency", currency.value);
    add(query, "from", from);
    addSize(query, size, 1, 500);
    return {readGet("/v1/query/deposit-withdraw", 20, std::move(query)), parseTransfers};
}

Call<Transfer> withdrawal(const QString &clientOrderId)
{
    Query query;
    add(query, "clientOrderId", clientOrderId);
    return {readGet("/v1/query/withdraw/client-order-id", 20, std::move(query)), parseTransfer};
}

Call<QList<DepositAddress>> depositAddresses(const Currency &currency)
{
    Query query;
    add(query, "currency", currency.value);
    return {readGet("/v2/account/deposit/address", 20, std::move(query)), parseAddresses};
}

Call<WithdrawQuota> withdrawQuota(const Currency &currency)
{
    Query query;
    add(query, "currency", currency.value);
    return {readGet("/v2/account/withdraw/quota", 20, std::move(query)), parseQuota};
}

Call<Page<WithdrawAddress>> withdrawAddresses(const AddressQuery &of)
{
    Query query;
    add(query, "currency", of.currency.value);
    add(query, "chain", of.chain);
    add(query, "note", of.note);
    addSize(query, of.size, 1, 500, "limit");
    add(query, "fromId", of.from);
    return {readGet("/v2/account/withdraw/address", 20, std::move(query)), parseAddressBook};
}

Call<TransferId> withdraw(const WithdrawDraft &draft)
{
    JsonWriter body;
    body.beginObject().text("address", draft.address.toUtf8());
    body.text("currency", draft.currency.value.toUtf8());
    add(body, "amount", draft.amount);
    add(body, "fee", draft.fee);
    add(body, "chain", draft.chain);
    add(body, "addr-tag", draft.tag);
    add(body, "client-order-id", draft.clientOrderId);
    body.endObject();
    return {post(Permission::Withdraw, "/v1/dw/withdraw/api/create", 20, body.take()), parseId};
}

Call<TransferId> cancelWithdrawal(const TransferId &id)
{
    return {post(Permission::Withdraw,
                 "/v1/dw/withdraw-virtual/" + percentEncoded(id.value.toUtf8()) + "/cancel", 20,
                 noParameters(), "/v1/dw/withdraw-virtual/{id}/cancel"),
            parseId};
}

} // namespace coffer::htx::endpoints::wallet
