// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/apikeyrecord.h"
#include "keys/keyrecord.h"

#include <QDateTime>
#include <QList>

namespace coffer::keys {

enum class Severity { Info, Warning, Critical };

/// Why a key needs attention. The words are the UI's (ui/keys/findingtext).
enum class FindingKind {
    WithdrawWithoutIpBinding,
    UnplannedPermission,
    UnknownPermission,
    NoIpBinding,
    Expired,
    ExpiresSoon,   ///< within 30 days
    NotHeldHere,   ///< on the account, but Coffer does not hold it
    Refused,       ///< the exchange refused the key; see detail
    SecretMissing, ///< its secret could not be read
    NotVerifiable, ///< the exchange does not tell this key about itself
};

struct Finding
{
    FindingKind kind = FindingKind::NotVerifiable;
    Severity severity = Severity::Info;
    std::optional<int> days;    ///< for ExpiresSoon
    std::optional<Error> error; ///< for Refused and SecretMissing
    QStringList permissions;    ///< for UnplannedPermission, UnknownPermission: wire words

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// All findings of one key, worst first. held or listed may be missing, not both. Pure.
QList<Finding> findings(const KeyRecord *held, const htx::ApiKeyRecord *listed);

} // namespace coffer::keys
