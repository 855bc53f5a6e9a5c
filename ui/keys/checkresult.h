// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keycheck.h"
#include "ui/keys/checklist.h"

#include <QString>

namespace coffer::ui {

/// One line of what a check found, in words.
struct CheckFact
{
    CheckList::State state = CheckList::State::Unknown;
    QString detail;
};

/// Whose key it is.
CheckFact accountFact(const keys::CheckedKey &key);
/// Whether the exchange has told its own record of the key.
CheckFact recordFact(const keys::CheckedKey &key);
/// The rights found against the planned ones.
CheckFact permissionFact(const keys::CheckedKey &key, const htx::PermissionSet &planned);
/// The addresses found, against the planned ones if there is a plan.
CheckFact bindingFact(const keys::CheckedKey &key, const std::optional<QStringList> &planned = {});
CheckFact expiryFact(const keys::CheckedKey &key);
/// Where the secret will be kept.
CheckFact storageFact(const QString &place);

/// How far this computer's clock is off: "3.2 s behind the exchange".
QString offsetText(qint64 offsetMs);

} // namespace coffer::ui
