// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/keyring.h"

#include "core/log.h"
#include "keys/refusal.h"

#include <QFutureWatcher>

#include <algorithm>
#include <map>
#include <vector>

namespace coffer::keys {

using htx::Permission;

namespace {

/// How long a key is left alone whose trouble may pass by itself: another network, an unlocked keychain.
constexpr std::chrono::seconds restTime(30);

htx::Credentials credentialsOf(const KeyRecord &record, const SharedSecret &secret)
{
    return {record.accessKey.toUtf8(), secret, record.method, record.id, record.uid};
}

/// A failure and when it happened.
struct Trouble
{
    Error error;
    Clock::Steady since;
};

bool canTakeFunds(const htx::PermissionSet &permissions)
{
    return permissions.has(Permission::Withdraw) || permissions.has(Permission::Account);
}

bool suffices(const KeyRecord &key, Permission permission)
{
    const htx::PermissionSet &permissions = key.permissions();
    if (key.paused || !permissions.has(permission))
        return false;
    // Looking must never be done with a key that could take everything.
    return permission != Permission::Read || !canTakeFunds(permissions);
}

/// A key that is named is used as it is told, for whatever it may do.
bool isMeant(const KeyRecord &key, const KeyChoice &choice, Permission permission)
{
    if (key.uid != choice.account)
        return false;
    if (!choice.only.value.isEmpty())
        return key.id == choice.only && key.permissions().has(permission);
    return key.id != choice.never && suffices(key, permission);
}

bool isExpired(const KeyRecord &key)
{
    return key.onExchange && key.onExchange->isExpired();
}

/// Trouble with this item alone, so that another key may do; a locked keychain would not open for the next
/// one.
bool concernsOneItem(ErrorKind kind)
{
    return kind == ErrorKind::KeychainCorrupt || kind == ErrorKind::SecretGone;
}

} // namespace

/// A key whose secret could be read.
struct Keyring::Chosen
{
    EntryPtr entry;
    htx::Credentials credentials;
};

/// A key, its secret while it is in memory, and what went wrong with it.
struct Keyring::Entry
{
    KeyRecord record;
    SharedSecret secret;
    std::optional<Trouble> refusal;
    std::optional<Trouble> unreadable;
    QList<ChosenHandler> waiting; ///< for the secret, which is being read while this is not empty
};

/// A request on its way, perhaps for the second time.
struct Keyring::Flight
{
    KeyChoice choice;
    htx::Request request;
    QPromise<Result<htx::Reply>> promise;
    Future<htx::Reply> sent;                   ///< while the client has it
    EntryPtr entry;                            ///< the key it is sent with
    std::optional<Result<htx::Reply>> refused; ///< what the first key was told

    bool hasEnded() const { return promise.future().isFinished(); }

    void end(Result<htx::Reply> reply)
    {
        promise.addResult(std::move(reply));
        promise.finish();
    }
};

/// The door that only some keys open.
class Keyring::ChosenGateway final : public htx::Gateway
{
public:
    ChosenGateway(Keyring &keyring, KeyChoice choice) : m_keyring(keyring), m_choice(std::move(choice)) {}

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        return m_keyring.executeFor(m_choice, request);
    }

private:
    Keyring &m_keyring;
    KeyChoice m_choice;
};

struct Keyring::Private
{
    htx::Client &client;
    SecretStores &stores;
    Clock &clock;
    QList<EntryPtr> entries{};
    std::map<KeyChoice, ChosenGateway> gateways{};
    std::vector<std::weak_ptr<Flight>> flights{}; ///< what the client has, or had
    quint64 lockings = 0; ///< a secret that arrives after a lock() belongs to the time before it
};

Keyring::Keyring(htx::Client &client, SecretStores &stores, Clock &clock, QObject *parent)
    : QObject(parent), d(new Private{client, stores, clock})
{
    connect(&stores, &SecretStores::opened, this, [this](const SecretStore &store) {
        for (const EntryPtr &entry : std::as_const(d->entries)) {
            if (entry->record.place == store.place())
                entry->unreadable.reset();
        }
    });
    connect(&stores, &SecretStores::stateChanged, this, [this](const SecretStore &store) {
        // A vault that is locked by hand takes along what was read from it. A keychain that locks itself
        // does not: what works goes on working (security.md 8b, 80).
        if (!store.trouble() || store.trouble()->kind != ErrorKind::VaultLocked)
            return;
        for (const EntryPtr &entry : std::as_const(d->entries)) {
            if (entry->record.place == store.place())
                entry->secret.reset();
        }
    });
}

