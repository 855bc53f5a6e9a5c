// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/depth/levels.h"

namespace coffer::ui {

/// What a ladder shows: both sides gathered by a step, with their sums, and which levels hold own orders.
/// Rows count from the spread: -1 the best ask and on upwards, 1 the best bid and on downwards, 0 the spread.
class LadderBook
{
public:
    /// Another market: nothing of the one before stays. -1 when its decimals are not known.
    void reset(int priceDecimals);
    /// The market's decimals become known.
    void setPriceDecimals(int decimals);
    void setLevels(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
    /// Gathers by the market's step times 10^power, or the nearest power that the market has.
    void setPower(int power);
    void setOwnOrders(const QList<std::pair<htx::Side, Decimal>> &orders);

    /// What it can be gathered by, finest first.
    const QList<Decimal> &steps() const { return m_steps; }
    /// Which of them is in use.
    int power() const { return std::min(m_power, static_cast<int>(m_steps.size()) - 1); }
    /// Decimals of a price at this step.
    int shownDecimals() const { return std::max(0, priceDecimals() - power()); }
    /// The market's, or the most that its prices have had.
    int priceDecimals() const { return m_priceDecimals >= 0 ? m_priceDecimals : m_seenDecimals; }

    const QList<market::DepthLevel> &side(htx::Side side) const
    {
        return side == htx::Side::Buy ? m_bids : m_asks;
    }
    bool isEmpty() const { return m_bids.isEmpty() && m_asks.isEmpty(); }
    /// nullptr for the spread and beyond the last level.
    const market::DepthLevel *level(int row) const;
    static htx::Side sideOf(int row) { return row < 0 ? htx::Side::Sell : htx::Side::Buy; }
    /// The row of this price, or the nearest of its side; 0 when the side is empty.
    int rowOf(htx::Side side, const Decimal &price) const;
    int firstRow() const { return -static_cast<int>(m_asks.size()); }
    int lastRow() const { return static_cast<int>(m_bids.size()); }
    bool isOwn(int row) const;

    /// Of the levels as they came.
    const std::optional<Decimal> &spread() const { return m_spread; }
    const std::optional<Decimal> &mid() const { return m_mid; }

private:
    void gather();

    QList<htx::Level> m_rawBids;
    QList<htx::Level> m_rawAsks;
    QList<market::DepthLevel> m_bids;
    QList<market::DepthLevel> m_asks;
    QList<std::pair<htx::Side, Decimal>> m_orders;
    QList<Decimal> m_ownBids; ///< prices of rows
    QList<Decimal> m_ownAsks;
    std::optional<Decimal> m_spread;
    std::optional<Decimal> m_mid;
    QList<Decimal> m_steps{Decimal(1)};
    int m_priceDecimals = -1;
    int m_seenDecimals = 0;
    int m_power = 0;
};

} // namespace coffer::ui
