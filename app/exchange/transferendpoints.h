// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// Moves between accounts, of one user or of the parent and its sub-users (htx-api.md 3.3 and 4).
class TransferEndpoints
{
public:
    explicit TransferEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    struct Wish ///< what shall move
    {
        int currency = -1;
        Decimal amount;
    };
    struct End ///< one of the two accounts
    {
        int user = -1;
        QByteArray type;
        int account = -1;
    };

    Reply transfer(const Call &call);
    Reply contractTransfer(const Call &call);
    Reply futuresTransfer(const Call &call);
    /// Between the spot account and an isolated margin account, or the cross margin one.
    Reply marginTransfer(const Call &call, bool isCross, bool isInto);
    Reply subUserTransfer(const Call &call);
    /// Reads currency and amount; the error's words differ between the families.
    std::optional<Reply> readWish(const Body &body, Envelope envelope, Wish &wish) const;
    /// Reads one side of a transfer, e.g. from-user, from-account-type and from-account.
    std::optional<Reply> readEnd(const Call &call, const QByteArray &side, End &end);
    bool isAllowed(const Call &call, const End &from, const End &to) const;
    /// Its place in the ledger's moves; -1 when there is not enough that may leave.
    int move(int from, int to, const Wish &wish, qint64 nowMs);

    World &m_world;
};

} // namespace coffer::exchange
