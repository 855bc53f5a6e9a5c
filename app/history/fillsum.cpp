// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/fillsum.h"

#include <algorithm>

namespace coffer::history {

FillSum FillSum::of(const htx::Fill &fill)
{
    FillSum sum{fill.side, fill.createdAt, fill.createdAt, 1, fill.amount, fill.amount * fill.price, {}};
    const auto pay = [&sum](const Currency &currency, const Decimal &fee) {
        if (!fee.isZero())
            sum.fees[currency] += fee;
    };
    pay(fill.feeCurrency, fill.fee);
    pay(fill.deductCurrency, fill.deducted);
    return sum;
}

void FillSum::add(const FillSum &other)
{
    first = std::min(first, other.first);
    last = std::max(last, other.last);
    count += other.count;
    amount += other.amount;
    value += other.value;
    for (auto fee = other.fees.cbegin(); fee != other.fees.cend(); ++fee)
        fees[fee.key()] += fee.value();
}

} // namespace coffer::history
