// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <optional>

namespace coffer::market {

/// The latest public trades of one market, newest first, each once, whichever way and however often they
/// came.
class TradeList
{
public:
    /// The newest that are kept.
    static constexpr qsizetype limit = 500;

    const QList<htx::Trade> &trades() const { return m_trades; }
    bool isEmpty() const { return m_trades.isEmpty(); }

    /// Adds trades in any order; those without a price and an amount above zero are left out. True when
    /// something is different now.
    bool merge(const QList<htx::Trade> &more);
    void clear() { m_trades.clear(); }
    /// Forgets what happened up to this time (ms UTC).
    void dropUpTo(qint64 timestamp);

    /// ms UTC of the newest trade; 0 without one.
    qint64 newest() const { return m_trades.isEmpty() ? 0 : m_trades.first().timestamp; }
    std::optional<Decimal> lastPrice() const;
    /// 1 when the last price is above the one before that differs from it, -1 below, 0 where there is none.
    int lastDirection() const;

private:
    QList<htx::Trade> m_trades;
};

} // namespace coffer::market
