// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/account.h"
#include "htx/types/accountrecord.h"
#include "htx/types/margin.h"
#include "htx/types/page.h"

/// Accounts, balances and moves between accounts (htx-api.md 4).
namespace coffer::htx::endpoints::account {

// Reading: all need Read.

Call<QList<Account>> accounts();
Call<Balance> balance(AccountId id);
/// accountType: spot, margin, otc or super-margin; currency: "BTC", "USD", "EUR" …; of a sub-user when subUid
/// is set.
Call<AssetValuation> assetValuation(const QString &accountType, const QString &currency, Uid subUid = {});
/// The whole holding in BTC, or one kind of account's.
Call<PlatformValuation> valuation(const QString &accountType = {});

/// Which records. Times in ms UTC; 0: the exchange's default. Newest first.
struct RecordQuery
{
    AccountId account;
    Currency currency; ///< empty: all
    QStringList kinds; ///< wire words; empty: all
    qint64 startMs = 0;
    qint64 endMs = 0;
    QString from;   ///< Page::next of the page before
    int size = 500; ///< 1 to 500
};
/// Every change of a balance; a window of at most 1 h, 30 days back.
Call<Page<AccountRecord>> history(const RecordQuery &query);
/// Moves between accounts; a window of at most 10 days, 180 days back.
Call<Page<LedgerRecord>> ledger(const RecordQuery &query);

/// Of a sub-user when subUid is set.
Call<PointAccount> points(Uid subUid = {});
Call<MarginBalance> crossMargin(Uid subUid = {});
/// All isolated margin accounts, or that of one market.
Call<QList<MarginBalance>> isolatedMargin(const Symbol &symbol = {}, Uid subUid = {});
Call<FeeDeduction> feeDeduction();
/// What fees can be paid with. The members are not documented: those of feeDeduction() are looked for.
Call<FeeDeduction> feeOverview();

// Moving: all need Trade.

/// A place that coins are moved from or to.
struct Side
{
    Uid user;
    QString accountType; ///< "spot", "margin" …
    AccountId account;
};
/// Between a parent's and its sub-users' accounts.
Call<TransferReceipt> transfer(const Side &from, const Side &to, const Currency &currency,
                               const Decimal &amount);
/// Between spot, linear-swap, otc, futures and swap; marginAccount: "USDT" for cross margin of linear-swap.
Call<TransferId> transferBetween(const QString &from, const QString &to, const Currency &currency,
                                 const Decimal &amount, const QString &marginAccount = {});
/// Between spot and coin-margined futures.
Call<TransferId> transferFutures(const Currency &currency, const Decimal &amount, bool toFutures);
/// kind: the wire's switchType; currency: the token to pay with.
Call<Done> switchFee(int kind, const QString &currency = {});

} // namespace coffer::htx::endpoints::account
