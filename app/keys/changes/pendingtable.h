// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <QHash>
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
    /// error()'s code when something else of the same subject is under way; its detail is the other's kind.
    static constexpr auto isUnderWay = "under-way";
    /// The first save of what must be alone: nothing is saved, InvalidInput with isUnderWay, while one of
    /// these ids is in the journal. Looking and saving are one step.
    Future<void> saveFirst(const Pending &pending, const QStringList &rivals);
    Future<void> remove(const QString &id);

    /// Something in this process works at that entry, until it lets go of it. False: something else does.
    bool take(const QString &id, const void *holder);
    /// Takes it from whoever has it.
    void takeOver(const QString &id, const void *holder) { m_holders.insert(id, holder); }
    void letGo(const QString &id, const void *holder);

Q_SIGNALS:
    /// Something was saved or removed.
    void changed();

private:
    static Result<void> write(QSqlDatabase &database, const Pending &pending);
    Future<void> told(const Future<void> &future);

    store::Database &m_database;
    QHash<QString, const void *> m_holders; ///< by id
};

} // namespace coffer::keys
