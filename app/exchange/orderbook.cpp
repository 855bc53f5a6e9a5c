// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/orderbook.h"

#include "exchange/hash.h"

#include <algorithm>
#include <cmath>

namespace coffer::exchange {

namespace {

constexpr int rawLevels = 400;
constexpr size_t shownLevels = 150, shownSums = 20;
constexpr double deepest = 0.3; ///< how far the book reaches from the price, as a fraction

/// What waits at a price: changes every few seconds, typically a share of a day's volume.
qint64 sizeAt(const Market &market, int index, qint64 ticks, qint64 ms)
{
    const quint64 lot =
        mixed(quint64(index) << 48 ^ quint64(ticks), quint64(ms / lotMs + qint64(mixed(quint64(ticks)) % 7)));
    const double share = unit(lot);
    const double dailyAmount = market.dailyVolume / market.price * std::pow(10.0, market.amountDecimals);
    return 1 + static_cast<qint64>(dailyAmount * share * share * share * 4e-4);
}

/// One side: direction -1 below best, +1 above it, in gaps that grow with the distance.
std::vector<BookLevel> side(const Market &market, int index, qint64 best, int direction, qint64 ms)
{
    std::vector<BookLevel> levels;
    levels.reserve(rawLevels);
    const double growth = std::max(1.0, std::pow(double(best) * deepest, 1.0 / rawLevels));
    double distance = 0, gap = 1;
    for (int level = 0; level < rawLevels; ++level) {
        const qint64 price = best + direction * qint64(distance);
        if (price <= 0)
            break;
        levels.push_back({price, sizeAt(market, index, price, ms)});
        distance += std::max(1.0, std::floor(gap - gap / growth + 1));
        gap *= growth;
    }
    return levels;
}

void sumUp(std::vector<BookLevel> &levels, int direction, qint64 width)
{
    std::vector<BookLevel> sums;
    for (const BookLevel &level : levels) {
        // Bids round down, asks up, so that no level looks better than it is.
        const qint64 price =
            direction < 0 ? level.price / width * width : (level.price + width - 1) / width * width;
        if (price <= 0)
            break;
        if (!sums.empty() && sums.back().price == price)
            sums.back().size += level.size;
        else
            sums.push_back({price, level.size});
    }
    levels = std::move(sums);
}

} // namespace

BookTop topOf(const PriceFeed &feed, const Market &market, int index, qint64 ms)
{
    const qint64 price = feed.price(index, ms);
    const quint64 lot = mixed(quint64(index) ^ 0x746f70, quint64(ms / 1000));
    const qint64 spread = 1 + static_cast<qint64>(double(price) * 2e-6 * unit(lot));
    // The last trade was at the bid or at the ask.
    const bool atBid = (lot & 1) != 0 || price <= spread;
    const qint64 bid = atBid ? price : price - spread;
    const qint64 ask = atBid ? price + spread : price;
    return {{bid, sizeAt(market, index, bid, ms)}, {ask, sizeAt(market, index, ask, ms)}};
}

Book fullBook(const PriceFeed &feed, const Market &market, int index, qint64 ms)
{
    const BookTop top = topOf(feed, market, index, ms);
    return {side(market, index, top.bid.price, -1, ms), side(market, index, top.ask.price, 1, ms)};
}

Book shown(Book book, int step)
{
    if (step > 0) {
        qint64 width = 1;
        for (int power = 0; power < step; ++power)
            width *= 10;
        sumUp(book.bids, -1, width);
        sumUp(book.asks, 1, width);
    }
    const size_t most = step > 0 ? shownSums : shownLevels;
    book.bids.resize(std::min(book.bids.size(), most));
    book.asks.resize(std::min(book.asks.size(), most));
    return book;
}

} // namespace coffer::exchange
