// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/apikeyrecord.h"
#include "htx/types/subuser.h"
#include "keys/changes/pendingtable.h"

#include <QStringList>

#include <optional>

namespace coffer::keys {

/// What the journal holds of a sub-user's key that is being made. Nothing secret.
struct SubUserKeyEntry
{
    /// The last step that was done.
    enum class Step {
        Asking,  ///< the exchange is about to be asked: the key may exist from now on
        Made,    ///< it exists, and its secret is in memory only
        Storing, ///< its secret is about to be written: it may be in the store under `key`
    };

    QString id; ///< of the entry
    Step step = Step::Asking;
    Uid parent;
    htx::SubUserKeyDraft draft;
    QStringList before; ///< access keys that the sub-user had before
    QString accessKey;  ///< from Made
    KeyId key{};        ///< from Storing: under which id
    QString place;      ///< from Storing: SecretStore::place()
    QString label;      ///< the user's name for it
    qint64 startedAt = 0;

    Pending toPending() const;
    /// nullopt when it is of another kind or can't be read.
    static std::optional<SubUserKeyEntry> from(const Pending &pending);

    /// The access key in the exchange's list that this entry is about: the one it names, else the new one
    /// that carries its note; empty when there is none.
    QString findIn(const QList<htx::ApiKeyRecord> &listed) const;
};

} // namespace coffer::keys
