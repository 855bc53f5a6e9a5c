// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace coffer::exchange {

/// What a user, or the parent for a sub-user, has chosen (htx-api.md 3.3 and 4).
struct UserSettings
{
    bool isLocked = false;                ///< a sub-user whose keys are refused
    bool isTransferable = true;           ///< may the sub-user's assets go to others
    QByteArray deductMode = "master";     ///< whose points and HTX pay the sub-user's fees: "master", "sub"
    bool hasIsolatedMargin = false;       ///< activated for the sub-user
    bool hasCrossMargin = false;          ///< activated for the sub-user
    bool paysWithPoints = false;          ///< fees from the point account
    bool paysWithCurrency = false;        ///< fees in deductionCurrency
    QByteArray deductionCurrency = "HTX"; ///< upper case
};

} // namespace coffer::exchange
