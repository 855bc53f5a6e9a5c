// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/endpoints/account.h"
#include "htx/endpoints/algo.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/subuser.h"
#include "htx/endpoints/wallet.h"
#include "htx/walker.h"

/// What can be walked over, with the widest window that one request covers (htx-api.md 5.3). All requests go
/// in the background.
namespace coffer::htx::walks {

inline constexpr qint64 hourMs = 3600 * 1000LL;
inline constexpr qint64 dayMs = 24 * hourMs;

/// Windows of each endpoint; 0: pages only.
inline constexpr qint64 ordersWindow = 2 * dayMs;
inline constexpr qint64 fillsWindow = 2 * dayMs;
inline constexpr qint64 accountHistoryWindow = hourMs;
inline constexpr qint64 ledgerWindow = 10 * dayMs;
inline constexpr qint64 subUserDepositsWindow = 30 * dayMs;

WalkSource<Order> orders(const Symbol &symbol);
/// The last 48 h: a route of that length.
WalkSource<Order> recentOrders();
WalkSource<Order> openOrders(AccountId account);
WalkSource<Fill> fills(const Symbol &symbol = {});
WalkSource<AccountRecord> accountHistory(AccountId account);
WalkSource<LedgerRecord> ledger(AccountId account);
WalkSource<Transfer> transfers(TransferDirection direction);
WalkSource<Transfer> subUserDeposits(Uid uid);
WalkSource<ConditionalOrder> openConditionals();
/// state: "canceled", "rejected" or "triggered". The window of this endpoint is not documented.
WalkSource<ConditionalOrder> conditionalHistory(const Symbol &symbol, const QString &state);
WalkSource<WithdrawAddress> addressBook(const Currency &currency);
WalkSource<SubUser> subUsers();

} // namespace coffer::htx::walks
