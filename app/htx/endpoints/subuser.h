// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/page.h"
#include "htx/types/subuser.h"
#include "htx/types/transfer.h"
#include "htx/types/wallet.h"

#include <QList>

/// Sub-users and their keys (htx-api.md 3.2 and 3.3). For keys of the parent user only. Reading needs Read,
/// all else Trade. Lists of uids may hold 50.
namespace coffer::htx::endpoints::subuser {

/// A key for a sub-user. otp: six digits from the parent's authenticator, empty where none is needed. The
/// reply holds the secret and is overwritten once it was read.
Call<SubUserKey> createKey(const SubUserKeyDraft &draft, const QString &otp = {});
/// Gives the key this note, these rights and these addresses.
Call<SubUserKey> modifyKey(const QString &accessKey, const SubUserKeyDraft &draft);
Call<Done> deleteKey(Uid uid, const QString &accessKey);

/// Up to 50 at once; some may be refused.
Call<QList<CreatedSubUser>> create(const QList<SubUserDraft> &drafts);
/// By ascending uid, 100 a page.
Call<Page<SubUser>> list(const QString &from = {});
Call<SubUser> state(Uid uid);
Call<SubUser> setLocked(Uid uid, bool locked);
Call<SubUserAccounts> accounts(Uid uid);
/// accountType: "isolated-margin" or "cross-margin".
Call<QList<SubUserAnswer>> setTradableMarket(const QList<Uid> &uids, const QString &accountType, bool active);
Call<QList<SubUserAnswer>> setTransferable(const QList<Uid> &uids, bool transferable,
                                           const QString &accountType = {});
/// mode: "master" or "sub".
Call<QList<SubUserAnswer>> setDeductMode(const QList<Uid> &uids, const QString &mode);

/// kind: "master-transfer-in", "master-transfer-out", "master-point-transfer-in" or "-out".
Call<TransferId> transfer(Uid uid, const Currency &currency, const Decimal &amount, const QString &kind,
                          const QString &clientOrderId = {});
Call<QList<AggregateBalance>> aggregateBalance();
Call<QList<SubUserBalance>> balances(Uid uid);
Call<QList<DepositAddress>> depositAddresses(Uid uid, const Currency &currency);

/// Which deposits of a sub-user. Times in ms UTC, a window of at most 30 days; 0: the exchange's default.
struct DepositQuery
{
    Uid uid;
    Currency currency;
    qint64 startMs = 0;
    qint64 endMs = 0;
    QString from;
    int size = 500;
};
/// Newest first.
Call<Page<Transfer>> deposits(const DepositQuery &query);

} // namespace coffer::htx::endpoints::subuser
