// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/commandqueue.h"

#include <algorithm>

namespace coffer::htx::feed {

namespace {

/// How often the clock is asked whether it is time.
constexpr std::chrono::milliseconds lookEvery(20);

} // namespace

CommandQueue::CommandQueue(const Clock &clock, Send send, std::chrono::milliseconds pace, QObject *parent)
    : QObject(parent), m_clock(clock), m_send(std::move(send)), m_pace(pace), m_timer(this)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(std::min(pace, lookEvery));
    connect(&m_timer, &QTimer::timeout, this, &CommandQueue::sendNext);
}

void CommandQueue::push(const QByteArray &command)
{
    m_waiting.push_back(command);
    sendNext();
    if (!m_waiting.empty())
        m_timer.start();
}

bool CommandQueue::withdraw(const QByteArray &command)
{
    return std::erase(m_waiting, command) > 0;
}

void CommandQueue::sendNext()
{
    if (m_waiting.empty()) {
        m_timer.stop();
        return;
    }
    const Clock::Steady now = m_clock.steady();
    if (m_sentAt && now - *m_sentAt < m_pace)
        return;
    // Without a socket nothing is kept: what matters is said again when there is one.
    const QByteArray command = m_waiting.front();
    m_waiting.pop_front();
    m_sentAt = now;
    if (!m_send(command))
        m_waiting.clear();
}

} // namespace coffer::htx::feed
