// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wakewatch.h"

#include <cstdlib>

namespace coffer {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 1s;
/// Between two looks; a busy computer may be late by a few seconds.
constexpr auto longestGap = 10s;
/// Where the steady time stands still during sleep only the wall time tells, and a clock that was set shows
/// the same. Smaller steps than this do no harm to a signature.
constexpr qint64 longestStepMs = 5'000;

} // namespace

WakeWatch::WakeWatch(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_localMs(clock.localMs()), m_steady(clock.steady())
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &WakeWatch::look);
    m_timer.start();
}

void WakeWatch::look()
{
    const qint64 localMs = m_clock.localMs();
    const Clock::Steady steady = m_clock.steady();
    const auto gap = std::chrono::duration_cast<std::chrono::milliseconds>(steady - m_steady);
    const qint64 step = localMs - m_localMs - gap.count();
    m_localMs = localMs;
    m_steady = steady;
    if (gap > longestGap || std::abs(step) > longestStepMs)
        Q_EMIT resumed();
}

} // namespace coffer
