// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/jsonwriter.h"
#include "exchange/router.h"

namespace coffer::exchange {

/// Accounts and their balances (htx-api.md 3.3 and 4).
class AccountEndpoints
{
public:
    explicit AccountEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    struct Written ///< a balance reply, and the changes that it shows
    {
        qint64 changes = -1;
        QByteArray body;
    };

    Reply accounts(const Call &call) const;
    Reply balance(const Call &call);
    Reply subUserBalances(const Call &call) const;
    Reply aggregateBalance(const Call &call) const;
    Reply crossMarginBalance(const Call &call) const;
    Reply isolatedMarginBalances(const Call &call) const;
    QByteArray balanceBody(const Account &account, qint64 nowMs) const;
    /// Currency, kind and amount of each row, as the margin endpoints write them.
    void writeRows(JsonWriter &json, const Account &account, qint64 nowMs) const;
    /// The caller, or the sub-user that the parent names; -1 when it is none of its own.
    int readUser(const Call &call, const char *field) const;

    World &m_world;
    QHash<int, Written> m_balances; ///< of spot accounts, whose replies are long
};

} // namespace coffer::exchange
