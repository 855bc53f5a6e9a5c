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
        QByteArray type, subtype;
        int account = -1; ///< -1: not made yet
    };

    Reply transfer(const Call &call);
    Reply contractTransfer(const Call &call);
    Reply futuresTransfer(const Call &call);
    /// Between the spot account and an isolated margin account, or the cross margin one.
    Reply marginTransfer(const Call &call, bool isCross, bool isInto);
    Reply subUserTransfer(const Call &call);
    /// Reads currency and amount; the error's words differ between the families.
    std::optional<Reply> readWish(const Body &body, Envelope envelope, Wish &wish) const;
    End endOf(int user, const QByteArray &type, const QByteArray &subtype = {}) const;
    /// Reads one side of a transfer, e.g. from-user, from-account-type and from-account.
    std::optional<Reply> readEnd(const Call &call, const QByteArray &side, End &end) const;
    /// False for a currency that an isolated margin account's market does not trade.
    bool takes(const End &end, int currency) const;
    bool isAllowed(const Call &call, const End &from, const End &to) const;
    /// Its place in the ledger's moves; -1 when there is not enough that may leave. Makes the account it goes
    /// to where there is none yet.
    int move(const End &from, const End &to, const Wish &wish, qint64 nowMs);

    World &m_world;
};

} // namespace coffer::exchange
