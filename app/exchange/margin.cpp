// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/margin.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

const Decimal debtFree = Decimal(1000); ///< the risk rate shown where nothing is owed

Holding holdingOf(const Account &account, int currency)
{
    const auto found = account.holdings.find(currency);
    return found == account.holdings.end() ? Holding() : found->second;
}

Decimal notNegative(const Decimal &value)
{
    return value.isNegative() ? Decimal() : value;
}

} // namespace

Decimal MarginState::riskRate() const
{
    return debt.isZero() ? debtFree : (assets / debt * Decimal(100)).truncated(18);
}

bool isMargin(const Account &account)
{
    return account.type == "margin" || account.type == "super-margin";
}

MarginState marginStateOf(const World &world, const Account &account, qint64 nowMs)
{
    MarginState state;
    for (const auto &[currency, holding] : account.holdings) {
        const std::optional<Decimal> price = world.priceInUsdt(currency, nowMs);
        if (!price)
            continue;
        state.assets += (holding.trade + holding.frozen) * *price;
        state.debt -= (holding.loan + holding.interest) * *price;
    }
    return state;
}

Decimal leavable(const World &world, const Account &account, int currency, qint64 nowMs)
{
    Decimal available = holdingOf(account, currency).trade;
    if (!isMargin(account))
        return available;
    const MarginState state = marginStateOf(world, account, nowMs);
    const std::optional<Decimal> price = world.priceInUsdt(currency, nowMs);
    if (state.debt.isZero() || !price)
        return available;
    const Decimal spare = notNegative(state.assets - state.debt * Decimal(2));
    return std::min(available, (spare / *price).truncated(18));
}

Decimal borrowable(const World &world, const Account &account, int currency, qint64 nowMs)
{
    const std::optional<Decimal> price = world.priceInUsdt(currency, nowMs);
    if (!price || price->isZero())
        return {};
    const MarginState state = marginStateOf(world, account, nowMs);
    const Decimal room = notNegative((state.assets - state.debt) * Decimal(2) - state.debt);
    return (room / *price).truncated(18);
}

Decimal liquidationPrice(const World &world, const Account &account)
{
    const Market &market = world.markets().at(world.markets().indexOf(account.subtype));
    const Holding base = holdingOf(account, world.currencies().indexOf(market.base));
    const Holding quote = holdingOf(account, world.currencies().indexOf(market.quote));
    // base × p + quote = 1.1 × (owed base × p + owed quote), solved for p.
    const Decimal factor = Decimal::scaled(11, -1);
    const Decimal weight = base.trade + base.frozen + factor * (base.loan + base.interest);
    const Decimal owed = -(quote.trade + quote.frozen + factor * (quote.loan + quote.interest));
    return weight.isZero() ? Decimal() : notNegative(owed / weight).truncated(market.priceDecimals);
}

} // namespace coffer::exchange
