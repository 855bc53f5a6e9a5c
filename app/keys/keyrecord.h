// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "htx/credentials.h"
#include "htx/types/apikeyrecord.h"

#include <optional>

namespace coffer::keys {

/// What Coffer knows of a key it holds. The secret is elsewhere (SecretStore), under the same id.
struct KeyRecord
{
    KeyId id;
    QString label;     ///< the user's name for it; plain text
    QString accessKey; ///< shown masked only; see masked()
    Uid uid;           ///< whose key it is
    bool isSubUser = false;
    htx::SignatureMethod method = htx::SignatureMethod::HmacSha256;
    htx::PermissionSet planned; ///< what the user meant it to do
    std::optional<QStringList>
        plannedIps; ///< addresses and networks the user meant it to be bound to, canonical; none: no plan
    QString color;  ///< a word for a series colour of the theme; empty: none
    std::optional<htx::ApiKeyRecord>
        onExchange;                 ///< the exchange's own record, when last read; unknown otherwise
    qint64 verifiedAt = 0;          ///< ms UTC, when onExchange was read; 0 never
    qint64 addedAt = 0;             ///< ms UTC
    qint64 lastUsedAt = 0;          ///< ms UTC, by this application; 0 never
    bool paused = false;            ///< kept, but no request uses it
    QString place;                  ///< SecretStore::place() it was written to
    std::optional<Error> lastError; ///< the last refusal that concerns the key itself; not stored

    /// What the key may do as far as is known: the exchange's word, else the plan.
    const htx::PermissionSet &permissions() const { return onExchange ? onExchange->permissions : planned; }
};

/// "2b55df29…8aea2": enough to recognise a key, not to use it.
QString masked(const QString &accessKey);

} // namespace coffer::keys
