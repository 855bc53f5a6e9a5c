// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/pricefeed.h"

#include "exchange/hash.h"

#include <algorithm>
#include <cmath>

namespace coffer::exchange {

namespace {

constexpr qint64 msPerMinute = 60'000;
constexpr int blocksKept = 128; ///< 11.5 KiB each

qint64 floorDiv(qint64 value, qint64 divisor)
{
    return value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}

qint64 bentTicks(qint64 ticks, double factor)
{
    return factor == 1.0 ? ticks : std::max<qint64>(1, qRound64(double(ticks) * factor));
}

} // namespace

void Bar::append(const Bar &later)
{
    if (later.isEmpty())
        return;
    if (isEmpty()) {
        *this = later;
        return;
    }
    high = std::max(high, later.high);
    low = std::min(low, later.low);
    close = later.close;
    amount += later.amount;
    volume += later.volume;
    count += later.count;
}

PriceFeed::PriceFeed(const MarketList &markets, quint64 seed, qint64 startMs)
    : m_markets(markets),
      m_startMinute(floorDiv(startMs, msPerMinute)),
      m_startSecond(static_cast<int>((startMs - m_startMinute * msPerMinute) / 1000)),
      m_paths(markets.all().size()),
      m_blocks(blocksKept)
{
    m_characters.reserve(markets.all().size());
    for (const Market &market : markets.all()) {
        Character &character = m_characters.emplace_back();
        character.seed = mixed(seed, hashOf(market.symbol));
        character.ticksPerUnit = std::pow(10.0, market.priceDecimals);
        const double turnoverUnits = character.ticksPerUnit * std::pow(10.0, market.amountDecimals);
        character.volumePerTickUnit = std::pow(10.0, market.volumeDecimals) / turnoverUnits;
        character.minuteWick = market.volatility / std::sqrt(double(blockMinutes)) * 0.9;
        character.minuteTurnover = market.dailyVolume / blockMinutes * turnoverUnits;
        const double volumeInUsd = market.dailyVolume * (market.quote == "btc" ? 88'000.0 : 1.0);
        character.countPerMinute = 1.0 + std::pow(volumeInUsd, 0.62) / 900.0;
    }
    split(0, blockMinutes);
}

/// Halves the stretch and its halves, down to single minutes.
void PriceFeed::split(int low, int high)
{
    if (high - low < 2)
        return;
    const int middle = (low + high) / 2;
    const double length = high - low, before = middle - low, after = high - middle;
    m_splits[size_t(middle)] = {low, high, before / length,
                                std::sqrt(before * after / length / blockMinutes)};
    m_order.push_back(middle);
    split(low, middle);
    split(middle, high);
}

qint64 PriceFeed::firstMinute(int market) const
{
    return m_startMinute - qint64(m_markets.at(market).historyDays) * blockMinutes;
}

/// The walk into the past is a bridge in logarithms from the price of 24 h ago to a plausible one at the far
/// end.
void PriceFeed::layPast(int market, Path &path) const
{
    const Market &shape = m_markets.at(market);
    const quint64 seed = mixed(m_characters[size_t(market)].seed, 0x70617374);
    const int days = shape.historyDays;
    path.past.assign(size_t(days) + 1, 0.0);
    path.past[0] = shape.price;
    const double dayAgo = shape.price / (1 + shape.change);
    const double farEnd = gauss(mixed(seed, 1)) * shape.volatility * std::sqrt(double(days)) * 0.55;
    std::vector<double> logs(size_t(days) + 1, 0.0);
    logs[size_t(days)] = farEnd;
    const auto bridge = [&](auto &&self, int low, int high) -> void {
        if (high - low < 2)
            return;
        const int middle = (low + high) / 2;
        const double weight = double(middle - low) / (high - low);
        const double deviation =
            shape.volatility * 0.85 * std::sqrt(double(middle - low) * (high - middle) / double(high - low));
        logs[size_t(middle)] = logs[size_t(low)] * (1 - weight) + logs[size_t(high)] * weight +
                               gauss(mixed(seed, quint64(middle) + 16)) * deviation;
        self(self, low, middle);
        self(self, middle, high);
    };
    bridge(bridge, 1, days);
    for (int day = 1; day <= days; ++day)
        path.past[size_t(day)] = dayAgo * std::exp(logs[size_t(day)]);
}

/// The price at the start of a block: block 0 begins when the world starts.
double PriceFeed::anchor(int market, qint64 block) const
{
    Path &path = m_paths[size_t(market)];
    if (path.past.empty())
        layPast(market, path);
    if (block <= 0)
        return path.past[size_t(std::min<qint64>(-block, qint64(path.past.size()) - 1))];
    const Market &shape = m_markets.at(market);
    const quint64 seed = mixed(m_characters[size_t(market)].seed, 0x66757475);
    while (qint64(path.future.size()) < block) {
        const double last = path.future.empty() ? shape.price : path.future.back();
        // Pulled back towards the start price a little, so that a long fast run stays plausible.
        const double pull = 0.01 * std::log(shape.price / last);
        const double step = pull + gauss(mixed(seed, path.future.size())) * shape.volatility * 0.85;
        path.future.push_back(last * std::exp(step));
    }
    return path.future[size_t(block - 1)];
}

double PriceFeed::blockScale(int market, qint64 block) const
{
    const double liveliness =
        0.6 + unit(mixed(m_characters[size_t(market)].seed ^ 0x6c697665, quint64(block)));
    return anchor(market, block) * m_markets.at(market).volatility * liveliness * 0.8;
}

quint64 PriceFeed::blockSeed(int market, qint64 block) const
{
    return m_characters[size_t(market)].seed + quint64(block) * 2048u;
}

double PriceFeed::displaced(quint64 blockSeed, int middle, double atLow, double atHigh, double scale) const
{
    const Split &step = m_splits[size_t(middle)];
    const double lot = gauss(mixed(blockSeed + quint64(middle)));
    return atLow + (atHigh - atLow) * step.weight + lot * (scale * step.deviation);
}

const PriceFeed::Block &PriceFeed::block(int market, qint64 index) const
{
    const quint64 key = (quint64(market) << 32) ^ quint64(index + 0x10000);
    if (const Block *known = m_blocks.object(key))
        return *known;
    auto made = std::make_unique<Block>();
    if (const auto &ratio = m_markets.at(market).ratio) {
        const Block numerator = block(ratio->first, index);
        const Block &denominator = block(ratio->second, index);
        for (size_t minute = 0; minute < made->size(); ++minute)
            (*made)[minute] = numerator[minute] / denominator[minute];
    } else {
        made->front() = anchor(market, index);
        made->back() = anchor(market, index + 1);
        const double scale = blockScale(market, index);
        const quint64 seed = blockSeed(market, index);
        for (const int middle : m_order) {
            const Split &step = m_splits[size_t(middle)];
            (*made)[size_t(middle)] =
                displaced(seed, middle, (*made)[size_t(step.low)], (*made)[size_t(step.high)], scale);
        }
    }
    const Block &result = *made;
    m_blocks.insert(key, made.release());
    return result;
}

double PriceFeed::point(int market, qint64 minute) const
{
    if (const auto &ratio = m_markets.at(market).ratio)
        return point(ratio->first, minute) / point(ratio->second, minute);
    const qint64 index = floorDiv(minute - m_startMinute, blockMinutes);
    const int wanted = static_cast<int>(minute - m_startMinute - index * blockMinutes);
    double atLow = anchor(market, index);
    if (wanted == 0)
        return atLow;
    double atHigh = anchor(market, index + 1);
    const double scale = blockScale(market, index);
    const quint64 seed = blockSeed(market, index);
    int low = 0, high = blockMinutes;
    for (;;) {
        const int middle = (low + high) / 2;
        const double atMiddle = displaced(seed, middle, atLow, atHigh, scale);
        if (middle == wanted)
            return atMiddle;
        (wanted < middle ? high : low) = middle;
        (wanted < middle ? atHigh : atLow) = atMiddle;
    }
}

qint64 PriceFeed::ticks(int market, double price) const
{
    return std::max<qint64>(1, qRound64(price * m_characters[size_t(market)].ticksPerUnit));
}

Bar PriceFeed::barBetween(int market, qint64 minute, qint64 open, qint64 close) const
{
    const Character &character = m_characters[size_t(market)];
    // One draw in three parts: the reach up and down, and the volume.
    const quint64 lot = mixed(character.seed ^ 0x626172, quint64(minute));
    const double up = double(lot >> 40) * 0x1.0p-24;
    const double down = double((lot >> 16) & 0xffffff) * 0x1.0p-24;
    const double skewed = double(lot & 0xffff) * 0x1.0p-16;
    const double reach = double(open) * character.minuteWick;
    Bar bar;
    bar.open = open;
    bar.close = close;
    bar.high = std::max(open, close) + static_cast<qint64>(reach * up * up);
    bar.low = std::max<qint64>(1, std::min(open, close) - static_cast<qint64>(reach * down * down));
    // More is traded when the price moves.
    const double middle = double(open + close) * 0.5;
    const double move = std::min(std::abs(double(close - open)), 4 * reach) / (reach + 1e-9);
    const double activity = 0.25 + 2.0 * skewed * skewed + 0.25 * move;
    bar.amount = static_cast<qint64>(character.minuteTurnover * activity / middle);
    const double mean = (double(bar.high + bar.low) + 2 * middle) * 0.25;
    bar.volume = static_cast<qint64>(double(bar.amount) * mean * character.volumePerTickUnit);
    bar.count = bar.amount == 0 ? 0 : 1 + static_cast<qint64>(character.countPerMinute * activity);
    return bar;
}

double PriceFeed::bendAt(int market, qint64 ms) const
{
    if (m_bends.isEmpty())
        return 1.0;
    const double own = m_bends.at(market, ms);
    const auto &ratio = m_markets.at(market).ratio;
    return ratio ? own * m_bends.at(ratio->first, ms) / m_bends.at(ratio->second, ms) : own;
}

/// A minute with a bend inside is put together from its seconds, so that it shows what price() shows.
Bar PriceFeed::bent(int market, qint64 minute, const Bar &straight) const
{
    if (m_bends.isEmpty() || straight.isEmpty())
        return straight;
    const qint64 start = minute * msPerMinute;
    const double first = bendAt(market, start), last = bendAt(market, start + msPerMinute - 1);
    Bar bar = straight;
    bar.open = bentTicks(straight.open, first);
    bar.close = bentTicks(straight.close, last);
    bar.volume = static_cast<qint64>(double(straight.volume) * (first + last) / 2);
    if (first == last) {
        bar.high = bentTicks(straight.high, first);
        bar.low = bentTicks(straight.low, first);
        return bar;
    }
    bar.high = std::max(bar.open, bar.close);
    bar.low = std::min(bar.open, bar.close);
    for (int second = 0; second < 60; ++second) {
        const qint64 price =
            bentTicks(priceInMinute(market, minute, straight, second), bendAt(market, start + second * 1000));
        bar.high = std::max(bar.high, price);
        bar.low = std::min(bar.low, price);
    }
    return bar;
}

Bar PriceFeed::minute(int market, qint64 minute) const
{
    return bent(market, minute, straightMinute(market, minute));
}

Bar PriceFeed::straightMinute(int market, qint64 minute) const
{
    if (minute < firstMinute(market))
        return {};
    return barBetween(market, minute, ticks(market, point(market, minute)),
                      ticks(market, point(market, minute + 1)));
}

void PriceFeed::minutes(int market, qint64 first, std::span<Bar> bars) const
{
    const qint64 opened = firstMinute(market);
    size_t done = 0;
    for (; done < bars.size() && first + qint64(done) < opened; ++done)
        bars[done] = Bar{};
    while (done < bars.size()) {
        const qint64 offset = first + qint64(done) - m_startMinute;
        const qint64 index = floorDiv(offset, blockMinutes);
        const Block &points = block(market, index);
        auto place = size_t(offset - index * blockMinutes);
        qint64 open = ticks(market, points[place]);
        for (; place < blockMinutes && done < bars.size(); ++place, ++done) {
            const qint64 close = ticks(market, points[place + 1]);
            const qint64 minute = first + qint64(done);
            bars[done] = bent(market, minute, barBetween(market, minute, open, close));
            open = close;
        }
    }
}

/// From the open over the two extremes, in an order and at seconds of their own, to the close.
qint64 PriceFeed::priceInMinute(int market, qint64 minute, const Bar &bar, int second) const
{
    if (minute == m_startMinute) {
        // The world starts inside this minute: until then it stands at the start price, then it moves.
        if (second <= m_startSecond)
            return bar.open;
        second = (second - m_startSecond) * 60 / (60 - m_startSecond);
    }
    const quint64 lot = mixed(m_characters[size_t(market)].seed ^ 0x736563, quint64(minute));
    const int firstTurn = 5 + int(lot % 20), secondTurn = 30 + int((lot >> 8) % 25);
    const bool highFirst = (lot >> 16) & 1;
    const qint64 first = highFirst ? bar.high : bar.low, other = highFirst ? bar.low : bar.high;
    const auto between = [second](int fromSecond, qint64 from, int toSecond, qint64 to) {
        return from + (to - from) * (second - fromSecond) / (toSecond - fromSecond);
    };
    if (second <= firstTurn)
        return between(0, bar.open, firstTurn, first);
    if (second <= secondTurn)
        return between(firstTurn, first, secondTurn, other);
    return between(secondTurn, other, 60, bar.close);
}

qint64 PriceFeed::price(int market, qint64 ms) const
{
    const qint64 number = floorDiv(ms, msPerMinute);
    const qint64 straight = priceInMinute(market, number, straightMinute(market, number),
                                          int((ms - number * msPerMinute) / 1000));
    return bentTicks(straight, bendAt(market, ms));
}

qint64 PriceFeed::amountInSecond(const Bar &minute, int second)
{
    const qint64 share = minute.amount / 60, rest = minute.amount % 60;
    return share + rest * (second + 1) / 60 - rest * second / 60;
}

Bar PriceFeed::minuteUntil(int market, qint64 ms) const
{
    const qint64 number = floorDiv(ms, msPerMinute);
    const Bar whole = straightMinute(market, number);
    if (whole.isEmpty())
        return whole;
    const int last = int((ms - number * msPerMinute) / 1000);
    const qint64 start = number * msPerMinute, open = bentTicks(whole.open, bendAt(market, start));
    Bar bar{open, open, open, open, 0, 0, 0};
    for (int second = 0; second <= last; ++second) {
        bar.close =
            bentTicks(priceInMinute(market, number, whole, second), bendAt(market, start + second * 1000));
        bar.high = std::max(bar.high, bar.close);
        bar.low = std::min(bar.low, bar.close);
        bar.amount += amountInSecond(whole, second);
    }
    bar.volume = whole.volume / 60 * (last + 1) + whole.volume % 60 * (last + 1) / 60;
    if (const double factor = (bendAt(market, start) + bendAt(market, ms)) / 2; factor != 1.0)
        bar.volume = static_cast<qint64>(double(bar.volume) * factor);
    bar.count = whole.count * (last + 1) / 60;
    return bar;
}

} // namespace coffer::exchange
