// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/pricefeed.h"

#include <vector>

namespace coffer::exchange {

/// One price level: ticks and amount units of its market.
struct BookLevel
{
    qint64 price = 0;
    qint64 size = 0;
};

struct BookTop
{
    BookLevel bid, ask;
};

struct Book
{
    std::vector<BookLevel> bids, asks; ///< best first
};

/// The best bid and ask at that moment, around the price.
BookTop topOf(const PriceFeed &feed, const Market &market, int index, qint64 ms);

/// How long what waits at a price stays the same.
constexpr qint64 lotMs = 4000;

/// Every level that the exchange makes up for that moment, some 400 a side: deterministic, denser near the
/// price.
Book fullBook(const PriceFeed &feed, const Market &market, int index, qint64 ms);

/// What of a full book is shown: step 0 shows 150 levels, 1 to 5 sum up to twenty levels of 10^step ticks.
Book shown(Book full, int step);

} // namespace coffer::exchange
