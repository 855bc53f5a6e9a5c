// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QHash>
#include <QList>

#include <optional>

namespace coffer::market {
class TickerBoard;
}

namespace coffer::portfolio {

/// What assets cost in USDT at one moment, worked out from the prices of markets. A plain value; any thread.
class PriceBook
{
public:
    /// One market's price, in its quote currency.
    struct Market
    {
        Symbol symbol;
        Currency base;
        Currency quote;
        Decimal price;                 ///< positive
        std::optional<Decimal> dayAgo; ///< 24 h ago, positive
    };

    /// An asset's price, in USDT a unit.
    struct Price
    {
        Decimal now;
        std::optional<Decimal> dayAgo; ///< known when every market on the way knows it
        QList<Symbol> markets;         ///< the way: the asset's own market first
    };

    /// The prices that the board shows now.
    static PriceBook from(const market::TickerBoard &board);

    /// A market whose price is not positive is left out.
    void add(const Market &market);

    /// USDT is 1. Else from the asset's USDT market (either way round), else over one more currency: BTC
    /// first, then ETH, then the others by name. Nullopt when no such way exists. Products are exact; a
    /// market that is quoted the other way round costs a quotient of 50 digits.
    std::optional<Price> price(const Currency &currency) const;

    /// Units of to for one of from, from the one market between them.
    std::optional<Decimal> rate(const Currency &from, const Currency &to) const;

private:
    struct Step
    {
        Currency to;
        Decimal rate; ///< units of to for one unit
        std::optional<Decimal> dayAgo;
        Symbol symbol;
        bool inverse = false;
    };

    const Step *step(const Currency &from, const Currency &to) const;

    QHash<Currency, QList<Step>> m_steps;
};

} // namespace coffer::portfolio
