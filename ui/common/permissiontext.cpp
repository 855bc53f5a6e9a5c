// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/permissiontext.h"

#include "ui/common/format.h"

#include <QCoreApplication>

#include <array>

namespace coffer::ui {

namespace {

using htx::Permission;

constexpr std::array allPermissions{Permission::Read, Permission::Trade, Permission::Withdraw,
                                    Permission::Account};

struct PermissionTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::PermissionText)
};

Chip::Tone toneOf(Permission permission)
{
    switch (permission) {
    case Permission::None:
    case Permission::Read:
        return Chip::Tone::Neutral;
    case Permission::Trade:
        return Chip::Tone::Warning;
    case Permission::Withdraw:
        return Chip::Tone::Danger;
    case Permission::Account:
        return Chip::Tone::DangerOutlined;
    }
    return Chip::Tone::DangerOutlined;
}

} // namespace

QString permissionName(Permission permission)
{
    switch (permission) {
    case Permission::None:
        return PermissionTextWords::tr("None");
    case Permission::Read:
        return PermissionTextWords::tr("Read");
    case Permission::Trade:
        return PermissionTextWords::tr("Trade");
    case Permission::Withdraw:
        return PermissionTextWords::tr("Withdraw");
    case Permission::Account:
        return PermissionTextWords::tr("Account");
    }
    return {};
}

QString permissionName(const QString &wire)
{
    for (const Permission permission : allPermissions) {
        if (htx::wireName(permission).compare(wire, Qt::CaseInsensitive) == 0)
            return permissionName(permission);
    }
    return Format::plain(wire, 32);
}

QString permissionText(const htx::PermissionSet &permissions)
{
    QStringList names;
    for (const Permission permission : allPermissions) {
        if (permissions.has(permission))
            names.append(permissionName(permission));
    }
    for (const QString &word : permissions.unknown)
        names.append(Format::plain(word, 32));
    return names.isEmpty() ? PermissionTextWords::tr("none") : names.join(PermissionTextWords::tr(", "));
}

QList<Chip> permissionChips(const htx::PermissionSet &present, const htx::PermissionSet *planned)
{
    QList<Chip> chips;
    for (const Permission permission : allPermissions) {
        const QString name = permissionName(permission);
        if (present.has(permission)) {
            const bool extra = planned && !planned->has(permission);
            chips.append(
                {extra ? PermissionTextWords::tr("%1 !", "a right that is not planned").arg(name) : name,
                 toneOf(permission)});
        } else if (planned && planned->has(permission)) {
            chips.append({name, Chip::Tone::Hollow});
        }
    }
    for (const QString &word : present.unknown)
        chips.append(
            {PermissionTextWords::tr("%1 !", "a right that is not planned").arg(Format::plain(word, 32)),
             Chip::Tone::DangerOutlined});
    return chips;
}

QList<Chip> plannedChips(const htx::PermissionSet &planned)
{
    return permissionChips({}, &planned);
}

QStringList powers(const htx::PermissionSet &permissions, bool isSubUser)
{
    QStringList sentences;
    if (permissions.has(Permission::Read))
        sentences.append(PermissionTextWords::tr("See balances, orders and history, and the list of keys."));
    if (permissions.has(Permission::Trade)) {
        sentences.append(
            PermissionTextWords::tr("Place and cancel orders, and so lose value by bad trades."));
        sentences.append(isSubUser
                             ? PermissionTextWords::tr("Move funds between the sub-user's own accounts.")
                             : PermissionTextWords::tr("Move funds between your own accounts."));
        if (!isSubUser)
            sentences.append(PermissionTextWords::tr(
                "Create sub-users, and create, edit and delete their keys: Trade on the main account "
                "governs those too."));
    }
    if (permissions.has(Permission::Withdraw))
        sentences.append(
            PermissionTextWords::tr("Send funds to the addresses saved on the account, without a 2FA code."));
    if (permissions.has(Permission::Account))
        sentences.append(PermissionTextWords::tr(
            "Change the account itself, perhaps password or 2FA: the highest risk there is."));
    for (const QString &word : permissions.unknown)
        sentences.append(
            PermissionTextWords::tr("Something that is not documented: “%1”.").arg(Format::plain(word, 32)));

    if (sentences.isEmpty())
        return {PermissionTextWords::tr("Nothing, as far as the exchange tells.")};
    if (!permissions.has(Permission::Withdraw) && !permissions.has(Permission::Account) &&
        permissions.unknown.isEmpty())
        sentences.append(permissions.has(Permission::Trade)
                             ? PermissionTextWords::tr("It can't withdraw.")
                             : PermissionTextWords::tr("It can't trade and can't withdraw."));
    return sentences;
}

} // namespace coffer::ui
