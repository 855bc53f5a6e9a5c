// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/envelope.h"

#include "htx/errormap.h"

namespace coffer::htx {

namespace {

enum class BodyLook { Empty, Page, Other };

/// The first visible character tells a web page from JSON.
BodyLook lookOf(QByteArrayView body)
{
    static constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
    if (body.startsWith(byteOrderMark))
        body = body.sliced(byteOrderMark.size());
    for (const char c : body) {
        if (c == '<')
            return BodyLook::Page;
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            return BodyLook::Other;
    }
    return BodyLook::Empty;
}

bool isSuccessStatus(int httpStatus)
{
    return httpStatus >= 200 && httpStatus < 300;
}

bool isMissing(const std::optional<QString> &code)
{
    return !code || code->isEmpty();
}

/// What an envelope says went wrong; nullopt when it says that all is well.
std::optional<Error> refusalIn(const json::Envelope &envelope)
{
    if (!isMissing(envelope.errorCode))
        return errorFrom(*envelope.errorCode, envelope.message);
    if (envelope.code && *envelope.code != QLatin1String("200"))
        return errorFrom(*envelope.code, envelope.message);
    if (envelope.status && *envelope.status != QLatin1String("ok")) {
        // A web framework in front of the exchange puts its HTTP status there, as a number.
        const bool isWord = *envelope.status == QLatin1String("error");
        return errorFrom(isWord ? QString() : *envelope.status, envelope.message);
    }
    if (envelope.success == false)
        return errorFrom({}, envelope.message);
    return std::nullopt;
}

} // namespace

Result<json::Value> openEnvelope(int httpStatus, json::Document &document)
{
    const BodyLook look = lookOf(document.text());
    if (look == BodyLook::Page)
        return fail(errorFromStatus(httpStatus, true));
    if (look == BodyLook::Empty) {
        if (!isSuccessStatus(httpStatus))
            return fail(errorFromStatus(httpStatus, false));
        return fail(ErrorKind::MalformedReply, QStringLiteral("The reply is empty."));
    }
    const Result<json::Envelope> envelope = document.readEnvelope();
    if (!envelope) {
        // What an error page says is less telling than its status.
        if (!isSuccessStatus(httpStatus))
            return fail(errorFromStatus(httpStatus, false));
        return fail(envelope.error());
    }
    if (std::optional<Error> refusal = refusalIn(*envelope))
        return fail(std::move(*refusal));
    if (!envelope->hasPayload) {
        if (!isSuccessStatus(httpStatus))
            return fail(errorFromStatus(httpStatus, false));
        return fail(ErrorKind::MalformedReply, QStringLiteral("The reply has no data."));
    }
    return json::Value(document);
}

Result<void> closeEnvelope(json::Document &document)
{
    const Result<json::Envelope> envelope = document.readRest();
    if (!envelope)
        return fail(envelope.error());
    if (std::optional<Error> refusal = refusalIn(*envelope))
        return fail(std::move(*refusal));
    return {};
}

} // namespace coffer::htx
