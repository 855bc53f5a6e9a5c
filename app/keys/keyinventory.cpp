// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/keyinventory.h"

#include "core/log.h"
#include "keys/changes/keystorage.h"
#include "keys/findings/addressreading.h"
#include "keys/findings/findingbook.h"
#include "keys/refusal.h"
#include "keys/verification.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

/// How often "last used" is written while a key is in use.
constexpr qint64 lastUsedEveryMs = 60'000;

htx::PermissionSet readOnly()
{
    htx::PermissionSet permissions;
    permissions.known.insert(htx::Permission::Read);
    return permissions;
}

Error notListed()
{
    return {ErrorKind::Rejected, u"not-listed"_s, {}, std::nullopt};
}

/// Its secret can't be had, as far as is known.
bool isSecretWanted(const KeyRecord &held)
{
    return held.lastError && isSecretMissing(held.lastError->kind);
}

/// A place that is shut may still hold the secret, which must not be overwritten for that.
bool mayBePasted(const KeyRecord &held, const QString &place)
{
    const ErrorKind kind = held.lastError->kind;
    return place != held.place || kind == ErrorKind::SecretGone || kind == ErrorKind::KeychainCorrupt;
}

} // namespace

struct KeyInventory::Private
{
    KeyTable &table;
    SecretStores &stores;
    Keyring &keyring;
    Clock &clock;
    PendingTable pending{table.database()};
    ItemJournal journal{pending, stores, clock};
    KeyStorage storage{table, stores, journal};
    FindingTable findingTable{table.database()};
    FindingBook book{findingTable, clock};
    AddressReading addresses{keyring, clock, book};
    QList<KeyRecord> records{};
    QHash<Uid, AccountListing> listings{}; ///< the last list of each account that could be read
    QHash<Uid, QSet<Uid>> subUsers{};      ///< the last whole list of each main account
    QSet<QString> adding{};                ///< access keys on their way into the store
    QHash<KeyId, qint64> savedLastUsed{};  ///< lastUsedAt as it is in the table
    QHash<KeyId, bool> pausing{};          ///< what setPaused() is storing: no other save may undo it
    QSet<KeyId> forgetting{};              ///< being removed from the table: no save may bring them back
    Verification *verification = nullptr;
    bool isLoaded = false;

    KeyRecord *find(const KeyId &id)
    {
        const auto found = std::ranges::find(records, id, &KeyRecord::id);
        return found == records.end() ? nullptr : &*found;
    }
};

KeyInventory::KeyInventory(KeyTable &table, SecretStores &stores, Keyring &keyring, Clock &clock,
                           QObject *parent)
    : QObject(parent), d(new Private{table, stores, keyring, clock})
{
    connect(&keyring, &Keyring::keyUsed, this, &KeyInventory::noteUse);
    connect(&d->book, &FindingBook::changed, this, [this] {
        if (d->isLoaded)
            rebuild();
    });
    connect(&d->book, &FindingBook::failed, this, &KeyInventory::failed);
    connect(&keyring, &Keyring::secretUnavailable, this, [this](const KeyId &key, const Error &error) {
        if (KeyRecord *record = d->find(key); record && record->lastError != error) {
            record->lastError = error;
            rebuild();
        }
    });
}

KeyInventory::~KeyInventory()
{
    for (const KeyRecord &record : std::as_const(d->records)) {
        if (record.lastUsedAt == d->savedLastUsed.value(record.id) || d->forgetting.contains(record.id))
            continue;
        KeyRecord last = record;
        last.paused = d->pausing.value(record.id, record.paused);
        d->table.save(last); // the database finishes its queue
    }
}

FindingBook &KeyInventory::book()
{
    return d->book;
}

void KeyInventory::setWithdrawable(const QList<Currency> &currencies)
{
    d->addresses.setCurrencies(currencies);
}

