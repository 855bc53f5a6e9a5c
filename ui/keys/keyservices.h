// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/response/responsemeans.h"

namespace coffer::activity {
class ActivityLog;
class ActivityTable;
} // namespace coffer::activity
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
    activity::ActivityLog &activity;
    activity::ActivityTable &activityTable;
    ResponseMeans response{};
};

} // namespace coffer::ui
