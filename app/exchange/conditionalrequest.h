// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/conditionals.h"
#include "exchange/query.h"

namespace coffer::exchange {

class World;

/// A conditional order as it was asked for; complete only when nothing was refused.
struct ConditionalReading
{
    ConditionalOrder order;
    std::optional<OrderRefusal> refusal;
};

/// Reads the body of POST /v2/algo-orders (htx-api.md 5.4) for that user and checks it.
ConditionalReading readConditional(const World &world, int user, const Body &body);

/// Which conditional orders a query asks for.
struct ConditionalFilter
{
    std::optional<OrderRefusal> refusal;
    int account = -1, market = -1; ///< -1: any
    std::optional<bool> isBuy;
    QByteArray type;            ///< empty: any
    std::optional<qint64> from; ///< id of the first row
    qint64 startMs = 0, endMs = std::numeric_limits<qint64>::max();
    bool ascending = false;
    qint64 limit = 100;

    static ConditionalFilter read(const World &world, int user, const Query &query);
    bool admits(const ConditionalOrder &order) const;
};

} // namespace coffer::exchange
