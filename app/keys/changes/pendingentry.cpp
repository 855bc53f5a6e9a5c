// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/pendingentry.h"

#include "core/faultpoint.h"

using namespace Qt::StringLiterals;

namespace coffer::keys {

PendingEntry::PendingEntry(PendingTable &table, const QString &id, const QString &kind) : m_table(&table)
{
    m_pending.id = id;
    m_pending.kind = kind;
}

PendingEntry::~PendingEntry()
{
    if (m_table)
        m_table->letGo(m_pending.id, this);
}

void PendingEntry::adopt(const Pending &pending)
{
    m_pending = pending;
    m_isOwn = true;
}

void PendingEntry::begin(QObject *context, const QString &step, qint64 startedAt, QStringList rivals,
                         const Done &done)
{
    if (rivals.isEmpty()) {
        m_table->takeOver(m_pending.id, this);
    } else if (!m_table->take(m_pending.id, this)) {
        done(fail(ErrorKind::InvalidInput, m_pending.kind, QLatin1StringView(PendingTable::isUnderWay)));
        return;
    }
    Pending first = m_pending;
    first.step = step;
    if (first.startedAt == 0)
        first.startedAt = startedAt;
    if (m_isOwn)
        rivals.removeAll(first.id);
    m_isBeginning = true;
    whenDone(context, m_table->saveFirst(first, rivals), [this, first, done](const Result<void> &saved) {
        m_isBeginning = false;
        if (saved) {
            m_isOwn = true;
            m_pending.step = first.step;
            m_pending.startedAt = first.startedAt;
            faultPoint((first.kind + u'.' + first.step).toLatin1().constData());
        } else if (!m_isOwn) {
            m_table->letGo(first.id, this);
        }
        if (m_afterwards) // it was stopped meanwhile
            std::exchange(m_afterwards, {})();
        else
            done(saved);
    });
}

void PendingEntry::write(QObject *context, const QString &step, qint64 startedAt, const Done &done)
{
    m_isOwn = true;
    m_pending.step = step;
    if (m_pending.startedAt == 0)
        m_pending.startedAt = startedAt;
    const QByteArray point = (m_pending.kind + u'.' + step).toLatin1();
    whenDone(context, m_table->save(m_pending), [point, done](const Result<void> &saved) {
        if (saved)
            faultPoint(point.constData());
        done(saved);
    });
}

void PendingEntry::remove(QObject *context, const Done &done)
{
    if (m_isBeginning) {
        m_afterwards = [this, context, done] { remove(context, done); };
        return;
    }
    if (!m_isOwn || !m_table->take(m_pending.id, this)) { // it is another's
        done({});
        return;
    }
    m_pending.startedAt = 0;
    whenDone(context, m_table->remove(m_pending.id), [this, done](const Result<void> &removed) {
        m_isOwn = !removed;
        if (removed)
            m_table->letGo(m_pending.id, this);
        done(removed);
    });
}

} // namespace coffer::keys