Keyring::~Keyring()
{
    for (const EntryPtr &entry : std::as_const(d->entries))
        entry->waiting.clear(); // they hold the entry
}

void Keyring::setKeys(const QList<KeyRecord> &keys)
{
    QList<EntryPtr> old = std::exchange(d->entries, {});
    for (const KeyRecord &key : keys) {
        const auto known = std::ranges::find_if(old, [&key](const EntryPtr &entry) {
            return entry->record.id == key.id && entry->record.accessKey == key.accessKey &&
                   entry->record.place == key.place;
        });
        const bool isNew = known == old.end();
        EntryPtr entry = isNew ? std::make_shared<Entry>() : *known;
        if (!isNew)
            old.removeOne(entry);
        entry->record = key;
        // Of a key that is known here this keyring knows best itself; see forgetFailures().
        if (!key.lastError || !isRefusal(key.lastError->kind))
            entry->refusal.reset();
        else if (isNew)
            entry->refusal = Trouble{*key.lastError, d->clock.steady()};
        log::protect(key.accessKey.toUtf8());
        d->entries << std::move(entry);
    }
    for (const EntryPtr &gone : std::as_const(old)) {
        for (const ChosenHandler &done : std::exchange(gone->waiting, {}))
            done(fail(ErrorKind::NoSuitableKey));
    }
    const bool isActiveHeld =
        std::ranges::any_of(keys, [this](const KeyRecord &key) { return key.uid == m_active; });
    if (isActiveHeld)
        return;
    const auto main = std::ranges::find(keys, false, &KeyRecord::isSubUser);
    setActiveAccount(main != keys.end() ? main->uid : keys.isEmpty() ? Uid{} : keys.first().uid);
}

void Keyring::setActiveAccount(Uid account)
{
    if (m_active == account)
        return;
    m_active = account;
    Q_EMIT activeAccountChanged(account);
}

bool Keyring::canDo(Permission permission) const
{
    return !candidates({m_active}, permission).isEmpty();
}

Future<htx::Credentials> Keyring::credentialsFor(Uid account, Permission permission)
{
    if (m_locked)
        return readyFuture<htx::Credentials>(fail(ErrorKind::Locked));
    const QList<EntryPtr> fitting = candidates({account}, permission);
    if (fitting.isEmpty())
        return readyFuture<htx::Credentials>(fail(whyNone({account}, permission)));
    const auto promise = std::make_shared<QPromise<Result<htx::Credentials>>>();
    promise->start();
    Future<htx::Credentials> future = promise->future();
    choose(fitting, [promise](Result<Chosen> chosen) {
        promise->addResult(
            std::move(chosen).map([](Chosen &&found) { return std::move(found.credentials); }));
        promise->finish();
    });
    return future;
}

htx::Gateway &Keyring::gateway(const KeyChoice &choice)
{
    return d->gateways.try_emplace(choice, *this, choice).first->second;
}

std::optional<KeyRecord> Keyring::keyFor(const KeyChoice &choice, Permission permission) const
{
    const QList<EntryPtr> fitting = candidates(choice, permission);
    return fitting.isEmpty() ? std::nullopt : std::optional(fitting.first()->record);
}

bool Keyring::gives(const KeyId &key) const
{
    return std::ranges::any_of(d->entries, [this, &key](const EntryPtr &entry) {
        return entry->record.id == key && !entry->record.paused && !isExpired(entry->record) &&
               !isResting(*entry);
    });
}

void Keyring::lock()
{
    const bool wasLocked = std::exchange(m_locked, true);
    ++d->lockings;
    QList<ChosenHandler> waiting;
    for (const EntryPtr &entry : std::as_const(d->entries)) {
        entry->secret.reset();
        waiting << std::exchange(entry->waiting, {});
    }
    d->stores.lock();
    // What is under way holds the secret too, and what waits in a queue would still be signed with it. A POST
    // goes on: without its answer nobody would know what it did.
    for (const std::weak_ptr<Flight> &flying : std::exchange(d->flights, {})) {
        const auto flight = flying.lock();
        if (!flight || flight->hasEnded() || flight->request.method != htx::Method::Get)
            continue;
        cancelPending(flight->sent);
        waiting << [flight](const Result<Chosen> &) { flight->end(fail(ErrorKind::Locked)); };
    }
    if (!wasLocked)
        Q_EMIT lockedChanged(true);
    for (const ChosenHandler &done : std::as_const(waiting))
        done(fail(ErrorKind::Locked));
}

