// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/router.h"

namespace coffer::exchange {

namespace {

Reply refusalFor(Envelope envelope, const Refusal &refusal)
{
    if (envelope == Envelope::V2)
        return v2Error(refusal.code == "login-required" ? 1002 : 1003, refusal.message);
    return v1Error(refusal.code, refusal.message);
}

Reply forbidden(Envelope envelope, int code, QByteArrayView message)
{
    if (envelope == Envelope::V2)
        return v2Error(code, message);
    return v1Error(code == 403 ? "403" : "api-permission-forbidden", message);
}

Reply refuseLocked(Envelope envelope)
{
    if (envelope == Envelope::V2)
        return v2Error(1002, "forbidden: the user is locked");
    return v1Error("operation-forbidden-for-lock-account-state", "The user is locked.");
}

Reply tooMany(Envelope envelope, qint64 nowMs)
{
    Reply reply =
        envelope == Envelope::V2       ? v2Error(1006, "Too many requests.")
        : envelope == Envelope::Market ? marketError("request limit", nowMs)
        : envelope == Envelope::SettingsV2
            ? settingsError("base-request-exceed-frequency-limit", "Request exceeds the frequency limit.")
            : v1Error("base-request-exceed-frequency-limit", "Request exceeds the frequency limit.");
    reply.status = 429;
    return reply;
}

QByteArray placeOf(const QByteArray &method, const QByteArray &path)
{
    return method + ' ' + path;
}

} // namespace

Router::Router(World &world) : m_world(world), m_authenticator(world.keys()) {}

void Router::add(Endpoint endpoint)
{
    m_byPath.insert(placeOf(endpoint.method == htx::Method::Post ? "POST" : "GET", endpoint.path),
                    int(m_endpoints.size()));
    m_endpoints.push_back(std::move(endpoint));
}

/// Method and path match; numbers in the path match "{id}"; a number too long for 64 bits matches nothing.
const Endpoint *Router::match(const QByteArray &method, const QByteArray &path, qint64 &id, int &number) const
{
    number = m_byPath.value(placeOf(method, path), -1);
    if (number < 0) {
        QList<QByteArray> segments = path.split('/');
        for (QByteArray &segment : segments) {
            bool isNumber = false;
            const qint64 value = segment.toLongLong(&isNumber);
            if (!isNumber || segment.startsWith('+') || segment.startsWith('-'))
                continue;
            id = value;
            segment = "{id}";
        }
        number = m_byPath.value(placeOf(method, segments.join('/')), -1);
    }
    return number < 0 || path.contains('{') ? nullptr : &m_endpoints[size_t(number)];
}

HttpReply Router::handle(const HttpRequest &request)
{
    qint64 id = 0;
    int number = 0;
    const Endpoint *endpoint = match(request.method, request.path, id, number);
    if (request.method == "GET" && !request.body.isEmpty()) {
        Reply reply = v1Error("forbidden", "A GET request must not have a body.");
        reply.status = 403;
        return {reply, {}};
    }
    if (!endpoint) {
        Reply reply = v1Error("method-not-allowed", "Request method '" + request.method + "' not supported");
        reply.status = 405;
        return {reply, {}};
    }
    m_world.advance();
    const Query query(request.query);
    const std::optional<Body> body = Body::parse(request.body);
    if (!body)
        return {endpoint->envelope == Envelope::V2 ? v2Error(2001, "invalid json")
                                                   : v1Error("invalid-json", "The body is not valid JSON."),
                {}};
    const Call call{query, *body, nullptr, -1, id, m_world.nowMs()};
    return endpoint->permission == htx::Permission::None ? handlePublic(*endpoint, number, request, call)
                                                         : handleSigned(*endpoint, number, request, call);
}

RateLimiter::Verdict Router::count(const QByteArray &caller, int number, int limit, qint64 nowMs)
{
    if (!m_isLimited)
        return {true, limit, nowMs + RateLimiter::windowMs};
    return m_limiter.count(caller, number, limit, nowMs);
}

HttpReply Router::handlePublic(const Endpoint &endpoint, int number, const HttpRequest &request, Call call)
{
    const auto verdict = count(request.peer.toString().toLatin1(), number, endpoint.perWindow, call.nowMs);
    return {verdict.admitted ? endpoint.answer(call) : tooMany(endpoint.envelope, call.nowMs), {}};
}

HttpReply Router::handleSigned(const Endpoint &endpoint, int number, const HttpRequest &request, Call call)
{
    const auto [key, refusal] = m_authenticator.check(
        {request.method, request.host, request.path, call.query, request.peer}, call.nowMs);
    if (!key)
        return {refusalFor(endpoint.envelope, refusal), {}};
    call.user = m_world.ledger().userOf(key->uid);
    if (m_world.settings(call.user).isLocked)
        return {refuseLocked(endpoint.envelope), {}};
    m_world.keys().touch(key->accessKey, call.nowMs);
    const auto verdict = count(QByteArray::number(key->uid.value), number, endpoint.perWindow, call.nowMs);
    if (!verdict.admitted)
        return {tooMany(endpoint.envelope, call.nowMs), verdict};
    if (!key->permissions.has(endpoint.permission))
        return {forbidden(endpoint.envelope, 1002, "Forbidden: the API key has no permission for this."),
                verdict};
    if (endpoint.parentOnly && key->isSub)
        return {forbidden(endpoint.envelope, 403, "Forbidden: not for sub-users."), verdict};
    call.key = key;
    return {endpoint.answer(call), verdict};
}

} // namespace coffer::exchange
