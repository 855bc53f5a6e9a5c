// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Accounts, balances and their valuation (htx-api.md 4).
class AccountEndpoints
{
public:
    explicit AccountEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply accounts(const Call &call) const;
    Reply balance(const Call &call);
    Reply valuation(const Call &call) const;
    QByteArray balanceBody(const Account &account) const;
    /// The worth of all accounts of a type, in USDT; what has no price is left out.
    Decimal worth(int user, const QByteArray &type, qint64 nowMs) const;

    World &m_world;
    QHash<int, QByteArray> m_balances; ///< by account: the ledger stands still while the exchange serves
};

} // namespace coffer::exchange
