// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"

namespace coffer::keys {

/// Whether a key bound to a list of addresses could still be used from this computer.
enum class OwnAccess { Allowed, ShutOut, Unknown };

struct OwnAddress
{
    OwnAccess access = OwnAccess::Unknown;
    QString address; ///< by which it is known; empty where only a list of addresses is
};

/// The address that the exchange named when it refused a key from here; empty when it did not.
QString seenAddress(const QList<InventoryEntry> &entries);

/// Judges by what the exchange has shown: the address that it named when it refused a key, else the lists of
/// keys that it accepted from here. No server is asked, so it may well be unknown.
OwnAddress ownAccess(const QStringList &ips, const QList<InventoryEntry> &entries);

} // namespace coffer::keys
