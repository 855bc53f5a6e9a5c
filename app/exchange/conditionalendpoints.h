// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Conditional orders, and cancelling everything after a time (htx-api.md 5.4).
class ConditionalEndpoints
{
public:
    explicit ConditionalEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply place(const Call &call);
    Reply cancel(const Call &call);
    Reply opening(const Call &call) const;
    Reply history(const Call &call) const;
    Reply one(const Call &call) const;
    Reply cancelAllAfter(const Call &call);

    World &m_world;
};

} // namespace coffer::exchange
