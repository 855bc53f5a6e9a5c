// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/throttle.h"

#include <algorithm>

namespace coffer::htx {

using namespace std::chrono_literals;

namespace {

/// The exchange counts in blocks of two seconds whose start nobody knows, and the way there can bring
/// requests closer together: a little more than any two seconds stays within them all.
constexpr auto window = 2200ms;
constexpr auto serverWindow = 2000ms;
constexpr auto longestServerWindow = 10s;

Throttle::Duration upwards(Clock::Steady::duration time)
{
    return std::chrono::ceil<Throttle::Duration>(time);
}

} // namespace

Throttle::Throttle(const Clock &clock) : m_clock(clock) {}

Throttle::Group &Throttle::group(const QByteArray &identity, const Request &request)
{
    return m_groups[{identity, request.rateGroup}];
}

Throttle::Duration Throttle::admit(const QByteArray &identity, const Request &request)
{
    Group &group = this->group(identity, request);
    const Clock::Steady now = m_clock.steady();
    while (!group.sent.empty() && now - group.sent.front() >= window)
        group.sent.pop_front();

    if (group.pausedUntil > now)
        return upwards(group.pausedUntil - now);
    const bool isCounted = group.serverEnd > now;
    if (isCounted && group.serverLeft <= 0)
        return upwards(group.serverEnd - now);
    const auto limit = static_cast<std::size_t>(std::max(request.perTwoSeconds, 1));
    if (group.sent.size() >= limit)
        return upwards(window - (now - group.sent[group.sent.size() - limit]));

    if (isCounted)
        --group.serverLeft;
    group.sent.push_back(now);
    ++group.open;
    return 0ms;
}

void Throttle::finished(const QByteArray &identity, const Request &request,
                        const std::optional<RateBudget> &budget)
{
    Group &group = this->group(identity, request);
    group.open = std::max(group.open - 1, 0);
    if (!budget)
        return;
    // Requests still on their way may not be in the exchange's count yet.
    const int left = std::max(budget->remaining - group.open, 0);
    const Clock::Steady now = m_clock.steady();
    if (group.serverEnd > now) {
        group.serverLeft = std::min(group.serverLeft, left);
    } else {
        group.serverLeft = left;
        group.serverEnd = now + untilEnd(budget->expires);
    }
}

void Throttle::pause(const QByteArray &identity, const Request &request, Duration duration)
{
    Group &group = this->group(identity, request);
    const Duration clamped = std::clamp<Duration>(duration, 1s, 300s);
    group.pausedUntil = std::max(group.pausedUntil, m_clock.steady() + clamped);
}

Throttle::Duration Throttle::untilEnd(qint64 expires) const
{
    if (expires <= 0)
        return serverWindow;
    // Which unit the header has is not documented: a number of this size can only be ms.
    constexpr qint64 leastMs = 100'000'000'000;
    const qint64 expiresMs = expires >= leastMs ? expires : expires * 1000;
    const Duration left{expiresMs - m_clock.nowMs()};
    // A time in the past, or absurdly far, tells nothing; a window is two seconds.
    if (left <= 0ms)
        return serverWindow;
    return std::min<Duration>(left, longestServerWindow);
}

} // namespace coffer::htx
