// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"

#include <QFutureWatcher>

#include <utility>

namespace coffer {

/// Calls done(Result<T>) in the context's thread, from its event loop, once the future has its result; or
/// dropped() when it was cancelled; or neither when the context dies first. (QFuture::then(context, …) of
/// Qt 6.4 asserts in debug builds when the context is gone.)
template<class T, class Done, class Dropped>
void whenDone(QObject *context, const Future<T> &future, Done done, Dropped dropped)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done), dropped = std::move(dropped)]() mutable {
                         watcher->deleteLater();
                         Future<T> finished = watcher->future();
                         if (finished.isCanceled() || finished.resultCount() == 0)
                             dropped();
                         else
                             done(finished.takeResult());
                     });
    watcher->setFuture(future);
}

/// The same for work that is never cancelled, such as the database's.
template<class T, class Done>
void whenDone(QObject *context, const Future<T> &future, Done done)
{
    whenDone<T>(context, future, std::move(done), [] {});
}

} // namespace coffer
