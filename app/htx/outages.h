// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "htx/throttle.h"

#include <QHash>

#include <optional>

namespace coffer::htx {

/// Spares endpoints that keep failing, on the way or on the exchange's side (security.md 8b, 56 to 59 and
/// 66): after a request that failed in all its tries the group rests, for a second at first, twice as long
/// after each further failure, a minute at most; then a single request may try. Bookkeeping over steady time.
class Outages
{
public:
    explicit Outages(const Clock &clock) : m_clock(clock) {}

    /// What to tell at once instead of asking, with the rest that is left as retryAfter; nullopt: ask.
    std::optional<Error> standing(const LimitGroup &group) const;
    /// True since the last failure: one request at a time, one try each.
    bool hasFailed(const LimitGroup &group) const { return m_groups.contains(group); }
    /// After a rest, while the one request that tries is under way.
    bool isProbing(const LimitGroup &group) const;

    /// A request leaves.
    void began(const LimitGroup &group);
    /// It failed for good. Others of the same outage count once.
    void failed(const LimitGroup &group, const Error &error);
    /// It was answered.
    void succeeded(const LimitGroup &group);
    /// It was withdrawn.
    void withdrawn(const LimitGroup &group);
    /// Another network, or a user who wants to know now.
    void forget() { m_groups.clear(); }

private:
    struct Outage
    {
        int failures = 0;
        bool probing = false;
        Clock::Steady restsUntil{};
        Error error{};
    };

    const Clock &m_clock;
    QHash<LimitGroup, Outage> m_groups; ///< only those that failed last
};

} // namespace coffer::htx
