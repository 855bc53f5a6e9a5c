// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/pendingtable.h"

#include "store/statement.h"

#include <QJsonDocument>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace coffer::keys {

using store::execute;

PendingTable::PendingTable(store::Database &database, QObject *parent) : QObject(parent), m_database(database)
{
}

Future<void> PendingTable::told(const Future<void> &future)
{
    whenDone(this, future, [this](const Result<void> &done) {
        if (done)
            Q_EMIT changed();
    });
    return future;
}

Future<QList<Pending>> PendingTable::all()
{
    return m_database.run<QList<Pending>>([](QSqlDatabase &database) -> Result<QList<Pending>> {
        Result<QSqlQuery> rows = execute(
            database, u"SELECT id, kind, step, data, started_at FROM pending ORDER BY started_at, id"_s);
        if (!rows)
            return fail(std::move(rows.error()));
        QList<Pending> list;
        while (rows->next()) {
            const QJsonDocument data = QJsonDocument::fromJson(rows->value(3).toString().toUtf8());
            if (!data.isObject())
                return fail(ErrorKind::StorageCorrupt, u"pending"_s);
            list << Pending{rows->value(0).toString(), rows->value(1).toString(), rows->value(2).toString(),
                            data.object(), rows->value(4).toLongLong()};
        }
        if (rows->lastError().isValid())
            return fail(store::errorFrom(rows->lastError()));
        return list;
    });
}

Future<void> PendingTable::save(const Pending &pending)
{
    return told(m_database.run<void>(
        [pending](QSqlDatabase &database) -> Result<void> { return write(database, pending); }));
}

Future<void> PendingTable::saveFirst(const Pending &pending, const QStringList &rivals)
{
    return told(m_database.run<void>([pending, rivals](QSqlDatabase &database) -> Result<void> {
        for (const QString &rival : rivals) {
            Result<QSqlQuery> found = execute(database, u"SELECT kind FROM pending WHERE id = ?"_s, {rival});
            if (!found)
                return fail(std::move(found.error()));
            if (found->next())
                return fail(ErrorKind::InvalidInput, found->value(0).toString(),
                            QLatin1StringView(isUnderWay));
            if (found->lastError().isValid())
                return fail(store::errorFrom(found->lastError()));
        }
        return write(database, pending);
    }));
}

bool PendingTable::take(const QString &id, const void *holder)
{
    const void *now = m_holders.value(id);
    if (now && now != holder)
        return false;
    m_holders.insert(id, holder);
    return true;
}

void PendingTable::letGo(const QString &id, const void *holder)
{
    if (m_holders.value(id) == holder)
        m_holders.remove(id);
}

Result<void> PendingTable::write(QSqlDatabase &database, const Pending &pending)
{
    const QString data = QString::fromUtf8(QJsonDocument(pending.data).toJson(QJsonDocument::Compact));
    // A null text would be bound as NULL.
    const QString step = pending.step.isNull() ? u""_s : pending.step;
    Result<QSqlQuery> saved =
        execute(database,
                u"INSERT INTO pending (id, kind, step, data, started_at) VALUES (?,?,?,?,?)"
                " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, step = excluded.step,"
                " data = excluded.data, started_at = excluded.started_at"_s,
                {pending.id, pending.kind, step, data, pending.startedAt});
    return saved ? Result<void>() : fail(std::move(saved.error()));
}

Future<void> PendingTable::remove(const QString &id)
{
    return told(m_database.run<void>([id](QSqlDatabase &database) -> Result<void> {
        Result<QSqlQuery> removed = execute(database, u"DELETE FROM pending WHERE id = ?"_s, {id});
        return removed ? Result<void>() : fail(std::move(removed.error()));
    }));
}

} // namespace coffer::keys
