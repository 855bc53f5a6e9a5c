// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/ordering.h"

#include <QList>

/// Placing and cancelling orders (htx-api.md 5.2). All need Trade and go before everything else. A
/// cancellation that was accepted is only asked for: what became of the order has to be read.
namespace coffer::htx::endpoints::ordering {

Call<OrderId> place(const OrderDraft &draft);
/// Up to 10; some may be refused.
Call<QList<PlacedOrder>> placeBatch(const QList<OrderDraft> &drafts);

Call<OrderId> cancel(const OrderId &id);
/// Yields a number: see orderStateFromCode().
Call<int> cancelByClientOrderId(const QString &clientOrderId);
/// Up to 50.
Call<CancelOutcome> cancelBatch(const QList<OrderId> &ids);
Call<CancelOutcome> cancelBatchByClientOrderId(const QStringList &clientOrderIds);

/// Which open orders to cancel; what is left empty does not restrict.
struct Sweep
{
    AccountId account;
    QList<Symbol> symbols; ///< up to 10
    QStringList types;     ///< wire words: "buy-limit" …
    std::optional<Side> side;
    int size = 100; ///< 1 to 100
};
Call<CancelSweep> cancelOpen(const Sweep &sweep);

} // namespace coffer::htx::endpoints::ordering
