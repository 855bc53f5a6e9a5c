// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/activity.h"

#include "exchange/marketlimits.h"
#include "exchange/walletaddress.h"

#include <algorithm>
#include <cmath>

namespace coffer::exchange {

namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr qint64 year = 365 * day;
constexpr double smallestOrder = 6; ///< USDT; the markets take 5

Decimal decimalOf(const char *text)
{
    return *Decimal::parse(QByteArrayView(text));
}

} // namespace

Activity::Activity(Ledger &ledger, const PriceFeed &feed, const MarketList &markets,
                   const CurrencyList &currencies, quint64 seed, qint64 startMs)
    : m_ledger(ledger),
      m_feed(feed),
      m_markets(markets),
      m_currencies(currencies),
      m_draw(mixed(seed, 0x61637469)),
      m_startMs(startMs)
{
}

void Activity::plan(qint64 at, std::function<void(qint64 at)> act)
{
    m_queue.push({at, m_steps++, std::move(act)});
}

void Activity::run()
{
    while (!m_queue.empty()) {
        const Step step = m_queue.top();
        m_queue.pop();
        step.act(step.at);
    }
}

QByteArray Activity::hex(int digits)
{
    return hexText(m_draw, digits);
}

TransferRecord Activity::newTransfer(int user, const char *currency, const char *amount, qint64 at)
{
    TransferRecord record;
    record.id = m_ledger.nextTransferId(at);
    record.user = user;
    record.currency = m_currencies.indexOf(currency);
    const Asset &asset = m_currencies.at(record.currency);
    const Chain &chain = asset.chains.front();
    record.chain = chain.name;
    record.address = walletAddress(chain, m_draw);
    if (needsTag(chain))
        record.addressTag = walletTag(m_draw);
    record.amount = decimalOf(amount);
    record.createdAt = at;
    return record;
}

void Activity::deposit(int user, const char *currency, const char *amount, int daysAgo, const char *state)
{
    plan(m_startMs - daysAgo * day - m_draw.between(5 * minute, 20 * hour), [=, this](qint64 at) {
        TransferRecord record = newTransfer(user, currency, amount, at);
        record.txHash = hex(64);
        record.state = state;
        record.updatedAt = at + m_draw.between(40 * second, 4 * minute);
        m_ledger.deposit(std::move(record), at);
    });
}

void Activity::withdraw(int user, const char *currency, const char *amount, int daysAgo, const char *state)
{
    plan(m_startMs - daysAgo * day - m_draw.between(5 * minute, 20 * hour), [=, this](qint64 at) {
        TransferRecord record = newTransfer(user, currency, amount, at);
        record.isDeposit = false;
        record.state = "submitted";
        record.updatedAt = at;
        record.subType = "normal";
        const Asset &asset = m_currencies.at(record.currency);
        record.fee = *Decimal::parse(asset.chains.front().withdrawFee);
        Settlement settlement;
        settlement.at = at + m_draw.between(3 * minute, 25 * minute);
        settlement.state = state;
        // Only a fast, internal one has none (htx-api.md 6). One that went wrong is drawn aside: it moves no
        // later draw.
        Draw aside(static_cast<quint64>(at));
        settlement.txHash = settlement.state == "confirmed" ? hex(64) : hexText(aside, 64);
        if (settlement.state == "failed") {
            settlement.errorCode = "110";
            settlement.errorMessage = "The destination address does not accept this asset.";
        }
        if (const int place = m_ledger.requestWithdrawal(std::move(record), at); place >= 0)
            plan(settlement.at, [=, this](qint64) { m_ledger.settleWithdrawal(place, settlement); });
    });
}

void Activity::move(int from, int to, const char *currency, const char *amount, int daysAgo)
{
    plan(m_startMs - daysAgo * day, [=, this](qint64 at) {
        m_ledger.move(from, to, m_currencies.indexOf(currency), decimalOf(amount), at);
    });
}

void Activity::borrow(int account, const char *currency, const char *amount, int daysAgo)
{
    plan(m_startMs - daysAgo * day, [=, this](qint64 at) {
        m_ledger.borrow(account, m_currencies.indexOf(currency), decimalOf(amount), at);
    });
}

