// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "keys/changes/pendingtable.h"

#include <functional>

namespace coffer::keys {

/// One operation's entry in the journal. Behind each durable step is the fault point "<kind>.<step>".
class PendingEntry
{
public:
    using Done = std::function<void(const Result<void> &)>;

    /// Nothing is written yet.
    PendingEntry(PendingTable &table, const QString &id, const QString &kind);

    /// Goes on with what an earlier start of Coffer wrote.
    void adopt(const Pending &pending) { m_pending = pending; }

    const QString &step() const { return m_pending.step; }
    QJsonObject &data() { return m_pending.data; }
    const QJsonObject &data() const { return m_pending.data; }

    /// The step is done: calls done once that is stored. startedAt counts the first time (ms UTC).
    void write(QObject *context, const QString &step, qint64 startedAt, const Done &done);
    /// The operation has ended.
    void remove(QObject *context, const Done &done);

private:
    PendingTable &m_table;
    Pending m_pending;
};

} // namespace coffer::keys
