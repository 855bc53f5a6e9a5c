// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alertnews.h"

#include <utility>

namespace coffer::ui {

using namespace std::chrono_literals;

void AlertNews::add(const market::AlertEvent &event)
{
    m_gathered.events.prepend(event);
    if (m_gathered.events.size() > mostKept)
        m_gathered.events.removeLast();
    ++m_gathered.count;
    m_gathered.hasSound = m_gathered.hasSound || event.alert.hasSound;
}

std::chrono::milliseconds AlertNews::wait(Clock::Steady now) const
{
    if (m_told.size() < mostAMinute || now - m_told.front() >= 1min)
        return 0ms;
    return std::chrono::ceil<std::chrono::milliseconds>(m_told.front() + 1min - now);
}

AlertNews::Notification AlertNews::take(Clock::Steady now)
{
    m_told.push_back(now);
    while (m_told.size() > mostAMinute)
        m_told.pop_front();
    return std::exchange(m_gathered, {});
}

} // namespace coffer::ui
