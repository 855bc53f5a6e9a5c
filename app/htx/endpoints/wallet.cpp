// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/wallet.h"

#include "htx/endpoints/requests.h"
#include "htx/jsonreader.h"

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

} // namespace

Call<QList<Transfer>> transfers(TransferDirection direction, const QString &from, int size)
{
    Query query;
    query.emplaceBack("type", direction == TransferDirection::Deposit ? "deposit" : "withdraw");
    // The exchange's own default is oldest first (htx-api.md 10, 9).
    query.emplaceBack("direct", "next");
    add(query, "from", from);
    addSize(query, size, 1, 500);
    return {readGet("/v1/query/deposit-withdraw", 20, std::move(query)), parseTransfers};
}

} // namespace coffer::htx::endpoints::wallet
