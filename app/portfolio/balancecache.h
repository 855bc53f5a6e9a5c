// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/account.h"
#include "store/database.h"

#include <QStringList>

namespace coffer::portfolio {

/// What was last read of a user's accounts.
struct CachedBalances
{
    QList<htx::Account> accounts;
    QList<htx::Balance> balances;
    qint64 readAt = 0; ///< ms UTC; 0 when there is nothing
};

/// The last balances of each user in the cache database, so that something true is on screen before the
/// network answers.
class BalanceCache
{
public:
    /// The tables it needs, as the first steps of the cache file's schema.
    static QStringList tables();

    explicit BalanceCache(store::Database &database);

    /// readAt is 0 when nothing was saved.
    Future<CachedBalances> load(Uid uid);
    /// Replaces what was saved of this user.
    Future<void> save(Uid uid, const CachedBalances &balances);

private:
    store::Database &m_database;
};

} // namespace coffer::portfolio
