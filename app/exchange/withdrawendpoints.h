// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Withdrawals: how much may leave, where to, and letting it (htx-api.md 6).
class WithdrawEndpoints
{
public:
    explicit WithdrawEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    Reply quota(const Call &call) const;
    Reply addresses(const Call &call) const;
    Reply create(const Call &call);
    Reply cancel(const Call &call);
    // Each fills its part of the record, or says what is wrong with it.
    std::optional<Reply> readChain(const Call &call, TransferRecord &record, const Chain *&chain) const;
    std::optional<Reply> readAmount(const Call &call, TransferRecord &record, const Chain &chain) const;
    std::optional<Reply> readAddress(const Call &call, TransferRecord &record) const;
    std::optional<Reply> readClientOrderId(const Call &call, TransferRecord &record) const;
    /// What is left of the day's quota; never below zero.
    Decimal remainingQuota(int user, int currency, const Chain &chain, qint64 nowMs) const;

    World &m_world;
};

} // namespace coffer::exchange
