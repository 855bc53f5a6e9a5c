// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/records.h"

namespace coffer::exchange {

// What the exchange still tells of the past (htx-api.md 5.1, 5.3); ms.
inline constexpr qint64 orderReach = 180 * 86'400'000LL;
inline constexpr qint64 fillReach = 120 * 86'400'000LL;
inline constexpr qint64 recentReach = 48 * 3'600'000LL;       ///< of /v1/order/history
inline constexpr qint64 goneAfterCancel = 2 * 3'600'000LL;    ///< orders cancelled unfilled through the API
inline constexpr qint64 clientIdOpenReach = 8 * 3'600'000LL;  ///< of a client order id, from its creation
inline constexpr qint64 clientIdEndedReach = 2 * 3'600'000LL; ///< the same, once the order has ended

/// True when nobody is told of the order any more.
inline bool isGone(const OrderRecord &order, qint64 nowMs)
{
    if (order.isOpen())
        return false;
    return order.createdAt < nowMs - orderReach ||
           (order.status == OrderStatus::Canceled && order.source.endsWith("api") &&
            order.canceledAt < nowMs - goneAfterCancel);
}

/// True while the order answers to its client order id.
inline bool answersToClientId(const OrderRecord &order, qint64 nowMs)
{
    return order.isOpen() ? order.createdAt >= nowMs - clientIdOpenReach
                          : order.finishedAt >= nowMs - clientIdEndedReach;
}

} // namespace coffer::exchange