Future<void> KeyInventory::load()
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    setState(LoadState::Loading);
    const auto end = [this, promise](const Result<void> &loaded) {
        setState(loaded ? LoadState::Ready : LoadState::Failed);
        if (!loaded)
            Q_EMIT failed(loaded.error());
        promise->addResult(loaded);
        promise->finish();
    };
    // First what the keys are judged by: a reading must never come before the baseline that it is compared
    // with.
    whenDone(this, d->book.load(), [this, end](const Result<void> &judged) {
        if (!judged) {
            end(judged);
            return;
        }
        whenDone(this, d->table.all(), [this, end](const Result<QList<KeyRecord>> &records) {
            if (records)
                takeOver(*records);
            end(records ? Result<void>() : fail(records.error()));
        });
    });
    return future;
}

void KeyInventory::takeOver(const QList<KeyRecord> &records)
{
    d->records = records;
    d->isLoaded = true;
    for (const KeyRecord &record : records)
        d->savedLastUsed.insert(record.id, record.lastUsedAt);
    publish();
    whenDone(this, d->journal.recover(d->records), [this](const Result<void> &recovered) {
        if (!recovered)
            Q_EMIT failed(recovered.error());
    });
}

void KeyInventory::verify()
{
    if (d->verification || !d->isLoaded)
        return;
    setState(LoadState::Loading);
    d->keyring.forgetFailures();
    ask(htx::Priority::Visible);
}

void KeyInventory::poll()
{
    if (!d->verification && d->isLoaded && !d->records.isEmpty() && !d->keyring.isLocked())
        ask(htx::Priority::Background);
}

/// Reads the lists of keys of all accounts, then the address books of the main ones.
void KeyInventory::ask(htx::Priority priority)
{
    QList<Verification::Account> accounts;
    QList<Uid> mains;
    for (const KeyRecord &record : std::as_const(d->records)) {
        if (std::ranges::find(accounts, record.uid, &Verification::Account::uid) != accounts.end())
            continue;
        accounts << Verification::Account{record.uid, record.isSubUser};
        if (!record.isSubUser)
            mains << record.uid;
    }
    d->verification = new Verification(d->keyring, accounts, priority, this);
    whenDone(this, d->verification->run(), [this, priority, mains](const QList<AccountListing> &listings) {
        std::exchange(d->verification, nullptr)->deleteLater();
        applyListings(listings, priority == htx::Priority::Background);
        d->addresses.read(mains);
    });
}

/// Takes over what could be read; what could not stays as it was. A poll that nobody asked for fails in
/// silence: what it is part of says so anyway.
void KeyInventory::applyListings(const QList<AccountListing> &listings, bool isPoll)
{
    bool isAnyRead = false;
    std::optional<Error> error;
    QSet<QString> held;
    for (const KeyRecord &record : std::as_const(d->records))
        held.insert(record.accessKey);
    for (const AccountListing &listing : listings) {
        if (listing.subUsers)
            d->subUsers.insert(listing.uid, *listing.subUsers);
        if (listing.keys) {
            isAnyRead = true;
            d->listings.insert(listing.uid, listing);
            d->listings[listing.uid].readAt = d->clock.nowMs();
            updateRecords(listing);
            d->book.noteKeys(listing.uid, *listing.keys, held);
        } else if (listing.error && !error) {
            error = listing.error;
        }
    }
    publish();
    if (!isPoll || isAnyRead)
        setState(error && !isAnyRead ? LoadState::Failed : LoadState::Ready);
    if (error && !isPoll)
        Q_EMIT failed(*error);
}

/// Gives the held keys of an account the exchange's own record of them.
void KeyInventory::updateRecords(const AccountListing &listing)
{
    for (KeyRecord &record : d->records) {
        if (record.uid != listing.uid)
            continue;
        const auto listed = std::ranges::find(*listing.keys, record.accessKey, &htx::ApiKeyRecord::accessKey);
        if (listed != listing.keys->end()) {
            record.onExchange = *listed;
            record.verifiedAt = d->clock.nowMs();
            if (record.lastError == notListed())
                record.lastError.reset();
        } else {
            // Deleted over there, as it seems. It is not barred for that: the next refusal would tell.
            record.onExchange.reset();
            record.verifiedAt = 0;
            if (!record.lastError)
                record.lastError = notListed();
        }
        save(record);
    }
}

