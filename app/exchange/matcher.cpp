// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/matcher.h"

#include "exchange/marketlimits.h"

#include <algorithm>
#include <cmath>

namespace coffer::exchange {

namespace {

constexpr int finestDecimals = 18; ///< of any amount or value

} // namespace

Matcher::Matcher(Ledger &ledger, const PriceFeed &feed, const MarketList &markets, quint64 seed)
    : m_ledger(ledger),
      m_feed(feed),
      m_markets(markets),
      m_draw(mixed(seed, 0x6d617463)),
      m_waiting(markets.all().size())
{
}

void Matcher::adopt()
{
    for (int user = 0; user < int(m_ledger.users().size()); ++user) {
        for (const int place : m_ledger.openOrdersOf(user))
            sideOf(order(place)).insert(rankOf(place));
    }
}

qint64 Matcher::ticksOf(int market, const Decimal &price) const
{
    return std::llround((price * Decimal::scaled(1, m_markets.at(market).priceDecimals)).toDouble());
}

Decimal Matcher::priceOf(int market, qint64 ticks) const
{
    return Decimal::scaled(ticks, -m_markets.at(market).priceDecimals);
}

Matcher::Side &Matcher::sideOf(const OrderRecord &order)
{
    Waiting &waiting = m_waiting[size_t(order.market)];
    return order.isBuy ? waiting.bids : waiting.asks;
}

/// The best price first.
std::pair<qint64, int> Matcher::rankOf(int place) const
{
    const OrderRecord &resting = order(place);
    const qint64 ticks = ticksOf(resting.market, resting.price);
    return {resting.isBuy ? -ticks : ticks, place};
}

bool Matcher::isWaiting(int market) const
{
    const Waiting &waiting = m_waiting[size_t(market)];
    return !waiting.bids.empty() || !waiting.asks.empty() || !waiting.stops.empty();
}

std::vector<Matcher::Offer> Matcher::offers(int market, bool asks, qint64 ms) const
{
    const Waiting &waiting = m_waiting[size_t(market)];
    const Market &shape = m_markets.at(market);
    const Side &resting = asks ? waiting.asks : waiting.bids, &facing = asks ? waiting.bids : waiting.asks;
    const Book made = fullBook(m_feed, shape, market, ms);
    const bool isTaken = !waiting.taken.empty() && waiting.takenLot == ms / lotMs;
    std::vector<Offer> result;
    result.reserve(made.bids.size() + resting.size());
    auto user = resting.begin();
    const auto addRestingUpTo = [&](qint64 rank) {
        for (; user != resting.end() && user->first <= rank; ++user) {
            const OrderRecord &one = order(user->second);
            result.push_back({std::abs(user->first), one.amount - one.filledAmount, user->second});
        }
    };
    for (const BookLevel &level : asks ? made.asks : made.bids) {
        addRestingUpTo(asks ? level.price : -level.price);
        // A resting order has had what faces it.
        if (!facing.empty() &&
            (asks ? level.price <= -facing.begin()->first : level.price >= facing.begin()->first))
            continue;
        Decimal size = Decimal::scaled(level.size, -shape.amountDecimals);
        if (isTaken) {
            if (const auto taken = waiting.taken.find(level.price); taken != waiting.taken.end())
                size -= taken->second;
        }
        if (size.sign() > 0)
            result.push_back({level.price, size, -1});
    }
    addRestingUpTo(std::numeric_limits<qint64>::max());
    return result;
}

Book Matcher::book(int market, qint64 ms) const
{
    const Waiting &waiting = m_waiting[size_t(market)];
    if (!isWaiting(market) && waiting.taken.empty())
        return fullBook(m_feed, m_markets.at(market), market, ms);
    const Decimal unit = Decimal::scaled(1, m_markets.at(market).amountDecimals);
    Book book;
    for (const auto &[asks, levels] : {std::pair(false, &book.bids), std::pair(true, &book.asks)}) {
        for (const Offer &offer : offers(market, asks, ms)) {
            const qint64 size = std::max<qint64>(1, std::llround((offer.size * unit).toDouble()));
            if (!levels->empty() && levels->back().price == offer.ticks)
                levels->back().size += size;
            else
                levels->push_back({offer.ticks, size});
        }
    }
    return book;
}

BookTop Matcher::top(int market, qint64 ms) const
{
    const Waiting &waiting = m_waiting[size_t(market)];
    if (!isWaiting(market) && waiting.taken.empty())
        return topOf(m_feed, m_markets.at(market), market, ms);
    const Book all = book(market, ms);
    return {all.bids.empty() ? BookLevel() : all.bids.front(),
            all.asks.empty() ? BookLevel() : all.asks.front()};
}

bool Matcher::accepts(const OrderRecord &order, qint64 ticks) const
{
    if (order.price.isZero())
        return true;
    const qint64 limit = ticksOf(order.market, order.price);
    return order.isBuy ? ticks <= limit : ticks >= limit;
}

/// An order of the same user, which the taker does not want to meet.
bool Matcher::isBarred(const OrderRecord &taker, const Offer &offer) const
{
    return taker.preventsSelfMatch && offer.order >= 0 &&
           m_ledger.userOf(order(offer.order)) == m_ledger.userOf(taker);
}

bool Matcher::wouldTake(const OrderRecord &order, qint64 at) const
{
    const std::vector<Offer> facing = offers(order.market, order.isBuy, at);
    return !facing.empty() && accepts(order, facing.front().ticks);
}

/// All of it, at once.
bool Matcher::canFill(const OrderRecord &order, qint64 at) const
{
    Decimal left = order.amount;
    for (const Offer &offer : offers(order.market, order.isBuy, at)) {
        if (!accepts(order, offer.ticks) || isBarred(order, offer))
            break;
        left -= offer.size;
        if (left.sign() <= 0)
            return true;
    }
    return false;
}

Placed Matcher::place(OrderRecord draft, qint64 at)
{
    const bool isStop = draft.kind.startsWith("stop-");
    if (draft.kind == "limit-maker" && wouldTake(draft, at)) {
        return {-1, draft.isBuy ? OrderRefusal{"order-price-greater-than-limit", 3007,
                                               "The price would match at once: too high for a maker."}
                                : OrderRefusal{"order-price-less-than-limit", 3006,
                                               "The price would match at once: too low for a maker."}};
    }
    if (isStop) {
        const qint64 now = m_feed.price(draft.market, at);
        if (isReached(draft, now, now))
            return {-1, OrderRefusal{"order-stop-order-hit-trigger", 2002,
                                     "The stop price would be triggered immediately."}};
        draft.status = OrderStatus::Created;
    }
    draft.id = m_ledger.nextOrderId(m_draw, at);
    draft.createdAt = at;
    const Decimal left = m_ledger.available(draft.account, m_ledger.spentCurrency(draft));
    const int market = draft.market, place = m_ledger.place(std::move(draft));
    if (place < 0)
        return {-1, OrderRefusal{"account-frozen-balance-insufficient-error", 2002,
                                 "trade account balance is not enough, left: `" + left.toString() + "`"}};
    if (isStop)
        m_waiting[size_t(market)].stops.insert(place);
    else
        match(place, at);
    return {place, {}};
}

void Matcher::cancel(int place, qint64 at)
{
    m_waiting[size_t(order(place).market)].stops.erase(place);
    sideOf(order(place)).erase(rankOf(place));
    m_ledger.finish(place, at, true);
}

/// Executes what can be at once; what is left rests or ends, as the order's kind says.
void Matcher::match(int place, qint64 at)
{
    const QByteArray &kind = order(place).kind;
    const bool isAllOrNothing = kind.endsWith("-fok");
    const bool mayRest = (!isAllOrNothing || canFill(order(place), at)) && take(place, at);
    if (!order(place).isOpen())
        return;
    if (mayRest && (kind == "limit" || kind == "limit-maker" || kind == "stop-limit"))
        sideOf(order(place)).insert(rankOf(place));
    else
        m_ledger.finish(place, at, true);
}

Matcher::Part Matcher::partOf(const OrderRecord &order, const Offer &offer) const
{
    if (!order.isMarketBuy()) {
        const Decimal rest = order.amount - order.filledAmount;
        return {std::min(rest, offer.size), rest <= offer.size};
    }
    const Decimal price = priceOf(order.market, offer.ticks), rest = order.amount - order.filledCash;
    if (offer.size * price < rest)
        return {offer.size, false};
    // What the value buys, to the finest amount whose value still has 18 decimals.
    return {(rest / price).truncated(finestDecimals - m_markets.at(order.market).priceDecimals), true};
}

/// Walks the book. False when what is left must not rest, because it met an order of the same user.
bool Matcher::take(int place, qint64 at)
{
    const OrderRecord &taker = order(place);
    for (const Offer &offer : offers(taker.market, taker.isBuy, at)) {
        if (!accepts(taker, offer.ticks))
            return true;
        if (isBarred(taker, offer))
            return false;
        const Part part = partOf(taker, offer);
        if (part.amount.isZero()) { // the last dust of a value buys nothing
            m_ledger.finish(place, at, false);
            return true;
        }
        trade(place, offer, part, at);
        if (part.completes)
            return true;
    }
    return true;
}

void Matcher::trade(int taker, const Offer &offer, const Part &part, qint64 at)
{
    m_lastMatch = std::max(m_lastMatch + 1, at / 13);
    m_lastTrade = std::max(m_lastTrade + 1, at / 16);
    if (offer.order >= 0) {
        const bool completes = part.amount == offer.size;
        if (completes)
            sideOf(order(offer.order)).erase(rankOf(offer.order));
        execute(offer.order, offer.ticks, {part.amount, completes}, true, at);
    } else {
        Waiting &waiting = m_waiting[size_t(order(taker).market)];
        if (waiting.takenLot != at / lotMs)
            waiting.taken.clear();
        waiting.takenLot = at / lotMs;
        waiting.taken[offer.ticks] += part.amount;
    }
    execute(taker, offer.ticks, part, false, at);
}

void Matcher::execute(int place, qint64 ticks, const Part &part, bool isMaker, qint64 at)
{
    const int market = order(place).market;
    const FeeRates rates = feeRates(m_markets.at(market));
    FillRecord fill;
    fill.id = m_ledger.nextFillId(m_draw, at);
    fill.matchId = m_lastMatch;
    fill.tradeId = m_lastTrade;
    fill.order = place;
    fill.isMaker = isMaker;
    fill.price = priceOf(market, ticks);
    fill.amount = part.amount;
    fill.createdAt = at;
    m_ledger.execute(std::move(fill), isMaker ? rates.maker : rates.taker, {}, part.completes);
}

void Matcher::pass(int market, const Passage &passage, qint64 at)
{
    qint64 left = passage.amount;
    fillResting(true, market, passage, left, at);
    fillResting(false, market, passage, left, at);
    triggerStops(market, passage, at);
}

void Matcher::fillResting(bool bids, int market, const Passage &passage, qint64 &left, qint64 at)
{
    Side &side = bids ? m_waiting[size_t(market)].bids : m_waiting[size_t(market)].asks;
    while (!side.empty() && left > 0) {
        const auto [rank, place] = *side.begin();
        const qint64 ticks = std::abs(rank);
        if (bids ? passage.low > ticks : passage.high < ticks)
            return;
        const int decimals = m_markets.at(market).amountDecimals;
        const Decimal rest = order(place).amount - order(place).filledAmount;
        const Decimal traded = Decimal::scaled(left, -decimals);
        const Part part{std::min(rest, traded), rest <= traded};
        left -= std::llround((part.amount * Decimal::scaled(1, decimals)).toDouble());
        if (part.completes)
            side.erase(side.begin());
        m_lastMatch = std::max(m_lastMatch + 1, at / 13);
        m_lastTrade = std::max(m_lastTrade + 1, at / 16);
        execute(place, ticks, part, true, at);
    }
}

bool Matcher::isReached(const OrderRecord &order, qint64 low, qint64 high) const
{
    const qint64 stop = ticksOf(order.market, order.stopPrice);
    return order.stopOperator == StopOperator::AtLeast ? high >= stop : low <= stop;
}

/// A stop order whose spending is not there any more is cancelled.
void Matcher::triggerStops(int market, const Passage &passage, qint64 at)
{
    std::set<int> &stops = m_waiting[size_t(market)].stops;
    for (auto stop = stops.begin(); stop != stops.end();) {
        const int place = *stop;
        if (!isReached(order(place), passage.low, passage.high)) {
            ++stop;
            continue;
        }
        stop = stops.erase(stop);
        if (m_ledger.trigger(place, at))
            match(place, at);
        else
            m_ledger.finish(place, at, true);
    }
}

} // namespace coffer::exchange
