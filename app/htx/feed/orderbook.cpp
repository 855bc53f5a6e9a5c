// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/orderbook.h"

#include <algorithm>

namespace coffer::htx::feed {

namespace {

/// True when left is further from the other side than right, so that it comes before it.
bool isWorse(Side side, const Decimal &left, const Decimal &right)
{
    return side == Side::Buy ? left < right : right < left;
}

std::optional<Level> best(const std::vector<Level> &levels)
{
    return levels.empty() ? std::nullopt : std::optional(levels.back());
}

} // namespace

void OrderBook::clear()
{
    m_bids.clear();
    m_asks.clear();
}

void OrderBook::reset(const QList<Level> &bids, const QList<Level> &asks)
{
    clear();
    // Images come best first: from the back, each one goes to the end.
    std::for_each(bids.crbegin(), bids.crend(), [this](const Level &level) { set(Side::Buy, level); });
    std::for_each(asks.crbegin(), asks.crend(), [this](const Level &level) { set(Side::Sell, level); });
}

void OrderBook::set(Side side, const Level &level)
{
    Levels &levels = side == Side::Buy ? m_bids : m_asks;
    const auto place = std::lower_bound(
        levels.begin(), levels.end(), level.price,
        [side](const Level &each, const Decimal &price) { return isWorse(side, each.price, price); });
    const bool isThere = place != levels.end() && place->price == level.price;
    if (level.size.isZero()) {
        if (isThere)
            levels.erase(place);
    } else if (isThere) {
        place->size = level.size;
    } else {
        levels.insert(place, level);
    }
}

std::optional<Level> OrderBook::bestBid() const
{
    return best(m_bids);
}

std::optional<Level> OrderBook::bestAsk() const
{
    return best(m_asks);
}

qsizetype OrderBook::size(Side side) const
{
    return static_cast<qsizetype>((side == Side::Buy ? m_bids : m_asks).size());
}

bool OrderBook::isSound() const
{
    return !m_bids.empty() && !m_asks.empty() && m_bids.size() <= levelLimit && m_asks.size() <= levelLimit &&
           m_bids.back().price < m_asks.back().price;
}

QList<Level> OrderBook::top(Side side, qsizetype count) const
{
    const Levels &levels = side == Side::Buy ? m_bids : m_asks;
    QList<Level> result;
    result.reserve(std::min(count, size(side)));
    for (auto level = levels.crbegin(); level != levels.crend() && result.size() < count; ++level)
        result.append(*level);
    return result;
}

} // namespace coffer::htx::feed
