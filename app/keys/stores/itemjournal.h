// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyrecord.h"
#include "keys/stores/secretstores.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace coffer::keys {

/// Why a key's secret may be where its record does not point.
enum class ItemReason { Adding, Moving, Replacing };

/// The secret of a key may be in any of these places, of which its record names one at most.
struct ItemNote
{
    KeyId key;
    QString label; ///< the key's name; plain text
    ItemReason reason = ItemReason::Adding;
    QStringList places; ///< for Moving: from, to
    qint64 since = 0;   ///< ms UTC
    QString kept;       ///< of a found one: where its record points; empty when there is no such key
};

/// Sees to it that no secret stays in a store without a record that points to it, whenever the program ends:
/// a note is written before an item is, and goes only when all other places are empty. What an earlier
/// session left is settled when the keys are loaded, or as soon as its store is open again. GUI thread.
class ItemJournal : public QObject
{
    Q_OBJECT

public:
    ItemJournal(PendingTable &table, SecretStores &stores, Clock &clock, QObject *parent = nullptr);
    ~ItemJournal() override;

    /// Before the item is written: from now on it may be in these places.
    Future<void> begin(const ItemNote &note);
    /// Removes the key's items from all noted places but kept (which may be empty), then the note. When a
    /// place lets nobody in, its error is the answer and the note stays for later. Success when there is no
    /// note.
    Future<void> settle(const KeyId &key, const QString &kept);

    /// Settles what an earlier session left, by the records of the keys. The answer comes when all was tried;
    /// it fails when the journal can't be read.
    Future<void> recover(const QList<KeyRecord> &records);
    /// What an earlier session left, settled or not; for telling the user.
    const QList<ItemNote> &found() const { return m_found; }
    /// Whether the note of this key still stands.
    bool isOpen(const KeyId &key) const;
    /// The user has read what was found.
    void dismissFound();

Q_SIGNALS:
    void changed();

private:
    using Done = std::function<void(Result<void>)>;

    void removeFrom(const KeyId &key, QStringList places, const Done &done);
    void retry(const SecretStore &store);

    PendingTable &m_table;
    SecretStores &m_stores;
    Clock &m_clock;
    QHash<KeyId, ItemNote> m_open;
    QHash<KeyId, QString> m_kept; ///< of those that wait to be settled
    QSet<KeyId> m_settling;       ///< of those, what is being removed now
    QSet<KeyId> m_again;          ///< of those, what is tried once more, since a store opened meanwhile
    QList<ItemNote> m_found;
};

} // namespace coffer::keys
