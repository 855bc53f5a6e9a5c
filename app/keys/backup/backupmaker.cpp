// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/backupmaker.h"

#include "core/sealed.h"
#include "core/sealedfile.h"
#include "keys/backup/backupformat.h"
#include "keys/backup/facttables.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"

namespace coffer::keys {

namespace {

Future<SharedSecret> readFrom(const SecretStores &stores, const KeyRecord &key)
{
    SecretStore *store = stores.at(key.place);
    return store ? store->read(key.id)
                 : readyFuture<SharedSecret>(fail(ErrorKind::KeychainAbsent, key.place));
}

} // namespace

/// One gathering on its way; kept alive by the continuation that waits.
struct BackupMaker::Gathering
{
    QList<KeyRecord> keys; ///< in the order of content.keys
    Gathered gathered;
    qsizetype next = 0;
    QPromise<Result<Gathered>> promise{};

    void end(Result<Gathered> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

BackupMaker::BackupMaker(const KeyInventory &inventory, const Keyring &keyring, const SecretStores &stores,
                         FactStore &facts, Clock &clock, QObject *parent)
    : QObject(parent),
      m_inventory(inventory),
      m_keyring(keyring),
      m_stores(stores),
      m_facts(facts),
      m_clock(clock)
{
}

Future<Gathered> BackupMaker::gather(bool withSecrets)
{
    if (withSecrets && m_keyring.isLocked())
        return readyFuture<Gathered>(fail(ErrorKind::Locked));
    const auto gathering = std::make_shared<Gathering>();
    gathering->promise.start();
    Future<Gathered> future = gathering->promise.future();
    gathering->gathered.content.madeAt = m_clock.nowMs();
    for (const InventoryEntry &entry : m_inventory.entries()) {
        if (!entry.held)
            continue;
        gathering->keys << *entry.held;
        gathering->gathered.content.keys << backupKey(*entry.held);
    }
    whenDone(this, m_facts.read(), [this, gathering, withSecrets](const Result<Facts> &facts) {
        if (!facts) {
            gathering->end(fail(facts.error()));
            return;
        }
        gathering->gathered.content.facts = *facts;
        if (withSecrets)
            readSecrets(gathering);
        else
            gathering->end(std::move(gathering->gathered));
    });
    return future;
}

/// One after another: a keychain may ask the user about each.
void BackupMaker::readSecrets(const std::shared_ptr<Gathering> &gathering)
{
    if (gathering->next == gathering->keys.size()) {
        gathering->end(std::move(gathering->gathered));
        return;
    }
    const KeyRecord key = gathering->keys.at(gathering->next);
    whenDone(this, readFrom(m_stores, key), [this, gathering, key](const Result<SharedSecret> &secret) {
        if (secret)
            gathering->gathered.content.keys[gathering->next].secret = *secret;
        else
            gathering->gathered.unread << Gathered::Unread{key, secret.error()};
        ++gathering->next;
        readSecrets(gathering);
    });
}

Result<bool> saveBackup(const BackupContent &content, const Secret &passphrase, const QString &path,
                        const std::function<bool()> &isStopped)
{
    const Secret plain = backupformat::pack(content);
    if (const Result<BackupContent> back = backupformat::unpack(plain); !back)
        return fail(back.error());
    const Result<sealed::SharedKey> key = sealed::deriveKey(passphrase, sealed::newParameters());
    if (!key)
        return fail(key.error());
    const Result<QByteArray> file = sealed::seal(backupformat::format, **key, plain);
    if (!file)
        return fail(file.error());
    if (isStopped())
        return false;
    if (const Result<void> written = sealed::writeFile(path, *file); !written)
        return fail(written.error());
    const Result<QByteArray> stored = sealed::readFile(path);
    if (!stored)
        return fail(stored.error());
    const Result<Secret> opened = sealed::open(backupformat::format, **key, *stored);
    if (!opened)
        return fail(opened.error());
    if (!(*opened == plain))
        return fail(ErrorKind::StorageUnavailable, {}, QStringLiteral("file"));
    return true;
}

Result<BackupContent> openBackup(const Secret &passphrase, const QString &path)
{
    const Result<QByteArray> file = sealed::readFile(path);
    if (!file)
        return fail(file.error());
    const Result<Secret> plain = sealed::open(backupformat::format, passphrase, *file);
    if (!plain)
        return fail(plain.error());
    return backupformat::unpack(*plain);
}

} // namespace coffer::keys
