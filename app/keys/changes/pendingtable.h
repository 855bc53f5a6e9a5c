// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <QJsonObject>
#include <QObject>

namespace coffer::keys {

/// Something that takes several steps and must survive a crash between them: a rotation, a move to another
/// store, a restore … Written before the first step and after each, removed after the last.
struct Pending
{
    QString id;           ///< unique
    QString kind;         ///< "rotation", "store-move" …: whose it is
    QString step;         ///< the last step that was done, in the words of that kind
    QJsonObject data;     ///< what is needed to go on; nothing secret
    qint64 startedAt = 0; ///< ms UTC

    friend bool operator==(const Pending &, const Pending &) = default;
};

/// The journal of what is under way, in the file of the keys (KeyTable::schema()).
class PendingTable : public QObject
{
    Q_OBJECT

public:
    explicit PendingTable(store::Database &database, QObject *parent = nullptr);

    /// Oldest first. StorageCorrupt when one can't be read.
    Future<QList<Pending>> all();
    Future<void> save(const Pending &pending);
    Future<void> remove(const QString &id);

Q_SIGNALS:
    /// Something was saved or removed.
    void changed();

private:
    Future<void> told(const Future<void> &future);

    store::Database &m_database;
};

} // namespace coffer::keys
