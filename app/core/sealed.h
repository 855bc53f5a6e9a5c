// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QByteArray>

#include <memory>

/// Bytes under a passphrase: scrypt makes the key, AES-256-GCM encrypts, and the whole header is
/// authenticated (security.md 5). Numbers are big-endian:
///
///     magic 8 | version u16 | kdf u8 = 1 | log2N u8 | r u32 | p u32 | salt 16 | nonce 12 | length u64 |
///     ciphertext of that length | tag 16
///
/// A key made once can seal again and again, each time with a fresh nonce, without the passphrase.
namespace coffer::sealed {

inline constexpr qsizetype magicSize = 8;
inline constexpr qsizetype headerSize = 56;
inline constexpr qsizetype largestFile = 16 * 1024 * 1024;
inline constexpr qsizetype longestPassphrase = 1024; ///< bytes of UTF-8
inline constexpr qsizetype shortestPassphrase = 12;  ///< characters, of a new one

/// A kind of file, known by its first eight bytes.
struct Format
{
    QByteArrayView magic;
};

/// What the key depends on besides the passphrase. r is 8 and p is 1 in every file.
struct Parameters
{
    quint8 log2N = 17; ///< 15 to 20
    QByteArray salt;   ///< 16 random bytes

    friend bool operator==(const Parameters &, const Parameters &) = default;
};

/// A derived key with what it was made from.
struct Key
{
    Parameters parameters;
    Secret bytes;
};
using SharedKey = std::shared_ptr<const Key>;

/// A passphrase as it is used: the same in every Unicode spelling (NFC). InvalidInput with code "passphrase"
/// when it is empty or longer than 1 KiB. Takes what a SecretField gives.
Result<Secret> passphrase(const Secret &entered);
/// How many characters a passphrase has, in its NFC spelling.
qsizetype lengthOf(const Secret &passphrase);

/// The usual cost and a fresh salt.
Parameters newParameters();

/// About 0.3 s and 128 MiB: on the pool. OutOfMemory.
Result<SharedKey> deriveKey(const Secret &passphrase, const Parameters &parameters);

/// A whole file. InvalidInput with code "size" when plain is too long for one.
Result<QByteArray> seal(const Format &format, const Key &key, const Secret &plain);

/// What a file says of its key, before any work is spent on it. UnknownFile with code "magic" (another kind
/// of file), "version" (of a newer Coffer) or "size" (larger than any such file). WrongPassphrase for
/// everything else that is not as seal() makes it, so that damage always has the same words.
Result<Parameters> readHeader(const Format &format, QByteArrayView file);

/// The content. As readHeader(); WrongPassphrase also when the key is another one or any byte was changed.
Result<Secret> open(const Format &format, const Key &key, QByteArrayView file);

/// deriveKey() and open() in one, for what is opened once: on the pool.
Result<Secret> open(const Format &format, const Secret &passphrase, QByteArrayView file);

} // namespace coffer::sealed
