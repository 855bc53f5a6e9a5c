// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/apikeyrecord.h"
#include "keys/keyring.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <optional>

namespace coffer::keys {

/// The keys of one user or sub-user, as the exchange lists them.
struct AccountListing
{
    Uid uid;
    QString holder; ///< the sub-user's name; empty for a main account
    bool isSubUser = false;
    std::optional<QList<htx::ApiKeyRecord>> keys; ///< missing when they could not be read
    std::optional<QSet<Uid>> subUsers{}; ///< of a main account; missing unless its whole list was read
    std::optional<Error> error;          ///< why; a key that may not ask is no error
    qint64 readAt = 0;                   ///< ms UTC; set by who keeps it
};

/// Asks the exchange once for the key lists of all accounts that a key is held of: a main account for itself
/// and for each of its sub-users, the other sub-users for themselves. GUI thread.
class Verification : public QObject
{
    Q_OBJECT

public:
    struct Account
    {
        Uid uid;
        bool isSubUser = false;
    };

    /// priority: Background for a poll that nobody waits for.
    Verification(Keyring &keyring, QList<Account> accounts, htx::Priority priority,
                 QObject *parent = nullptr);

    /// Ends when the last answer is there. Call once.
    QFuture<QList<AccountListing>> run();

private:
    void askKeys(Uid asker, const AccountListing &of);
    void askSubUsers(Uid main, const QString &from);
    void noteSubUsers(Uid main);
    void askRemaining();
    void note(const AccountListing &listing);
    void oneDone();
    template<class T, class Handler>
    void ask(Uid asker, htx::Call<T> call, Handler handler);

    Keyring &m_keyring;
    QList<Account> m_accounts;
    htx::Priority m_priority;
    QHash<Uid, QSet<Uid>> m_subUsers; ///< by main account, as far as they were told
    QSet<Uid> m_asked;                ///< sub-users whose keys were asked for through their main account
    QList<AccountListing> m_listings;
    QPromise<QList<AccountListing>> m_promise;
    int m_pending = 0;
    bool m_askedRemaining = false;
};

} // namespace coffer::keys
