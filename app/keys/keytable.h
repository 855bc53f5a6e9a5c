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

    Future<QList<KeyRecord>> all();
    Future<void> save(const KeyRecord &record);
    Future<void> remove(const KeyId &id);

private:
    store::Database &m_database;
};

} // namespace coffer::keys
