// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/apikeyrecord.h"

#include <QJsonObject>
#include <QList>

namespace coffer::keys {

struct KeyRecord;

/// What a key shall be on the exchange.
struct KeyWish
{
    htx::PermissionSet permissions;
    QStringList ips; ///< addresses and networks; empty: usable from anywhere
    QString note;    ///< at most 255 characters (htx-api.md 3.2)

    /// What the exchange's record says now.
    static KeyWish of(const htx::ApiKeyRecord &record);
    /// The same of a key held here: the exchange's word where it is known, else the plan.
    static KeyWish of(const KeyRecord &record);

    /// For the journal.
    QJsonObject toJson() const;
    static KeyWish fromJson(const QJsonObject &json);
};

enum class KeyField { Permissions, Addresses, Note, Count };

/// Where two of them differ; the order of addresses and permissions does not count.
QList<KeyField> differences(const KeyWish &left, const KeyWish &right);

/// Why a key can't be made so, whatever the exchange would say.
enum class WishFault {
    None,
    NoRead,           ///< Read is mandatory
    BeyondSubUser,    ///< a sub-user's key can hold Read and Trade only (htx-api.md 3.1)
    TooManyAddresses, ///< more than mostIpEntries
    UnusableAddress,  ///< an entry that is neither an address nor an IPv4 network
    LongNote,
};
inline constexpr int longestNote = 255;
WishFault faultOf(const KeyWish &wish, bool isSubUser);

/// What a key would allow that another does not.
struct Widening
{
    htx::PermissionSet permissions;
    bool addresses = false; ///< it could be used from more places

    bool isNone() const { return permissions == htx::PermissionSet() && !addresses; }
};
Widening widening(const KeyWish &from, const KeyWish &to);

} // namespace coffer::keys
