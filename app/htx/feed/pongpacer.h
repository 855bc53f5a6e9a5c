// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <optional>

namespace coffer::htx::feed {

/// Says whether a ping is answered now: a flood of them is not (security.md 8b, 39).
class PongPacer
{
public:
    PongPacer(const Clock &clock, std::chrono::milliseconds pace) : m_clock(clock), m_pace(pace) {}

    bool mayAnswer()
    {
        const Clock::Steady now = m_clock.steady();
        if (m_last && now - *m_last < m_pace)
            return false;
        m_last = now;
        return true;
    }

private:
    const Clock &m_clock;
    std::chrono::milliseconds m_pace;
    std::optional<Clock::Steady> m_last;
};

} // namespace coffer::htx::feed
