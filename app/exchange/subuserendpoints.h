// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/jsonwriter.h"
#include "exchange/router.h"

namespace coffer::exchange {

/// The sub-users, as their parent makes, lists, locks and allows them (htx-api.md 3.3).
class SubUserEndpoints
{
public:
    explicit SubUserEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply create(const Call &call);
    Reply list(const Call &call) const;
    Reply state(const Call &call) const;
    Reply manage(const Call &call);
    Reply accounts(const Call &call) const;
    Reply setTradableMarket(const Call &call);
    Reply setTransferability(const Call &call);
    Reply setDeductMode(const Call &call);
    void writeAccounts(JsonWriter &json, int user, const char *type, const QByteArray &ledgerType) const;

    World &m_world;
};

} // namespace coffer::exchange
