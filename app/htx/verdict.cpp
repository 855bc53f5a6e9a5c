// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/verdict.h"

#include "htx/envelope.h"

namespace coffer::htx {

std::optional<Error> refusalIn(const Transmission::Outcome &outcome)
{
    // A good reply can be large and is decoded once, by who asked; an error page can be large too.
    constexpr qsizetype largestRefusal = 4096;
    const bool isGood = outcome.httpStatus >= 200 && outcome.httpStatus < 300;
    const bool isPage = outcome.body.left(64).trimmed().startsWith('<');
    if (outcome.failure || (isGood && !isPage && outcome.body.size() > largestRefusal))
        return std::nullopt;
    json::Document document(outcome.body, true);
    const Result<json::Value> payload = openEnvelope(outcome.httpStatus, document);
    return payload ? std::nullopt : std::optional(payload.error());
}

std::optional<Error> passingFailure(const Transmission::Outcome &outcome, const std::optional<Error> &refusal)
{
    const auto isPassing = [](ErrorKind kind) {
        return kind == ErrorKind::Offline || kind == ErrorKind::Timeout;
    };
    if (outcome.failure)
        return isPassing(outcome.failure->kind) ? outcome.failure : std::nullopt;
    if (outcome.httpStatus < 500)
        return std::nullopt;
    if (!refusal)
        return Error{ErrorKind::Maintenance, {}, QStringLiteral("HTTP %1").arg(outcome.httpStatus), {}};
    // With 500 and more the exchange may still say plainly what it does not like.
    const bool saysNothing = refusal->kind == ErrorKind::Maintenance ||
                             refusal->kind == ErrorKind::MalformedReply || isPassing(refusal->kind);
    return saysNothing ? refusal : std::nullopt;
}

Error failureOfPost(const Transmission::Outcome &outcome)
{
    Error failure = *outcome.failure;
    if (outcome.bodyLeft)
        failure.kind = ErrorKind::OutcomeUnknown;
    return failure;
}

} // namespace coffer::htx
