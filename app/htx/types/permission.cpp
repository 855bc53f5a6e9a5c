// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/types/permission.h"

#include <array>

namespace coffer::htx {

namespace {

constexpr std::array allPermissions{Permission::Read, Permission::Trade, Permission::Withdraw,
                                    Permission::Account};

} // namespace

QString wireName(Permission permission)
{
    switch (permission) {
    case Permission::None:
        return {};
    case Permission::Read:
        return QStringLiteral("readOnly");
    case Permission::Trade:
        return QStringLiteral("trade");
    case Permission::Withdraw:
        return QStringLiteral("withdraw");
    case Permission::Account:
        return QStringLiteral("account");
    }
    Q_UNREACHABLE();
}

PermissionSet PermissionSet::parse(const QString &wire)
{
    PermissionSet set;
    for (const QString &part : wire.split(u',', Qt::SkipEmptyParts)) {
        const QString word = part.trimmed();
        const auto known =
            std::find_if(allPermissions.begin(), allPermissions.end(), [&word](Permission permission) {
                return word.compare(wireName(permission), Qt::CaseInsensitive) == 0;
            });
        if (known != allPermissions.end())
            set.known.insert(*known);
        else if (!word.isEmpty() && !set.unknown.contains(word))
            set.unknown.append(word);
    }
    return set;
}

QString PermissionSet::toWire() const
{
    QStringList words;
    for (const Permission permission : allPermissions) {
        if (known.contains(permission))
            words.append(wireName(permission));
    }
    return (words + unknown).join(u',');
}

int PermissionSet::risk() const
{
    int risk = 0;
    if (known.contains(Permission::Trade))
        risk += 1;
    if (known.contains(Permission::Withdraw))
        risk += 2;
    if (known.contains(Permission::Account) || !unknown.isEmpty())
        risk += 4;
    return risk;
}

} // namespace coffer::htx
