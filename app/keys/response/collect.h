// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "htx/walker.h"

namespace coffer::keys {

/// The rows of a whole walk.
template<class Row>
struct Collected
{
    QList<Row> rows;
    bool isAll = true; ///< false: the exchange serves nothing as old as was asked for
};

/// Walks to the end and yields all rows; ends early, without it, at the first row that isPast (of endpoints
/// that know no times). Cancelled when owner goes.
template<class Row>
Future<Collected<Row>> collect(QObject *owner, htx::Gateway &gateway, Clock &clock,
                               const htx::WalkSource<Row> &source, const htx::WalkRoute &route,
                               std::function<bool(const Row &)> isPast = {})
{
    struct State
    {
        Collected<Row> collected;
        QPromise<Result<Collected<Row>>> promise;
        htx::WalkerBase *walker = nullptr;
        bool isEnough = false;
    };
    const auto state = std::make_shared<State>();
    state->promise.start();
    Future<Collected<Row>> future = state->promise.future();
    auto *walker = new htx::Walker<Row>(
        gateway, clock, source, route,
        [state, isPast](const QList<Row> &rows, const htx::WalkCursor &) {
            for (const Row &row : rows) {
                if (isPast && isPast(row))
                    state->isEnough = true;
                else
                    state->collected.rows << row;
            }
            if (state->isEnough)
                state->walker->stop();
        },
        std::nullopt, owner);
    state->walker = walker;
    QObject::connect(walker, &htx::WalkerBase::finished, owner,
                     [state, walker](const htx::WalkOutcome &outcome) {
                         using Kind = htx::WalkOutcome::Kind;
                         state->collected.isAll = outcome.kind != Kind::Horizon;
                         if (outcome.kind == Kind::Failed)
                             state->promise.addResult(fail(outcome.error.value_or(Error{})));
                         else if (outcome.kind != Kind::Stopped || state->isEnough)
                             state->promise.addResult(std::move(state->collected));
                         state->promise.finish();
                         walker->deleteLater();
                     });
    walker->start();
    return future;
}

} // namespace coffer::keys
