// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"
#include "core/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coffer::activity {

/// Keeps the records of requests: gathers them and writes about once a second, and what is left when it is
/// destroyed. Bounded by number and age. Never waits for the disk: when a write fails it stops with one
/// stopped(), goes on gathering (a bounded number), and the program goes on. GUI thread; table and clock
/// outlive it.
class ActivityLog : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostRows = 200'000;
    static constexpr std::chrono::days longestAge{90};
    /// Gathered at most while nothing can be written; then the oldest go.
    static constexpr qsizetype mostWaiting = 10'000;

    ActivityLog(ActivityTable &table, const Clock &clock, QObject *parent = nullptr);
    ~ActivityLog() override;

    /// A request has ended.
    void add(const htx::RequestRecord &record);
    /// Writes what is waiting, also after a failure: perhaps there is space again.
    void resume();

    /// Why nothing is written; nullopt while all is well.
    const std::optional<Error> &problem() const { return m_problem; }
    /// Records that were given up because nothing could be written for too long.
    qint64 lost() const { return m_lost; }

Q_SIGNALS:
    /// Records were written, or old ones removed.
    void changed();
    /// Nothing is written any more. Told once until a write succeeds again.
    void stopped(const coffer::Error &error);

private:
    void write();
    void written(const QList<htx::RequestRecord> &batch, const Result<void> &done);
    void trimIfDue(qsizetype added);
    void bound();

    ActivityTable &m_table;
    const Clock &m_clock;
    QTimer m_soon;
    QList<htx::RequestRecord> m_waiting;
    Clock::Steady m_oldest{};         ///< when the first of m_waiting came
    Clock::Steady m_trimmed{};        ///< when old records were last removed
    qsizetype m_sinceTrim = mostRows; ///< records written since; the first write is followed by a trim
    bool m_writing = false;
    std::optional<Error> m_problem;
    qint64 m_lost = 0;
};

} // namespace coffer::activity
