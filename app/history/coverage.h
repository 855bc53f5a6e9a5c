// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historytable.h"
#include "history/span.h"

namespace coffer::history {

/// What has been read of a user's history, kept as cursors of the HistoryTable so that the walk resumes after
/// a restart. Every span is saved under its name as "<name>.head", "<name>.tail" and "<name>.done":
///   fills.recent, orders.recent   ms UTC; read over all markets by refreshes that overlap one another
///   fills, orders:<symbol>        ms UTC; read by the background walk, up to the tail of the recent span
///   deposits, withdrawals         record ids; all records between the two were read
///   deposits.recent, …            record ids; a newest page that does not meet that span yet; empty when it
///   does
/// A cursor is queued behind the rows it stands for, so that a crash repeats a window and never skips one.
/// GUI thread.
class Coverage
{
public:
    Coverage(HistoryTable &table, Uid uid, const QHash<QString, qint64> &cursors);

    Span span(const QString &name) const;
    void setSpan(const QString &name, const Span &span);

    /// A refresh has read [start, end] of this kind ("fills" or "orders") over all markets.
    void noteRecent(const QString &kind, qint64 start, qint64 end);
    Span recent(const QString &kind) const { return span(kind + QStringLiteral(".recent")); }

    /// A refresh has read the newest records of this kind ("deposits", "withdrawals"): their ids, and whether
    /// there are no older ones.
    void noteNewest(const QString &kind, const QList<qint64> &ids, bool isLast);
    /// The id from which the walk reads on; nullopt when nothing is left.
    std::optional<qint64> nextPage(const QString &kind) const;
    /// The walk has read a page from nextPage() on.
    void notePage(const QString &kind, const QList<qint64> &ids, bool isLast);

    /// ms UTC: fills are complete from here on; 0 when nothing was read.
    qint64 fillsFrom() const;

private:
    void set(const QString &name, qint64 value);

    HistoryTable &m_table;
    Uid m_uid;
    QHash<QString, qint64> m_cursors;
};

} // namespace coffer::history
