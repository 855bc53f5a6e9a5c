// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "htx/call.h"
#include "htx/envelope.h"

#include <QThreadPool>

namespace coffer::htx {

/// The body of a reply and the HTTP status it came with. Interpreting it is decodeEnvelope's business.
struct Reply
{
    int httpStatus = 0;
    QByteArray body;
};

/// The only door to the exchange for services: send this call. Who implements it chooses the key, so that
/// nobody else ever sees one. Used from the GUI thread; bodies over 32 KiB are decoded on the thread pool.
class Gateway
{
public:
    virtual ~Gateway() = default;

    /// Attach with .then(context, …): it is called in the context's thread.
    template<class T>
    Future<T> send(const Call<T> &call)
    {
        return execute(call.request)
            .then(QtFuture::Launch::Sync,
                  [parse = call.parse](Result<Reply> reply) -> Future<T> {
                      if (!reply)
                          return readyFuture<T>(tl::unexpected(std::move(reply.error())));
                      if (reply->body.size() <= inlineLimit)
                          return readyFuture<T>(decode<T>(*reply, parse));
                      return QtConcurrent::run(
                          [reply = std::move(*reply), parse] { return decode<T>(reply, parse); });
                  })
            .unwrap();
    }

protected:
    /// Sends once (see Client for retries) and yields the raw reply, or the failure that prevented one.
    virtual Future<Reply> execute(const Request &request) = 0;

    /// Envelope, then the call's own parser. Pure; any thread.
    template<class T>
    static Result<T> decode(const Reply &reply, Result<T> (*parse)(json::Value))
    {
        return decodeEnvelope<T>(reply.httpStatus, reply.body, parse);
    }

private:
    static constexpr qsizetype inlineLimit = 32 * 1024;
};

} // namespace coffer::htx
