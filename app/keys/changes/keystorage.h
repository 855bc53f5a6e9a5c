// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keytable.h"
#include "keys/stores/itemjournal.h"

namespace coffer::keys {

/// Puts a key's secret into a store and its record into the table, so that there are both or neither,
/// whenever the program ends (ItemJournal). GUI thread.
class KeyStorage : public QObject
{
    Q_OBJECT

public:
    KeyStorage(KeyTable &table, SecretStores &stores, ItemJournal &journal, QObject *parent = nullptr);

    /// A new key, to record.place.
    Future<void> add(const KeyRecord &record, const SharedSecret &secret);
    /// The same for who has noted the key's id and place already, and must find the secret there after a
    /// failure: nothing is removed.
    Future<void> addNoted(const KeyRecord &record, const SharedSecret &secret);
    /// The secret of a held key once more, to record.place. On a failure the record is as it was, and nothing
    /// was removed from formerPlace.
    Future<void> replace(const KeyRecord &record, const QString &formerPlace, const SharedSecret &secret);

private:
    struct Work;
    using WorkPtr = std::shared_ptr<Work>;

    Future<void> start(const WorkPtr &work);
    void note(const WorkPtr &work);
    void write(const WorkPtr &work);
    void save(const WorkPtr &work);
    void undo(const WorkPtr &work, const Error &error);

    KeyTable &m_table;
    SecretStores &m_stores;
    ItemJournal &m_journal;
};

} // namespace coffer::keys
