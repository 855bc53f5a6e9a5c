// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/errormap.h"

#include "htx/signerror.h"

#include <algorithm>
#include <array>
#include <utility>

namespace coffer::htx {

namespace {

/// How a code is to be understood.
struct Meaning
{
    QLatin1String code;
    ErrorKind kind;
    bool settled = true; ///< false: after a POST, nobody knows whether it was carried out
};

using Kind = ErrorKind;

constexpr Meaning meaning(const char *code, Kind kind, bool settled = true)
{
    return {QLatin1String(code), kind, settled};
}

/// Codes whose text says more than they do: see signatureErrorKind.
constexpr std::array signatureCodes{
    meaning("api-signature-not-valid", Kind::WrongSignature),
    meaning("api-signature-check-failed", Kind::WrongSignature),
    meaning("401", Kind::WrongAccessKey),
    meaning("403", Kind::PermissionMissing),
    meaning("1002", Kind::PermissionMissing),
    meaning("1003", Kind::WrongSignature),
    meaning("2000", Kind::Rejected),
    meaning("login-required", Kind::WrongAccessKey),
};

constexpr std::array codes{
    // Too often
    meaning("base-request-exceed-frequency-limit", Kind::RateLimited),
    meaning("base-user-request-exceed-limit", Kind::RateLimited),
    meaning("frequent-invoke", Kind::RateLimited),
    meaning("429", Kind::RateLimited),
    meaning("510", Kind::RateLimited),
    meaning("1006", Kind::RateLimited),
    meaning("4000", Kind::RateLimited),
    meaning("40403", Kind::RateLimited),
    // Not there
    meaning("404", Kind::NotFound),
    meaning("1001", Kind::NotFound),
    meaning("1007", Kind::NotFound),
    meaning("account-account-id-inexistent", Kind::NotFound),
    meaning("account-get-accounts-inexistent-error", Kind::NotFound),
    meaning("base-not-found", Kind::NotFound),
    meaning("base-record-invalid", Kind::NotFound),
    meaning("method-not-allowed", Kind::NotFound),
    meaning("not-found", Kind::NotFound),
    meaning("order-queryorder-invalid", Kind::NotFound),
    // Not allowed
    meaning("banned-by-blacklist", Kind::PermissionMissing),
    meaning("base-operation-forbidden", Kind::PermissionMissing),
    meaning("operation-forbidden-for-fl-account-state", Kind::PermissionMissing),
    meaning("operation-forbidden-for-lock-account-state", Kind::PermissionMissing),
    meaning("sub-user-auth-required", Kind::PermissionMissing),
    // Halted or in trouble
    meaning("base-symbol-trade-disabled", Kind::Maintenance),
    meaning("cancel-disabled", Kind::Maintenance),
    meaning("forbidden-trade-for-open-protect", Kind::Maintenance),
    meaning("order-disabled", Kind::Maintenance),
    meaning("system-maintenance", Kind::Maintenance),
    meaning("500", Kind::Maintenance, false),
    meaning("502", Kind::Maintenance, false),
    meaning("503", Kind::Maintenance, false),
    meaning("504", Kind::Maintenance, false),
    meaning("base-system-error", Kind::Maintenance, false),
    meaning("gateway-internal-error", Kind::Maintenance, false),
    meaning("base-request-timeout", Kind::Timeout, false),
    meaning("timeout", Kind::Timeout, false),
};

/// For codes that are used for many things (invalid-parameter, bad-request, base-msg …), and for the unknown.
constexpr std::array fragments{
    meaning("request limit", Kind::RateLimited),    meaning("too many request", Kind::RateLimited),
    meaning("too.many.request", Kind::RateLimited), meaning("request timeout", Kind::Timeout, false),
    meaning("trade not open", Kind::Maintenance),   meaning("maintenance", Kind::Maintenance),
    meaning("forbidden", Kind::PermissionMissing),  meaning("unauthorized", Kind::PermissionMissing),
    meaning("permission", Kind::PermissionMissing),
};

template<class Table>
const Meaning *byCode(const Table &table, const QString &code)
{
    const auto row = std::find_if(table.begin(), table.end(), [&code](const Meaning &meaning) {
        return code.compare(meaning.code, Qt::CaseInsensitive) == 0;
    });
    return row == table.end() ? nullptr : &*row;
}

const Meaning *byFragment(const QString &message)
{
    const auto row = std::find_if(fragments.begin(), fragments.end(), [&message](const Meaning &meaning) {
        return message.contains(meaning.code, Qt::CaseInsensitive);
    });
    return row == fragments.end() ? nullptr : &*row;
}

/// nullptr for what no table knows.
const Meaning *lookUp(const QString &code, const QString &message)
{
    if (const Meaning *known = byCode(codes, code))
        return known;
    const Meaning *told = byFragment(message);
    // "1002 forbidden" is what 1002 means, but a text can be more exact than 2002 or 401.
    if (const Meaning *known = byCode(signatureCodes, code))
        return told && known->kind == ErrorKind::Rejected ? told : known;
    return told;
}

ErrorKind kindOf(const QString &code, const QString &message)
{
    if (byCode(signatureCodes, code)) {
        if (const auto kind = signatureErrorKind(message))
            return *kind;
    }
    const Meaning *known = lookUp(code, message);
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

Error afterPost(Error error)
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
        const Meaning *known = lookUp(error.code, error.detail);
        if (!error.code.isEmpty() && (!known || known->settled))
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
