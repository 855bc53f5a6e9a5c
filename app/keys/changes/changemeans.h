// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer {
class Clock;
}

namespace coffer::keys {

class KeyInventory;
class Keyring;
class PendingTable;
class SecretStores;

/// What the changes of a key work with; all of it outlives them.
struct ChangeMeans
{
    KeyInventory &inventory;
    Keyring &keyring;
    SecretStores &stores;
    PendingTable &pending;
    Clock &clock;
};

} // namespace coffer::keys
