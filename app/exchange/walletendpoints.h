// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// The record of deposits and withdrawals (htx-api.md 6).
class WalletEndpoints
{
public:
    explicit WalletEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply transfers(const Call &call) const;
    Reply byClientOrderId(const Call &call) const;

    World &m_world;
};

} // namespace coffer::exchange
