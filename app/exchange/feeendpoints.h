// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// What trading costs, and what it is paid with: rates, points and the switches of the deduction (htx-api.md
/// 4 and 5.2).
class FeeEndpoints
{
public:
    explicit FeeEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply rates(const Call &call) const;
    Reply points(const Call &call);
    Reply deduction(const Call &call) const;
    Reply deductionCurrency(const Call &call) const;
    Reply switchDeduction(const Call &call);

    World &m_world;
};

} // namespace coffer::exchange