void Activity::trade(const Trader &trader)
{
    const Trader *kept = &m_traders.emplace_back(trader);
    for (int number = 0; number < trader.orders; ++number) {
        // Livelier of late.
        const double ago = std::pow(m_draw.unit(), 1.15);
        const qint64 at = m_startMs - 3 * minute - static_cast<qint64>(ago * double(year - 3 * day));
        plan(at, [this, kept](qint64 when) { tradeOnce(*kept, when); });
    }
    for (const QByteArray &base : trader.soldOff) {
        plan(m_startMs - m_draw.between(3 * day, 18 * day),
             [this, kept, base](qint64 when) { sellOff(*kept, base, when); });
    }
}

double Activity::priceOf(int market, qint64 at) const
{
    return double(m_feed.price(market, at)) * std::pow(10.0, -m_markets.at(market).priceDecimals);
}

bool Activity::wantsToBuy(const Trader &trader, int market, qint64 at)
{
    const Market &shape = m_markets.at(market);
    const double held = m_ledger.available(trader.account, m_currencies.indexOf(shape.base)).toDouble();
    const double cash = m_ledger.available(trader.account, m_currencies.indexOf("usdt")).toDouble();
    if (held * priceOf(market, at) < 4 * smallestOrder)
        return true;
    return m_draw.chance(cash > trader.cashWanted ? 0.62 : 0.30);
}

void Activity::tradeOnce(const Trader &trader, qint64 at)
{
    // The square prefers the favourites, which come first.
    const double lot = m_draw.unit();
    const auto choice = size_t(lot * lot * double(trader.bases.size()));
    const QByteArray &base = trader.bases[choice];
    const bool againstBtc = base == "eth" && m_draw.chance(0.12);
    const int market = m_markets.indexOf(base + (againstBtc ? "btc" : "usdt"));
    const bool gaveUp = std::find(trader.soldOff.begin(), trader.soldOff.end(), base) != trader.soldOff.end();
    if (gaveUp && at > m_startMs - 20 * day)
        return;
    const double worth = trader.smallest * std::pow(trader.largest / trader.smallest, m_draw.unit());
    if (const auto drafted = draft(trader, market, wantsToBuy(trader, market, at), worth, at))
        carryOut(*drafted, at);
}

void Activity::sellOff(const Trader &trader, const QByteArray &base, qint64 at)
{
    const int market = m_markets.indexOf(base + "usdt");
    const Market &shape = m_markets.at(market);
    Plan selling;
    selling.order = newOrder(trader.account, market, false, "market", at, trader.source);
    selling.order.amount =
        m_ledger.available(trader.account, m_currencies.indexOf(base)).truncated(shape.amountDecimals);
    selling.fillAt = at;
    if (selling.order.amount.toDouble() * priceOf(market, at) > smallestOrder)
        carryOut(selling, at);
}

OrderRecord Activity::newOrder(int account, int market, bool isBuy, const char *kind, qint64 at,
                               const QByteArray &source)
{
    OrderRecord order;
    order.account = account;
    order.market = market;
    order.isBuy = isBuy;
    order.kind = kind;
    order.createdAt = at;
    order.source = source;
    return order;
}

std::optional<Activity::Plan> Activity::draft(const Trader &trader, int market, bool isBuy, double worth,
                                              qint64 at)
{
    const Market &shape = m_markets.at(market);
    const double price = priceOf(market, at);
    const double quoteInUsdt = shape.quote == "btc" ? priceOf(m_markets.indexOf("btcusdt"), at) : 1.0;
    const QByteArray &spent = isBuy ? shape.quote : shape.base;
    const double free = m_ledger.available(trader.account, m_currencies.indexOf(spent)).toDouble() *
                        (isBuy ? quoteInUsdt : price * quoteInUsdt);
    worth = std::min(worth, free * 0.4);
    if (worth < smallestOrder)
        return std::nullopt;

    const double lot = m_draw.unit();
    const char *kind = lot < 0.62 ? "limit" : lot < 0.87 ? "market" : lot < 0.95 ? "limit-maker" : "ioc";
    Plan plan;
    plan.order = newOrder(trader.account, market, isBuy, kind, at, trader.source);
    const bool byValue = plan.order.isMarketBuy();
    const int decimals = byValue ? (shape.quote == "btc" ? 6 : 2) : shape.amountDecimals;
    const double amount = byValue ? worth / quoteInUsdt : worth / (price * quoteInUsdt);
    plan.order.amount = Decimal::scaled(std::llround(amount * std::pow(10.0, decimals)), -decimals);
    if (plan.order.amount.isZero())
        return std::nullopt;
    plan.deducts = shape.quote == "usdt" && m_draw.chance(trader.deductions);
    if (trader.namesOrders)
        plan.order.clientOrderId = "grid_" + hex(12);
    if (plan.order.kind == "market" || plan.order.kind == "ioc" || m_draw.chance(0.78))
        draftFilled(plan, at);
    else
        draftUnfilled(plan, at);
    return plan;
}

