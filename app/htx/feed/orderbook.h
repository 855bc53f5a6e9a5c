// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <optional>
#include <vector>

namespace coffer::htx::feed {

/// The price levels of one market, sorted. Best levels are at the back of each side, where most changes
/// happen, so that a change moves few of the others.
class OrderBook
{
public:
    /// More levels a side than any topic has; a book that grows past it is not followed rightly.
    static constexpr std::size_t levelLimit = 10'000;

    void clear();
    /// Everything anew, in any order; levels of size 0 are left out.
    void reset(const QList<Level> &bids, const QList<Level> &asks);
    /// A new size for this price on the side of the buyers or the sellers; size 0 removes the level.
    void set(Side side, const Level &level);

    std::optional<Level> bestBid() const;
    std::optional<Level> bestAsk() const;
    qsizetype size(Side side) const;
    /// Both sides have levels, they don't cross, and none has more than levelLimit (security.md 8b, 42).
    bool isSound() const;
    /// The best levels, best first.
    QList<Level> top(Side side, qsizetype levels) const;

private:
    using Levels = std::vector<Level>;

    Levels m_bids; ///< by rising price
    Levels m_asks; ///< by falling price
};

} // namespace coffer::htx::feed
