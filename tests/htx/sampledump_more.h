// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/accountrecord.h"
#include "htx/types/conditional.h"
#include "htx/types/margin.h"
#include "htx/types/ordering.h"
#include "htx/types/subuser.h"
#include "htx/types/wallet.h"
#include "sampledump.h"

/// The same for records, sub-users, wallets, and for what was placed and cancelled.

namespace coffer::htx::test {

inline Dump dump(const SubUser &user)
{
    return Dump().add("uid", user.uid.value).add("subUid", user.uid.value);
}

inline Dump dump(const Done &)
{
    return {};
}

inline Dump dump(const SubUserKey &)
{
    return {};
}

inline Dump dump(const OrderId &id)
{
    return Dump().add("data", id.value);
}

inline Dump dump(const TransferId &id)
{
    return Dump().add("data", id.value);
}

inline Dump dump(const TransferReceipt &receipt)
{
    return Dump().add("transact-id", receipt.id.value).add("transact-time", receipt.time);
}

inline Dump dump(const Transfer &transfer)
{
    return dump(QList<Transfer>{transfer});
}

inline Dump dump(const Page<Transfer> &page)
{
    Dump out;
    for (const Transfer &row : page.rows)
        out.add("id", row.id.value)
            .add("amount", row.amount)
            .add("createTime", row.createdAt)
            .add("updateTime", row.updatedAt);
    return out;
}

inline Dump dump(const Page<AccountRecord> &page)
{
    Dump out;
    for (const AccountRecord &row : page.rows) {
        out.add("account-id", row.account.value).add("record-id", row.id).add("transact-amt", row.amount);
        out.add("avail-balance", row.available).add("acct-balance", row.balance);
        out.add("transact-time", row.time);
    }
    return out.add("next-id", page.next);
}

inline Dump dump(const Page<LedgerRecord> &page)
{
    Dump out;
    for (const LedgerRecord &row : page.rows) {
        out.add("accountId", row.account.value).add("transactId", row.id).add("transactAmt", row.amount);
        out.add("transactTime", row.time).add("transferer", row.from.value);
        out.add("transferee", row.to.value);
    }
    return out.add("nextId", page.next);
}

inline Dump dump(const PlatformValuation &value)
{
    Dump out;
    out.add("totalBalance", value.total).add("todayProfit", value.todayProfit);
    out.add("todayProfitRate", value.todayProfitRate).add("time", value.updatedAt);
    for (const PlatformValuation::Part &part : value.parts)
        out.add("distributionType", part.kind).add("accountBalance", part.balance);
    return out;
}

inline Dump dump(const PointAccount &account)
{
    Dump out;
    out.add("accountId", account.id.value).add("acctBalance", account.balance);
    for (const PointAccount::Group &group : account.groups)
        out.add("groupId", group.id).add("expiryDate", group.expiresAt).add("remainAmt", group.remaining);
    return out;
}

inline Dump dump(const MarginBalance &balance)
{
    Dump out;
    out.add("id", balance.id.value).add("risk-rate", balance.riskRate);
    out.add("acct-balance-sum", balance.balanceSum).add("debt-balance-sum", balance.debtSum);
    return out;
}

inline Dump dump(const FeeDeduction &deduction)
{
    return Dump()
        .add("pointSwitch", qint64{deduction.byPoints.value_or(false)})
        .add("htxSwitch", qint64{deduction.byToken.value_or(false)});
}

inline Dump dump(const QList<DepositAddress> &addresses)
{
    Dump out;
    for (const DepositAddress &address : addresses)
        out.add("userId", address.user.value);
    return out;
}

inline Dump dump(const Page<WithdrawAddress> &page)
{
    return Dump().add("next-id", page.next);
}

inline Dump dump(const WithdrawQuota &quota)
{
    Dump out;
    for (const WithdrawQuota::Chain &chain : quota.chains) {
        out.add("maxWithdrawAmt", chain.atOnce).add("withdrawQuotaPerDay", chain.perDay);
        out.add("remainWithdrawQuotaPerDay", chain.remainingToday);
    }
    return out;
}

inline Dump dump(const QList<FeeRate> &rates)
{
    Dump out;
    for (const FeeRate &rate : rates) {
        out.add("makerFeeRate", rate.maker).add("takerFeeRate", rate.taker);
        out.add("actualMakerRate", rate.actualMaker).add("actualTakerRate", rate.actualTaker);
    }
    return out;
}

inline Dump dump(const QList<PlacedOrder> &rows)
{
    Dump out;
    for (const PlacedOrder &row : rows)
        out.add("order-id", row.id.value).add("client-order-id", row.clientOrderId);
    return out;
}

inline Dump dump(const CancelOutcome &outcome)
{
    Dump out;
    for (const CancelRefusal &row : outcome.refused) {
        out.add("order-state", qint64{row.stateCode.value_or(0)}).add("order-id", row.id.value);
        out.add("client-order-id", row.clientOrderId);
    }
    // A list has no names of its own: its ids stand under the name before it.
    for (const QString &id : outcome.accepted)
        out.add("success", id);
    return out;
}

inline Dump dump(const Page<ConditionalOrder> &page)
{
    Dump out;
    for (const ConditionalOrder &row : page.rows) {
        out.add("orderOrigTime", row.placedAt).add("lastActTime", row.changedAt);
        out.add("clientOrderId", row.clientOrderId).add("orderPrice", row.price).add("orderSize", row.size);
        out.add("accountId", row.account.value).add("stopPrice", row.stopPrice);
    }
    return out.add("nextId", page.next);
}

inline Dump dump(const QList<CreatedSubUser> &rows)
{
    Dump out;
    for (const CreatedSubUser &row : rows) {
        if (row.refusal)
            out.add("errCode", row.refusal->code);
        else
            out.add("uid", row.uid.value);
    }
    return out;
}

inline Dump dump(const QList<SubUserAnswer> &rows)
{
    Dump out;
    for (const SubUserAnswer &row : rows) {
        out.add("subUid", row.uid.value);
        if (row.refusal)
            out.add("errCode", row.refusal->code);
    }
    return out;
}

inline Dump dump(const SubUserAccounts &accounts)
{
    Dump out;
    out.add("uid", accounts.uid.value);
    for (const SubUserAccounts::Kind &kind : accounts.kinds) {
        for (const SubUserAccounts::Entry &entry : kind.accounts)
            out.add("accountId", entry.id.value);
    }
    return out;
}

inline Dump dump(const QList<AggregateBalance> &rows)
{
    Dump out;
    for (const AggregateBalance &row : rows)
        out.add("balance", row.balance);
    return out;
}

inline Dump dump(const QList<SubUserBalance> &balances)
{
    Dump out;
    for (const SubUserBalance &balance : balances) {
        out.add("id", balance.id.value);
        for (const BalanceRow &row : balance.rows)
            out.add("balance", row.amount);
    }
    return out;
}

inline Dump dump(const Changes<MarketLimits> &changes)
{
    Dump out;
    for (const MarketLimits &row : changes.rows) {
        out.add("pp", qint64{row.priceDecimals}).add("ap", qint64{row.amountDecimals});
        out.add("vp", qint64{row.valueDecimals}).add("minov", row.minValue).add("maxov", row.maxValue);
        out.add("lominoa", row.limitMin).add("lomaxoa", row.limitMax).add("lomaxba", row.limitBuyMax);
        out.add("lomaxsa", row.limitSellMax).add("smminoa", row.marketSellMin);
        out.add("smmaxoa", row.marketSellMax).add("bmmaxov", row.marketBuyMax);
        out.add("blmlt", row.buyLimitBelow).add("slmgt", row.sellLimitAbove);
        out.add("msormlt", row.marketSellWithin).add("mbormlt", row.marketBuyWithin);
    }
    return out.add("ts", changes.timestamp).add("full", qint64{changes.isFull});
}

inline Dump dump(const QList<Trade> &trades)
{
    Dump out;
    for (const Trade &trade : trades)
        out.add("trade-id", trade.tradeId).add("amount", trade.amount).add("price", trade.price);
    return out;
}

} // namespace coffer::htx::test
