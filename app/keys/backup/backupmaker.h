// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "keys/backup/backupcontent.h"
#include "keys/keyrecord.h"

#include <QObject>

#include <functional>

namespace coffer::keys {

class FactStore;
class KeyInventory;
class Keyring;
class SecretStores;

/// What a backup would hold.
struct Gathered
{
    struct Unread
    {
        KeyRecord key;
        Error error;
    };

    BackupContent content;
    QList<Unread> unread; ///< keys whose secret was asked for and could not be read; in content without it
};

/// Collects what a backup holds. GUI thread.
class BackupMaker : public QObject
{
    Q_OBJECT

public:
    BackupMaker(const KeyInventory &inventory, const Keyring &keyring, const SecretStores &stores,
                FactStore &facts, Clock &clock, QObject *parent = nullptr);

    /// Every key that is held here, with its secret when that is wanted. Nothing is changed, whatever fails.
    /// Locked when secrets are wanted while Coffer is locked, or a storage error.
    Future<Gathered> gather(bool withSecrets);

private:
    struct Gathering;
    void readSecrets(const std::shared_ptr<Gathering> &gathering);

    const KeyInventory &m_inventory;
    const Keyring &m_keyring;
    const SecretStores &m_stores;
    FactStore &m_facts;
    Clock &m_clock;
};

/// Seals the content under the passphrase (as sealed::passphrase() gives it), writes the file, and opens it
/// again to see that it holds the same. isStopped is asked before the file is touched: the answer is then
/// false, and no file was written. Blocks: on the pool. Errors: those of sealed::writeFile(), OutOfMemory,
/// UnknownFile with code "content" when there is more than a backup can hold.
Result<bool> saveBackup(
    const BackupContent &content, const Secret &passphrase, const QString &path,
    const std::function<bool()> &isStopped = [] { return false; });

/// What a backup holds. Blocks: on the pool. Errors: those of sealed::readFile(), sealed::open() and
/// backupformat::unpack().
Result<BackupContent> openBackup(const Secret &passphrase, const QString &path);

} // namespace coffer::keys
