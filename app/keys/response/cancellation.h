// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "htx/gateway.h"
#include "keys/response/incident.h"

#include <QObject>
#include <QStringList>

namespace coffer::keys {

/// What the exchange answered to requests for cancelling. Accepted only means asked for: what became of it
/// has to be read.
struct CancelTally
{
    int accepted = 0;
    int refused = 0;
    int unknown = 0;            ///< sent without a valid answer
    int unsent = 0;             ///< not asked for any more, after a failure that would meet all
    std::optional<Error> error; ///< the first that was met
};

/// Asks for the cancellation of exactly these orders, conditional orders or withdrawals. Every request is
/// sent at most once. GUI thread; the gateway outlives it.
class Cancellation : public QObject
{
    Q_OBJECT

public:
    explicit Cancellation(htx::Gateway &gateway, QObject *parent = nullptr);

    /// ids as OpenItem::id has them for this step. Call once.
    QFuture<CancelTally> run(ResponseStep step, const QStringList &ids);

private:
    void next();
    void cancelOrders(const QStringList &ids);
    void cancelConditionals(const QStringList &ids);
    void cancelWithdrawal(const QString &id);
    void failed(const Error &error, int count);
    void end();

    htx::Gateway &m_gateway;
    ResponseStep m_step = ResponseStep::Orders;
    QStringList m_ids;
    CancelTally m_tally;
    QPromise<CancelTally> m_promise;
};

} // namespace coffer::keys
