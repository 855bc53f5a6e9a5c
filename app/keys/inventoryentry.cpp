// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/inventoryentry.h"

#include "keys/verification.h"

#include <algorithm>
#include <tuple>

namespace coffer::keys {

namespace {

void addHeld(const QList<KeyRecord> &held, const QHash<Uid, AccountListing> &listings,
             QList<InventoryEntry> &entries)
{
    for (const KeyRecord &record : held) {
        InventoryEntry entry;
        entry.held = record;
        entry.uid = record.uid;
        entry.isSubUser = record.isSubUser;
        if (const auto listing = listings.constFind(record.uid); listing != listings.cend()) {
            entry.holder = listing->holder;
            entry.listedAt = listing->readAt;
            const auto listed =
                std::ranges::find(*listing->keys, record.accessKey, &htx::ApiKeyRecord::accessKey);
            if (listed != listing->keys->end())
                entry.listed = *listed;
        }
        entries << std::move(entry);
    }
}

void addListed(const QList<KeyRecord> &held, const QHash<Uid, AccountListing> &listings,
               QList<InventoryEntry> &entries)
{
    for (const AccountListing &listing : listings) {
        for (const htx::ApiKeyRecord &listed : *listing.keys) {
            if (std::ranges::find(held, listed.accessKey, &KeyRecord::accessKey) != held.end())
                continue;
            InventoryEntry entry;
            entry.listed = listed;
            entry.listedAt = listing.readAt;
            entry.uid = listing.uid;
            entry.holder = listing.holder;
            entry.isSubUser = listing.isSubUser;
            entries << std::move(entry);
        }
    }
}

} // namespace

QList<InventoryEntry> inventoryEntries(const QList<KeyRecord> &held,
                                       const QHash<Uid, AccountListing> &listings)
{
    QList<InventoryEntry> entries;
    addHeld(held, listings, entries);
    addListed(held, listings, entries);
    std::ranges::stable_sort(entries, {}, [](const InventoryEntry &entry) {
        return std::tuple(entry.isSubUser, entry.uid.value, !entry.held.has_value(),
                          entry.held ? entry.held->addedAt : entry.listed->createdAt, entry.accessKey());
    });
    return entries;
}

} // namespace coffer::keys
