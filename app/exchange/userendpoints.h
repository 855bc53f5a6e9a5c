// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Who calls, and the keys that the parent and its sub-users have (htx-api.md 3.2).
class UserEndpoints
{
public:
    explicit UserEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply uid(const Call &call) const;
    Reply apiKeys(const Call &call) const;

    World &m_world;
};

} // namespace coffer::exchange
