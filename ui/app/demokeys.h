// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "exchange/exchange.h"
#include "keys/keycheck.h"
#include "keys/keyrecord.h"

#include <QObject>

namespace coffer::keys {
class KeyInventory;
class KeyTable;
class SecretStore;
} // namespace coffer::keys

namespace coffer::ui {

/// Puts the keys that the demo holds into the inventory, the way a pasted key gets there. What they may do is
/// the exchange's own word. GUI thread.
class DemoKeys : public QObject
{
    Q_OBJECT

public:
    DemoKeys(keys::KeyInventory &inventory, keys::KeyTable &table, keys::SecretStore &secrets,
             QObject *parent = nullptr);

    /// Loads the inventory and adds what is missing in it. With a kept profile the keys are known from the
    /// last run but their secrets, which were in memory, are not.
    Future<void> hold(const QList<exchange::DemoKey> &keys);

private:
    void restoreSecrets(const QList<keys::KeyRecord> &records);
    void addMissing();
    static keys::CheckedKey checked(const exchange::DemoKey &key, Uid mainUser);

    keys::KeyInventory &m_inventory;
    keys::KeyTable &m_table;
    keys::SecretStore &m_secrets;
    QList<exchange::DemoKey> m_keys;
    std::shared_ptr<QPromise<Result<void>>> m_promise;
};

} // namespace coffer::ui
