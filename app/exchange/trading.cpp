// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/trading.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr qint64 mostSeconds = 600; ///< looked at one by one

} // namespace

Trading::Trading(Ledger &ledger, const PriceFeed &feed, const MarketList &markets, const Events &events,
                 quint64 seed, qint64 startMs)
    : m_ledger(ledger),
      m_feed(feed),
      m_markets(markets),
      m_matcher(ledger, feed, markets, seed),
      m_conditionals(ledger, m_matcher, markets, events),
      m_done(startMs / 1000)
{
}

bool Trading::isWaiting(int market) const
{
    return m_markets.at(market).isOnline() &&
           (m_matcher.isWaiting(market) || m_conditionals.isWaiting(market));
}

bool Trading::isAnythingDue() const
{
    if (!m_cancelAt.empty())
        return true;
    for (int market = 0; market < m_markets.count(); ++market) {
        if (isWaiting(market))
            return true;
    }
    return false;
}

/// What the price did since the second before; or in the whole minute that ends with that second.
Passage Trading::passage(int market, qint64 second, bool wholeMinute) const
{
    const Bar bar = m_feed.minute(market, second / 60);
    if (wholeMinute)
        return {bar.low, bar.high, bar.close, bar.amount};
    const qint64 before = m_feed.price(market, (second - 1) * 1000),
                 now = m_feed.price(market, second * 1000);
    return {std::min(before, now), std::max(before, now), now,
            PriceFeed::amountInSecond(bar, int(second % 60))};
}

void Trading::advance(qint64 nowMs)
{
    const qint64 until = nowMs / 1000;
    const bool isLeap = until - m_done > mostSeconds;
    while (m_done < until && isAnythingDue()) {
        const bool wholeMinute =
            isLeap && (m_done + 1) % 60 == 0 && until - m_done >= 60 && !isCancelDue((m_done + 60) * 1000);
        m_done += wholeMinute ? 60 : 1;
        for (int market = 0; market < m_markets.count(); ++market) {
            if (!isWaiting(market))
                continue;
            const Passage passed = passage(market, m_done, wholeMinute);
            m_matcher.pass(market, passed, m_done * 1000);
            m_conditionals.pass(market, passed, m_done * 1000);
        }
        cancelDue(m_done * 1000);
    }
    m_done = std::max(m_done, until);
}

void Trading::cancelAllAt(int user, qint64 at)
{
    if (at == 0)
        m_cancelAt.erase(user);
    else
        m_cancelAt[user] = at;
}

bool Trading::isCancelDue(qint64 at) const
{
    return std::any_of(m_cancelAt.begin(), m_cancelAt.end(),
                       [at](const auto &due) { return due.second <= at; });
}

void Trading::cancelDue(qint64 at)
{
    for (auto due = m_cancelAt.begin(); due != m_cancelAt.end();) {
        if (due->second > at) {
            ++due;
            continue;
        }
        const std::set<int> open = m_ledger.openOrdersOf(due->first);
        for (const int order : open)
            m_matcher.cancel(order, at);
        due = m_cancelAt.erase(due);
    }
}

} // namespace coffer::exchange
