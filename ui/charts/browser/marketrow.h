// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QString>

#include <optional>

namespace coffer::ui {

/// What the list says of one market: how it is called, which changes about never, and its figures.
struct MarketRow
{
    Currency base, quote;
    QString name;       ///< as it is shown, plain text: "BTC/USDT"
    QString searchName; ///< its letters and digits in lower case: "btcusdt"
    int decimals = -1;  ///< of prices; -1 unknown
    bool online = true; ///< open for orders, as the exchange says
    bool favourite = false;

    struct Figures
    {
        std::optional<Decimal> price, change, volume; ///< as market::Quote tells them
        bool wholeDay = false;                        ///< the change is over 24 h, not since 00:00 UTC+8

        friend bool operator==(const Figures &, const Figures &) = default;
    };
    Figures figures;
    std::optional<Decimal> worth; ///< the volume in USDT, to sort markets of different quotes; not shown

    friend bool operator==(const MarketRow &, const MarketRow &) = default;
};

} // namespace coffer::ui
