// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace coffer {

/// What went wrong, in the terms a caller decides by. The user's words for each are in ui/common/errortext.
enum class ErrorKind {
    // The way to the exchange
    Offline,            ///< no route, no name, connection refused or lost before a reply
    Timeout,            ///< the deadline of the request passed
    InsecureConnection, ///< TLS failed: certificate, host name, protocol
    Proxy,              ///< the proxy refused, asked for a login or failed
    Redirected,         ///< a 3xx reply; never followed, since it would carry the signature elsewhere
    CaptivePortal,      ///< an HTML page where a reply should be: a network that wants a sign-in
    // The reply
    TooLarge,       ///< the body passed its cap
    MalformedReply, ///< not the JSON that the endpoint promises
    // What the exchange said
    WrongAccessKey,    ///< htx-api.md 9.1
    WrongSignature,    ///< the secret does not belong to the access key, or the signed text differs
    IpNotAllowed,      ///< detail: the address that the exchange saw
    KeyExpired,        ///<
    ClockOff,          ///< the timestamp is outside the window
    PermissionMissing, ///< the key may not do this, or a sub-user asked what only its parent may
    RateLimited,       ///< retryAfter says when to ask again, where known
    Maintenance,       ///< the exchange or the market is halted
    NotFound,          ///< no such record
    Rejected,          ///< any other refusal; code is the exchange's own
    OutcomeUnknown,    ///< a POST was sent and no valid answer came: it may or may not have happened
    // Keys and secrets
    NoSuitableKey,   ///< no usable key of this account has the permission
    Locked,          ///< Coffer is locked
    KeychainLocked,  ///< locked, or the entry is gone although the key is known here
    KeychainDenied,  ///< the user or the system refused
    KeychainAbsent,  ///< no keychain service on this system
    KeychainTimeout, ///< no answer; perhaps an unlock window is waiting
    KeychainCorrupt, ///< what was read is not what Coffer wrote
    SecretGone,      ///< the place is open and has no secret for the key; code is the place
    VaultLocked,     ///< its passphrase has not been given
    VaultAbsent,     ///< there is no vault file
    VaultChanged,    ///< another program wrote the file since it was opened here
    VaultDamaged,    ///< the file is not what Coffer writes
    // This computer
    StorageUnavailable, ///< the profile folder or a file in it can't be read or written
    StorageCorrupt,     ///< a database is damaged
    StorageTooNew,      ///< a database was written by a newer version
    StorageFull,        ///< no space left
    OutOfMemory,        ///< the work needs more memory than there is
    // Files under a passphrase (core/sealed.h)
    WrongPassphrase, ///< or the file was changed: these are never told apart
    UnknownFile,     ///< not a file of that kind; code is "magic", "version", "size" or "content"
    InvalidInput,    ///< what the user entered can't be used; code names the field
};

/// One failure. Holds no secret, no signed URL: code and detail are the exchange's or the system's own words.
struct Error
{
    ErrorKind kind = ErrorKind::MalformedReply;
    QString code;   ///< the exchange's err-code or code, as sent; else empty
    QString detail; ///< plain text for the "details" line; never rich text
    std::optional<std::chrono::milliseconds> retryAfter; ///< where the other side said so

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace coffer

Q_DECLARE_METATYPE(coffer::Error)
