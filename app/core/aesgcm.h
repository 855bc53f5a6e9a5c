// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QByteArray>

#include <optional>

/// AES-256-GCM. A nonce must never come twice with the same key.
namespace coffer::aesgcm {

inline constexpr qsizetype keySize = 32;
inline constexpr qsizetype nonceSize = 12;
inline constexpr qsizetype tagSize = 16;

/// The ciphertext with its tag behind. Nothing only when OpenSSL fails, as without memory.
std::optional<QByteArray> encrypt(const Secret &key, QByteArrayView nonce, QByteArrayView associated,
                                  QByteArrayView plain);

/// Nothing unless key, nonce, associated data, ciphertext and tag all belong together.
std::optional<Secret> decrypt(const Secret &key, QByteArrayView nonce, QByteArrayView associated,
                              QByteArrayView ciphertextAndTag);

} // namespace coffer::aesgcm
