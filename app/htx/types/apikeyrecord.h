// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/permission.h"

#include <optional>

namespace coffer::htx {

/// The exchange's own record of a key (GET /v2/user/api-key, htx-api.md 3.2).
struct ApiKeyRecord
{
    QString accessKey;
    QString status; ///< "normal", "expired", or a word nobody documented
    QString note;   ///< what the user typed on the web page; plain text
    PermissionSet permissions;
    QStringList ipAddresses;      ///< addresses and networks; empty: usable from anywhere
    std::optional<int> validDays; ///< days left; -1 is permanent; missing is unknown
    qint64 createdAt = 0;         ///< ms UTC; 0 unknown
    qint64 updatedAt = 0;         ///< ms UTC; 0 unknown

    bool isExpired() const { return status == QLatin1String("expired") || validDays == 0; }
    bool isPermanent() const { return validDays == -1; }
};

} // namespace coffer::htx
