// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/throttle.h"

#include <algorithm>
#include <tuple>

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

LimitOwner LimitOwner::of(const std::optional<Credentials> &credentials)
{
    if (!credentials)
        return {};
    if (credentials->uid && credentials->uid->value != 0)
        return {credentials->uid, {}};
    return {std::nullopt, credentials->accessKey};
}

Throttle::Throttle(const Clock &clock) : m_clock(clock) {}

Throttle::Group &Throttle::group(const LimitOwner &owner, const Request &request)
{
    return m_groups[{owner, request.rateGroup}];
}

Throttle::Duration Throttle::admit(const LimitOwner &owner, const Request &request)
{
    Group &group = this->group(owner, request);
    group.limit = std::max(request.perTwoSeconds, 1);
    const Clock::Steady now = m_clock.steady();
    while (!group.sent.empty() && now - group.sent.front() >= window)
        group.sent.pop_front();

    if (group.pausedUntil > now)
        return upwards(group.pausedUntil - now);
    const bool isCounted = group.serverEnd > now;
    if (isCounted && group.serverLeft <= 0)
        return upwards(group.serverEnd - now);
    const auto limit = static_cast<std::size_t>(group.limit);
    if (group.sent.size() >= limit)
        return upwards(window - (now - group.sent[group.sent.size() - limit]));

    if (isCounted)
        --group.serverLeft;
    group.sent.push_back(now);
    ++group.open;
    return 0ms;
}

void Throttle::finished(const LimitOwner &owner, const Request &request,
                        const std::optional<RateBudget> &budget)
{
    Group &group = this->group(owner, request);
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

void Throttle::pause(const LimitOwner &owner, const Request &request, Duration duration)
{
    Group &group = this->group(owner, request);
    const Duration clamped = std::clamp<Duration>(duration, 1s, 300s);
    group.pausedUntil = std::max(group.pausedUntil, m_clock.steady() + clamped);
}

QList<Budget> Throttle::budgets() const
{
    QList<Budget> budgets;
    for (auto it = m_groups.cbegin(); it != m_groups.cend(); ++it) {
        Budget budget = budgetOf(*it);
        if (budget.used == 0 && budget.left == budget.limit)
            continue;
        budget.uid = it.key().first.uid;
        budget.endpoint = it.key().second;
        budgets << std::move(budget);
    }
    std::ranges::sort(budgets, {}, [](const Budget &budget) {
        return std::tuple(static_cast<double>(budget.left) / budget.limit, budget.endpoint,
                          budget.uid.value_or(Uid{}));
    });
    return budgets;
}

Budget Throttle::budgetOf(const Group &group) const
{
    const Clock::Steady now = m_clock.steady();
    const auto first =
        std::ranges::find_if(group.sent, [now](Clock::Steady sent) { return now - sent < window; });
    Budget budget;
    budget.limit = group.limit;
    budget.used = static_cast<int>(group.sent.end() - first);
    budget.left = std::max(group.limit - budget.used, 0);
    if (budget.used > 0)
        budget.untilMore = upwards(window - (now - *first));
    if (group.serverEnd > now && group.serverLeft < budget.left) {
        budget.left = group.serverLeft;
        budget.untilMore = upwards(group.serverEnd - now);
    }
    if (group.pausedUntil > now) {
        budget.left = 0;
        budget.untilMore = upwards(group.pausedUntil - now);
    }
    return budget;
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
