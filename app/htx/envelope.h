// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "htx/json.h"

#include <QByteArray>

namespace coffer::htx {

/// Checks both envelope families and their irregularities (htx-api.md 1.4) and calls parse with the payload
/// ("data", "tick"). Any failure is typed: what the exchange said (mapped by errorFrom), a page that is no JSON
/// (CaptivePortal), or MalformedReply. Pure; any thread. parse's view of the document ends with this call.
template<class T>
Result<T> decodeEnvelope(int httpStatus, const QByteArray &body, Result<T> (*parse)(json::Value))
{
    json::Document document(body);
    Result<json::Value> payload = openEnvelope(httpStatus, document);
    if (!payload)
        return tl::unexpected(std::move(payload.error()));
    Result<T> parsed = parse(*payload);
    if (parsed && !document.isIntact())
        return fail(ErrorKind::MalformedReply, QStringLiteral("The reply ends too early or has text after its end."));
    return parsed;
}

} // namespace coffer::htx
