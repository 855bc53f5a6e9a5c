// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/bookchanges.h"

namespace coffer::exchange {

namespace {

/// Both sides come best first; direction: 1 when prices rise, -1 when they fall.
std::vector<BookLevel> sideChanges(const std::vector<BookLevel> &from, const std::vector<BookLevel> &to,
                                   int direction)
{
    std::vector<BookLevel> changes;
    auto old = from.begin(), now = to.begin();
    while (old != from.end() || now != to.end()) {
        const bool isGone =
            now == to.end() || (old != from.end() && old->price * direction < now->price * direction);
        if (isGone) {
            changes.push_back({old->price, 0});
            ++old;
            continue;
        }
        const bool isKnown = old != from.end() && old->price == now->price;
        if (!isKnown || old->size != now->size)
            changes.push_back(*now);
        if (isKnown)
            ++old;
        ++now;
    }
    return changes;
}

} // namespace

Book changesBetween(const Book &from, const Book &to)
{
    return {sideChanges(from.bids, to.bids, -1), sideChanges(from.asks, to.asks, 1)};
}

} // namespace coffer::exchange
