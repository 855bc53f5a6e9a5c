// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/restore.h"

#include "core/faultpoint.h"
#include "keys/backup/facttables.h"
#include "keys/findings/findingbook.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using Standing = RestoreItem::Standing;

constexpr auto journalKind = "restore"_L1;

QList<KeyRecord> heldIn(const KeyInventory &inventory)
{
    QList<KeyRecord> held;
    for (const InventoryEntry &entry : inventory.entries()) {
        if (entry.held)
            held << *entry.held;
    }
    return held;
}

QJsonObject journalRow(const RestoreItem &item)
{
    return {{u"accessKey"_s, item.key.accessKey},
            {u"label"_s, item.key.label},
            {u"isNew"_s, item.standing == Standing::New},
            {u"isDone"_s, false}};
}

KeyPlan planOf(const BackupKey &key)
{
    KeyPlan plan;
    plan.label = key.label;
    plan.color = key.color;
    plan.permissions = key.planned;
    plan.ips = key.plannedIps;
    plan.paused = key.paused;
    return plan;
}

Result<void> withoutValue(const Result<KeyRecord> &result)
{
    return result ? Result<void>() : fail(result.error());
}

} // namespace

/// Kept alive by the continuation that waits.
struct Restore::Reading
{
    QList<BackupKey> backup;
    QList<KeyRecord> mine;
    QList<KeyRecord> toRead;
    QHash<KeyId, SharedSecret> secrets{};
    QPromise<Result<QList<RestoreItem>>> promise{};
};

struct Restore::Running
{
    QList<RestoreItem> items; ///< what is wanted
    Facts facts;
    Pending entry;
    qsizetype next = 0;
    RestoreOutcome outcome{};
    QPromise<Result<RestoreOutcome>> promise{};

