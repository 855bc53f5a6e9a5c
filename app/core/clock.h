// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <optional>

namespace coffer {

/// Where time comes from. Injected, so that signatures, expiry, throttling and schedules can be tested.
class Clock
{
public:
    using Steady = std::chrono::steady_clock::time_point;

    virtual ~Clock() = default;

    /// This computer's wall time in milliseconds since the epoch, UTC.
    virtual qint64 localMs() const = 0;
    /// A time that never jumps; for deadlines and rates. Any thread.
    virtual Steady steady() const = 0;

    /// The exchange's wall time: localMs() corrected by the measured offset. What signatures carry.
    qint64 nowMs() const { return localMs() + m_offsetMs; }
    QDateTime now() const { return QDateTime::fromMSecsSinceEpoch(nowMs(), Qt::UTC); }

    /// Exchange time minus local time in ms, measured from /v1/common/timestamp. GUI thread.
    qint64 offsetMs() const { return m_offsetMs; }
    /// True once the offset was measured, unless the local clock may have been set since.
    bool isSynchronised() const { return m_measuredAt.has_value() && !m_doubted; }
    /// When the offset was last measured; nullopt: never.
    std::optional<Steady> measuredAt() const { return m_measuredAt; }
    void setOffsetMs(qint64 offset)
    {
        m_offsetMs = offset;
        m_measuredAt = steady();
        m_doubted = false;
    }
    /// The local clock may have been set: the offset is the best guess until it is measured again.
    void doubt() { m_doubted = true; }
    bool isDoubted() const { return m_doubted; }

private:
    qint64 m_offsetMs = 0;
    std::optional<Steady> m_measuredAt;
    bool m_doubted = false;
};

/// The computer's own clock.
class SystemClock final : public Clock
{
public:
    qint64 localMs() const override;
    Steady steady() const override;
};

} // namespace coffer
