// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// The keys of sub-users, made, changed and deleted by their parent (htx-api.md 3.2).
class SubUserKeyEndpoints
{
public:
    explicit SubUserKeyEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    /// What a request says about a key; which fields it must have differs.
    struct Wishes
    {
        std::optional<QString> note, permission;
        std::optional<QStringList> ipAddresses;
    };

    Reply generate(const Call &call);
    Reply modify(const Call &call);
    Reply remove(const Call &call);
    /// Reads note, permission and ipAddresses as far as they are there; what is wrong with them.
    static std::optional<Reply> read(const Body &body, Wishes &wishes);
    /// The sub-user's key that the body names, or why not.
    std::pair<ApiKey *, Reply> findKey(const Body &body);

    World &m_world;
};

} // namespace coffer::exchange