/// Chooses when the order fills and prices it inside that minute's candle.
void Activity::draftFilled(Plan &plan, qint64 at)
{
    OrderRecord &order = plan.order;
    const int decimals = m_markets.at(order.market).priceDecimals;
    const qint64 now = m_feed.price(order.market, at);
    // At once, and within the minute whose candle it has to lie in.
    plan.fillAt = std::min(at + m_draw.between(15, 400), (at / minute + 1) * minute - 20);
    plan.fillAt = std::max(plan.fillAt, at);
    if (order.kind == "market")
        return;
    if (order.kind == "ioc") {
        order.price = Decimal::scaled(now, -decimals);
        plan.part = m_draw.chance(0.4) ? m_draw.within(0.2, 0.9) : 1.0;
        plan.cancelAt = plan.part < 1 ? plan.fillAt + 40 : 0;
        return;
    }
    const qint64 later = std::min(at + m_draw.between(minute, 9 * hour), m_startMs - 2 * minute);
    const Bar bar = m_feed.minute(order.market, later / minute);
    const qint64 ticks = m_draw.between(bar.low, bar.high);
    const bool crosses = later <= at + minute || (order.isBuy ? ticks >= now : ticks <= now);
    order.price = Decimal::scaled(crosses ? now : ticks, -decimals);
    if (crosses) {
        order.kind = "limit";
        return;
    }
    plan.asMaker = true;
    plan.fillAt = later / minute * minute + m_draw.between(2 * second, 50 * second);
    if (m_draw.chance(0.1)) {
        plan.part = m_draw.within(0.1, 0.9);
        plan.cancelAt = plan.fillAt + m_draw.between(20 * second, 100 * second);
    }
}

void Activity::draftUnfilled(Plan &plan, qint64 at)
{
    OrderRecord &order = plan.order;
    const double away = m_draw.within(0.02, 0.09);
    const double ticks = double(m_feed.price(order.market, at)) * (order.isBuy ? 1 - away : 1 + away);
    order.price = Decimal::scaled(std::llround(ticks), -m_markets.at(order.market).priceDecimals);
    plan.cancelAt = std::min(at + m_draw.between(4 * minute, 20 * hour), m_startMs - 30 * second);
}

void Activity::carryOut(const Plan &planned, qint64 at)
{
    OrderRecord order = planned.order;
    order.id = m_ledger.nextOrderId(m_draw, at);
    const int place = m_ledger.place(std::move(order));
    if (place < 0)
        return;
    if (planned.fillAt > 0)
        plan(planned.fillAt, [=, this](qint64 when) { fill(place, planned, when); });
    if (planned.cancelAt > 0)
        plan(planned.cancelAt, [=, this](qint64 when) { m_ledger.finish(place, when, true); });
}

void Activity::fill(int place, const Plan &planned, qint64 at)
{
    const OrderRecord &order = m_ledger.orders()[size_t(place)];
    qint64 ticks = m_feed.price(order.market, at);
    if (!order.price.isZero()) {
        const qint64 limit =
            std::llround(order.price.toDouble() * std::pow(10.0, m_markets.at(order.market).priceDecimals));
        // A taker gets the market's price where it is better than its limit.
        ticks = planned.asMaker ? limit : order.isBuy ? std::min(ticks, limit) : std::max(ticks, limit);
        // The second's price may have run past the limit since: still inside the minute's candle.
        const Bar bar = m_feed.minute(order.market, at / minute);
        ticks = std::clamp(ticks, bar.low, bar.high);
    }
    fillParts(place, planned, at, ticks);
    if (planned.part >= 1 && m_ledger.orders()[size_t(place)].isOpen())
        m_ledger.finish(place, at + 12, false);
}

