// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/verification.h"

#include "htx/endpoints/subuser.h"
#include "htx/endpoints/user.h"

#include <algorithm>

namespace coffer::keys {

namespace {

/// A key that may not ask, or that must not be used for asking, leaves things unknown; that is no failure.
bool isUnknown(const Error &error)
{
    return error.kind == ErrorKind::PermissionMissing || error.kind == ErrorKind::NoSuitableKey;
}

} // namespace

Verification::Verification(Keyring &keyring, QList<Account> accounts, QObject *parent)
    : QObject(parent), m_keyring(keyring), m_accounts(std::move(accounts))
{
}

QFuture<QList<AccountListing>> Verification::run()
{
    m_promise.start();
    QFuture<QList<AccountListing>> future = m_promise.future();
    ++m_pending; // so that answers that come at once don't end it before all is asked
    for (const Account &account : std::as_const(m_accounts)) {
        if (account.isSubUser)
            continue;
        askKeys(account.uid, {.uid = account.uid, .holder = {}, .isSubUser = false, .keys = {}, .error = {}});
        askSubUsers(account.uid);
    }
    oneDone();
    return future;
}

template<class T, class Handler>
void Verification::ask(Uid asker, const htx::Call<T> &call, Handler handler)
{
    ++m_pending;
    whenDone(
        this, m_keyring.accountGateway(asker).send(call),
        [this, handler](const Result<T> &result) mutable {
            handler(result);
            oneDone();
        },
        [this] { oneDone(); });
}

void Verification::askKeys(Uid asker, const AccountListing &of)
{
    ask(asker, htx::endpoints::user::apiKeys(of.uid),
        [this, listing = of](const Result<QList<htx::ApiKeyRecord>> &keys) mutable {
            if (keys)
                listing.keys = *keys;
            else if (!isUnknown(keys.error()))
                listing.error = keys.error();
            note(listing);
        });
}

void Verification::askSubUsers(Uid main)
{
    ask(main, htx::endpoints::subuser::list(), [this, main](const Result<htx::Page<htx::SubUser>> &subUsers) {
        if (!subUsers)
            return; // that the main account can't be reached is told by its own listing
        for (const htx::SubUser &subUser : subUsers->rows) {
            askKeys(main,
                    {.uid = subUser.uid, .holder = subUser.name, .isSubUser = true, .keys = {}, .error = {}});
        }
    });
}

/// Sub-users whose main account is not here, or could not tell.
void Verification::askRemaining()
{
    m_askedRemaining = true;
    ++m_pending;
    for (const Account &account : std::as_const(m_accounts)) {
        const auto known = std::ranges::find(m_listings, account.uid, &AccountListing::uid);
        if (!account.isSubUser || (known != m_listings.end() && known->keys))
            continue;
        const QString holder = known != m_listings.end() ? known->holder : QString();
        askKeys(account.uid,
                {.uid = account.uid, .holder = holder, .isSubUser = true, .keys = {}, .error = {}});
    }
    oneDone();
}

void Verification::note(const AccountListing &listing)
{
    const auto known = std::ranges::find(m_listings, listing.uid, &AccountListing::uid);
    if (known == m_listings.end())
        m_listings << listing;
    else if (listing.keys || !known->keys)
        *known = listing;
}

void Verification::oneDone()
{
    if (--m_pending > 0)
        return;
    if (!m_askedRemaining) {
        askRemaining();
        return;
    }
    m_promise.addResult(m_listings);
    m_promise.finish();
}

} // namespace coffer::keys
