// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/body.h"
#include "exchange/marketlist.h"
#include "exchange/records.h"

#include <optional>

namespace coffer::exchange {

class World;

/// Why an order is not taken, in the words of both families (htx-api.md 9.2, 9.3).
struct OrderRefusal
{
    QByteArray code; ///< err-code of v1
    int number = 0;  ///< code of v2
    QByteArray message;
};

/// Checks amount, value and price of an order against the market's rules. marketPrice: the last one.
std::optional<OrderRefusal> checkTerms(const Market &market, const OrderRecord &order,
                                       const Decimal &marketPrice);

/// True for letters, digits, "_" and "-", 1 to 64 of them.
bool isClientOrderId(const QByteArray &text);

/// An order as it was asked for; order is complete only when nothing was refused.
struct OrderReading
{
    OrderRecord order;
    std::optional<OrderRefusal> refusal;
};

/// Reads one order of /v1/order/orders/place or batch-orders (htx-api.md 5.2) for that user and checks it.
OrderReading readOrder(const World &world, int user, const Body &body, qint64 nowMs);

} // namespace coffer::exchange
