// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "htx/gateway.h"
#include "htx/types/account.h"
#include "keys/response/review.h"

#include <QObject>

#include <functional>

namespace coffer::keys {

template<class Row>
struct Collected;

/// Reads from the exchange what happened on one account since a date: orders of the last 48 hours (older ones
/// only the local history has: htx-api.md 5.3), fills, deposits and withdrawals, moves between accounts, the
/// book of withdrawal addresses. What can't be read becomes a gap; that
/// is no failure. GUI thread; gateways outlive it.
class ReviewRead : public QObject
{
    Q_OBJECT

public:
    struct Of
    {
        Uid uid;
        bool isSubUser = false;
        qint64 since = 0;             ///< ms UTC
        QList<Currency> currencies{}; ///< whose address books are read, since the exchange tells them apart
    };

    ReviewRead(htx::Gateway &gateway, Clock &clock, const Of &of, QObject *parent = nullptr);

    /// Call once.
    QFuture<RemoteEvidence> run();

Q_SIGNALS:
    /// The next part is being read.
    void reading(coffer::keys::ReviewKind kind);

private:
    using Part = void (ReviewRead::*)();

    void next();
    void readOrders();
    void readFills();
    void readWithdrawals();
    void readDeposits();
    void readAccounts();
    void readMoves();
    void readAddresses();
    void readTransfers(htx::TransferDirection direction, ReviewKind kind);
    void gap(ReviewKind kind, std::optional<Error> error = std::nullopt, qint64 before = 0);
    template<class Row>
    void take(ReviewKind kind, const Future<Collected<Row>> &rows, QList<Row> &into);

    htx::Gateway &m_gateway;
    Clock &m_clock;
    Of m_of;
    qint64 m_now;
    QList<Part> m_parts;
    QList<AccountId> m_moving;    ///< accounts whose moves are still to be read
    QList<Currency> m_currencies; ///< whose addresses are still to be read
    RemoteEvidence m_evidence;
    QPromise<RemoteEvidence> m_promise;
};

} // namespace coffer::keys
