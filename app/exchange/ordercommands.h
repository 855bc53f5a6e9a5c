// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Placing and cancelling orders (htx-api.md 5.2).
class OrderCommands
{
public:
    explicit OrderCommands(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply place(const Call &call);
    Reply placeBatch(const Call &call);
    Reply cancel(const Call &call);
    Reply cancelByClientId(const Call &call);
    Reply cancelBatch(const Call &call);
    Reply cancelOpen(const Call &call);

    struct Cancelled ///< how cancelling one order went
    {
        int state = 0; ///< the numeric order-state: 0 unknown client order id, -1 unknown or long gone
        bool done = false;
        int order = -1; ///< place in the ledger's orders
    };
    Placed placeOne(const Call &call, const Body &body);
    Cancelled cancelOne(const Call &call, int order);

    World &m_world;
};

} // namespace coffer::exchange
