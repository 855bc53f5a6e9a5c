// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/hash.h"
#include "exchange/ledger.h"
#include "exchange/pricefeed.h"

#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace coffer::exchange {

/// Who trades, with what habits.
struct Trader
{
    int account = 0;                      ///< the spot account
    std::vector<QByteArray> bases;        ///< what it trades, favourites first
    std::vector<QByteArray> soldOff;      ///< of these, what it gave up lately: only dust stays
    int orders = 0;                       ///< in the year
    double smallest = 20, largest = 2000; ///< of an order, in USDT
    double cashWanted = 0;                ///< USDT it likes to keep
    double deductions = 0;                ///< part of the orders whose fee is paid in HTX
    QByteArray source;
    bool namesOrders = false; ///< gives client order ids
};

/// A year of deposits, orders, fills and withdrawals, made up on the real price path: every fill lies inside
/// the candle of its minute, and everything goes through the ledger, so it adds up by construction.
class Activity
{
public:
    Activity(Ledger &ledger, const PriceFeed &feed, const MarketList &markets, const CurrencyList &currencies,
             quint64 seed, qint64 startMs);

    void deposit(int user, const char *currency, const char *amount, int daysAgo, const char *state = "safe");
    void withdraw(int user, const char *currency, const char *amount, int daysAgo,
                  const char *state = "confirmed");
    void move(int from, int to, const char *currency, const char *amount, int daysAgo);
    void borrow(int account, const char *currency, const char *amount, int daysAgo);
    void trade(const Trader &trader);
    /// An order that is still open when the world starts, priced that fraction away from the market, for that
    /// worth in USDT.
    void leaveOpen(int account, const char *symbol, bool isBuy, double distance, double worth, int hoursAgo);
    /// One that is open and was filled in part.
    void leaveHalfFilled(int account, const char *symbol, bool isBuy, double worth, int hoursAgo);

    /// Lets everything that was planned happen, in the order of time.
    void run();

private:
    struct Step
    {
        qint64 at;
        quint64 number;
        std::function<void(qint64 at)> act;
        bool operator>(const Step &other) const
        {
            return at != other.at ? at > other.at : number > other.number;
        }
    };
    struct Plan ///< an order with what will become of it
    {
        OrderRecord order;
        qint64 fillAt = 0; ///< 0: never
        double part = 1;   ///< of the amount that fills
        bool asMaker = false;
        qint64 cancelAt = 0; ///< 0: never
        bool deducts = false;
    };

    void plan(qint64 at, std::function<void(qint64 at)> act);
    void tradeOnce(const Trader &trader, qint64 at);
    void sellOff(const Trader &trader, const QByteArray &base, qint64 at);
    std::optional<Plan> draft(const Trader &trader, int market, bool isBuy, double worth, qint64 at);
    void draftFilled(Plan &plan, qint64 at);
    void draftUnfilled(Plan &plan, qint64 at);
    void carryOut(const Plan &plan, qint64 at);
    void fill(int order, const Plan &plan, qint64 at);
    void fillParts(int order, const Plan &plan, qint64 at, qint64 ticks);
    bool wantsToBuy(const Trader &trader, int market, qint64 at);
    double priceOf(int market, qint64 at) const;
    Decimal deductRate(qint64 at) const;
    OrderRecord newOrder(int account, int market, bool isBuy, const char *kind, qint64 at,
                         const QByteArray &source);
    TransferRecord newTransfer(int user, const char *currency, const char *amount, qint64 at);
    QByteArray hex(int digits);

    Ledger &m_ledger;
    const PriceFeed &m_feed;
    const MarketList &m_markets;
    const CurrencyList &m_currencies;
    Draw m_draw;
    qint64 m_startMs;
    quint64 m_steps = 0;
    std::deque<Trader> m_traders; ///< stay where they are: planned steps point at them
    std::priority_queue<Step, std::vector<Step>, std::greater<>> m_queue;
};

} // namespace coffer::exchange
