// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/client.h"
#include "htx/gateway.h"
#include "keys/keyrecord.h"
#include "keys/stores/secretstores.h"

#include <QObject>

#include <compare>
#include <functional>
#include <memory>

namespace coffer::keys {

/// Which keys may be asked to sign: those of an account, and of them perhaps one alone, or all but one.
struct KeyChoice
{
    Uid account;
    KeyId only{};  ///< this key and no other, even while it is paused; empty: whichever suffices
    KeyId never{}; ///< not this one; empty: none is left out

    friend auto operator<=>(const KeyChoice &, const KeyChoice &) = default;
};

/// The gateway that everyone else uses: sends each request with the weakest usable key of the account that
/// suffices (product.md: least privilege). A request for Read never falls through to a key that can withdraw.
/// When the exchange refuses a key as such (address, expiry, access key, signature), that is remembered and
/// the next fitting key of no more risk is tried once for GETs. Secrets are read from the store when first
/// needed and kept until lock().
class Keyring : public QObject, public htx::Gateway
{
    Q_OBJECT

public:
    /// Where the secrets of a place are read from is asked of the stores.
    Keyring(htx::Client &client, SecretStores &stores, Clock &clock, QObject *parent = nullptr);
    ~Keyring() override;

    /// The keys to choose from; called by KeyInventory whenever they change.
    void setKeys(const QList<KeyRecord> &keys);

    /// The account that requests are made for: a user or sub-user with at least one key here.
    Uid activeAccount() const { return m_active; }
    void setActiveAccount(Uid account);

    /// True when some usable key of the active account has the permission.
    bool canDo(htx::Permission permission) const;

    /// The weakest fitting key's credentials. NoSuitableKey, Locked, or the store's error.
    Future<htx::Credentials> credentialsFor(Uid account, htx::Permission permission);

    /// A gateway bound to one account, whatever the active one is. Lives as long as the keyring.
    htx::Gateway &accountGateway(Uid account) { return gateway({account}); }
    /// A gateway whose requests are signed by these keys only.
    htx::Gateway &gateway(const KeyChoice &choice);

    /// The key that would sign such a request now; nullopt when none of them can.
    std::optional<KeyRecord> keyFor(const KeyChoice &choice, htx::Permission permission) const;
    /// True while some request could be signed with it: it is held here, not paused, not expired and was not
    /// refused.
    bool gives(const KeyId &key) const;

    /// Drops every secret from memory, and locks the stores: all requests fail with Locked until unlock(),
    /// also GETs that are under way, and public ones too. A POST that was handed to the client runs to its
    /// end. Takes back an unlock() that still waits for its store.
    void lock();
    /// Asks the store again for the secret that the next reading of the active account needs, and unlocks
    /// when it gives one, or when there is none to ask for. Otherwise the error is the store's, and it stays
    /// locked. Trouble with one item alone (gone, corrupt) is none: the store let us in.
    Future<void> unlock();
    bool isLocked() const { return m_locked; }

    /// The store has another secret for this key now: the next request reads it again.
    void forgetSecret(const KeyId &key);

    /// Refused keys, secrets that could not be read and endpoints that rest are tried again at the next
    /// request: before a retry
    /// that the user asked for. Without it a key is left alone until setKeys() brings it without an error;
    /// one refused for its address, or whose secret could not be read, for half a minute.
    void forgetFailures();

Q_SIGNALS:
    void activeAccountChanged(coffer::Uid account);
    void lockedChanged(bool locked);
    /// After a request that used it. failure is set when the exchange refused the key itself.
    void keyUsed(const coffer::KeyId &key, qint64 atMs, const std::optional<coffer::Error> &failure);
    /// The store could not give a key's secret.
    void secretUnavailable(const coffer::KeyId &key, const coffer::Error &error);

protected:
    Future<htx::Reply> execute(const htx::Request &request) override;

private:
    class ChosenGateway;
    struct Entry;
    struct Chosen;
    struct Flight;
    using EntryPtr = std::shared_ptr<Entry>;
    using ChosenHandler = std::function<void(Result<Chosen>)>;

    void open();
    Future<htx::Reply> executeFor(const KeyChoice &choice, const htx::Request &request);
    void withdrawWith(const Future<htx::Reply> &future, const std::weak_ptr<Flight> &flight);
    void launch(const std::shared_ptr<Flight> &flight);
    void received(const std::shared_ptr<Flight> &flight, Result<htx::Reply> reply);
    void choose(const QList<EntryPtr> &candidates, const ChosenHandler &done);
    void withSecret(const EntryPtr &entry, const ChosenHandler &done);
    void readSecret(const EntryPtr &entry);
    void secretRead(const EntryPtr &entry, const Result<SharedSecret> &secret);
    QList<EntryPtr> candidates(const KeyChoice &choice, htx::Permission permission) const;
    Error whyNone(const KeyChoice &choice, htx::Permission permission) const;
    bool isResting(const Entry &entry) const;

    struct Private;
    std::unique_ptr<Private> d;
    Uid m_active;
    bool m_locked = false;
};

} // namespace coffer::keys
