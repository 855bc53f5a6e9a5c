// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// What happened to an account: every change of its holdings, and its transfers (htx-api.md 4).
class HistoryEndpoints
{
public:
    explicit HistoryEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply history(const Call &call) const;
    Reply ledger(const Call &call) const;
    /// The caller's account of that id; -1 when it is none.
    int readAccount(const Call &call, const char *field) const;

    World &m_world;
};

} // namespace coffer::exchange
