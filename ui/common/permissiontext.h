// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/permission.h"
#include "ui/common/chip.h"

#include <QString>
#include <QStringList>

namespace coffer::ui {

/// "Read", "Trade", "Withdraw", "Account" (product.md, Permissions).
QString permissionName(htx::Permission permission);
/// Of a wire word; one that nobody documented is shown literally.
QString permissionName(const QString &wire);

/// "Read, Trade" in order of risk, unknown words last; "none" when there are none.
QString permissionText(const htx::PermissionSet &permissions);

/// What is there, marked where it is not planned, then what is planned but absent, hollow. Without a plan
/// nothing is marked.
QList<Chip> permissionChips(const htx::PermissionSet &present, const htx::PermissionSet *planned);
/// A plan alone: hollow, since nobody has confirmed it.
QList<Chip> plannedChips(const htx::PermissionSet &planned);

/// What the holder of such a key can do, a sentence each, weakest first, and at last what it can't.
QStringList powers(const htx::PermissionSet &permissions, bool isSubUser);

} // namespace coffer::ui
