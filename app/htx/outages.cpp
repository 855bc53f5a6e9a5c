// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/outages.h"

#include <algorithm>

namespace coffer::htx {

using namespace std::chrono_literals;

namespace {

constexpr auto firstRest = 1s;
constexpr auto longestRest = 60s;
constexpr int mostDoublings = 6; // 64 s, past the longest

} // namespace

std::optional<Error> Outages::standing(const LimitGroup &group) const
{
    const auto outage = m_groups.constFind(group);
    if (outage == m_groups.cend())
        return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(outage->restsUntil - m_clock.steady());
    if (left <= 0ms)
        return std::nullopt;
    Error error = outage->error;
    error.retryAfter = left;
    return error;
}

bool Outages::isProbing(const LimitGroup &group) const
{
    const auto outage = m_groups.constFind(group);
    return outage != m_groups.cend() && outage->probing;
}

void Outages::began(const LimitGroup &group)
{
    if (const auto outage = m_groups.find(group); outage != m_groups.end())
        outage->probing = true;
}

void Outages::failed(const LimitGroup &group, const Error &error)
{
    Outage &outage = m_groups[group];
    outage.error = error;
    const Clock::Steady now = m_clock.steady();
    // What left before the rest began belongs to the failure that began it.
    if (outage.failures > 0 && !outage.probing)
        return;
    outage.probing = false;
    const auto rest = firstRest * (1 << std::min(outage.failures, mostDoublings));
    outage.restsUntil = now + std::min<std::chrono::seconds>(rest, longestRest);
    ++outage.failures;
}

void Outages::succeeded(const LimitGroup &group)
{
    m_groups.remove(group);
}

void Outages::withdrawn(const LimitGroup &group)
{
    if (const auto outage = m_groups.find(group); outage != m_groups.end())
        outage->probing = false;
}

} // namespace coffer::htx
