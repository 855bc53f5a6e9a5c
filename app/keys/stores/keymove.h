// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/itemjournal.h"

#include <QObject>
#include <QQueue>

namespace coffer::keys {

class KeyInventory;

/// Moves the secrets of keys from where they are to another place, one after another: read, written there and
/// read back, the record switched, removed from the old place. Until the record is switched the old place has
/// it, afterwards the new one, whenever the program ends (ItemJournal). A key that can't be moved stays where
/// it is, and the others go on. GUI thread.
class KeyMove : public QObject
{
    Q_OBJECT

public:
    KeyMove(KeyInventory &inventory, SecretStores &stores, ItemJournal &journal, QObject *parent = nullptr);

    /// Keys that are there already, and unknown ones, are left out.
    void start(const QList<KeyId> &keys, const QString &place);
    /// Ends after the key that is under way, which is never left between two places.
    void stop();
    bool isRunning() const { return m_running.has_value(); }

Q_SIGNALS:
    void keyStarted(const coffer::KeyId &key);
    void keyMoved(const coffer::KeyId &key);
    /// It is in its old place. Or, when isMoved, in the new one, and a copy could not be removed from the
    /// old.
    void keyFailed(const coffer::KeyId &key, const coffer::Error &error, bool isMoved);
    void finished();

private:
    struct Running
    {
        KeyId key;
        QString label;
        QString from;
    };

    void next();
    void note(const SharedSecret &secret);
    void write(const SharedSecret &secret);
    void switchRecord();
    void undo(const Error &error);
    void clearOldPlace();
    void done(const std::optional<Error> &error, bool isMoved);

    KeyInventory &m_inventory;
    SecretStores &m_stores;
    ItemJournal &m_journal;
    QString m_place;
    QQueue<KeyId> m_waiting;
    std::optional<Running> m_running;
};

} // namespace coffer::keys
