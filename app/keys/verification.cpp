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

Verification::Verification(Keyring &keyring, QList<Account> accounts, htx::Priority priority, QObject *parent)
    : QObject(parent), m_keyring(keyring), m_accounts(std::move(accounts)), m_priority(priority)
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
        askKeys(account.uid,
                {.uid = account.uid, .holder = {}, .isSubUser = false, .keys = {}, .error = {}, .readAt = 0});
        askSubUsers(account.uid, {});
    }
    oneDone();
    return future;
}

template<class T, class Handler>
void Verification::ask(Uid asker, htx::Call<T> call, Handler handler)
{
    ++m_pending;
    call.request.priority = m_priority;
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

/// Page after page: a main account may have more of them than one holds. A page that brings nothing new is
/// the last, whatever it says.
void Verification::askSubUsers(Uid main, const QString &from)
{
    ask(main, htx::endpoints::subuser::list(from), [this, main](const Result<htx::Page<htx::SubUser>> &page) {
        if (!page)
            return; // that the main account can't be reached is told by its own listing
        bool isNews = false;
        QSet<Uid> &own = m_subUsers[main];
        for (const htx::SubUser &subUser : page->rows) {
            isNews = isNews || !own.contains(subUser.uid);
            own.insert(subUser.uid);
            if (m_asked.contains(subUser.uid))
                continue;
            m_asked.insert(subUser.uid);
            askKeys(main, {.uid = subUser.uid,
                           .holder = subUser.name,
                           .isSubUser = true,
                           .keys = {},
                           .error = {},
                           .readAt = 0});
        }
        if (isNews && !page->next.isEmpty())
            askSubUsers(main, page->next);
        else if (page->next.isEmpty())
            noteSubUsers(main);
    });
}

/// The whole list is known.
void Verification::noteSubUsers(Uid main)
{
    const auto known = std::ranges::find(m_listings, main, &AccountListing::uid);
    if (known != m_listings.end())
        known->subUsers = m_subUsers.value(main);
    else
        m_listings << AccountListing{
            .uid = main, .holder = {}, .keys = {}, .subUsers = m_subUsers.value(main), .error = {}};
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
        askKeys(
            account.uid,
            {.uid = account.uid, .holder = holder, .isSubUser = true, .keys = {}, .error = {}, .readAt = 0});
    }
    oneDone();
}

void Verification::note(const AccountListing &listing)
{
    const auto known = std::ranges::find(m_listings, listing.uid, &AccountListing::uid);
    if (known == m_listings.end()) {
        m_listings << listing;
    } else if (listing.keys || !known->keys) {
        const std::optional<QSet<Uid>> subUsers = known->subUsers;
        *known = listing;
        known->subUsers = subUsers;
    }
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
