// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketlimits.h"

#include "exchange/jsonwriter.h"

#include <cmath>

namespace coffer::exchange {

OrderLimits::OrderLimits(const MarketLimits &limits)
    : minAmount(*Decimal::parse(limits.minAmount)),
      maxAmount(*Decimal::parse(limits.maxAmount)),
      maxMarketAmount(*Decimal::parse(limits.maxMarketAmount)),
      minValue(*Decimal::parse(limits.minValue)),
      maxValue(*Decimal::parse(limits.maxValue))
{
}

MarketLimits limitsOf(const Market &market)
{
    const bool byBtc = market.quote == "btc";
    const double smallest = 0.9 / (byBtc ? market.price * 88'000 : market.price); // about 1 USDT in base
    const double unit = std::pow(10.0, market.amountDecimals);
    const qint64 least =
        std::max<qint64>(1, std::llround(std::pow(10.0, std::floor(std::log10(smallest))) * unit));
    const auto most = static_cast<qint64>(std::pow(10.0, std::ceil(std::log10(smallest * 4e6))));
    return {plainNumber(least, market.amountDecimals), QByteArray::number(most),
            QByteArray::number(most / 10), byBtc ? "0.0001" : "5", byBtc ? "100" : "1000000"};
}

FeeRates feeRates(const Market &market)
{
    if (market.base == "usdc") // a dollar against a dollar is nearly free
        return {Decimal(), Decimal::scaled(1, -3)};
    return {Decimal::scaled(2, -3), Decimal::scaled(2, -3)};
}

} // namespace coffer::exchange
