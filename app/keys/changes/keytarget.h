// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"

#include <QJsonObject>

namespace coffer::keys {

/// Which key a change is about, held here or only listed by the exchange.
struct KeyTarget
{
    QString accessKey;
    Uid uid; ///< whose key it is
    bool isSubUser = false;
    KeyId held;               ///< empty: not held here
    QString label;            ///< the user's name for it, else its note on the exchange; plain text
    bool mayAskItself = true; ///< the key may sign the question whether it still exists

    static KeyTarget of(const InventoryEntry &entry);

    bool isHeld() const { return !held.value.isEmpty(); }

    /// What a change of that kind to this key is called in the journal.
    QString entryId(QLatin1StringView change) const { return change + u':' + accessKey; }
    /// The same of every change there is: only one of them at a time.
    QStringList entryIds() const;
    /// For the journal.
    QJsonObject toJson() const;
    static KeyTarget fromJson(const QJsonObject &json);
};

} // namespace coffer::keys
