// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/subuser.h"

#include "htx/endpoints/balancerow.h"
#include "htx/endpoints/body.h"
#include "htx/endpoints/keyfields.h"
#include "htx/endpoints/replies.h"
#include "htx/endpoints/requests.h"
#include "htx/endpoints/walletrows.h"

namespace coffer::htx::endpoints::subuser {

namespace {

using namespace json;

/// From the bytes of the reply into the locked buffer, without a string between.
bool readSecret(const Input &in, SubUserKey &key)
{
    const std::string_view token = in.token();
    if (!in.isText() || token.size() < 3 || token.size() > 4096 || token.find('\\') != std::string_view::npos)
        return in.refuse("a secret");
    key.secret = std::make_shared<const Secret>(
        QByteArrayView(token.data() + 1, static_cast<qsizetype>(token.size() - 2)));
    return true;
}

constexpr Schema newKeySchema({
    field<&SubUserKey::accessKey, Text>("accessKey"),
    field<SubUserKey, readSecret>("secretKey"),
    field<&SubUserKey::note, Text>("note", Need::Optional),
    field<SubUserKey, readPermissions<SubUserKey>>("permission"),
    field<SubUserKey, readAddresses<SubUserKey>>("ipAddresses", Need::Optional),
});

constexpr Schema changedKeySchema({
    field<&SubUserKey::note, Text>("note", Need::Optional),
    field<SubUserKey, readPermissions<SubUserKey>>("permission"),
    field<SubUserKey, readAddresses<SubUserKey>>("ipAddresses", Need::Optional),
});

constexpr Schema createdSchema({
    field<&CreatedSubUser::name, Text>("userName"),
    field<&CreatedSubUser::note, Text>("note", Need::Optional),
    field<&CreatedSubUser::uid, Identifier>("uid", Need::Optional),
    field<CreatedSubUser, readRefusalCode<CreatedSubUser>>("errCode", Need::Optional),
    field<CreatedSubUser, readRefusalText<CreatedSubUser>>("errMessage", Need::Optional),
});

constexpr Schema subUserSchema({
    field<&SubUser::uid, Identifier>("uid"),
    field<&SubUser::uid, Identifier>("subUid", Need::Alias),
    field<&SubUser::state, Word>("userState"),
    field<&SubUser::name, Text>("subUserName", Need::Optional),
    field<&SubUser::note, Text>("note", Need::Optional),
});

constexpr Schema answerSchema({
    field<&SubUserAnswer::uid, Identifier>("subUid"),
    field<&SubUserAnswer::accountType, Word>("accountType", Need::Optional),
    field<&SubUserAnswer::setting, Word>("activation", Need::Optional),
    field<&SubUserAnswer::setting, Word>("deductMode", Need::Optional),
    field<&SubUserAnswer::transferable, Flag>("transferrable", Need::Optional),
    field<SubUserAnswer, readRefusalCode<SubUserAnswer>>("errCode", Need::Optional),
    field<SubUserAnswer, readRefusalText<SubUserAnswer>>("errMessage", Need::Optional),
});

using Kind = SubUserAccounts::Kind;
using Entry = SubUserAccounts::Entry;

constexpr Schema entrySchema({
    field<&Entry::id, Identifier>("accountId"),
    field<&Entry::subtype, Word>("subType", Need::Optional),
    field<&Entry::state, Word>("accountStatus", Need::Optional),
});

bool readEntries(const Input &in, Kind &kind)
{
    return readRows(in, entrySchema, kind.accounts);
}

constexpr Schema kindSchema({
    field<&Kind::type, Word>("accountType"),
    field<&Kind::activation, Word>("activation", Need::Optional),
    field<&Kind::transferable, Flag>("transferrable", Need::Optional),
    field<Kind, readEntries>("accountIds", Need::Optional),
});

bool readKinds(const Input &in, SubUserAccounts &accounts)
{
    return readRows(in, kindSchema, accounts.kinds);
}

constexpr Schema accountsSchema({
    field<&SubUserAccounts::uid, Identifier>("uid"),
    field<&SubUserAccounts::deductMode, Word>("deductMode", Need::Optional),
    field<SubUserAccounts, readKinds>("list"),
});

constexpr Schema aggregateSchema({
    field<&AggregateBalance::currency, Name>("currency"),
    field<&AggregateBalance::type, Word>("type"),
    field<&AggregateBalance::balance, Amount>("balance"),
});

bool readBalance(const Input &in, SubUserBalance &balance)
{
    return readBalanceRows(in, balance.rows);
}

constexpr Schema balanceSchema({
    field<&SubUserBalance::id, Identifier>("id"),
    field<&SubUserBalance::type, Word>("type"),
    field<&SubUserBalance::state, Word>("state", Need::Optional),
    field<&SubUserBalance::symbol, NameOrNothing>("symbol", Need::Optional),
    field<SubUserBalance, readBalance>("list"),
});

constexpr Schema depositSchema({
    field<&Transfer::id, Identifier>("id"),
    field<&Transfer::currency, Name>("currency"),
    field<&Transfer::chain, Word>("chain", Need::Optional),
    field<&Transfer::amount, LooseAmount>("amount"),
    field<&Transfer::address, Text>("address", Need::Optional),
    field<&Transfer::addressTag, Text>("addressTag", Need::Optional),
    field<&Transfer::txHash, Text>("txHash", Need::Optional),
    field<&Transfer::state, Word>("state"),
    field<&Transfer::createdAt, Integer>("createTime"),
    field<&Transfer::updatedAt, Integer>("updateTime", Need::Optional),
});

Result<SubUserKey> parseNewKey(Value data)
{
    return readOne(data, newKeySchema);
}

Result<SubUserKey> parseChangedKey(Value data)
{
    return readOne(data, changedKeySchema);
}

/// A row without a uid tells why.
Result<QList<CreatedSubUser>> parseCreated(Value data)
{
    const Input in = open(data);
    QList<CreatedSubUser> rows;
    if (!readRows(in, createdSchema, rows))
        return fail(failureOf(in));
    for (const CreatedSubUser &row : std::as_const(rows)) {
        if (!row.refusal && row.uid.value == 0 && !in.refuse("a list of uids and refusals"))
            return fail(failureOf(in));
    }
    return rows;
}

Result<Page<SubUser>> parseList(Value data)
{
    return readPage(data, subUserSchema);
}

Result<SubUser> parseState(Value data)
{
    return readOne(data, subUserSchema);
}

Result<QList<SubUserAnswer>> parseAnswers(Value data)
{
    return readList(data, answerSchema);
}

Result<SubUserAccounts> parseAccounts(Value data)
{
    return readOne(data, accountsSchema);
}

Result<TransferId> parseTransferId(Value data)
{
    return readValue<Identifier, TransferId>(data);
}

Result<QList<AggregateBalance>> parseAggregate(Value data)
{
    return readList(data, aggregateSchema);
}

Result<QList<SubUserBalance>> parseBalances(Value data)
{
    return readList(data, balanceSchema);
}

Result<QList<DepositAddress>> parseAddresses(Value data)
{
    return readList(data, depositAddressSchema);
}

Result<Page<Transfer>> parseDeposits(Value data)
{
    return readPage(data, depositSchema);
}

QString joined(const QList<Uid> &uids)
{
    QStringList texts;
    for (const Uid uid : uids)
        texts.append(QString::number(uid.value));
    return texts.join(u',');
}

Query uidQuery(Uid uid)
{
    Query query;
    add(query, "subUid", uid.value);
    return query;
}

void addKey(JsonWriter &body, const SubUserKeyDraft &draft)
{
    body.text("note", draft.note.toUtf8());
    body.text("permission", draft.permissions.toWire().toUtf8());
    body.text("ipAddresses", draft.ipAddresses.join(u',').toUtf8());
}

} // namespace

Call<SubUserKey> createKey(const SubUserKeyDraft &draft, const QString &otp)
{
    JsonWriter body;
    body.beginObject();
    add(body, "otpToken", otp);
    body.number("subUid", draft.uid.value);
    addKey(body, draft);
    body.endObject();
    Request request = tradePost("/v2/sub-user/api-key-generation", 20, body.take());
    request.sensitive = true;
    return {std::move(request), parseNewKey};
}

Call<SubUserKey> modifyKey(const QString &accessKey, const SubUserKeyDraft &draft)
{
    JsonWriter body;
    body.beginObject().number("subUid", draft.uid.value).text("accessKey", accessKey.toUtf8());
    addKey(body, draft);
    body.endObject();
    return {tradePost("/v2/sub-user/api-key-modification", 20, body.take()), parseChangedKey};
}

Call<Done> deleteKey(Uid uid, const QString &accessKey)
{
    JsonWriter body;
    body.beginObject().number("subUid", uid.value).text("accessKey", accessKey.toUtf8()).endObject();
    return {tradePost("/v2/sub-user/api-key-deletion", 20, body.take()), parseDone};
}

Call<QList<CreatedSubUser>> create(const QList<SubUserDraft> &drafts)
{
    JsonWriter body;
    body.beginObject().key("userList").beginArray();
    for (const SubUserDraft &draft : drafts) {
        body.beginObject().text("userName", draft.name.toUtf8());
        add(body, "note", draft.note);
        body.endObject();
    }
    body.endArray().endObject();
    return {tradePost("/v2/sub-user/creation", 20, body.take()), parseCreated};
}

Call<Page<SubUser>> list(const QString &from)
{
    Query query;
    add(query, "fromId", from);
    return {readGet("/v2/sub-user/user-list", 20, std::move(query)), parseList};
}

Call<SubUser> state(Uid uid)
{
    return {readGet("/v2/sub-user/user-state", 20, uidQuery(uid)), parseState};
}

Call<SubUser> setLocked(Uid uid, bool locked)
{
    JsonWriter body;
    body.beginObject().number("subUid", uid.value).text("action", locked ? "lock" : "unlock").endObject();
    return {tradePost("/v2/sub-user/management", 20, body.take()), parseState};
}

Call<SubUserAccounts> accounts(Uid uid)
{
    return {readGet("/v2/sub-user/account-list", 20, uidQuery(uid)), parseAccounts};
}

Call<QList<SubUserAnswer>> setTradableMarket(const QList<Uid> &uids, const QString &accountType, bool active)
{
    JsonWriter body;
    body.beginObject().text("subUids", joined(uids).toUtf8());
    add(body, "accountType", accountType);
    body.text("activation", active ? "activated" : "deactivated").endObject();
    return {tradePost("/v2/sub-user/tradable-market", 20, body.take()), parseAnswers};
}

Call<QList<SubUserAnswer>> setTransferable(const QList<Uid> &uids, bool transferable,
                                           const QString &accountType)
{
    JsonWriter body;
    body.beginObject().text("subUids", joined(uids).toUtf8());
    add(body, "accountType", accountType);
    body.boolean("transferrable", transferable).endObject();
    return {tradePost("/v2/sub-user/transferability", 20, body.take()), parseAnswers};
}

Call<QList<SubUserAnswer>> setDeductMode(const QList<Uid> &uids, const QString &mode)
{
    JsonWriter body;
    body.beginObject().text("subUids", joined(uids).toUtf8());
    body.text("deductMode", mode.toUtf8()).endObject();
    return {tradePost("/v2/sub-user/deduct-mode", 20, body.take()), parseAnswers};
}

Call<TransferId> transfer(Uid uid, const Currency &currency, const Decimal &amount, const QString &kind,
                          const QString &clientOrderId)
{
    JsonWriter body;
    body.beginObject().number("sub-uid", uid.value).text("currency", currency.value.toUtf8());
    add(body, "amount", amount);
    body.text("type", kind.toUtf8());
    add(body, "client-order-id", clientOrderId);
    body.endObject();
    return {tradePost("/v1/subuser/transfer", 2, body.take()), parseTransferId};
}

Call<QList<AggregateBalance>> aggregateBalance()
{
    return {readGet("/v1/subuser/aggregate-balance", 2), parseAggregate};
}

Call<QList<SubUserBalance>> balances(Uid uid)
{
    return {readGet("/v1/account/accounts/" + QByteArray::number(uid.value), 20, {},
                    "/v1/account/accounts/{sub-uid}"),
            parseBalances};
}

Call<QList<DepositAddress>> depositAddresses(Uid uid, const Currency &currency)
{
    Query query = uidQuery(uid);
    add(query, "currency", currency.value);
    return {readGet("/v2/sub-user/deposit-address", 20, std::move(query)), parseAddresses};
}

Call<Page<Transfer>> deposits(const DepositQuery &of)
{
    Query query = uidQuery(of.uid);
    add(query, "currency", of.currency.value);
    add(query, "startTime", of.startMs);
    add(query, "endTime", of.endMs);
    query.emplaceBack("sort", "desc");
    addSize(query, of.size, 1, 500, "limit");
    add(query, "fromId", of.from);
    return {readGet("/v2/sub-user/query-deposit", 20, std::move(query)), parseDeposits};
}

} // namespace coffer::htx::endpoints::subuser
