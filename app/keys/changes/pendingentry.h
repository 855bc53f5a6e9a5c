// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "keys/changes/pendingtable.h"

#include <QPointer>

#include <functional>

namespace coffer::keys {

/// One operation's entry in the journal. Behind each durable step is the fault point "<kind>.<step>".
class PendingEntry
{
public:
    using Done = std::function<void(const Result<void> &)>;

    /// Nothing is written yet.
    PendingEntry(PendingTable &table, const QString &id, const QString &kind);
    ~PendingEntry();
    Q_DISABLE_COPY_MOVE(PendingEntry)

    /// Goes on with what an earlier start of Coffer wrote.
    void adopt(const Pending &pending);

    const QString &step() const { return m_pending.step; }
    QJsonObject &data() { return m_pending.data; }
    const QJsonObject &data() const { return m_pending.data; }

    /// The first step of what must be alone: as write(), but InvalidInput with PendingTable::isUnderWay, and
    /// nothing is written, while one of the rivals is in the journal, or while another object works at this
    /// entry. The entry itself is no rival once it was begun or adopted. Without rivals it goes before all
    /// others.
    void begin(QObject *context, const QString &step, qint64 startedAt, QStringList rivals, const Done &done);
    /// The step is done: calls done once that is stored. startedAt counts the first time (ms UTC).
    void write(QObject *context, const QString &step, qint64 startedAt, const Done &done);
    /// The operation has ended. What was refused in begin() is not in the journal, and nothing is removed.
    void remove(QObject *context, const Done &done);

private:
    QPointer<PendingTable> m_table; ///< what is deleted later may outlive it
    Pending m_pending;
    bool m_isOwn = false;               ///< what the journal has under this id is this one
    bool m_isBeginning = false;         ///< begin() is on its way
    std::function<void()> m_afterwards; ///< what waits for it
};

} // namespace coffer::keys
