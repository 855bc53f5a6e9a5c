// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"
#include "htx/types/order.h"

#include <QMap>

namespace coffer::history {

/// Fills of one market and side that lie close in time, taken together; a single fill is the smallest.
struct FillSum
{
    htx::Side side = htx::Side::Buy;
    qint64 first = 0, last = 0; ///< ms UTC, of the first and the last fill
    int count = 0;
    Decimal amount;               ///< base currency
    Decimal value;                ///< quote currency: each amount times its price
    QMap<Currency, Decimal> fees; ///< by the currency they were paid in; negative is a rebate

    /// Quote currency a unit; 0 when nothing was traded.
    Decimal price() const { return amount.isZero() ? Decimal() : value / amount; }
    /// Takes another one in, of the same side.
    void add(const FillSum &other);

    static FillSum of(const htx::Fill &fill);

    friend bool operator==(const FillSum &, const FillSum &) = default;
};

} // namespace coffer::history
