// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <cstdint>

namespace coffer {

/// How much work one passphrase takes (RFC 7914, 2): 128 * r * n bytes of memory, p times over.
struct ScryptCost
{
    std::uint64_t n = 0; ///< a power of two above 1
    std::uint32_t r = 8;
    std::uint32_t p = 1;
};

/// size bytes that can only be had from passphrase and salt by that work. Takes about 0.3 s and 128 MiB for
/// n = 2^17, so it belongs on the pool; it can't be interrupted. OutOfMemory also for a cost that OpenSSL
/// refuses.
Result<Secret> scrypt(const Secret &passphrase, QByteArrayView salt, const ScryptCost &cost, qsizetype size);

} // namespace coffer
