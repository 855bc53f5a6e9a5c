// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/cancellation.h"

#include "htx/endpoints/algo.h"
#include "htx/endpoints/ordering.h"
#include "htx/endpoints/wallet.h"
#include "htx/outcome.h"

namespace coffer::keys {

namespace {

constexpr qsizetype mostAtOnce = 50; ///< htx-api.md 5.2 and 5.4

/// The exchange said no to this one; anything else would meet the next one too. One that comes too late is
/// "forbidden", as what a key may not do is.
bool concernsOne(const Error &error)
{
    return error.kind == ErrorKind::Rejected || error.kind == ErrorKind::NotFound ||
           error.kind == ErrorKind::PermissionMissing || error.kind == ErrorKind::OutcomeUnknown;
}

} // namespace

Cancellation::Cancellation(htx::Gateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway) {}

QFuture<CancelTally> Cancellation::run(ResponseStep step, const QStringList &ids)
{
    m_step = step;
    m_ids = ids;
    m_promise.start();
    QFuture<CancelTally> future = m_promise.future();
    next();
    return future;
}

void Cancellation::next()
{
    if (m_ids.isEmpty()) {
        end();
        return;
    }
    if (m_step == ResponseStep::Withdrawals) {
        cancelWithdrawal(m_ids.takeFirst());
        return;
    }
    const QStringList part = m_ids.mid(0, mostAtOnce);
    m_ids = m_ids.mid(part.size());
    if (m_step == ResponseStep::Orders)
        cancelOrders(part);
    else
        cancelConditionals(part);
}

void Cancellation::cancelOrders(const QStringList &ids)
{
    QList<OrderId> orders;
    for (const QString &id : ids)
        orders << OrderId{id};
    whenDone(
        this, m_gateway.send(htx::endpoints::ordering::cancelBatch(orders)),
        [this, count = int(ids.size())](const Result<htx::CancelOutcome> &outcome) {
            if (!outcome) {
                failed(outcome.error(), count);
                return;
            }
            m_tally.accepted += int(outcome->accepted.size());
            m_tally.refused += int(outcome->refused.size());
            if (!m_tally.error && !outcome->refused.isEmpty())
                m_tally.error = outcome->refused.first().refusal;
            next();
        },
        [this] { m_promise.finish(); });
}

void Cancellation::cancelConditionals(const QStringList &ids)
{
    whenDone(
        this, m_gateway.send(htx::endpoints::algo::cancel(ids)),
        [this, count = int(ids.size())](const Result<htx::ConditionalCancel> &outcome) {
            if (!outcome) {
                failed(outcome.error(), count);
                return;
            }
            m_tally.accepted += int(outcome->accepted.size());
            m_tally.refused += int(outcome->rejected.size());
            next();
        },
        [this] { m_promise.finish(); });
}

void Cancellation::cancelWithdrawal(const QString &id)
{
    whenDone(
        this, m_gateway.send(htx::endpoints::wallet::cancelWithdrawal(TransferId{id})),
        [this](const Result<TransferId> &cancelled) {
            if (!cancelled) {
                failed(cancelled.error(), 1);
                return;
            }
            ++m_tally.accepted;
            next();
        },
        [this] { m_promise.finish(); });
}

void Cancellation::failed(const Error &error, int count)
{
    if (!m_tally.error)
        m_tally.error = error;
    (error.kind == ErrorKind::OutcomeUnknown ? m_tally.unknown : m_tally.refused) += count;
    if (concernsOne(error))
        next();
    else
        end();
}

void Cancellation::end()
{
    m_tally.unsent = int(m_ids.size());
    m_promise.addResult(m_tally);
    m_promise.finish();
}

} // namespace coffer::keys
