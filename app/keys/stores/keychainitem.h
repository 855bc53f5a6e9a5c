// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"

#include <QByteArray>

/// What one keychain item holds: "CFK", a version, the secret with its length, and a checksum that also
/// covers the id, so that an item of another program, key or version is told apart from a secret (security.md
/// 8b, 82).
namespace coffer::keys::keychainitem {

/// The longest secret that fits every platform's item (Windows: 2560 bytes in all, security.md 2).
inline constexpr qsizetype longestSecret = 1024;

/// The caller wipes it. InvalidInput (code "secretKey") when the secret is empty or too long.
Result<QByteArray> pack(const KeyId &key, const Secret &secret);

/// KeychainCorrupt when it is not what pack() made for this key.
Result<Secret> unpack(const KeyId &key, const QByteArray &item);

} // namespace coffer::keys::keychainitem
