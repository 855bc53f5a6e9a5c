// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyrecord.h"
#include "store/database.h"

namespace coffer::keys {

/// The table of key metadata, and the list of known keys: a key that is listed here exists, even while its
/// secret can't be read. Its own file, since it can't be rebuilt.
class KeyTable
{
public:
    static store::Schema schema();

    explicit KeyTable(store::Database &database);
    /// The file that it is in, for the tables beside it.
    store::Database &database() const { return m_database; }

    Future<QList<KeyRecord>> all();
    /// The place of a key that is in the table already stays: where its secret is changes by setPlace()
    /// alone, so that a save that was begun before can't turn it back.
    Future<void> save(const KeyRecord &record);
    /// NotFound when there is no such key.
    Future<void> setPlace(const KeyId &id, const QString &place);
    Future<void> remove(const KeyId &id);

private:
    store::Database &m_database;
};

} // namespace coffer::keys
