// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/jsonreader.h"
#include "htx/types/permission.h"

/// Members that describe a key, of an ApiKeyRecord or a SubUserKey. Private to htx.
namespace coffer::htx::endpoints {

template<class Key>
bool readPermissions(const json::Input &in, Key &key)
{
    QString words;
    if (!json::Text{}(in, words))
        return false;
    key.permissions = PermissionSet::parse(words);
    return true;
}

template<class Key>
bool readAddresses(const json::Input &in, Key &key)
{
    QString list;
    if (!json::Text{}(in, list))
        return false;
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts)) {
        if (const QString address = part.trimmed(); !address.isEmpty())
            key.ipAddresses.append(address);
    }
    return true;
}

} // namespace coffer::htx::endpoints
