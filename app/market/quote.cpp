// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/quote.h"

namespace coffer::market {

namespace {

std::optional<Decimal> positive(const Decimal &value)
{
    return value.sign() > 0 ? std::optional(value) : std::nullopt;
}

std::optional<Decimal> positive(const std::optional<Decimal> &value)
{
    return value ? positive(*value) : std::nullopt;
}

} // namespace

std::optional<Decimal> Quote::change() const
{
    const std::optional<Decimal> &before = open24h ? open24h : dayOpen;
    if (!price || !before || before->sign() <= 0)
        return std::nullopt;
    return (*price - *before) / *before;
}

void Quote::apply(const htx::Ticker &ticker)
{
    price = positive(ticker.close);
    dayOpen = positive(ticker.open);
    high = positive(ticker.high);
    low = positive(ticker.low);
    volume = ticker.volume.isNegative() ? std::nullopt : std::optional(ticker.volume);
    bid = positive(ticker.bid);
    ask = positive(ticker.ask);
}

void Quote::clearTicker()
{
    price = dayOpen = open24h = high = low = volume = bid = ask = std::nullopt;
}

} // namespace coffer::market
