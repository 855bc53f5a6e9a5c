// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cmath>
#include <deque>

namespace coffer::ui {

/// How a chart goes on after a flick: as fast as the pointer was in its last moments, then slower and slower.
/// Knows no clock: times are milliseconds.
class Inertia
{
public:
    /// The pointer was here while it dragged.
    void note(double x, qint64 time)
    {
        m_track.push_back({x, time});
        while (m_track.size() > 1 && time - m_track.front().time > remembered)
            m_track.pop_front();
    }
    /// The pointer let go; now: on the clock of step(). False when it was at rest: nothing goes on.
    bool release(qint64 time, qint64 now)
    {
        m_speed = 0;
        if (m_track.size() > 1 && time - m_track.back().time < rest &&
            m_track.back().time > m_track.front().time)
            m_speed = (m_track.back().x - m_track.front().x) /
                      static_cast<double>(m_track.back().time - m_track.front().time);
        m_track.clear();
        m_last = now;
        return std::abs(m_speed) > slowest;
    }
    void stop()
    {
        m_speed = 0;
        m_track.clear();
    }
    /// Pixels to move since the last call; it stops by itself.
    double step(qint64 time)
    {
        const auto passed = static_cast<double>(time - m_last);
        m_last = time;
        const double before = m_speed;
        m_speed *= std::exp(-passed / decay);
        if (std::abs(m_speed) < slowest)
            m_speed = 0;
        return (before - before * std::exp(-passed / decay)) * decay;
    }
    bool isMoving() const { return m_speed != 0; }

private:
    static constexpr qint64 remembered = 80; // ms
    static constexpr qint64 rest = 50;       // ms without a move: it was put down
    static constexpr double decay = 220;     // ms to a third of the speed
    static constexpr double slowest = 0.03;  // pixels a ms

    struct Moment
    {
        double x = 0;
        qint64 time = 0;
    };
    std::deque<Moment> m_track;
    double m_speed = 0; ///< pixels a ms
    qint64 m_last = 0;
};

} // namespace coffer::ui
