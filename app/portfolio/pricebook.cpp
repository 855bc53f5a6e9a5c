// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/pricebook.h"

#include "market/tickerboard.h"

#include <tuple>

namespace coffer::portfolio {

namespace {

const Currency &usdt()
{
    static const Currency currency{QStringLiteral("usdt")};
    return currency;
}

/// Which currency to go over when several lead to USDT: the one with the deepest market.
int rank(const Currency &currency)
{
    if (currency.value == QLatin1String("btc"))
        return 0;
    return currency.value == QLatin1String("eth") ? 1 : 2;
}

std::optional<Decimal> inverted(const std::optional<Decimal> &value)
{
    return value ? std::optional(Decimal(1) / *value) : std::nullopt;
}

std::optional<Decimal> product(const std::optional<Decimal> &left, const std::optional<Decimal> &right)
{
    return left && right ? std::optional(*left * *right) : std::nullopt;
}

} // namespace

PriceBook PriceBook::from(const market::TickerBoard &board)
{
    PriceBook book;
    for (const Symbol &symbol : board.symbols()) {
        const market::Quote *quote = board.quote(symbol);
        if (quote && quote->price)
            book.add({symbol, quote->info.base, quote->info.quote, *quote->price, quote->open24h});
    }
    return book;
}

void PriceBook::add(const Market &market)
{
    if (market.price.sign() <= 0 || market.base == market.quote)
        return;
    const std::optional<Decimal> dayAgo =
        market.dayAgo && market.dayAgo->sign() > 0 ? market.dayAgo : std::nullopt;
    m_steps[market.base].append({market.quote, market.price, dayAgo, market.symbol, false});
    m_steps[market.quote].append({market.base, market.price, dayAgo, market.symbol, true});
}

/// The step between two currencies; the market that is quoted this way round before one quoted the other way.
const PriceBook::Step *PriceBook::step(const Currency &from, const Currency &to) const
{
    const auto steps = m_steps.constFind(from);
    if (steps == m_steps.constEnd())
        return nullptr;
    const Step *best = nullptr;
    for (const Step &each : *steps) {
        if (each.to == to && (!best || (best->inverse && !each.inverse)))
            best = &each;
    }
    return best;
}

std::optional<PriceBook::Price> PriceBook::price(const Currency &currency) const
{
    if (currency == usdt())
        return Price{1, Decimal(1), {}};
    const auto toPrice = [](const Step &step) {
        return step.inverse ? Price{Decimal(1) / step.rate, inverted(step.dayAgo), {step.symbol}}
                            : Price{step.rate, step.dayAgo, {step.symbol}};
    };
    if (const Step *direct = step(currency, usdt()))
        return toPrice(*direct);

    const auto steps = m_steps.constFind(currency);
    if (steps == m_steps.constEnd())
        return std::nullopt;
    const Step *first = nullptr;
    const Step *second = nullptr;
    for (const Step &each : *steps) {
        const auto order = [](const Step &one) { return std::tuple(rank(one.to), one.inverse, one.to); };
        if (first && order(*first) <= order(each))
            continue;
        if (const Step *onward = step(each.to, usdt())) {
            first = &each;
            second = onward;
        }
    }
    if (!first)
        return std::nullopt;
    const Price own = toPrice(*first);
    const Price onward = toPrice(*second);
    return Price{own.now * onward.now, product(own.dayAgo, onward.dayAgo), own.markets + onward.markets};
}

std::optional<Decimal> PriceBook::rate(const Currency &from, const Currency &to) const
{
    const Step *found = step(from, to);
    if (!found)
        return std::nullopt;
    return found->inverse ? Decimal(1) / found->rate : found->rate;
}

} // namespace coffer::portfolio
