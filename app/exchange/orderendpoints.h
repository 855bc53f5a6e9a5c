// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Orders and match results (htx-api.md 5).
class OrderEndpoints
{
public:
    explicit OrderEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply open(const Call &call) const;
    Reply orders(const Call &call) const;
    Reply recent(const Call &call) const;
    Reply one(const Call &call) const;
    Reply byClientId(const Call &call) const;
    Reply fillsOfOne(const Call &call) const;
    Reply fills(const Call &call) const;

    Reply oneOrder(const OrderRecord &order) const;
    /// The own order that the path names; nullptr when there is none, or none any more.
    const OrderRecord *ownOrder(const Call &call) const;

    World &m_world;
};

} // namespace coffer::exchange
