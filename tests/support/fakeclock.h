// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

namespace coffer::test {

/// A clock that moves only when a test moves it.
class FakeClock final : public Clock
{
public:
    /// 2026-01-15T12:00:00Z unless told otherwise.
    explicit FakeClock(qint64 localMs = 1'768'478'400'000) : m_localMs(localMs) {}

    qint64 localMs() const override { return m_localMs; }
    Steady steady() const override { return m_steady; }

    /// Time passes: both clocks move.
    void advance(std::chrono::milliseconds by)
    {
        m_localMs += by.count();
        m_steady += by;
    }
    /// The computer's clock is set: only the wall time moves.
    void setLocalMs(qint64 localMs) { m_localMs = localMs; }
    void setSteady(Steady steady) { m_steady = steady; }

private:
    qint64 m_localMs;
    Steady m_steady{std::chrono::hours(1)};
};

} // namespace coffer::test
