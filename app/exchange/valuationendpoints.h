// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// What a user's accounts are worth together (htx-api.md 4).
class ValuationEndpoints
{
public:
    explicit ValuationEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply assetValuation(const Call &call) const;
    Reply valuation(const Call &call) const;
    /// The worth of all accounts of a type at the prices of that moment, in USDT; what has no price is left
    /// out.
    Decimal worth(int user, const QByteArray &type, qint64 atMs) const;
    Decimal inBtc(const Decimal &usdt, qint64 atMs) const;

    World &m_world;
};

} // namespace coffer::exchange
