// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/requester.h"

#include <algorithm>

namespace coffer::history {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds unknownWait{5000}; ///< when the exchange does not say how long

} // namespace

Requester::Requester(htx::Gateway &gateway, Clock &clock, Pace pace, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_clock(clock), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Requester::pump);
}

void Requester::setPaused(bool paused)
{
    m_paused = paused;
    pump();
}

void Requester::stop()
{
    m_stopped = true;
    m_queue.clear();
    m_timer.stop();
}

void Requester::waitFor(const std::optional<milliseconds> &wait)
{
    m_notBefore = std::max(m_notBefore, m_clock.steady() + wait.value_or(unknownWait));
}

void Requester::pump()
{
    while (!m_stopped && !m_paused && !m_queue.empty() && m_underWay < m_pace.atOnce) {
        const Clock::Steady now = m_clock.steady();
        if (now < m_notBefore) {
            m_timer.start(std::chrono::ceil<milliseconds>(m_notBefore - now));
            return;
        }
        m_notBefore = now + m_pace.between;
        const std::function<void()> start = std::move(m_queue.front());
        m_queue.pop_front();
        ++m_underWay;
        start();
    }
}

} // namespace coffer::history
