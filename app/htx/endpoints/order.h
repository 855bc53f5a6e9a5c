// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/ordering.h"

#include <QDate>
#include <QList>

/// Reading orders and fills (htx-api.md 5). All here need Read.
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

/// Which orders or fills; what is left empty does not restrict.
struct Filter
{
    QStringList states;       ///< wire words, for orders() only; empty: all final and open ones
    QStringList types;        ///< wire words: "buy-limit", "sell-market" …
    std::optional<Side> side; ///< for open() only
    QDate firstDay, lastDay;  ///< for orders() and fills(), instead of a window; days in UTC+8
};

/// Open orders of one account; of all markets when symbol is empty.
Call<QList<Order>> open(AccountId account, const Symbol &symbol = {}, const QString &from = {},
                        int size = 500, const Filter &filter = {});
/// Orders of one market in any of the final and open states (/v1/order/orders).
Call<QList<Order>> orders(const Symbol &symbol, const Window &window = {}, const Filter &filter = {});
/// Orders in the last 48 h; of all markets when symbol is empty (/v1/order/history).
Call<QList<Order>> recent(const Window &window = {}, const Symbol &symbol = {});
/// Fills; of all markets when symbol is empty (/v1/order/matchresults).
Call<QList<Fill>> fills(const Symbol &symbol = {}, const Window &window = {}, const Filter &filter = {});
/// Fills of one order.
Call<QList<Fill>> fillsOf(const OrderId &id);
/// One order.
Call<Order> order(const OrderId &id);
/// The newest order with that client order id.
Call<Order> byClientOrderId(const QString &clientOrderId);
/// The fees of some markets.
Call<QList<FeeRate>> feeRates(const QList<Symbol> &symbols);

} // namespace coffer::htx::endpoints::order
