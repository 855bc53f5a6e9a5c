// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/finding.h"
#include "keys/keyrecord.h"

#include <QHash>
#include <QList>

namespace coffer::keys {

/// A key of the accounts: held here, or only listed by the exchange, or both.
struct InventoryEntry
{
    std::optional<KeyRecord> held;
    std::optional<htx::ApiKeyRecord> listed; ///< from the exchange's list; unknown when it could not be read
    qint64 listedAt = 0;                     ///< ms UTC, when that list was read; 0 never
    Uid uid;
    QString holder; ///< "Main account", or the sub-user's name; filled in by the UI when empty
    bool isSubUser = false;
    QList<Finding> findings; ///< worst first, without the accepted ones
    QList<Finding> accepted; ///< the findings that the user said are all right; worst first

    QString accessKey() const { return held ? held->accessKey : listed ? listed->accessKey : QString(); }
    /// What the exchange says: its fresh list, else the record last read; nullptr when it was never told.
    const htx::ApiKeyRecord *record() const
    {
        return listed ? &*listed : held && held->onExchange ? &*held->onExchange : nullptr;
    }
};

struct AccountListing;

/// The entries, without findings: what is held and what the exchange lists, brought together. By account,
/// main accounts first; within one what is held here, oldest first, then what is only listed.
QList<InventoryEntry> inventoryEntries(const QList<KeyRecord> &held,
                                       const QHash<Uid, AccountListing> &listings);

} // namespace coffer::keys
