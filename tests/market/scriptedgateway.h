// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "htx/gateway.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>
#include <QPromise>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace coffer::test {

/// A Gateway that answers by path from a script and keeps what it was asked. A path that is not in the script
/// fails with NotFound and is kept in unexpected. Real decoding and parsing run on the answers.
class ScriptedGateway final : public htx::Gateway
{
public:
    using Answer = std::function<Result<QByteArray>(const htx::Request &)>;

    void answer(const QByteArray &path, Answer answer) { m_answers.insert(path, std::move(answer)); }
    void answer(const QByteArray &path, const QByteArray &body)
    {
        m_answers.insert(path, [body](const htx::Request &) -> Result<QByteArray> { return body; });
    }
    void refuse(const QByteArray &path, const Error &error)
    {
        m_answers.insert(
            path, [error](const htx::Request &) -> Result<QByteArray> { return tl::unexpected(error); });
    }

    /// From now on requests wait for release() or cancel().
    void hold() { m_holds = true; }
    /// Answers what waits, from the script as it is now, and everything after at once.
    void release()
    {
        m_holds = false;
        std::vector<Held> held = std::move(m_held);
        m_held.clear();
        for (Held &each : held) {
            each.promise->addResult(replyTo(each.request));
            each.promise->finish();
        }
    }
    /// Drops what waits, as a host that is changed does.
    void cancel()
    {
        m_holds = false;
        m_held.clear();
    }
    /// Who asked has heard what was answered, and so on until there is no more to hear: answers come by
    /// events of this thread. Not so those of bodies over 32 KiB, which are decoded in another one, nor what
    /// a store has to read.
    static void settle() { QCoreApplication::sendPostedEvents(); }
    qsizetype waiting() const { return static_cast<qsizetype>(m_held.size()); }

    int count(const QByteArray &path) const
    {
        return static_cast<int>(std::count_if(requests.begin(), requests.end(),
                                              [&](const htx::Request &each) { return each.path == path; }));
    }
    static QByteArray parameter(const htx::Request &request, const QByteArray &name)
    {
        for (const auto &[key, value] : request.query) {
            if (key == name)
                return value;
        }
        return {};
    }

    QList<htx::Request> requests;
    QList<QByteArray> unexpected;
    qsizetype mostAtOnce = 0;

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        requests.append(request);
        if (!m_holds)
            return readyFuture<htx::Reply>(replyTo(request));
        auto promise = std::make_shared<QPromise<Result<htx::Reply>>>();
        promise->start();
        m_held.push_back({request, promise});
        mostAtOnce = std::max(mostAtOnce, waiting());
        return promise->future();
    }

private:
    struct Held
    {
        htx::Request request;
        std::shared_ptr<QPromise<Result<htx::Reply>>> promise;
    };

    Result<htx::Reply> replyTo(const htx::Request &request)
    {
        const auto answer = m_answers.constFind(request.path);
        if (answer == m_answers.constEnd()) {
            unexpected.append(request.path);
            return fail(ErrorKind::NotFound, QStringLiteral("not in the script"));
        }
        Result<QByteArray> body = (*answer)(request);
        if (!body)
            return fail(std::move(body.error()));
        htx::Reply reply;
        reply.httpStatus = 200;
        reply.body = *std::move(body);
        return reply;
    }

    QHash<QByteArray, Answer> m_answers;
    std::vector<Held> m_held;
    bool m_holds = false;
};

/// The envelope of a successful reply.
inline QByteArray okay(const QByteArray &data)
{
    return R"({"status":"ok","data":)" + data + '}';
}

inline Error offline()
{
    return {ErrorKind::Offline, {}, QStringLiteral("no way"), std::nullopt};
}

inline Decimal dec(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

} // namespace coffer::test
