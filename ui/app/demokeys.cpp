// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/demokeys.h"

#include "keys/keyinventory.h"
#include "keys/keytable.h"
#include "keys/stores/secretstore.h"

namespace coffer::ui {
namespace {

SharedSecret secretOf(const exchange::DemoKey &key)
{
    return std::make_shared<const Secret>(key.secretKey);
}

} // namespace

DemoKeys::DemoKeys(keys::KeyInventory &inventory, keys::KeyTable &table, keys::SecretStore &secrets,
                   QObject *parent)
    : QObject(parent), m_inventory(inventory), m_table(table), m_secrets(secrets)
{
}

Future<void> DemoKeys::hold(const QList<exchange::DemoKey> &keys)
{
    m_keys = keys;
    m_promise = std::make_shared<QPromise<Result<void>>>();
    m_promise->start();
    whenDone(this, m_table.all(), [this](const Result<QList<keys::KeyRecord>> &records) {
        if (records)
            restoreSecrets(*records);
        whenDone(this, m_inventory.load(), [this](const Result<void> &loaded) {
            if (loaded) {
                addMissing();
            } else {
                m_promise->addResult(loaded);
                m_promise->finish();
            }
        });
    });
    return m_promise->future();
}

void DemoKeys::restoreSecrets(const QList<keys::KeyRecord> &records)
{
    for (const keys::KeyRecord &record : records) {
        for (const exchange::DemoKey &key : std::as_const(m_keys)) {
            if (record.accessKey == QLatin1String(key.accessKey))
                m_secrets.write(record.id, secretOf(key)); // memory: done at once
        }
    }
}

void DemoKeys::addMissing()
{
    QSet<QString> known;
    for (const keys::InventoryEntry &entry : m_inventory.entries())
        known.insert(entry.accessKey());
    const auto pending = std::make_shared<int>(1);
    const auto firstError = std::make_shared<std::optional<Error>>();
    const auto done = [promise = m_promise, pending, firstError] {
        if (--*pending > 0)
            return;
        promise->addResult(*firstError ? Result<void>(tl::unexpected(**firstError)) : Result<void>());
        promise->finish();
    };
    for (const exchange::DemoKey &key : std::as_const(m_keys)) {
        if (!key.heldByDemo || known.contains(QString::fromLatin1(key.accessKey)))
            continue;
        ++*pending;
        whenDone(this,
                 m_inventory.add(checked(key, m_keys.first().uid), {key.label, {}, {}, std::nullopt},
                                 secretOf(key)),
                 [done, firstError](const Result<keys::KeyRecord> &added) {
                     if (!added && !*firstError)
                         *firstError = added.error();
                     done();
                 });
    }
    done();
}

keys::CheckedKey DemoKeys::checked(const exchange::DemoKey &key, Uid mainUser)
{
    keys::CheckedKey checked;
    checked.accessKey = QString::fromLatin1(key.accessKey);
    checked.uid = key.uid;
    checked.isSubUser = key.uid != mainUser;
    htx::ApiKeyRecord record;
    record.accessKey = checked.accessKey;
    record.permissions = htx::PermissionSet::parse(key.permission);
    checked.record = record;
    return checked;
}

} // namespace coffer::ui
