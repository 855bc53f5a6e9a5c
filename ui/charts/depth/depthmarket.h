// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QString>

namespace coffer::ui {

/// How the figures of a market are named and written. Names are plain text already.
struct DepthMarket
{
    Symbol symbol;
    QString base;            ///< what is traded, "BTC"
    QString quote;           ///< what it is priced in, "USDT"
    int priceDecimals = -1;  ///< -1 unknown
    int amountDecimals = -1; ///< -1 unknown

    friend bool operator==(const DepthMarket &, const DepthMarket &) = default;
};

} // namespace coffer::ui
