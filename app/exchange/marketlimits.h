// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "exchange/marketlist.h"

namespace coffer::exchange {

/// What an order on a market may be, as plain numbers: amounts in the base currency, values in the quote
/// currency.
struct MarketLimits
{
    QByteArray minAmount, maxAmount, maxMarketAmount, minValue, maxValue;
};

/// The same as numbers to compare with.
struct OrderLimits
{
    Decimal minAmount, maxAmount, maxMarketAmount, minValue, maxValue;

    explicit OrderLimits(const MarketLimits &limits);
};

/// Fractions of what is received.
struct FeeRates
{
    Decimal maker, taker;
};

/// How far a limit price may be from the market's: buys below, sells above these fractions of it.
inline const Decimal buyBelow = Decimal::scaled(11, -1), sellAbove = Decimal::scaled(9, -1);

MarketLimits limitsOf(const Market &market);
FeeRates feeRates(const Market &market);

} // namespace coffer::exchange
