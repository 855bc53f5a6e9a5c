// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/account.h"

#include "htx/endpoints/requests.h"
#include "htx/jsonreader.h"

namespace coffer::htx::endpoints::account {

namespace {

using namespace json;

BalanceKind kindOf(const QString &word)
{
    static constexpr std::array<std::pair<QLatin1String, BalanceKind>, 7> kinds{{
        {QLatin1String("trade"), BalanceKind::Trade},
        {QLatin1String("frozen"), BalanceKind::Frozen},
        {QLatin1String("loan"), BalanceKind::Loan},
        {QLatin1String("interest"), BalanceKind::Interest},
        {QLatin1String("lock"), BalanceKind::Lock},
        {QLatin1String("transfer-out-available"), BalanceKind::Limit},
        {QLatin1String("loan-available"), BalanceKind::Limit},
    }};
    for (const auto &[name, kind] : kinds) {
        if (word == name)
            return kind;
    }
    return BalanceKind::Unknown;
}

bool readKind(const Input &in, BalanceRow &row)
{
    if (!Word{}(in, row.rawKind))
        return false;
    row.kind = kindOf(row.rawKind);
    return true;
}

// "available" and "debt" are left alone: they are the word "invalid" in spot accounts (htx-api.md 4).
constexpr Schema balanceRowSchema({
    field<&BalanceRow::currency, Name>("currency"),
    field<BalanceRow, readKind>("type"),
    field<&BalanceRow::amount, Amount>("balance"),
});

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

Call<AssetValuation> assetValuation(const QString &accountType, const QString &currency)
{
    Query query;
    add(query, "accountType", accountType);
    add(query, "valuationCurrency", currency);
    return {readGet("/v2/account/asset-valuation", 100, std::move(query)), parseValuation};
}

} // namespace coffer::htx::endpoints::account
