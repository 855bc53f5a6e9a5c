// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/errormap.h"

#include "htx/errortable.h"
#include "htx/signerror.h"

#include <utility>

namespace coffer::htx {

namespace {

ErrorKind kindOf(const QString &code, const QString &message)
{
    const Meaning *known = meaningOf(code, message);
    // Key and signature hide five causes behind one code, and only the text tells them apart.
    const Meaning *byCode = meaningOfCode(code);
    if (byCode && byCode->trust == Meaning::Trust::Key) {
        if (const auto kind = signatureErrorKind(message))
            return *kind;
    }
    return known ? known->kind : ErrorKind::Rejected;
}

} // namespace

Error errorFrom(const QString &code, const QString &message)
{
    Error error{kindOf(code, message), code, message, std::nullopt};
    if (error.kind == ErrorKind::IpNotAllowed) {
        if (const QString address = addressIn(message); !address.isEmpty())
            error.detail = address;
    }
    if (code.isEmpty() && message.isEmpty())
        error.detail = QStringLiteral("The exchange gives no reason.");
    return error;
}

Error errorFromStatus(int httpStatus, bool isPage)
{
    const auto with = [httpStatus](ErrorKind kind) {
        return Error{kind, {}, QStringLiteral("HTTP %1").arg(httpStatus), std::nullopt};
    };
    switch (httpStatus) {
    case 401:
    case 403:
    case 451:
        return with(ErrorKind::PermissionMissing);
    case 404:
    case 405:
    case 410:
        return with(ErrorKind::NotFound);
    case 407:
        return with(ErrorKind::Proxy);
    case 408:
        return with(ErrorKind::Timeout);
    case 413:
        return with(ErrorKind::TooLarge);
    case 429:
        return with(ErrorKind::RateLimited);
    case 511: // Network Authentication Required
        return with(ErrorKind::CaptivePortal);
    default:
        break;
    }
    if (httpStatus >= 500)
        return with(ErrorKind::Maintenance);
    if (httpStatus >= 300 && httpStatus < 400)
        return with(ErrorKind::Redirected);
    if (isPage && httpStatus < 300)
        return with(ErrorKind::CaptivePortal);
    return with(ErrorKind::MalformedReply);
}

namespace {

/// A server that fails may have carried the request out, whatever word it finds for it; some write their HTTP
/// status where the code should be.
bool isServerFault(const QString &code, int httpStatus)
{
    return httpStatus >= 500 || (code.size() == 3 && code.startsWith(QLatin1Char('5')));
}

} // namespace

Error afterPost(Error error, int httpStatus)
{
    switch (error.kind) {
    case ErrorKind::WrongAccessKey:
    case ErrorKind::WrongSignature:
    case ErrorKind::IpNotAllowed:
    case ErrorKind::KeyExpired:
    case ErrorKind::ClockOff:
    case ErrorKind::InvalidInput:
    case ErrorKind::NoSuitableKey:
    case ErrorKind::Locked:
        return error;
    case ErrorKind::PermissionMissing:
    case ErrorKind::RateLimited:
    case ErrorKind::Maintenance:
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::Timeout: {
        // Without a code it was not the exchange that spoke, but something on the way to it.
        const Meaning *known = meaningOf(error.code, error.detail);
        if (!error.code.isEmpty() && (known ? known->settled : !isServerFault(error.code, httpStatus)))
            return error;
        break;
    }
    default:
        break;
    }
    error.kind = ErrorKind::OutcomeUnknown;
    return error;
}

} // namespace coffer::htx
