// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QObject>
#include <QTimer>

namespace coffer {

/// Notices that this computer slept, or that its clock was set: once a second it compares how far the wall
/// time and the steady time went. What was connected before is then of no use, and what was measured is
/// doubtful (security.md 3).
class WakeWatch : public QObject
{
    Q_OBJECT

public:
    explicit WakeWatch(const Clock &clock, QObject *parent = nullptr);

    /// Looks now; the timer does so every second.
    void look();

Q_SIGNALS:
    void resumed();

private:
    const Clock &m_clock;
    QTimer m_timer;
    qint64 m_localMs;
    Clock::Steady m_steady;
};

} // namespace coffer
