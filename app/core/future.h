// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QPromise>
#include <QtConcurrent>

namespace coffer {

/// A Result that comes later. Attach with .then(context, …): the continuation is skipped when the context
/// died. A future that is cancelled (its promise was dropped) never runs its continuations: cancellation is
/// no Error.
template<class T>
using Future = QFuture<Result<T>>;

/// A future that is ready now.
template<class T>
Future<T> readyFuture(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

} // namespace coffer
