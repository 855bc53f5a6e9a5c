// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// The markets in all their lists (htx-api.md 7.1). Each list is written once, and anew
/// after a market opened or closed.
class SymbolEndpoints
{
public:
    explicit SymbolEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    void renew();
    Reply symbols();
    Reply settingsV1(const Call &call);
    Reply settingsV2(const Call &call);
    Reply marketSettings(const Call &call);

    World &m_world;
    int m_changes = 0; ///< of the markets, as the lists know them
    QByteArray m_symbols, m_settingsV1, m_settingsV2, m_marketSettings;
};

} // namespace coffer::exchange
