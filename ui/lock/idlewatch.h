// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace coffer::ui {

/// Notices that nobody has used the application for a while: no key, mouse, wheel or touch in any of its
/// windows, minimised or not. Time asleep counts.
class IdleWatch : public QObject
{
    Q_OBJECT

public:
    explicit IdleWatch(const Clock &clock, QObject *parent = nullptr);

    /// How long is a while; nullopt is never. Counts anew from now.
    void setLimit(std::optional<std::chrono::milliseconds> limit);
    /// Counts anew from now, as after input.
    void restart();
    /// Looks now; a timer does so every few seconds.
    void look();

Q_SIGNALS:
    /// Once, until there is input again.
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Clock &m_clock;
    std::optional<std::chrono::milliseconds> m_limit;
    QTimer m_timer;
    qint64 m_localMs;
    Clock::Steady m_steady;
    bool m_isTold = false;
};

} // namespace coffer::ui
