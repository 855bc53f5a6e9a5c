// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/page.h"
#include "htx/types/transfer.h"
#include "htx/types/wallet.h"

#include <QList>

/// Deposits and withdrawals (htx-api.md 6).
namespace coffer::htx::endpoints::wallet {

/// Newest first; from is the last id of the page before; all assets when currency is empty. Read.
Call<QList<Transfer>> transfers(TransferDirection direction, const QString &from = {}, int size = 100,
                                const Currency &currency = {});
/// A withdrawal by the id that was given with it. Read.
Call<Transfer> withdrawal(const QString &clientOrderId);

/// One address for each chain. Read.
Call<QList<DepositAddress>> depositAddresses(const Currency &currency);
/// Of the parent user only. Read.
Call<WithdrawQuota> withdrawQuota(const Currency &currency);

/// Which addresses of the address book; chain and note may be empty.
struct AddressQuery
{
    Currency currency;
    QString chain;
    QString note;
    QString from;
    int size = 500;
};
/// Of the parent user only. Read.
Call<Page<WithdrawAddress>> withdrawAddresses(const AddressQuery &query);

/// Coins leave the exchange. Needs Withdraw, of the parent user.
Call<TransferId> withdraw(const WithdrawDraft &draft);
/// Needs Withdraw.
Call<TransferId> cancelWithdrawal(const TransferId &id);

} // namespace coffer::htx::endpoints::wallet
