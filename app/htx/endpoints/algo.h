// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/conditional.h"
#include "htx/types/ordering.h"
#include "htx/types/page.h"

/// Conditional orders (htx-api.md 5.4). Reading needs Read; all else needs Trade and goes first.
namespace coffer::htx::endpoints::algo {

/// Yields the client order id.
Call<QString> place(const ConditionalDraft &draft);
/// Up to 50.
Call<ConditionalCancel> cancel(const QStringList &clientOrderIds);

/// Which conditional orders; what is left empty does not restrict. Newest first.
struct Filter
{
    AccountId account;
    Symbol symbol;      ///< required for history()
    QString state;      ///< "canceled", "rejected" or "triggered": required for history(), not for open()
    QString side;       ///< "buy" or "sell"
    QString type;       ///< "limit" or "market"
    qint64 startMs = 0; ///< ms UTC; history() only
    qint64 endMs = 0;   ///< ms UTC; history() only
    QString from;       ///< the page's start: Page::next of the page before
    int size = 500;     ///< 1 to 500
};
Call<Page<ConditionalOrder>> open(const Filter &filter = {});
Call<Page<ConditionalOrder>> history(const Filter &filter);
Call<ConditionalOrder> order(const QString &clientOrderId);

/// All orders are cancelled unless this is called again within that time: 5 s or more; 0 switches it off.
Call<CancelTimer> cancelAllAfter(int seconds);

} // namespace coffer::htx::endpoints::algo
