// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/credentials.h"
#include "htx/request.h"

#include <QHash>
#include <QList>

#include <deque>
#include <optional>
#include <utility>

namespace coffer::htx {

/// What the rate headers of a reply say (htx-api.md 8).
struct RateBudget
{
    int remaining = 0;  ///< X-HB-RateLimit-Requests-Remain
    qint64 expires = 0; ///< X-HB-RateLimit-Requests-Expire: a time in ms or in s, or 0
};

/// How much of an endpoint's limit is used, for the status bar.
struct Budget
{
    QByteArray endpoint;    ///< the path as the limits count it
    std::optional<Uid> uid; ///< whose; nullopt: unsigned, or sent with a key whose user is not known yet
    int limit = 0;          ///< requests that two seconds allow
    int used = 0;           ///< sent within the last two seconds
    int left = 0;           ///< that may leave now: fewer where the exchange said so, none during a pause
    std::chrono::milliseconds untilMore{0}; ///< until left grows; 0: nothing is used

    friend bool operator==(const Budget &, const Budget &) = default;
};

/// Whom the exchange counts a request for: the user, as all keys of one share its limits; the access key only
/// while its user is unknown; nobody for unsigned requests (htx-api.md 8).
struct LimitOwner
{
    std::optional<Uid> uid;
    QByteArray accessKey; ///< only while uid is unknown

    static LimitOwner of(const std::optional<Credentials> &credentials);

    friend bool operator==(const LimitOwner &, const LimitOwner &) = default;
    friend size_t qHash(const LimitOwner &owner, size_t seed = 0)
    {
        return qHashMulti(seed, owner.uid.value_or(Uid{}), owner.accessKey);
    }
};

/// What the exchange counts together: an owner's requests of one rate group.
using LimitGroup = std::pair<LimitOwner, QByteArray>;

/// Decides when a request may leave, so that the exchange's limits are never reached: per owner
/// and rate group, never more than Request::perTwoSeconds in any two
/// seconds, fewer when the reply headers say so, none while the exchange asked for a pause. Pure bookkeeping
/// over the steady time of the injected clock; one thread.
class Throttle
{
public:
    using Duration = std::chrono::milliseconds;

    explicit Throttle(const Clock &clock);

    /// Zero: the request may leave now, and counts as sent. Else: ask again after so long.
    Duration admit(const LimitOwner &owner, const Request &request);
    /// An admitted request has ended, with the headers of its reply where it had any.
    void finished(const LimitOwner &owner, const Request &request, const std::optional<RateBudget> &budget);
    /// The exchange refused for too many requests: nothing of this group leaves for so long (1 to 300 s).
    void pause(const LimitOwner &owner, const Request &request, Duration duration);
    /// The groups of which something is used or that are paused; the scarcest first.
    QList<Budget> budgets() const;

private:
    struct Group
    {
        int limit = 1;
        std::deque<Clock::Steady> sent; ///< within the last window
        int open = 0;                   ///< sent and not finished
        Clock::Steady pausedUntil{};
        Clock::Steady serverEnd{}; ///< until then only serverLeft more
        int serverLeft = 0;
    };

    Group &group(const LimitOwner &owner, const Request &request);
    Budget budgetOf(const Group &group) const;
    Duration untilEnd(qint64 expires) const;

    const Clock &m_clock;
    QHash<LimitGroup, Group> m_groups;
};

} // namespace coffer::htx
