// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <atomic>
#include <optional>

namespace coffer::exchange {

/// The exchange's time: starts at a given moment and runs at a given speed. One thread.
class WorldClock
{
public:
    WorldClock(std::optional<qint64> startMs, double speed)
        : m_startMs(startMs ? *startMs : m_system.localMs()),
          m_followsSystem(!startMs && speed == 1.0),
          m_speed(speed),
          m_started(m_system.steady())
    {
    }

    qint64 startMs() const { return m_startMs; }

    /// From now on so many exchange seconds pass in a real one; above 0. On the exchange's thread.
    void setSpeed(double speed)
    {
        const qint64 now = nowMs();
        m_followsSystem = false;
        m_speed = speed;
        m_started = m_system.steady();
        m_movedMs = now - m_startMs;
    }

    /// Lets so many ms pass at once.
    void moveOn(qint64 ms) { m_movedMs += ms; }

    /// ms UTC.
    qint64 nowMs() const
    {
        if (m_followsSystem)
            return m_system.localMs() + m_movedMs;
        const std::chrono::duration<double, std::milli> passed = m_system.steady() - m_started;
        return m_startMs + m_movedMs + static_cast<qint64>(passed.count() * m_speed);
    }

private:
    SystemClock m_system;
    qint64 m_startMs;
    bool m_followsSystem;
    double m_speed;
    Clock::Steady m_started;
    std::atomic<qint64> m_movedMs = 0;
};

} // namespace coffer::exchange
