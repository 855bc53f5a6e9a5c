// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <QList>

#include <algorithm>
#include <cmath>
#include <random>

namespace coffer::test {

/// What candles a test walks along.
struct CandleScript
{
    double price = 100;    ///< of the first candle
    double step = 0.01;    ///< the usual move, as a part of the price
    double tick = 0;       ///< prices are whole multiples of it, 0: any
    double crash = 1;      ///< the price is multiplied by it in the middle
    bool hasPauses = true; ///< stretches without a trade, and missing candles
    int seconds = 900;     ///< from one candle to the next
    unsigned seed = 1;
};

/// The same candles on every machine: whole numbers from the generator, no distribution of the library.
inline QList<htx::Candle> scriptedCandles(const CandleScript &script, qsizetype count)
{
    std::mt19937 generator(script.seed);
    const auto between = [&generator](double low, double high) {
        return low + (high - low) * (static_cast<double>(generator() >> 5) / 134217728.0);
    };
    const auto rounded = [&script](double price) {
        return script.tick > 0 ? std::max(script.tick, std::round(price / script.tick) * script.tick) : price;
    };
    QList<htx::Candle> candles;
    candles.reserve(count);
    double close = script.price;
    qint64 time = 1'600'000'200;
    for (qsizetype i = 0; i < count; ++i) {
        if (i == count / 2)
            close *= script.crash;
        const bool isPause = script.hasPauses && i % 700 >= 640;
        const double open = close;
        if (!isPause)
            close = rounded(close * (1 + script.step * between(-1, 1)));
        const double spread = isPause ? 0 : script.step * between(0, 0.5);
        const double high = std::max({rounded(std::max(open, close) * (1 + spread)), open, close});
        const double low = std::min({rounded(std::min(open, close) * (1 - spread)), open, close});
        const double amount = isPause ? 0 : between(0, 1e6) / script.price;
        candles += htx::Candle{time, open, high, low, close, amount, amount * close, 1};
        time += script.seconds * (script.hasPauses && i % 97 == 0 ? 5 : 1);
    }
    return candles;
}

} // namespace coffer::test
