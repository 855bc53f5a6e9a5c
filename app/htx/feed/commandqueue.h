// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace coffer::htx::feed {

/// What is said to the exchange on one socket, at its pace: at most one command in 100 ms (htx-api.md 7.2),
/// since many at once are answered with 429. Belongs to one thread.
class CommandQueue : public QObject
{
public:
    using Send = std::function<bool(const QByteArray &)>;

    CommandQueue(const Clock &clock, Send send, std::chrono::milliseconds pace, QObject *parent);

    void push(const QByteArray &command);
    /// Forgets a command that was not sent yet; false when it is not there.
    bool withdraw(const QByteArray &command);
    void clear() { m_waiting.clear(); }
    qsizetype size() const { return static_cast<qsizetype>(m_waiting.size()); }

private:
    void sendNext();

    const Clock &m_clock;
    Send m_send;
    std::chrono::milliseconds m_pace;
    std::deque<QByteArray> m_waiting;
    std::optional<Clock::Steady> m_sentAt;
    QTimer m_timer;
};

} // namespace coffer::htx::feed