void KeyInventory::save(const KeyRecord &record)
{
    if (d->forgetting.contains(record.id)) // it would be back
        return;
    d->savedLastUsed.insert(record.id, record.lastUsedAt);
    KeyRecord stored = record;
    stored.paused = d->pausing.value(record.id, record.paused);
    whenDone(this, d->table.save(stored), [this](const Result<void> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

QList<Uid> KeyInventory::accounts() const
{
    QList<Uid> accounts;
    for (const bool isSubUser : {false, true}) {
        for (const KeyRecord &record : std::as_const(d->records)) {
            if (record.isSubUser == isSubUser && !accounts.contains(record.uid))
                accounts << record.uid;
        }
    }
    return accounts;
}

std::optional<bool> KeyInventory::hasSubUser(Uid main, Uid subUser) const
{
    const auto known = d->subUsers.constFind(main);
    return known == d->subUsers.cend() ? std::nullopt : std::optional(known->contains(subUser));
}

std::optional<Severity> KeyInventory::worst() const
{
    std::optional<Severity> worst;
    for (const InventoryEntry &entry : m_entries) {
        if (!entry.findings.isEmpty() && (!worst || entry.findings.first().severity > *worst))
            worst = entry.findings.first().severity;
    }
    return worst;
}

ItemJournal &KeyInventory::journal()
{
    return d->journal;
}

KeyRecord KeyInventory::newRecord(const CheckedKey &checked, const KeyPlan &plan) const
{
    KeyRecord record;
    record.id = plan.id.value.isEmpty() ? KeyId{QUuid::createUuid().toString(QUuid::WithoutBraces)} : plan.id;
    record.label = plan.label.trimmed();
    record.color = plan.color;
    record.accessKey = checked.accessKey;
    record.uid = checked.uid;
    record.isSubUser = checked.isSubUser.value_or(false);
    record.method = checked.method;
    // Without a plan, a key that the exchange says nothing of has proved one right: it could ask for its uid.
    record.planned = plan.permissions != htx::PermissionSet{} ? plan.permissions
                     : checked.record                         ? checked.record->permissions
                                                              : readOnly();
    record.plannedIps = plan.ips;
    record.paused = plan.paused;
    record.onExchange = checked.record;
    record.addedAt = d->clock.nowMs();
    record.verifiedAt = checked.record ? record.addedAt : 0;
    record.place = plan.place.isEmpty() ? d->stores.preferred().place() : plan.place;
    return record;
}

Future<KeyRecord> KeyInventory::add(const CheckedKey &checked, const KeyPlan &plan, SharedSecret secret)
{
    if (d->keyring.isLocked())
        return readyFuture<KeyRecord>(fail(ErrorKind::Locked));
    const KeyRecord record = newRecord(checked, plan);
    const auto held = std::ranges::find(d->records, checked.accessKey, &KeyRecord::accessKey);
    if (d->adding.contains(checked.accessKey) ||
        (held != d->records.end() && (!isSecretWanted(*held) || d->forgetting.contains(held->id)))) {
        return readyFuture<KeyRecord>(fail(ErrorKind::InvalidInput, {}, u"duplicate"_s));
    }
    log::protect(secret ? secret->view() : QByteArrayView());
    if (held != d->records.end()) {
        if (!mayBePasted(*held, record.place))
            return readyFuture<KeyRecord>(fail(*held->lastError));
        KeyRecord again = *held;
        again.method = checked.method;
        again.place = record.place;
        return replaceSecret(again, held->place, secret);
    }
    return hold(record, plan.id.value.isEmpty() ? d->storage.add(record, secret)
                                                : d->storage.addNoted(record, secret));
}

Future<KeyRecord> KeyInventory::addWithoutSecret(const CheckedKey &checked, const KeyPlan &plan)
{
    if (d->adding.contains(checked.accessKey) ||
        std::ranges::find(d->records, checked.accessKey, &KeyRecord::accessKey) != d->records.end()) {
        return readyFuture<KeyRecord>(fail(ErrorKind::InvalidInput, {}, u"duplicate"_s));
    }
    KeyRecord record = newRecord(checked, plan);
    record.lastError = Error{ErrorKind::SecretGone, record.place, {}, std::nullopt}; // as its store would say
    return hold(record, d->table.save(record));
}

/// The key is held once what is on its way is stored.
Future<KeyRecord> KeyInventory::hold(const KeyRecord &record, const Future<void> &storing)
{
    const auto promise = std::make_shared<QPromise<Result<KeyRecord>>>();
    promise->start();
    Future<KeyRecord> future = promise->future();
    d->adding.insert(record.accessKey);
    whenDone(this, storing, [this, promise, record](const Result<void> &stored) {
        d->adding.remove(record.accessKey);
        if (stored) {
            d->savedLastUsed.insert(record.id, record.lastUsedAt);
            d->records << record;
            if (record.isSubUser) // perhaps made since the lists were read: whose it is, is not known
                d->subUsers.removeIf(
                    [&record](const auto &list) { return !list.value().contains(record.uid); });
            publish();
        }
        promise->addResult(stored ? Result<KeyRecord>(record) : fail(stored.error()));
        promise->finish();
    });
    return future;
}

Future<KeyRecord> KeyInventory::replaceSecret(const KeyRecord &record, const QString &formerPlace,
                                              const SharedSecret &secret)
{
    const auto promise = std::make_shared<QPromise<Result<KeyRecord>>>();
    promise->start();
    Future<KeyRecord> future = promise->future();
    d->adding.insert(record.accessKey);
    whenDone(this, d->storage.replace(record, formerPlace, secret),
             [this, promise, record](const Result<void> &stored) {
                 d->adding.remove(record.accessKey);
                 KeyRecord *held = d->find(record.id);
                 if (stored && held) {
                     held->method = record.method;
                     held->place = record.place;
                     held->lastError.reset();
                     d->keyring.forgetFailures();
                     publish();
                 }
                 promise->addResult(stored ? Result<KeyRecord>(record) : fail(stored.error()));
                 promise->finish();
             });
    return future;
}

Future<void> KeyInventory::setPlace(const KeyId &key, const QString &place)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, d->table.setPlace(key, place), [this, key, place, promise](const Result<void> &saved) {
        KeyRecord *held = d->find(key);
        if (saved && held) {
            held->place = place;
            publish();
        }
        promise->addResult(saved);
        promise->finish();
    });
    return future;
}

Future<void> KeyInventory::forget(const KeyId &key)
{
    const KeyRecord *record = d->find(key);
    if (!record)
        return readyFuture<void>(fail(ErrorKind::NotFound));
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    const auto removeRecord = [this, key, promise] {
        whenDone(this, d->table.remove(key), [this, key, promise](const Result<void> &removed) {
            d->forgetting.remove(key);
            if (removed) {
                d->records.removeIf([&key](const KeyRecord &candidate) { return candidate.id == key; });
                d->savedLastUsed.remove(key);
                d->journal.settle(key, {}); // a copy that a move left elsewhere
                publish();
            }
            promise->addResult(removed);
            promise->finish();
        });
    };
    SecretStore *store = d->stores.at(record->place);
    const bool isOutOfReach = !store && record->place != "memory"_L1; // an earlier session's memory is gone
    if (isOutOfReach)
        return readyFuture<void>(fail(ErrorKind::KeychainAbsent, record->place));
    d->forgetting.insert(key);
    if (!store) {
        removeRecord();
        return future;
    }
    whenDone(this, store->remove(key), [this, key, promise, removeRecord](const Result<void> &removed) {
        if (removed) {
            removeRecord();
            return;
        }
        d->forgetting.remove(key);
        promise->addResult(removed);
        promise->finish();
    });
    return future;
}

Future<void> KeyInventory::setPaused(const KeyId &key, bool paused)
{
    const KeyRecord *record = d->find(key);
    if (!record || d->forgetting.contains(key))
        return readyFuture<void>(fail(ErrorKind::NotFound));
    KeyRecord wanted = *record;
    wanted.paused = paused;
    d->pausing.insert(key, paused);
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, d->table.save(wanted), [this, key, paused, promise](const Result<void> &saved) {
        if (d->pausing.value(key) == paused) // else another wish came after this one
            d->pausing.remove(key);
        KeyRecord *current = d->find(key);
        if (saved && current) {
            current->paused = paused;
            publish();
        }
        promise->addResult(saved);
        promise->finish();
    });
    return future;
}

