// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/conditionals.h"
#include "exchange/matcher.h"

#include <map>

namespace coffer::exchange {

/// Everything that happens to orders as time passes: resting orders fill, stop and conditional orders
/// trigger, and what was to be cancelled after a time is. One thread.
class Trading
{
public:
    Trading(Ledger &ledger, const PriceFeed &feed, const MarketList &markets, const Events &events,
            quint64 seed, qint64 startMs);

    Matcher &matcher() { return m_matcher; }
    const Matcher &matcher() const { return m_matcher; }
    Conditionals &conditionals() { return m_conditionals; }
    const Conditionals &conditionals() const { return m_conditionals; }

    /// Looks at each second that has passed since the last call; after a leap of more than ten minutes at
    /// each minute, whose order of high and low is then not told apart, unless a cancellation falls into it.
    void advance(qint64 nowMs);
    /// Cancels all of the user's open orders at that moment, unless it is told another one before. 0: never.
    void cancelAllAt(int user, qint64 at);

private:
    bool isAnythingDue() const;
    bool isWaiting(int market) const;
    Passage passage(int market, qint64 second, bool wholeMinute) const;
    bool isCancelDue(qint64 at) const;
    void cancelDue(qint64 at);

    Ledger &m_ledger;
    const PriceFeed &m_feed;
    const MarketList &m_markets;
    Matcher m_matcher;
    Conditionals m_conditionals;
    std::map<int, qint64> m_cancelAt; ///< by user
    qint64 m_done;                    ///< the last second that was looked at
};

} // namespace coffer::exchange
