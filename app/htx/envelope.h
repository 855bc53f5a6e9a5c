// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "htx/json.h"

#include <QByteArray>

namespace coffer::htx {

/// The payload of a good reply, or what the exchange said instead (mapped by errorFrom); a page that is no
/// JSON is CaptivePortal or what its HTTP status means, anything else MalformedReply. The body decides before
/// the status.
Result<json::Value> openEnvelope(int httpStatus, json::Document &document);

/// After the payload was read: nothing that follows it takes back what openEnvelope found, and the body ends
/// there.
Result<void> closeEnvelope(json::Document &document);

/// Checks both envelope families and their irregularities (htx-api.md 1.4) and calls parse with the payload
/// ("data", "tick"). Any failure is typed. Pure; any thread. parse's view of the document ends with this
/// call. sensitive: the copy of the body that reading needs is overwritten at the end.
template<class T>
Result<T> decodeEnvelope(int httpStatus, const QByteArray &body, Result<T> (*parse)(json::Value),
                         bool sensitive = false)
{
    json::Document document(body, sensitive);
    Result<json::Value> payload = openEnvelope(httpStatus, document);
    if (!payload)
        return fail(std::move(payload.error()));
    Result<T> parsed = parse(*payload);
    if (!parsed)
        return parsed;
    if (Result<void> closed = closeEnvelope(document); !closed)
        return fail(std::move(closed.error()));
    return parsed;
}

} // namespace coffer::htx