Future<void> KeyInventory::setPlan(const KeyId &key, const htx::PermissionSet &permissions,
                                   const std::optional<QStringList> &ips)
{
    const KeyRecord *record = d->find(key);
    if (!record)
        return readyFuture<void>(fail(ErrorKind::NotFound));
    KeyPlan plan;
    plan.label = record->label;
    plan.color = record->color;
    plan.permissions = permissions;
    plan.ips = ips;
    plan.paused = d->pausing.value(key, record->paused);
    return setDetails(key, plan);
}

Future<void> KeyInventory::setDetails(const KeyId &key, const KeyPlan &plan)
{
    KeyRecord *record = d->find(key);
    if (!record || d->forgetting.contains(key))
        return readyFuture<void>(fail(ErrorKind::NotFound));
    const auto assign = [](KeyRecord &to, const KeyRecord &from) {
        to.label = from.label;
        to.color = from.color;
        to.planned = from.planned;
        to.plannedIps = from.plannedIps;
        to.paused = from.paused;
    };
    const KeyRecord before = *record;
    KeyRecord wanted = before;
    wanted.label = plan.label.trimmed();
    wanted.color = plan.color;
    wanted.planned = plan.permissions;
    wanted.plannedIps = plan.ips;
    wanted.paused = plan.paused;
    assign(*record, wanted); // at once, so that no other save brings the old ones back
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, d->table.save(wanted), [this, before, assign, promise](const Result<void> &saved) {
        if (KeyRecord *current = d->find(before.id); current && !saved)
            assign(*current, before);
        publish();
        promise->addResult(saved);
        promise->finish();
    });
    return future;
}

