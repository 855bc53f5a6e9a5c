// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer::htx {
class Client;
}
namespace coffer::keys {
class FactStore;
class KeyInventory;
class Keyring;
class PendingTable;
class SecretStores;
} // namespace coffer::keys

namespace coffer::ui {

/// What the windows about keys work with. References outlive them.
struct KeyServices
{
    keys::KeyInventory &inventory;
    keys::Keyring &keyring;
    keys::SecretStores &stores;
    keys::PendingTable &pending;
    htx::Client &client;
    keys::FactStore &facts;
};

} // namespace coffer::ui
