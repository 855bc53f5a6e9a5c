// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "htx/types/order.h"

#include <optional>

namespace coffer::keys {

/// Something that waits to happen and can perhaps be cancelled: an order, a conditional order or a
/// withdrawal.
struct OpenItem
{
    QString id;      ///< what cancelling takes: order id, client order id or withdrawal id
    QString subject; ///< market or currency, as on the wire
    std::optional<htx::Side> side;
    QString kind; ///< "limit", "market" …; of a withdrawal its chain
    std::optional<Decimal> amount;
    std::optional<Decimal> price; ///< quote currency; of a conditional order the trigger price
    QString state;                ///< the wire word
    QString source;               ///< who placed it: "api", "spot-web" …; of a withdrawal its address
    qint64 createdAt = 0;         ///< ms UTC
    bool canCancel = true;        ///< false: it is on its way already

    friend bool operator==(const OpenItem &, const OpenItem &) = default;
};

} // namespace coffer::keys