void Activity::fillParts(int place, const Plan &planned, qint64 at, qint64 ticks)
{
    const OrderRecord order = m_ledger.orders()[size_t(place)];
    const Market &market = m_markets.at(order.market);
    const Decimal price = Decimal::scaled(ticks, -market.priceDecimals);
    Decimal rest = order.amount;
    if (order.isMarketBuy()) // what the value buys, to the finest amount whose value still has 18 decimals
        rest = (order.amount / price).truncated(18 - market.priceDecimals);
    else if (planned.part < 1)
        rest = (order.amount * Decimal::scaled(std::llround(planned.part * 100), -2))
                   .truncated(market.amountDecimals);
    const int parts = int(m_draw.between(1, 4));
    for (int part = parts; part > 0 && !rest.isZero(); --part) {
        const Decimal share = Decimal::scaled(m_draw.between(15, 70), -2);
        Decimal amount = part == 1 ? rest : (rest * share).truncated(market.amountDecimals);
        if (amount.isZero())
            continue;
        rest -= amount;
        FillRecord record;
        record.id = m_ledger.nextFillId(m_draw, at);
        record.matchId = at / 13;
        record.tradeId = at / 16 + (parts - part);
        record.order = place;
        record.isMaker = planned.asMaker;
        record.price = price;
        record.amount = amount;
        record.createdAt = std::min(at + (parts - part) * 3, (at / minute + 1) * minute - 1);
        record.deductCurrency = planned.deducts ? m_currencies.indexOf("htx") : -1;
        const FeeRates rates = feeRates(market);
        m_ledger.execute(std::move(record), planned.asMaker ? rates.maker : rates.taker, deductRate(at),
                         planned.part >= 1 && rest.isZero());
    }
}

/// HTX for one USDT of turnover: three quarters of the usual fee.
Decimal Activity::deductRate(qint64 at) const
{
    const int market = m_markets.indexOf("htxusdt");
    const double price = priceOf(market, at);
    return Decimal::scaled(std::llround(0.0015 / price * 1e6), -6);
}

void Activity::leaveOpen(int account, const char *symbol, bool isBuy, double distance, double worth,
                         int hoursAgo)
{
    plan(m_startMs - hoursAgo * hour - m_draw.between(second, 50 * minute), [=, this](qint64 at) {
        const int market = m_markets.indexOf(symbol);
        const Market &shape = m_markets.at(market);
        Plan open;
        open.order = newOrder(account, market, isBuy, "limit", at, "spot-web");
        const double price = shape.price * (isBuy ? 1 - distance : 1 + distance);
        open.order.price =
            Decimal::scaled(std::llround(price * std::pow(10.0, shape.priceDecimals)), -shape.priceDecimals);
        open.order.amount = Decimal::scaled(
            std::llround(worth / price * std::pow(10.0, shape.amountDecimals)), -shape.amountDecimals);
        carryOut(open, at);
    });
}

void Activity::leaveHalfFilled(int account, const char *symbol, bool isBuy, double worth, int hoursAgo)
{
    plan(m_startMs - hoursAgo * hour - m_draw.between(second, 50 * minute), [=, this](qint64 at) {
        const int market = m_markets.indexOf(symbol);
        const Market &shape = m_markets.at(market);
        const qint64 fillMinute = at / minute + 30;
        const Bar bar = m_feed.minute(market, fillMinute);
        const qint64 ticks = isBuy ? bar.low : bar.high;
        Plan open;
        open.order = newOrder(account, market, isBuy, "limit", at, "spot-app");
        open.order.price = Decimal::scaled(ticks, -shape.priceDecimals);
        open.order.amount = Decimal::scaled(
            std::llround(worth / open.order.price.toDouble() * std::pow(10.0, shape.amountDecimals)),
            -shape.amountDecimals);
        open.fillAt = fillMinute * minute + 20 * second;
        open.asMaker = true;
        open.part = 0.37;
        carryOut(open, at);
    });
}

} // namespace coffer::exchange
