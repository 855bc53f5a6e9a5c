// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "core/ids.h"
#include "core/secret.h"

namespace coffer::keys {

/// Where API secrets live. One item a key. Reading an item never deletes or overwrites anything, whatever
/// fails. Errors: KeychainLocked, KeychainDenied, KeychainAbsent, KeychainTimeout, KeychainCorrupt, NotFound.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// "keychain" or "memory": what KeyRecord::place holds, so that a change of place is noticed.
    virtual QString place() const = 0;

    virtual Future<SharedSecret> read(const KeyId &key) = 0;
    /// Writes, reads back and compares.
    virtual Future<void> write(const KeyId &key, SharedSecret secret) = 0;
    /// Success also when there was none.
    virtual Future<void> remove(const KeyId &key) = 0;
};

} // namespace coffer::keys
