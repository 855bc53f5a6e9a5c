// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "core/secret.h"
#include "htx/call.h"
#include "htx/envelope.h"
#include "htx/errormap.h"

#include <QFutureWatcher>
#include <QThreadPool>

namespace coffer::htx {

/// The body of a reply and the HTTP status it came with. Interpreting it is decodeEnvelope's business.
struct Reply
{
    int httpStatus = 0;
    QByteArray body;
    std::optional<std::chrono::milliseconds> retryAfter =
        std::nullopt;       ///< 1 to 300 s, where the reply said so
    qint64 sentLocalMs = 0; ///< by this computer's clock, of the last try
    qint64 receivedLocalMs = 0;
};

/// The only door to the exchange for services: send this call. Who implements it chooses the key, so that
/// nobody else ever sees one. Used from the GUI thread; bodies over 32 KiB are decoded on the thread pool.
class Gateway
{
public:
    virtual ~Gateway() = default;

    /// Attach with whenDone(): the future may finish on the pool. Cancelling the future withdraws the
    /// request; a POST that has left is not called back.
    template<class T>
    Future<T> send(const Call<T> &call)
    {
        const Future<Reply> reply = execute(call.request);
        Future<T> result =
            Future<Reply>(reply)
                .then(QtFuture::Launch::Sync,
                      [parse = call.parse, method = call.request.method,
                       sensitive = call.request.sensitive](Result<Reply> answer) -> Future<T> {
                          if (!answer)
                              return readyFuture<T>(fail(std::move(answer.error())));
                          if (sensitive) {
                              auto decoded = decode<T>(method, *answer, parse, true);
                              Secret::wipe(answer->body); // under all who share it
                              return readyFuture<T>(std::move(decoded));
                          }
                          if (answer->body.size() <= inlineLimit)
                              return readyFuture<T>(decode<T>(method, *answer, parse));
                          return QtConcurrent::run([answer = std::move(*answer), method, parse] {
                              return decode<T>(method, answer, parse);
                          });
                      })
                .unwrap();
        cancelWith(reply, result);
        return result;
    }

protected:
    /// Sends once (see Client for retries) and yields the raw reply, or the failure that prevented one.
    virtual Future<Reply> execute(const Request &request) = 0;

    /// Envelope, then the call's own parser. Pure; any thread.
    template<class T>
    static Result<T> decode(Method method, const Reply &reply, Result<T> (*parse)(json::Value),
                            bool sensitive = false)
    {
        Result<T> result = decodeEnvelope<T>(reply.httpStatus, reply.body, parse, sensitive);
        if (result)
            return result;
        Error &error = result.error();
        if (error.kind == ErrorKind::RateLimited)
            error.retryAfter = reply.retryAfter;
        if (method == Method::Post)
            error = afterPost(std::move(error), reply.httpStatus);
        return result;
    }

private:
    static constexpr qsizetype inlineLimit = 32 * 1024;

    /// Qt 6.4 does not hand a cancellation back to the future that a continuation waits for.
    template<class T>
    static void cancelWith(const Future<Reply> &reply, const Future<T> &result)
    {
        if (result.isFinished())
            return;
        auto *watcher = new QFutureWatcher<Result<T>>;
        QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher,
                         [source = Future<Reply>(reply)]() mutable { cancelPending(source); });
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
        watcher->setFuture(result);
    }
};

} // namespace coffer::htx
