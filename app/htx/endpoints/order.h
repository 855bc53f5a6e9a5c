// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/order.h"

#include <QList>

/// Orders and fills (htx-api.md 5). All here need Read.
namespace coffer::htx::endpoints::order {

/// A window of time and a page in it. Times in ms UTC; at most 48 h wide (htx-api.md 5.3); 0: the exchange's
/// default.
struct Window
{
    qint64 startMs = 0;
    qint64 endMs = 0;
    QString from; ///< id to page on from; empty for the first page
    int size = 100;
};

/// Open orders of one account; of all markets when symbol is empty.
Call<QList<Order>> open(AccountId account, const Symbol &symbol = {}, const QString &from = {},
                        int size = 500);
/// Orders of one market in any of the final and open states (/v1/order/orders).
Call<QList<Order>> orders(const Symbol &symbol, const Window &window = {});
/// Orders of all markets in the last 48 h (/v1/order/history).
Call<QList<Order>> recent(const Window &window = {});
/// Fills; of all markets when symbol is empty (/v1/order/matchresults).
Call<QList<Fill>> fills(const Symbol &symbol = {}, const Window &window = {});
/// Fills of one order.
Call<QList<Fill>> fillsOf(const OrderId &id);
/// One order.
Call<Order> order(const OrderId &id);

} // namespace coffer::htx::endpoints::order
