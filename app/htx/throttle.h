// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/request.h"

#include <QHash>

#include <deque>
#include <optional>

namespace coffer::htx {

/// What the rate headers of a reply say (htx-api.md 8).
struct RateBudget
{
    int remaining = 0;  ///< X-HB-RateLimit-Requests-Remain
    qint64 expires = 0; ///< X-HB-RateLimit-Requests-Expire: a time in ms or in s, or 0
};

/// Decides when a request may leave, so that the exchange's limits are never reached: per user of a key
/// (identity, the access key or "public") and rate group, never more than Request::perTwoSeconds in any two
/// seconds, fewer when the reply headers say so, none while the exchange asked for a pause. Pure bookkeeping
/// over the steady time of the injected clock; one thread.
class Throttle
{
public:
    using Duration = std::chrono::milliseconds;

    explicit Throttle(const Clock &clock);

    /// Zero: the request may leave now, and counts as sent. Else: ask again after so long.
    Duration admit(const QByteArray &identity, const Request &request);
    /// An admitted request has ended, with the headers of its reply where it had any.
    void finished(const QByteArray &identity, const Request &request,
                  const std::optional<RateBudget> &budget);
    /// The exchange refused for too many requests: nothing of this group leaves for so long (1 to 300 s).
    void pause(const QByteArray &identity, const Request &request, Duration duration);

private:
    struct Group
    {
        std::deque<Clock::Steady> sent; ///< within the last window
        int open = 0;                   ///< sent and not finished
        Clock::Steady pausedUntil{};
        Clock::Steady serverEnd{}; ///< until then only serverLeft more
        int serverLeft = 0;
    };

    Group &group(const QByteArray &identity, const Request &request);
    Duration untilEnd(qint64 expires) const;

    const Clock &m_clock;
    QHash<std::pair<QByteArray, QByteArray>, Group> m_groups;
};

} // namespace coffer::htx
