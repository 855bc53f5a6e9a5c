// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Time, market status, markets and currencies (htx-api.md 7.1). The lists never change, so each is written
/// once.
class ReferenceEndpoints
{
public:
    explicit ReferenceEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply timestamp(const Call &call) const;
    Reply marketStatus() const;
    Reply symbols();
    Reply symbolSettings(const Call &call);
    Reply marketSettings(const Call &call);
    Reply currencyNames();
    Reply currencyChains(const Call &call);
    Reply currencySettings(const Call &call);
    Reply settings(const Call &call, const QByteArray &data) const;

    World &m_world;
    QByteArray m_symbols, m_symbolSettings, m_marketSettings;
    QByteArray m_currencyNames, m_currencyChains, m_currencySettings;
};

} // namespace coffer::exchange
