// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/activitylog.h"

namespace coffer::activity {

using namespace std::chrono_literals;

namespace {

constexpr auto gathering = 1s;
constexpr auto trimInterval = 1h;
/// Old records are removed again after so many new ones.
constexpr qsizetype trimEvery = 2'000;

} // namespace

ActivityLog::ActivityLog(ActivityTable &table, const Clock &clock, QObject *parent)
    : QObject(parent), m_table(table), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gathering);
    connect(&m_soon, &QTimer::timeout, this, &ActivityLog::write);
}

ActivityLog::~ActivityLog()
{
    // The database finishes its queue before it goes.
    if (!m_waiting.isEmpty())
        m_table.add(m_waiting);
}

void ActivityLog::add(const htx::RequestRecord &record)
{
    if (m_waiting.isEmpty())
        m_oldest = m_clock.steady();
    m_waiting.append(record);
    bound();
    if (m_problem || m_writing)
        return;
    if (m_clock.steady() - m_oldest >= gathering)
        write();
    else if (!m_soon.isActive())
        m_soon.start();
}

void ActivityLog::resume()
{
    write();
}

void ActivityLog::write()
{
    if (m_writing || m_waiting.isEmpty())
        return;
    m_soon.stop();
    m_writing = true;
    const QList<htx::RequestRecord> batch = std::exchange(m_waiting, {});
    whenDone(this, m_table.add(batch), [this, batch](const Result<void> &done) { written(batch, done); });
}

void ActivityLog::written(const QList<htx::RequestRecord> &batch, const Result<void> &done)
{
    m_writing = false;
    if (!done) {
        m_waiting = batch + m_waiting;
        bound();
        const bool isNews = !m_problem;
        m_problem = done.error();
        if (isNews)
            Q_EMIT stopped(*m_problem);
        return;
    }
    m_problem.reset();
    if (!m_waiting.isEmpty()) {
        m_oldest = m_clock.steady();
        m_soon.start();
    }
    trimIfDue(batch.size());
    Q_EMIT changed();
}

void ActivityLog::trimIfDue(qsizetype added)
{
    m_sinceTrim += added;
    if (m_sinceTrim < trimEvery && m_clock.steady() - m_trimmed < trimInterval)
        return;
    m_sinceTrim = 0;
    m_trimmed = m_clock.steady();
    const qint64 before = m_clock.nowMs() - std::chrono::milliseconds(longestAge).count();
    // One that fails is made up for by the next; what matters to the user is told by the writes.
    whenDone(this, m_table.trim(before, mostRows), [this](const Result<int> &removed) {
        if (removed && *removed > 0)
            Q_EMIT changed();
    });
}

void ActivityLog::bound()
{
    if (m_waiting.size() <= mostWaiting)
        return;
    const qsizetype tooMany = m_waiting.size() - mostWaiting;
    m_lost += tooMany;
    m_waiting.remove(0, tooMany);
}

} // namespace coffer::activity