Future<void> Keyring::unlock()
{
    if (!m_locked)
        return readyFuture<void>({});
    forgetFailures();
    const QList<EntryPtr> fitting = candidates({m_active}, Permission::Read);
    if (fitting.isEmpty()) {
        open();
        return readyFuture<void>({});
    }
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    choose(fitting, [this, promise](const Result<Chosen> &chosen) {
        const bool isOpen = chosen || concernsOneItem(chosen.error().kind);
        if (isOpen)
            open();
        promise->addResult(isOpen ? Result<void>() : fail(chosen.error()));
        promise->finish();
    });
    return future;
}

void Keyring::open()
{
    m_locked = false;
    forgetFailures();
    Q_EMIT lockedChanged(false);
}

void Keyring::forgetSecret(const KeyId &key)
{
    for (const EntryPtr &entry : std::as_const(d->entries)) {
        if (entry->record.id != key)
            continue;
        entry->secret.reset();
        entry->unreadable.reset();
    }
}

void Keyring::forgetFailures()
{
    for (const EntryPtr &entry : std::as_const(d->entries)) {
        entry->refusal.reset();
        entry->unreadable.reset();
    }
    d->client.forgetOutages();
}

Future<htx::Reply> Keyring::execute(const htx::Request &request)
{
    return executeFor({m_active}, request);
}

Future<htx::Reply> Keyring::executeFor(const KeyChoice &choice, const htx::Request &request)
{
    if (m_locked)
        return readyFuture<htx::Reply>(fail(ErrorKind::Locked));
    if (request.permission == Permission::None)
        return d->client.execute(request, std::nullopt);
    const auto flight = std::make_shared<Flight>();
    flight->choice = choice;
    flight->request = request;
    flight->promise.start();
    Future<htx::Reply> future = flight->promise.future();
    launch(flight);
    withdrawWith(future, flight);
    return future;
}

/// Cancelling the caller's future withdraws the request that stands for it.
void Keyring::withdrawWith(const Future<htx::Reply> &future, const std::weak_ptr<Flight> &flight)
{
    if (future.isFinished())
        return;
    auto *watcher = new QFutureWatcher<Result<htx::Reply>>(this);
    connect(watcher, &QFutureWatcherBase::canceled, this, [flight] {
        if (const auto flying = flight.lock())
            cancelPending(flying->sent);
    });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);
}

void Keyring::launch(const std::shared_ptr<Flight> &flight)
{
    const Permission permission = flight->request.permission;
    if (m_locked) {
        flight->end(fail(ErrorKind::Locked));
        return;
    }
    QList<EntryPtr> fitting = candidates(flight->choice, permission);
    if (flight->refused) {
        const int risk = flight->entry->record.permissions().risk();
        fitting.removeIf([risk](const EntryPtr &entry) { return entry->record.permissions().risk() > risk; });
    }
    if (fitting.isEmpty()) {
        flight->end(flight->refused ? std::move(*flight->refused)
                                    : fail(whyNone(flight->choice, permission)));
        return;
    }
    choose(fitting, [this, flight](Result<Chosen> chosen) {
        if (!chosen) {
            flight->end(flight->refused ? std::move(*flight->refused) : fail(std::move(chosen.error())));
            return;
        }
        if (flight->promise.isCanceled())
            return;
        flight->entry = chosen->entry;
        flight->sent = d->client.execute(flight->request, chosen->credentials);
        std::erase_if(d->flights, [](const std::weak_ptr<Flight> &other) { return other.expired(); });
        d->flights.push_back(flight);
        whenDone(this, flight->sent, [this, flight](Result<htx::Reply> reply) {
            if (!flight->hasEnded()) // by lock()
                received(flight, std::move(reply));
        });
    });
}

