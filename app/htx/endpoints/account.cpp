// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/account.h"

#include "htx/endpoints/balancerow.h"
#include "htx/endpoints/body.h"
#include "htx/endpoints/replies.h"
#include "htx/endpoints/requests.h"

namespace coffer::htx::endpoints::account {

namespace {

using namespace json;

/// One unreadable row must not hide the others: it is counted. Zero rows are most of the reply and are left
/// out.
bool readRows(const Input &in, Balance &balance)
{
    Layout layout;
    const bool read = forEach(in, [&](const Input &element) {
        ++balance.rowsRead;
        BalanceRow row;
        if (!readMembers(element, balanceRowSchema.view(), &row, layout)) {
            if (!canContinue(element))
                return false;
            forgive(element);
            ++balance.rowsRejected;
        } else if (!row.amount.isZero()) {
            balance.rows.append(std::move(row));
        }
        return true;
    });
    if (!read)
        return false;
    // An account of nothing but unreadable rows is no empty account.
    return balance.rowsRejected == 0 || balance.rowsRejected < balance.rowsRead ||
           in.refuse("a list of balances");
}

constexpr Schema balanceSchema({
    field<&Balance::id, Identifier>("id"),
    field<&Balance::type, Word>("type"),
    field<&Balance::state, Word>("state"),
    field<Balance, readRows>("list"),
});

constexpr Schema accountSchema({
    field<&Account::id, Identifier>("id"),
    field<&Account::type, Word>("type"),
    field<&Account::subtype, Word>("subtype", Need::Optional),
    field<&Account::state, Word>("state"),
});

constexpr Schema valuationSchema({
    field<&AssetValuation::balance, Amount>("balance"),
    field<&AssetValuation::timestamp, Integer>("timestamp", Need::Optional),
});

Result<QList<Account>> parseAccounts(Value data)
{
    return readList(data, accountSchema);
}

Result<Balance> parseBalance(Value data)
{
    return readOne(data, balanceSchema);
}

Result<AssetValuation> parseValuation(Value data)
{
    return readOne(data, valuationSchema);
}

using Part = PlatformValuation::Part;

/// "accountBalance" is exact text; "balance" a number that may have passed through a double.
constexpr Schema partSchema({
    field<&Part::kind, Code>("distributionType"),
    field<&Part::balance, LooseAmount>("accountBalance"),
});

bool readParts(const Input &in, PlatformValuation &valuation)
{
    return json::readRows(in, partSchema, valuation.parts);
}

struct Update
{
    qint64 time = 0;
};
constexpr Schema updateSchema({field<&Update::time, LooseInteger>("time", Need::Optional)});

bool readUpdate(const Input &in, PlatformValuation &valuation)
{
    Update update;
    if (!readRow(in, updateSchema, update))
        return false;
    valuation.updatedAt = update.time;
    return true;
}

constexpr Schema platformSchema({
    field<&PlatformValuation::total, Amount>("totalBalance"),
    field<&PlatformValuation::todayProfit, Amount>("todayProfit", Need::Optional),
    field<&PlatformValuation::todayProfitRate, Amount>("todayProfitRate", Need::Optional),
    field<PlatformValuation, readParts>("profitAccountBalanceList", Need::Optional),
    field<PlatformValuation, readUpdate>("updated", Need::Optional),
});

constexpr Schema historySchema({
    field<&AccountRecord::id, Identifier>("record-id"),
    field<&AccountRecord::account, Identifier>("account-id"),
    field<&AccountRecord::currency, Name>("currency"),
    field<&AccountRecord::amount, Amount>("transact-amt"),
    field<&AccountRecord::kind, Word>("transact-type"),
    field<&AccountRecord::available, Amount>("avail-balance"),
    field<&AccountRecord::balance, Amount>("acct-balance"),
    field<&AccountRecord::time, Integer>("transact-time"),
});

/// A JSON number in recordings (htx-api.md 1.5); negative when coins left.
bool readSigned(const Input &in, LedgerRecord &record)
{
    return in.isText() ? Amount{}(in, record.amount) : SignedNumber{}(in, record.amount);
}

constexpr Schema ledgerSchema({
    field<&LedgerRecord::id, Identifier>("transactId"),
    field<&LedgerRecord::account, Identifier>("accountId"),
    field<&LedgerRecord::currency, Name>("currency"),
    field<LedgerRecord, readSigned>("transactAmt"),
    field<&LedgerRecord::kind, Word>("transactType"),
    field<&LedgerRecord::transferKind, Word>("transferType", Need::Optional),
    field<&LedgerRecord::time, Integer>("transactTime"),
    field<&LedgerRecord::from, Identifier>("transferer", Need::Optional),
    field<&LedgerRecord::to, Identifier>("transferee", Need::Optional),
});

using Group = PointAccount::Group;
constexpr Schema groupSchema({
    field<&Group::id, Identifier>("groupId"),
    field<&Group::expiresAt, LooseInteger>("expiryDate", Need::Optional),
    field<&Group::remaining, Amount>("remainAmt"),
});

bool readGroups(const Input &in, PointAccount &account)
{
    return json::readRows(in, groupSchema, account.groups);
}

constexpr Schema pointsSchema({
    field<&PointAccount::id, Identifier>("accountId"),
    field<&PointAccount::state, Word>("accountStatus", Need::Optional),
    field<&PointAccount::balance, Amount>("acctBalance"),
    field<PointAccount, readGroups>("groupIds", Need::Optional),
});

bool readMarginRows(const Input &in, MarginBalance &balance)
{
    return readBalanceRows(in, balance.rows);
}

constexpr Schema marginSchema({
    field<&MarginBalance::id, Identifier>("id"),
    field<&MarginBalance::type, Word>("type"),
    field<&MarginBalance::state, Word>("state"),
    field<&MarginBalance::symbol, NameOrNothing>("symbol", Need::Optional),
    field<&MarginBalance::riskRate, LooseAmount>("risk-rate", Need::Optional),
    field<&MarginBalance::liquidationPrice, LooseAmount>("fl-price", Need::Optional),
    field<&MarginBalance::liquidationKind, Word>("fl-type", Need::Optional),
    field<&MarginBalance::balanceSum, LooseAmount>("acct-balance-sum", Need::Optional),
    field<&MarginBalance::debtSum, LooseAmount>("debt-balance-sum", Need::Optional),
    field<MarginBalance, readMarginRows>("list"),
});

/// "1" or "0", as text or as a number.
template<std::optional<bool> FeeDeduction::*Member>
bool readSwitch(const Input &in, FeeDeduction &deduction)
{
    int value = 0;
    if (!LooseInteger{}(in, value))
        return false;
    deduction.*Member = value != 0;
    return true;
}

constexpr Schema deductionSchema({
    field<FeeDeduction, readSwitch<&FeeDeduction::byPoints>>("pointSwitch", Need::Optional),
    field<FeeDeduction, readSwitch<&FeeDeduction::byToken>>("htxSwitch", Need::Optional),
    field<&FeeDeduction::currency, Text>("currency", Need::Optional),
});

constexpr Schema receiptSchema({
    field<&TransferReceipt::id, Identifier>("transact-id"),
    field<&TransferReceipt::time, LooseInteger>("transact-time", Need::Optional),
});

Result<PlatformValuation> parsePlatform(Value data)
{
    return readOne(data, platformSchema);
}

Result<Page<AccountRecord>> parseHistory(Value data)
{
    return readPage(data, historySchema);
}

Result<Page<LedgerRecord>> parseLedger(Value data)
{
    return readPage(data, ledgerSchema);
}

Result<PointAccount> parsePoints(Value data)
{
    return readOne(data, pointsSchema);
}

Result<MarginBalance> parseCross(Value data)
{
    return readOne(data, marginSchema);
}

Result<QList<MarginBalance>> parseIsolated(Value data)
{
    return readList(data, marginSchema);
}

Result<FeeDeduction> parseDeduction(Value data)
{
    return readOne(data, deductionSchema);
}

Result<TransferReceipt> parseReceipt(Value data)
{
    return readOne(data, receiptSchema);
}

Result<TransferId> parseTransferId(Value data)
{
    return readValue<Identifier, TransferId>(data);
}

void addSide(JsonWriter &body, const QByteArray &end, const Side &side)
{
    body.number(end + "-user", side.user.value);
    body.text(end + "-account-type", side.accountType.toUtf8());
    body.number(end + "-account", side.account.value);
}

} // namespace

Call<QList<Account>> accounts()
{
    return {readGet("/v1/account/accounts", 100), parseAccounts};
}

Call<Balance> balance(AccountId id)
{
    return {readGet("/v1/account/accounts/" + QByteArray::number(id.value) + "/balance", 100, {},
                    "/v1/account/accounts/{id}/balance"),
            parseBalance};
}

Call<AssetValuation> assetValuation(const QString &accountType, const QString &currency, Uid subUid)
{
    Query query;
    add(query, "accountType", accountType);
    add(query, "valuationCurrency", currency);
    add(query, "subUid", subUid.value);
    return {readGet("/v2/account/asset-valuation", 100, std::move(query)), parseValuation};
}

Call<PlatformValuation> valuation(const QString &accountType)
{
    Query query;
    add(query, "accountType", accountType);
    query.emplaceBack("valuationCurrency", "BTC");
    return {readGet("/v2/account/valuation", 6, std::move(query)), parsePlatform};
}

Call<Page<AccountRecord>> history(const RecordQuery &of)
{
    Query query;
    add(query, "account-id", of.account.value);
    add(query, "currency", of.currency.value);
    add(query, "transact-types", of.kinds);
    add(query, "start-time", of.startMs);
    add(query, "end-time", of.endMs);
    query.emplaceBack("sort", "desc");
    addSize(query, of.size, 1, 500);
    add(query, "from-id", of.from);
    return {readGet("/v1/account/history", 5, std::move(query)), parseHistory};
}

Call<Page<LedgerRecord>> ledger(const RecordQuery &of)
{
    Query query;
    add(query, "accountId", of.account.value);
    add(query, "currency", of.currency.value);
    add(query, "transactTypes", of.kinds);
    add(query, "startTime", of.startMs);
    add(query, "endTime", of.endMs);
    query.emplaceBack("sort", "desc");
    addSize(query, of.size, 1, 500, "limit");
    add(query, "fromId", of.from);
    return {readGet("/v2/account/ledger", 20, std::move(query)), parseLedger};
}

Call<PointAccount> points(Uid subUid)
{
    Query query;
    add(query, "subUid", subUid.value);
    return {readGet("/v2/point/account", 4, std::move(query)), parsePoints};
}

Call<MarginBalance> crossMargin(Uid subUid)
{
    Query query;
    add(query, "sub-uid", subUid.value);
    return {readGet("/v1/cross-margin/accounts/balance", 20, std::move(query)), parseCross};
}

Call<QList<MarginBalance>> isolatedMargin(const Symbol &symbol, Uid subUid)
{
    Query query;
    add(query, "symbol", symbol.value);
    add(query, "sub-uid", subUid.value);
    return {readGet("/v1/margin/accounts/balance", 20, std::move(query)), parseIsolated};
}

Call<FeeDeduction> feeDeduction()
{
    return {readGet("/v1/account/switch/user/info", 20), parseDeduction};
}

Call<FeeDeduction> feeOverview()
{
    return {readGet("/v1/account/overview/info", 20), parseDeduction};
}

Call<TransferReceipt> transfer(const Side &from, const Side &to, const Currency &currency,
                               const Decimal &amount)
{
    JsonWriter body;
    body.beginObject();
    addSide(body, "from", from);
    addSide(body, "to", to);
    body.text("currency", currency.value.toUtf8());
    add(body, "amount", amount);
    body.endObject();
    return {tradePost("/v1/account/transfer", 20, body.take()), parseReceipt};
}

Call<TransferId> transferBetween(const QString &from, const QString &to, const Currency &currency,
                                 const Decimal &amount, const QString &marginAccount)
{
    JsonWriter body;
    body.beginObject().text("from", from.toUtf8()).text("to", to.toUtf8());
    body.text("currency", currency.value.toUtf8());
    add(body, "amount", amount);
    add(body, "margin-account", marginAccount);
    body.endObject();
    return {tradePost("/v2/account/transfer", 20, body.take()), parseTransferId};
}

// Ten a minute is less than one in two seconds, the least that a rate can say: the reply headers tell.
Call<TransferId> transferFutures(const Currency &currency, const Decimal &amount, bool toFutures)
{
    JsonWriter body;
    body.beginObject().text("currency", currency.value.toUtf8());
    add(body, "amount", amount);
    body.text("type", toFutures ? "pro-to-futures" : "futures-to-pro").endObject();
    return {tradePost("/v1/futures/transfer", 1, body.take()), parseTransferId};
}

Call<Done> switchFee(int kind, const QString &currency)
{
    JsonWriter body;
    body.beginObject().number("switchType", kind);
    add(body, "deductionCurrency", currency);
    body.endObject();
    return {tradePost("/v1/account/fee/switch", 20, body.take()), parseDone};
}

} // namespace coffer::htx::endpoints::account
