// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/hash.h"
#include "exchange/ledger.h"
#include "exchange/orderbook.h"
#include "exchange/ordercheck.h"
#include "exchange/pricefeed.h"

#include <map>
#include <set>

namespace coffer::exchange {

/// What the price of a market did in a stretch of time that has passed: ticks, and base units of its amount
/// decimals.
struct Passage
{
    qint64 low = 0, high = 0, last = 0;
    qint64 amount = 0;
};

/// How placing an order went.
struct Placed
{
    int order = -1; ///< place in the ledger's orders; -1: refused
    std::optional<OrderRefusal> refusal;
};

/// Brings orders together: with the book that the exchange makes up around the price, and with one another,
/// by price and then by time. What is taken of a made-up level stays taken for as long as that level stays
/// the same. One thread.
class Matcher
{
public:
    Matcher(Ledger &ledger, const PriceFeed &feed, const MarketList &markets, quint64 seed);

    /// Takes over the orders that the ledger holds open.
    void adopt();
    /// Files a checked order and executes what it can at once. Refused: not enough to spend, a limit-maker
    /// that would take, a stop order whose price is already reached.
    Placed place(OrderRecord order, qint64 at);
    /// Ends an open order.
    void cancel(int order, qint64 at);

    /// True while something may happen in that market.
    bool isWaiting(int market) const;
    /// The price went through there: fills resting orders as makers at their own price, no more than was
    /// traded, and triggers stop orders.
    void pass(int market, const Passage &passage, qint64 at);

    /// The made-up book less what was taken of it, with the users' resting orders: every level. It is never
    /// crossed: what faces a resting order at its price or a better one is left out.
    Book book(int market, qint64 ms) const;
    BookTop top(int market, qint64 ms) const;
    /// Ticks of a price in a market.
    qint64 ticksOf(int market, const Decimal &price) const;
    Decimal priceOf(int market, qint64 ticks) const;
    qint64 lastPrice(int market, qint64 ms) const { return m_feed.price(market, ms); }

private:
    using Side = std::set<std::pair<qint64, int>>; ///< rank by price, then place of the order, thus by time
    struct Waiting                                 ///< of one market
    {
        Side bids, asks;
        std::set<int> stops;
        std::map<qint64, Decimal> taken; ///< of the made-up book, by ticks
        qint64 takenLot = 0;             ///< when that was
    };
    struct Offer
    {
        qint64 ticks = 0;
        Decimal size;
        int order = -1; ///< -1: made up
    };
    struct Part
    {
        Decimal amount;
        bool completes = false; ///< the order is filled with it
    };

    const OrderRecord &order(int place) const { return m_ledger.orders()[size_t(place)]; }
    Side &sideOf(const OrderRecord &order);
    std::pair<qint64, int> rankOf(int place) const;
    std::vector<Offer> offers(int market, bool asks, qint64 ms) const;
    bool accepts(const OrderRecord &order, qint64 ticks) const;
    bool isBarred(const OrderRecord &taker, const Offer &offer) const;
    bool wouldTake(const OrderRecord &order, qint64 at) const;
    bool canFill(const OrderRecord &order, qint64 at) const;
    Part partOf(const OrderRecord &order, const Offer &offer) const;
    void match(int place, qint64 at);
    bool take(int place, qint64 at);
    void trade(int taker, const Offer &offer, const Part &part, qint64 at);
    void execute(int place, qint64 ticks, const Part &part, bool isMaker, qint64 at);
    void fillResting(bool bids, int market, const Passage &passage, qint64 &left, qint64 at);
    void triggerStops(int market, const Passage &passage, qint64 at);
    bool isReached(const OrderRecord &order, qint64 low, qint64 high) const;

    Ledger &m_ledger;
    const PriceFeed &m_feed;
    const MarketList &m_markets;
    Draw m_draw;
    std::vector<Waiting> m_waiting; ///< by market
    qint64 m_lastMatch = 0, m_lastTrade = 0;
};

} // namespace coffer::exchange
