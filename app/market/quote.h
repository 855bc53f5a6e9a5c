// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"
#include "htx/types/reference.h"

#include <optional>

namespace coffer::market {

/// What one market shows now.
struct Quote
{
    htx::SymbolInfo info;
    std::optional<Decimal> price;     ///< last price in the quote currency; unknown without a ticker
    std::optional<Decimal> dayOpen;   ///< at 00:00 UTC+8 (the ticker's open)
    std::optional<Decimal> open24h;   ///< 24 h ago; known for watched markets only
    std::optional<Decimal> high, low; ///< of the day
    std::optional<Decimal> volume;    ///< 24 h, quote currency
    std::optional<Decimal> bid, ask;

    /// Fraction, 0.05 is +5 %: over 24 h where known, else since 00:00 UTC+8.
    std::optional<Decimal> change() const;

    /// Takes over a ticker. A price that is not positive is no price (security.md 8b, 17 and 18).
    void apply(const htx::Ticker &ticker);
    /// Forgets what came from a ticker.
    void clearTicker();
};

} // namespace coffer::market
