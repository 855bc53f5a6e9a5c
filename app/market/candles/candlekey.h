// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <QHashFunctions>

namespace coffer::market {

/// Whose candles.
struct CandleKey
{
    Symbol symbol;
    htx::Period period = htx::Period::Hour1;

    friend bool operator==(const CandleKey &, const CandleKey &) = default;
    friend size_t qHash(const CandleKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.symbol, static_cast<int>(key.period));
    }
};

} // namespace coffer::market