void Keyring::received(const std::shared_ptr<Flight> &flight, Result<htx::Reply> reply)
{
    flight->sent = {};
    if (!reply) {
        flight->end(std::move(reply));
        return;
    }
    const EntryPtr entry = flight->entry;
    const std::optional<Error> refusal = refusalIn(*reply);
    if (refusal)
        entry->refusal = Trouble{*refusal, d->clock.steady()};
    else
        entry->refusal.reset();
    Q_EMIT keyUsed(entry->record.id, d->clock.nowMs(), refusal);

    const bool mayTryAnother = refusal && !flight->refused && flight->request.method == htx::Method::Get;
    if (!mayTryAnother) {
        flight->end(std::move(reply));
        return;
    }
    flight->refused = std::move(reply);
    launch(flight);
}

/// The first of the candidates whose secret can be had.
void Keyring::choose(const QList<EntryPtr> &candidates, const ChosenHandler &done)
{
    withSecret(candidates.first(), [this, candidates, done](Result<Chosen> chosen) {
        if (!chosen && concernsOneItem(chosen.error().kind) && candidates.size() > 1)
            choose(candidates.sliced(1), done);
        else
            done(std::move(chosen));
    });
}

void Keyring::withSecret(const EntryPtr &entry, const ChosenHandler &done)
{
    if (entry->secret) {
        done(Chosen{entry, credentialsOf(entry->record, entry->secret)});
        return;
    }
    // Each try may open a prompt; whoever refused it isn't asked again by the next request of a timer.
    if (entry->unreadable && d->clock.steady() - entry->unreadable->since < restTime) {
        done(fail(entry->unreadable->error));
        return;
    }
    entry->waiting << done;
    if (entry->waiting.size() == 1)
        readSecret(entry);
}

void Keyring::readSecret(const EntryPtr &entry)
{
    SecretStore *store = d->stores.at(entry->record.place);
    if (!store) {
        secretRead(entry, fail(ErrorKind::KeychainAbsent, entry->record.place));
        return;
    }
    whenDone(this, store->read(entry->record.id),
             [this, entry, lockings = d->lockings](const Result<SharedSecret> &secret) {
                 if (lockings == d->lockings)
                     secretRead(entry, secret);
             });
}

void Keyring::secretRead(const EntryPtr &entry, const Result<SharedSecret> &secret)
{
    QList<ChosenHandler> waiting = std::exchange(entry->waiting, {});
    if (secret && *secret && !(*secret)->isEmpty()) {
        log::protect((*secret)->view());
        entry->unreadable.reset();
        if (d->entries.contains(entry)) // else it was forgotten meanwhile
            entry->secret = *secret;
        const Chosen chosen{entry, credentialsOf(entry->record, *secret)};
        for (const ChosenHandler &done : std::as_const(waiting))
            done(chosen);
        return;
    }
    const Error error = secret ? Error{ErrorKind::KeychainCorrupt, {}, {}, std::nullopt} : secret.error();
    entry->unreadable = Trouble{error, d->clock.steady()};
    Q_EMIT secretUnavailable(entry->record.id, error);
    for (const ChosenHandler &done : std::as_const(waiting))
        done(fail(error));
}

/// Keys that may be used for this now, weakest first; of equal ones the oldest.
QList<Keyring::EntryPtr> Keyring::candidates(const KeyChoice &choice, Permission permission) const
{
    QList<EntryPtr> fitting;
    for (const EntryPtr &entry : std::as_const(d->entries)) {
        if (isMeant(entry->record, choice, permission) && !isExpired(entry->record) && !isResting(*entry))
            fitting << entry;
    }
    std::ranges::stable_sort(fitting, {},
                             [](const EntryPtr &entry) { return entry->record.permissions().risk(); });
    return fitting;
}

/// Why there is no candidate: what the exchange said of a key that would do says more than "none".
Error Keyring::whyNone(const KeyChoice &choice, Permission permission) const
{
    Error error{ErrorKind::NoSuitableKey, htx::wireName(permission), {}, std::nullopt};
    for (const EntryPtr &entry : std::as_const(d->entries)) {
        if (!isMeant(entry->record, choice, permission))
            continue;
        if (entry->refusal)
            return entry->refusal->error;
        if (isExpired(entry->record))
            error.kind = ErrorKind::KeyExpired;
    }
    return error;
}

bool Keyring::isResting(const Entry &entry) const
{
    if (!entry.refusal)
        return false;
    const bool mayPass = entry.refusal->error.kind == ErrorKind::IpNotAllowed;
    return !mayPass || d->clock.steady() - entry.refusal->since < restTime;
}

} // namespace coffer::keys
