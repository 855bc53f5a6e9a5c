// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/keywish.h"

#include "keys/keyrecord.h"
#include "keys/setup/iplist.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

using htx::Permission;
using htx::PermissionSet;

KeyWish KeyWish::of(const htx::ApiKeyRecord &record)
{
    return {record.permissions, record.ipAddresses, record.note};
}

KeyWish KeyWish::of(const KeyRecord &record)
{
    if (record.onExchange)
        return of(*record.onExchange);
    return {record.planned, record.plannedIps.value_or(QStringList()), record.label};
}

QJsonObject KeyWish::toJson() const
{
    return {{u"permissions"_s, permissions.toWire()},
            {u"ips"_s, QJsonArray::fromStringList(ips)},
            {u"note"_s, note}};
}

KeyWish KeyWish::fromJson(const QJsonObject &json)
{
    KeyWish wish;
    wish.permissions = PermissionSet::parse(json.value("permissions"_L1).toString());
    for (const QJsonValueConstRef ip : json.value("ips"_L1).toArray())
        wish.ips << ip.toString();
    wish.note = json.value("note"_L1).toString();
    return wish;
}

QList<KeyField> differences(const KeyWish &left, const KeyWish &right)
{
    QList<KeyField> fields;
    const bool sameWords = QSet<QString>(left.permissions.unknown.begin(), left.permissions.unknown.end()) ==
                           QSet<QString>(right.permissions.unknown.begin(), right.permissions.unknown.end());
    if (left.permissions.known != right.permissions.known || !sameWords)
        fields << KeyField::Permissions;
    if (!areSameAddresses(left.ips, right.ips))
        fields << KeyField::Addresses;
    if (left.note != right.note)
        fields << KeyField::Note;
    return fields;
}

WishFault faultOf(const KeyWish &wish, bool isSubUser)
{
    const QSet<Permission> beyond = wish.permissions.known - QSet{Permission::Read, Permission::Trade};
    if (!wish.permissions.has(Permission::Read))
        return WishFault::NoRead;
    if (isSubUser && (!beyond.isEmpty() || !wish.permissions.unknown.isEmpty()))
        return WishFault::BeyondSubUser;
    if (wish.ips.size() > mostIpEntries)
        return WishFault::TooManyAddresses;
    if (!std::ranges::all_of(wish.ips, [](const QString &entry) { return canonicalIp(entry).has_value(); }))
        return WishFault::UnusableAddress;
    return wish.note.size() > longestNote ? WishFault::LongNote : WishFault::None;
}

Widening widening(const KeyWish &from, const KeyWish &to)
{
    Widening wider;
    wider.permissions = to.permissions;
    wider.permissions.known.subtract(from.permissions.known);
    for (const QString &word : from.permissions.unknown)
        wider.permissions.unknown.removeAll(word);
    wider.addresses = !isWithin(to.ips, from.ips);
    return wider;
}

} // namespace coffer::keys