    void end(Result<RestoreOutcome> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

Restore::Restore(KeyInventory &inventory, const Keyring &keyring, SecretStores &stores, PendingTable &pending,
                 FactStore &facts, Clock &clock, QObject *parent)
    : QObject(parent),
      m_inventory(inventory),
      m_keyring(keyring),
      m_stores(stores),
      m_pending(pending),
      m_facts(facts),
      m_clock(clock)
{
}

Future<QList<RestoreItem>> Restore::preview(const QList<BackupKey> &backup)
{
    if (m_keyring.isLocked())
        return readyFuture<QList<RestoreItem>>(fail(ErrorKind::Locked));
    const auto reading = std::make_shared<Reading>(Reading{backup, heldIn(m_inventory), {}});
    reading->promise.start();
    Future<QList<RestoreItem>> future = reading->promise.future();
    for (const BackupKey &key : backup) {
        const auto held = std::ranges::find(reading->mine, key.accessKey, &KeyRecord::accessKey);
        if (key.secret && held != reading->mine.end() && m_stores.at(held->place))
            reading->toRead << *held;
    }
    readNext(reading);
    return future;
}

/// One after another: a keychain may ask the user about each. What can't be read is unknown, and no more.
void Restore::readNext(const std::shared_ptr<Reading> &reading)
{
    if (reading->toRead.isEmpty()) {
        reading->promise.addResult(restorePlan(reading->backup, reading->mine, reading->secrets));
        reading->promise.finish();
        return;
    }
    const KeyRecord key = reading->toRead.takeFirst();
    whenDone(this, m_stores.at(key.place)->read(key.id),
             [this, reading, key](const Result<SharedSecret> &secret) {
                 if (secret)
                     reading->secrets.insert(key.id, *secret);
                 readNext(reading);
             });
}

Future<RestoreOutcome> Restore::run(const QList<RestoreItem> &items, const Facts &facts)
{
    if (m_keyring.isLocked())
        return readyFuture<RestoreOutcome>(fail(ErrorKind::Locked));
    const auto running = std::make_shared<Running>(Running{{}, facts, {}});
    QJsonArray rows;
    for (const RestoreItem &item : items) {
        if (!item.isWanted())
            continue;
        running->items << item;
        rows << journalRow(item);
    }
    running->entry = {QUuid::createUuid().toString(QUuid::WithoutBraces), journalKind, u"begun"_s,
                      QJsonObject{{u"keys"_s, rows}}, m_clock.nowMs()};
    running->promise.start();
    Future<RestoreOutcome> future = running->promise.future();
    whenDone(this, m_pending.save(running->entry), [this, running](const Result<void> &saved) {
        if (!saved) {
            running->end(fail(saved.error()));
            return;
        }
        faultPoint("restore.begun");
        mergeFacts(running);
    });
    return future;
}

void Restore::restoreNext(const RunningPtr &running)
{
    if (running->next == running->items.size()) {
        finish(running);
        return;
    }
    whenDone(this, restoreOne(running->items.at(running->next)),
             [this, running](const Result<void> &result) { keyDone(running, result); });
}

Future<void> Restore::restoreOne(const RestoreItem &item)
{
    return item.standing == Standing::New ? addKey(item.key) : changeKey(item);
}

Future<void> Restore::addKey(const BackupKey &key)
{
    CheckedKey checked;
    checked.accessKey = key.accessKey;
    checked.method = key.method;
    checked.uid = key.uid;
    checked.isSubUser = key.isSubUser;
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    const Future<KeyRecord> added = key.secret ? m_inventory.add(checked, planOf(key), key.secret)
                                               : m_inventory.addWithoutSecret(checked, planOf(key));
    whenDone(this, added, [promise](const Result<KeyRecord> &record) {
        promise->addResult(withoutValue(record));
        promise->finish();
    });
    return future;
}

/// The secret first: without it the rest is not taken either.
Future<void> Restore::changeKey(const RestoreItem &item)
{
    const KeyId id = item.mine->id;
    if (!item.takeSecret)
        return m_inventory.setDetails(id, planOf(item.key));
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    const auto end = [promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
    };
    whenDone(this, m_inventory.overwriteSecret(id, item.key.method, item.key.secret),
             [this, id, item, end](const Result<void> &replaced) {
                 if (!replaced || !item.takeDetails)
                     end(replaced);
                 else
                     whenDone(this, m_inventory.setDetails(id, planOf(item.key)), end);
             });
    return future;
}

void Restore::keyDone(const RunningPtr &running, const Result<void> &result)
{
    const RestoreItem &item = running->items.at(running->next);
    if (result) {
        faultPoint("restore.key");
        ++(item.standing == Standing::New ? running->outcome.added : running->outcome.changed);
    } else {
        running->outcome.failures << RestoreOutcome::Failure{item.key.label, result.error()};
    }
    QJsonArray rows = running->entry.data.value("keys"_L1).toArray();
    QJsonObject row = rows.at(running->next).toObject();
    row.insert(u"isDone"_s, result.has_value());
    rows.replace(running->next, row);
    running->entry.data.insert(u"keys"_s, rows);
    running->entry.step = u"keys"_s;
    ++running->next;
    whenDone(this, m_pending.save(running->entry), [this, running](const Result<void> & /*the keys matter*/) {
        faultPoint("restore.noted");
        restoreNext(running);
    });
}

/// Before the keys: the first reading of an account that is new here shall be compared with what was
/// accepted.
void Restore::mergeFacts(const RunningPtr &running)
{
    whenDone(this, m_facts.merge(running->facts), [this, running](const Result<int> &merged) {
        if (merged) {
            running->outcome.facts = *merged;
            m_inventory.book().load(); // what is accepted from now on
        } else {
            running->outcome.failures << RestoreOutcome::Failure{{}, merged.error()};
        }
        faultPoint("restore.facts");
        restoreNext(running);
    });
}

/// Also forgets what an earlier session left: this run has answered it.
void Restore::finish(const RunningPtr &running)
{
    whenDone(this, removeEntries(), [running](const Result<void> & /*it is only told of again*/) {
        faultPoint("restore.done");
        running->end(running->outcome);
    });
}

Future<void> Restore::removeEntries()
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, m_pending.all(), [this, promise](const Result<QList<Pending>> &all) {
        Future<void> last = readyFuture<void>(all ? Result<void>() : fail(all.error()));
        for (const Pending &entry : all ? *all : QList<Pending>()) {
            if (entry.kind == journalKind)
                last = m_pending.remove(entry.id);
        }
        whenDone(this, last, [promise](const Result<void> &removed) {
            promise->addResult(removed);
            promise->finish();
        });
    });
    return future;
}

Future<std::optional<InterruptedRestore>> Restore::interrupted()
{
    using Answer = std::optional<InterruptedRestore>;
    const auto promise = std::make_shared<QPromise<Result<Answer>>>();
    promise->start();
    Future<Answer> future = promise->future();
    whenDone(this, m_pending.all(), [this, promise](const Result<QList<Pending>> &all) {
        if (!all) {
            promise->addResult(fail(all.error()));
        } else {
            QList<Pending> mine = *all;
            mine.removeIf([](const Pending &entry) { return entry.kind != journalKind; });
            promise->addResult(mine.isEmpty() ? Answer() : Answer(describe(mine)));
        }
        promise->finish();
    });
    return future;
}

/// A key that was added but not noted any more is held: that is what counts.
InterruptedRestore Restore::describe(const QList<Pending> &entries) const
{
    const QList<KeyRecord> held = heldIn(m_inventory);
    InterruptedRestore result;
    result.startedAt = entries.last().startedAt;
    for (const Pending &entry : entries) {
        const QJsonArray rows = entry.data.value("keys"_L1).toArray();
        for (const QJsonValueConstRef value : rows) {
            const QJsonObject row = value.toObject();
            const QString accessKey = row.value("accessKey"_L1).toString();
            const bool isHeld = std::ranges::find(held, accessKey, &KeyRecord::accessKey) != held.end();
            const bool isDone = row.value("isDone"_L1).toBool() || (row.value("isNew"_L1).toBool() && isHeld);
            (isDone ? result.restored : result.missing) << row.value("label"_L1).toString();
        }
    }
    return result;
}

Future<void> Restore::dismissInterrupted()
{
    return removeEntries();
}

} // namespace coffer::keys
