// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/refusal.h"

#include "htx/envelope.h"

namespace coffer::keys {

bool isRefusal(ErrorKind kind)
{
    return kind == ErrorKind::WrongAccessKey || kind == ErrorKind::WrongSignature ||
           kind == ErrorKind::IpNotAllowed || kind == ErrorKind::KeyExpired;
}

bool isSecretMissing(ErrorKind kind)
{
    return kind == ErrorKind::KeychainLocked || kind == ErrorKind::KeychainDenied ||
           kind == ErrorKind::KeychainAbsent || kind == ErrorKind::KeychainTimeout ||
           kind == ErrorKind::KeychainCorrupt || kind == ErrorKind::SecretGone ||
           kind == ErrorKind::VaultLocked || kind == ErrorKind::VaultAbsent;
}

std::optional<Error> refusalIn(const htx::Reply &reply)
{
    constexpr qsizetype longestRefusal = 4096;
    if (reply.body.size() >= longestRefusal)
        return std::nullopt;
    htx::json::Document document(reply.body);
    Result<htx::json::Value> payload = htx::openEnvelope(reply.httpStatus, document);
    if (payload || !isRefusal(payload.error().kind))
        return std::nullopt;
    return std::move(payload.error());
}

} // namespace coffer::keys
