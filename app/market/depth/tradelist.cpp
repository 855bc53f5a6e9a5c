// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/depth/tradelist.h"

#include <algorithm>
#include <iterator>

namespace coffer::market {

namespace {

/// Of one millisecond the exchange counts the ids up; they pass 64 bits, so longer is later.
bool isNewer(const htx::Trade &left, const htx::Trade &right)
{
    if (left.timestamp != right.timestamp)
        return left.timestamp > right.timestamp;
    if (left.tradeId.size() != right.tradeId.size())
        return left.tradeId.size() > right.tradeId.size();
    return left.tradeId > right.tradeId;
}

bool isSame(const htx::Trade &left, const htx::Trade &right)
{
    return left.tradeId.isEmpty() ? left == right
                                  : left.tradeId == right.tradeId && left.timestamp == right.timestamp;
}

} // namespace

bool TradeList::merge(const QList<htx::Trade> &more)
{
    QList<htx::Trade> added;
    added.reserve(more.size());
    std::copy_if(more.begin(), more.end(), std::back_inserter(added),
                 [](const htx::Trade &trade) { return trade.price.sign() > 0 && trade.amount.sign() > 0; });
    // Of a flood, only what can stay is sorted. Twice the limit, since each may be there twice.
    if (added.size() > 2 * limit) {
        std::nth_element(added.begin(), added.begin() + 2 * limit, added.end(), isNewer);
        added.resize(2 * limit);
    }
    std::stable_sort(added.begin(), added.end(), isNewer);
    QList<htx::Trade> all;
    all.reserve(m_trades.size() + added.size());
    std::merge(m_trades.cbegin(), m_trades.cend(), added.cbegin(), added.cend(), std::back_inserter(all),
               isNewer);
    const auto repeated = std::unique(all.begin(), all.end(), isSame);
    all.resize(std::min<qsizetype>(std::distance(all.begin(), repeated), limit));
    if (all == m_trades)
        return false;
    m_trades = std::move(all);
    return true;
}

void TradeList::dropUpTo(qint64 timestamp)
{
    const auto old = std::find_if(m_trades.cbegin(), m_trades.cend(), [timestamp](const htx::Trade &trade) {
        return trade.timestamp <= timestamp;
    });
    m_trades.resize(std::distance(m_trades.cbegin(), old));
}

std::optional<Decimal> TradeList::lastPrice() const
{
    return m_trades.isEmpty() ? std::nullopt : std::optional(m_trades.first().price);
}

int TradeList::lastDirection() const
{
    for (const htx::Trade &trade : m_trades) {
        if (trade.price != m_trades.first().price)
            return trade.price < m_trades.first().price ? 1 : -1;
    }
    return 0;
}

} // namespace coffer::market
