// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// The currencies and their chains in all their lists (htx-api.md 7.1). They never change, so each list is
/// written once.
class CurrencyEndpoints
{
public:
    explicit CurrencyEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply names();
    Reply reference(const Call &call);
    Reply settings(const Call &call);
    Reply chains(const Call &call);

    World &m_world;
    QByteArray m_names, m_reference, m_settings;
    QHash<int, QByteArray> m_chains; ///< by show-desc
};

} // namespace coffer::exchange
