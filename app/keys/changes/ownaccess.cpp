// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/ownaccess.h"

#include "keys/setup/iplist.h"

namespace coffer::keys {

namespace {

bool isSingleAddress(const QStringList &ips)
{
    return ips.size() == 1 && !ips.first().contains(u'/');
}

} // namespace

QString seenAddress(const QList<InventoryEntry> &entries)
{
    for (const InventoryEntry &entry : entries) {
        if (!entry.held || !entry.held->lastError || entry.held->lastError->kind != ErrorKind::IpNotAllowed)
            continue;
        if (const std::optional<QString> seen = canonicalIp(entry.held->lastError->detail))
            return *seen;
    }
    return {};
}

OwnAddress ownAccess(const QStringList &ips, const QList<InventoryEntry> &entries)
{
    if (ips.isEmpty())
        return {OwnAccess::Allowed, {}};
    if (const QString seen = seenAddress(entries); !seen.isEmpty())
        return {isWithin({seen}, ips) ? OwnAccess::Allowed : OwnAccess::ShutOut, seen};
    OwnAddress own;
    for (const InventoryEntry &entry : entries) {
        const bool wasAccepted = entry.held && entry.held->lastUsedAt > 0 && !entry.held->lastError;
        const htx::ApiKeyRecord *record = entry.listed                           ? &*entry.listed
                                          : entry.held && entry.held->onExchange ? &*entry.held->onExchange
                                                                                 : nullptr;
        if (!wasAccepted || !record || record->ipAddresses.isEmpty())
            continue;
        if (isWithin(record->ipAddresses, ips))
            return {OwnAccess::Allowed, {}};
        if (isSingleAddress(record->ipAddresses))
            own = {OwnAccess::ShutOut, record->ipAddresses.first()};
    }
    return own;
}

} // namespace coffer::keys
