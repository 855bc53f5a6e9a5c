// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/authenticator.h"
#include "exchange/body.h"
#include "exchange/errors.h"
#include "exchange/ratelimiter.h"
#include "exchange/world.h"
#include "htx/request.h"

#include <functional>
#include <optional>
#include <vector>

namespace coffer::exchange {

/// A request that was let in, as a handler sees it.
struct Call
{
    const Query &query;
    const Body &body;            ///< of a POST; empty for a GET
    const ApiKey *key = nullptr; ///< who asks; nullptr on public endpoints
    int user = -1;               ///< their place in the ledger
    qint64 id = 0;               ///< the number in the path, where the endpoint has one
    qint64 nowMs = 0;
};

/// One path of the exchange and the method that it is called with.
struct Endpoint
{
    QByteArray path; ///< "{id}" stands for a number
    Envelope envelope = Envelope::V1;
    htx::Permission permission = htx::Permission::Read; ///< None: public
    int perWindow = 20;                                 ///< requests in two seconds (htx-api.md 8)
    std::function<Reply(const Call &)> answer;
    bool parentOnly = false;
    htx::Method method = htx::Method::Get;
};

/// A request as it came over HTTP.
struct HttpRequest
{
    QByteArray method; ///< upper case
    QByteArray host;   ///< the Host header
    QByteArray path;   ///< encoded
    QByteArray query;  ///< encoded, without the question mark
    QByteArray body;
    QHostAddress peer;
    bool isFromPage = false; ///< a web page sent it
};

/// What goes back.
struct HttpReply
{
    Reply reply;
    std::optional<RateLimiter::Verdict> limits; ///< sent as headers; signed endpoints only
};

/// Takes a request from the door to its handler: path, method, limits, signature, permission. One thread.
class Router
{
public:
    explicit Router(World &world);

    void add(Endpoint endpoint);
    HttpReply handle(const HttpRequest &request);
    /// Whether requests are counted and refused when there are too many.
    void setLimited(bool isLimited) { m_isLimited = isLimited; }

private:
    RateLimiter::Verdict count(const QByteArray &caller, int number, int limit, qint64 nowMs);
    const Endpoint *match(const QByteArray &method, const QByteArray &path, qint64 &id, int &number) const;
    HttpReply handlePublic(const Endpoint &endpoint, int number, const HttpRequest &request, Call call);
    HttpReply handleSigned(const Endpoint &endpoint, int number, const HttpRequest &request, Call call);

    World &m_world;
    Authenticator m_authenticator;
    RateLimiter m_limiter;
    bool m_isLimited = true;
    std::vector<Endpoint> m_endpoints;
    QHash<QByteArray, int> m_byPath;
};

} // namespace coffer::exchange
