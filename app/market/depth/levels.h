// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <optional>

namespace coffer::market {

/// A price level with what is offered from the best price up to and including it.
struct DepthLevel
{
    Decimal price; ///< quote currency
    Decimal size;  ///< base currency
    Decimal total; ///< base currency

    friend bool operator==(const DepthLevel &, const DepthLevel &) = default;
};

/// Levels of a side that are kept.
inline constexpr qsizetype bookLimit = 150;

/// Whatever came for a side as one that can be drawn: best first, each price once (the first of two counts),
/// no level without a price and a size above zero, at most bookLimit.
QList<htx::Level> soundLevels(const QList<htx::Level> &levels, htx::Side side);

/// Levels best first, gathered by a price step: bids rounded down and asks up, so that nobody is promised a
/// better price than there is. A step that is not above zero gathers nothing.
QList<htx::Level> groupLevels(const QList<htx::Level> &levels, const Decimal &step, htx::Side side);

/// The same levels with their sums from the best one on.
QList<DepthLevel> accumulate(const QList<htx::Level> &levels);

/// Everything that is offered on a side, in base currency.
Decimal totalSize(const QList<htx::Level> &levels);

/// Best ask less best bid; below zero in a crossed book; nullopt where a side is empty.
std::optional<Decimal> spreadOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
/// Halfway between best bid and ask; nullopt where a side is empty.
std::optional<Decimal> midOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
/// The best bid is not below the best ask, which no exchange leaves standing.
bool isCrossed(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
/// (bids − asks) / (bids + asks) of the sizes: 1 only buyers, −1 only sellers; nullopt without either.
std::optional<Decimal> imbalanceOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks);

/// The steps that levels can sensibly be gathered by: the market's own (10^-priceDecimals) and that times 10,
/// 100, … while it is under a tenth of the price. Always at least the market's own.
QList<Decimal> groupSteps(int priceDecimals, const std::optional<Decimal> &price);
/// The most decimals that any of these prices has, for a market that does not say.
int priceDecimalsOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks);

} // namespace coffer::market
