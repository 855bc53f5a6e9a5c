// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/ladderbook.h"

#include <algorithm>

namespace coffer::ui {

using htx::Side;

void LadderBook::reset(int priceDecimals)
{
    m_rawBids.clear();
    m_rawAsks.clear();
    m_orders.clear();
    m_seenDecimals = 0;
    m_priceDecimals = priceDecimals;
    gather();
}

void LadderBook::setPriceDecimals(int decimals)
{
    m_priceDecimals = decimals;
    gather();
}

void LadderBook::setLevels(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    m_rawBids = bids;
    m_rawAsks = asks;
    if (m_priceDecimals < 0)
        m_seenDecimals = std::max(m_seenDecimals, market::priceDecimalsOf(bids, asks));
    gather();
}

void LadderBook::setPower(int power)
{
    m_power = std::max(0, power);
    gather();
}

void LadderBook::setOwnOrders(const QList<std::pair<Side, Decimal>> &orders)
{
    m_orders = orders;
    gather();
}

void LadderBook::gather()
{
    m_spread = market::spreadOf(m_rawBids, m_rawAsks);
    m_mid = market::midOf(m_rawBids, m_rawAsks);
    const QList<htx::Level> &some = m_rawBids.isEmpty() ? m_rawAsks : m_rawBids;
    const std::optional<Decimal> price =
        some.isEmpty() ? std::nullopt : std::optional<Decimal>(some.first().price);
    m_steps = market::groupSteps(priceDecimals(), price);
    // The finest step leaves levels as they are, also where a market has more decimals than it says.
    const Decimal step = power() == 0 ? Decimal() : m_steps.at(power());
    m_bids = market::accumulate(market::groupLevels(m_rawBids, step, Side::Buy));
    m_asks = market::accumulate(market::groupLevels(m_rawAsks, step, Side::Sell));
    m_ownBids.clear();
    m_ownAsks.clear();
    for (const auto &[side, at] : std::as_const(m_orders)) {
        const Decimal row = market::groupLevels({{at, Decimal(1)}}, step, side).first().price;
        (side == Side::Buy ? m_ownBids : m_ownAsks).append(row);
    }
    std::sort(m_ownBids.begin(), m_ownBids.end());
    std::sort(m_ownAsks.begin(), m_ownAsks.end());
}

const market::DepthLevel *LadderBook::level(int row) const
{
    if (row == 0 || row < firstRow() || row > lastRow())
        return nullptr;
    return row < 0 ? &m_asks.at(-row - 1) : &m_bids.at(row - 1);
}

int LadderBook::rowOf(Side side, const Decimal &price) const
{
    const QList<market::DepthLevel> &levels = this->side(side);
    if (levels.isEmpty())
        return 0;
    const auto found = std::lower_bound(
        levels.begin(), levels.end(), price, [side](const market::DepthLevel &level, const Decimal &wanted) {
            return side == Side::Buy ? level.price > wanted : level.price < wanted;
        });
    const auto index = std::min<qsizetype>(std::distance(levels.begin(), found), levels.size() - 1);
    const int row = static_cast<int>(index) + 1;
    return side == Side::Buy ? row : -row;
}

bool LadderBook::isOwn(int row) const
{
    const market::DepthLevel *found = level(row);
    if (!found)
        return false;
    const QList<Decimal> &own = row < 0 ? m_ownAsks : m_ownBids;
    return std::binary_search(own.begin(), own.end(), found->price);
}

} // namespace coffer::ui
