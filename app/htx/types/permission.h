// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace coffer::htx {

/// What a request needs of its key, weakest first (product.md, Permissions). None: a public request, sent
/// unsigned.
enum class Permission { None, Read, Trade, Withdraw, Account };

/// The wire name: "readOnly", "trade", "withdraw", "account"; empty for None.
QString wireName(Permission permission);

/// What a key may do, as the exchange reports it: known permissions plus every word nobody documented, kept
/// and shown literally and treated as risky.
struct PermissionSet
{
    QSet<Permission> known;
    QStringList unknown;

    /// Splits "trade,readOnly" (any order, blanks, any case) into a set.
    static PermissionSet parse(const QString &wire);
    QString toWire() const;

    bool has(Permission permission) const
    {
        return permission == Permission::None || known.contains(permission);
    }
    /// Known rights beyond Read weigh 1 (Trade), 2 (Withdraw), 4 (Account or any unknown word); the smaller
    /// the safer.
    int risk() const;
    friend bool operator==(const PermissionSet &, const PermissionSet &) = default;
};

} // namespace coffer::htx
