// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Where deposits come to, and those of sub-users (htx-api.md 3.3 and 6).
class DepositEndpoints
{
public:
    explicit DepositEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply address(const Call &call) const;
    Reply subUserAddress(const Call &call) const;
    Reply subUserDeposits(const Call &call) const;
    Reply addressesOf(int user, const Call &call) const;

    World &m_world;
};

} // namespace coffer::exchange
