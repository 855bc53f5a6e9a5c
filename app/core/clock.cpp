// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"

namespace coffer {

qint64 SystemClock::localMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

Clock::Steady SystemClock::steady() const
{
    return std::chrono::steady_clock::now();
}

} // namespace coffer
