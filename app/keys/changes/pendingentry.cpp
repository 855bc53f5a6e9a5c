// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/pendingentry.h"

#include "core/faultpoint.h"

using namespace Qt::StringLiterals;

namespace coffer::keys {

PendingEntry::PendingEntry(PendingTable &table, const QString &id, const QString &kind) : m_table(table)
{
    m_pending.id = id;
    m_pending.kind = kind;
}

void PendingEntry::write(QObject *context, const QString &step, qint64 startedAt, const Done &done)
{
    m_pending.step = step;
    if (m_pending.startedAt == 0)
        m_pending.startedAt = startedAt;
    const QByteArray point = (m_pending.kind + u'.' + step).toLatin1();
    whenDone(context, m_table.save(m_pending), [point, done](const Result<void> &saved) {
        if (saved)
            faultPoint(point.constData());
        done(saved);
    });
}

void PendingEntry::remove(QObject *context, const Done &done)
{
    m_pending.startedAt = 0;
    whenDone(context, m_table.remove(m_pending.id), done);
}

} // namespace coffer::keys
