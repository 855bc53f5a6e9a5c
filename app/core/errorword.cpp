// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/errorword.h"

namespace coffer {

namespace {

constexpr int mostKinds = 128;

/// Every kind is named here, so that a new one is a compiler warning; nullptr for what is no kind.
const char *nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline:
        return "offline";
    case ErrorKind::Timeout:
        return "timeout";
    case ErrorKind::InsecureConnection:
        return "insecure-connection";
    case ErrorKind::Proxy:
        return "proxy";
    case ErrorKind::Redirected:
        return "redirected";
    case ErrorKind::CaptivePortal:
        return "captive-portal";
    case ErrorKind::TooLarge:
        return "too-large";
    case ErrorKind::MalformedReply:
        return "malformed-reply";
    case ErrorKind::WrongAccessKey:
        return "wrong-access-key";
    case ErrorKind::WrongSignature:
        return "wrong-signature";
    case ErrorKind::IpNotAllowed:
        return "ip-not-allowed";
    case ErrorKind::KeyExpired:
        return "key-expired";
    case ErrorKind::ClockOff:
        return "clock-off";
    case ErrorKind::PermissionMissing:
        return "permission-missing";
    case ErrorKind::RateLimited:
        return "rate-limited";
    case ErrorKind::Maintenance:
        return "maintenance";
    case ErrorKind::NotFound:
        return "not-found";
    case ErrorKind::Rejected:
        return "rejected";
    case ErrorKind::OutcomeUnknown:
        return "outcome-unknown";
    case ErrorKind::NoSuitableKey:
        return "no-suitable-key";
    case ErrorKind::Locked:
        return "locked";
    case ErrorKind::KeychainLocked:
        return "keychain-locked";
    case ErrorKind::KeychainDenied:
        return "keychain-denied";
    case ErrorKind::KeychainAbsent:
        return "keychain-absent";
    case ErrorKind::KeychainTimeout:
        return "keychain-timeout";
    case ErrorKind::KeychainCorrupt:
        return "keychain-corrupt";
    case ErrorKind::SecretGone:
        return "secret-gone";
    case ErrorKind::VaultLocked:
        return "vault-locked";
    case ErrorKind::VaultAbsent:
        return "vault-absent";
    case ErrorKind::VaultChanged:
        return "vault-changed";
    case ErrorKind::VaultDamaged:
        return "vault-damaged";
    case ErrorKind::StorageUnavailable:
        return "storage-unavailable";
    case ErrorKind::StorageCorrupt:
        return "storage-corrupt";
    case ErrorKind::StorageTooNew:
        return "storage-too-new";
    case ErrorKind::StorageFull:
        return "storage-full";
    case ErrorKind::OutOfMemory:
        return "out-of-memory";
    case ErrorKind::WrongPassphrase:
        return "wrong-passphrase";
    case ErrorKind::UnknownFile:
        return "unknown-file";
    case ErrorKind::InvalidInput:
        return "invalid-input";
    }
    return nullptr;
}

} // namespace

QString failureWord(ErrorKind kind)
{
    return QString::fromLatin1(nameOf(kind));
}

std::optional<ErrorKind> failureFrom(const QString &word)
{
    for (int i = 0; i < mostKinds; ++i) {
        const char *name = nameOf(static_cast<ErrorKind>(i));
        if (name && word == QLatin1String(name))
            return static_cast<ErrorKind>(i);
    }
    return std::nullopt;
}

} // namespace coffer
