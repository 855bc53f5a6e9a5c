// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/client.h"
#include "htx/gateway.h"
#include "keys/keyrecord.h"
#include "keys/secretstore.h"

#include <QHash>
#include <QObject>

namespace coffer::keys {

/// The gateway that everyone else uses: sends each request with the weakest usable key of the account that suffices
/// (product.md: least privilege). A request for Read never falls through to a key that can withdraw. When the exchange
/// refuses a key as such (address, expiry, access key, signature), that is remembered and the next fitting key of no
/// more risk is tried once for GETs. Secrets are read from the store when first needed and kept until lock().
class Keyring : public QObject, public htx::Gateway
{
    Q_OBJECT

public:
    Keyring(htx::Client &client, Clock &clock, QObject *parent = nullptr);
    ~Keyring() override;

    /// Where the secrets of a place are read from; stores outlive the keyring.
    void addStore(SecretStore &store);

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
    htx::Gateway &accountGateway(Uid account);

    /// Drops every secret from memory; requests that need a key fail with Locked until unlock().
    void lock();
    void unlock();
    bool isLocked() const { return m_locked; }

Q_SIGNALS:
    void activeAccountChanged(coffer::Uid account);
    void lockedChanged(bool locked);
    /// After a request that used it. failure is set when the exchange refused the key itself.
    void keyUsed(const coffer::KeyId &key, qint64 atMs, const std::optional<coffer::Error> &failure);

protected:
    Future<htx::Reply> execute(const htx::Request &request) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
    Uid m_active;
    bool m_locked = false;
};

} // namespace coffer::keys
