// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/gateway.h"

#include <QObject>

#include <functional>
#include <vector>

namespace coffer::htx {

/// Measures how far this computer's clock is from the exchange's: up to three samples of
/// /v1/common/timestamp, of which the one with the shortest round trip counts, since the exchange looked at
/// its clock somewhere within it. Answers that are no sensible time change nothing (security.md 8b, 75).
class ClockSync : public QObject
{
    Q_OBJECT

public:
    /// Sends the request for the exchange's time.
    using Ask = std::function<Future<Reply>()>;

    ClockSync(Clock &clock, Ask ask, QObject *parent = nullptr);
    ~ClockSync() override;

    /// Stores the offset in the clock and yields it (ms). Calls while one is under way share its result.
    Future<qint64> measure();
    /// The clock was set: what was sampled before says nothing any more.
    void distrust() { m_samples.clear(); }
    /// Ends a measurement without a result: its futures are cancelled.
    void drop();

    /// True while a POST must not be signed: the offset is not known, or it is so large that this computer's
    /// clock can't be trusted for longer than a quarter of an hour (security.md 3).
    bool isNeededToOrder() const;

Q_SIGNALS:
    /// Before the futures of measure() have it.
    void measured(const coffer::Result<qint64> &offset);

private:
    struct Sample
    {
        qint64 offsetMs = 0;
        qint64 roundTripMs = 0;
    };

    void askOnce();
    void take(const Result<Reply> &reply);
    void conclude(const Result<qint64> &offset);
    static Result<Sample> sampleFrom(const Result<Reply> &reply);

    Clock &m_clock;
    Ask m_ask;
    std::vector<QPromise<Result<qint64>>> m_promises; ///< not empty while under way
    std::vector<Sample> m_samples;
    quint64 m_round = 0; ///< a reply to an older one is dropped
};

} // namespace coffer::htx
