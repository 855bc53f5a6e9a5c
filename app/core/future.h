// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QtConcurrent>

#include <utility>

namespace coffer {

/// A Result that comes later. Attach with whenDone(). A future that is cancelled (its promise was dropped)
/// has no result: cancellation is no Error.
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

/// Cancels what is still awaited, from the thread that finishes it. QFuture::cancel() of Qt 6.4 goes along
/// the continuations, also of a finished future, whose continuations may be freed by then.
template<class T>
void cancelPending(QFuture<T> &future)
{
    if (!future.isFinished())
        future.cancel();
}

/// The way to attach to a future: calls done(result) in the context's thread, from its event loop, once the
/// future has its result; or dropped() when it was cancelled; or neither when the context dies first. Several
/// may attach to one future. (QFuture::then(context, …) of Qt 6.4 asserts in debug builds when the context is
/// gone, looks at the context from the thread that finishes, and keeps only the last continuation.)
template<class T, class Done, class Dropped>
void whenDone(QObject *context, const QFuture<T> &future, Done done, Dropped dropped)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done), dropped = std::move(dropped)]() mutable {
                         watcher->deleteLater();
                         const QFuture<T> finished = watcher->future();
                         if (finished.isCanceled() || finished.resultCount() == 0)
                             dropped();
                         else
                             done(finished.result());
                     });
    watcher->setFuture(future);
}

/// The same for work that is never cancelled, such as the database's.
template<class T, class Done>
void whenDone(QObject *context, const QFuture<T> &future, Done done)
{
    whenDone(context, future, std::move(done), [] {});
}

} // namespace coffer
