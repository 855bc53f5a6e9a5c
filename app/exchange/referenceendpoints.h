// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// The exchange's time and whether it trades (htx-api.md 7.1), with its status page (1.1).
class ReferenceEndpoints
{
public:
    explicit ReferenceEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply timestamp(const Call &call) const;
    Reply marketStatus() const;
    Reply statusPage(const Call &call) const;

    World &m_world;
};

} // namespace coffer::exchange
