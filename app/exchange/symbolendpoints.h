// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// The markets in all their lists (htx-api.md 7.1). They never change, so each list is written once.
class SymbolEndpoints
{
public:
    explicit SymbolEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply symbols();
    Reply settingsV1(const Call &call);
    Reply settingsV2(const Call &call);
    Reply marketSettings(const Call &call);

    World &m_world;
    QByteArray m_symbols, m_settingsV1, m_settingsV2, m_marketSettings;
};

} // namespace coffer::exchange