Future<void> KeyInventory::overwriteSecret(const KeyId &key, htx::SignatureMethod method, SharedSecret secret)
{
    const KeyRecord *record = d->find(key);
    if (!record || d->forgetting.contains(key) || d->adding.contains(record->accessKey))
        return readyFuture<void>(fail(ErrorKind::NotFound));
    KeyRecord wanted = *record;
    wanted.method = method;
    log::protect(secret ? secret->view() : QByteArrayView());
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, replaceSecret(wanted, wanted.place, secret),
             [this, key, promise](const Result<KeyRecord> &replaced) {
                 d->keyring.forgetSecret(key);
                 promise->addResult(replaced ? Result<void>() : fail(replaced.error()));
                 promise->finish();
             });
    return future;
}

void KeyInventory::noteUse(const KeyId &key, qint64 atMs, const std::optional<Error> &failure)
{
    KeyRecord *record = d->find(key);
    if (!record)
        return;
    record->lastUsedAt = atMs;
    const bool isDue = atMs - d->savedLastUsed.value(key) >= lastUsedEveryMs;
    const bool isNews = record->lastError != failure;
    record->lastError = failure;
    if (isDue)
        save(*record);
    if (isDue || isNews)
        rebuild();
}

/// After a change of the keys themselves: the keyring must know them before anyone who hears of it asks.
void KeyInventory::publish()
{
    d->keyring.setKeys(d->records);
    rebuild();
}

/// Makes the entries anew from what is held and what is listed, and judges them.
void KeyInventory::rebuild()
{
    m_entries = inventoryEntries(d->records, d->listings);
    d->book.judge(m_entries);
    Q_EMIT changed();
}

void KeyInventory::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace coffer::keys
