// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "market/alerts/alertevent.h"

#include <QList>

#include <deque>

namespace coffer::ui {

/// Gathers alerts that fired into notifications that are few: so many a minute, and what comes faster is told
/// together once there is room again. Of many only the newest are kept, and how many there were.
class AlertNews
{
public:
    static constexpr int mostAMinute = 3;
    static constexpr qsizetype mostKept = 3;

    struct Notification
    {
        QList<market::AlertEvent> events; ///< at most mostKept, newest first
        int count = 0;                    ///< of all
        bool hasSound = false;
    };

    void add(const market::AlertEvent &event);
    bool isEmpty() const { return m_gathered.count == 0; }
    /// How long until one may be told; 0: now.
    std::chrono::milliseconds wait(Clock::Steady now) const;
    /// What was gathered, which counts as told now.
    Notification take(Clock::Steady now);

private:
    Notification m_gathered;
    std::deque<Clock::Steady> m_told; ///< the last ones, oldest first
};

} // namespace coffer::ui
