// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/depth/levels.h"

#include <algorithm>

namespace coffer::market {

namespace {

constexpr int mostSteps = 8;
constexpr int mostDecimals = 24;

bool isBetter(htx::Side side, const Decimal &left, const Decimal &right)
{
    return side == htx::Side::Buy ? right < left : left < right;
}

bool isOffer(const htx::Level &level)
{
    return level.price.sign() > 0 && level.size.sign() > 0;
}

bool isSound(const QList<htx::Level> &levels, htx::Side side)
{
    for (qsizetype i = 0; i < levels.size(); ++i) {
        if (!isOffer(levels.at(i)) || (i > 0 && !isBetter(side, levels.at(i - 1).price, levels.at(i).price)))
            return false;
    }
    return true;
}

/// The multiple of the step at or beside the price, away from the other side of the book.
Decimal gathered(const Decimal &price, const Decimal &step, htx::Side side)
{
    Decimal down = (price / step).truncated(0) * step;
    if (price < down) // the quotient was rounded, to 50 digits
        down -= step;
    return side == htx::Side::Buy || down == price ? down : down + step;
}

} // namespace

QList<htx::Level> soundLevels(const QList<htx::Level> &levels, htx::Side side)
{
    if (isSound(levels, side)) // always so unless something is wrong
        return levels.size() > bookLimit ? levels.first(bookLimit) : levels;
    QList<htx::Level> result;
    result.reserve(levels.size());
    std::copy_if(levels.begin(), levels.end(), std::back_inserter(result), isOffer);
    std::stable_sort(result.begin(), result.end(), [side](const htx::Level &left, const htx::Level &right) {
        return isBetter(side, left.price, right.price);
    });
    const auto repeated =
        std::unique(result.begin(), result.end(), [](const htx::Level &left, const htx::Level &right) {
            return left.price == right.price;
        });
    result.resize(std::min<qsizetype>(std::distance(result.begin(), repeated), bookLimit));
    return result;
}

QList<htx::Level> groupLevels(const QList<htx::Level> &levels, const Decimal &step, htx::Side side)
{
    if (step.sign() <= 0)
        return levels;
    QList<htx::Level> result;
    result.reserve(levels.size());
    for (const htx::Level &level : levels) {
        const Decimal price = gathered(level.price, step, side);
        if (!result.isEmpty() && result.last().price == price)
            result.last().size += level.size;
        else
            result.append({price, level.size});
    }
    return result;
}

QList<DepthLevel> accumulate(const QList<htx::Level> &levels)
{
    QList<DepthLevel> result;
    result.reserve(levels.size());
    Decimal total;
    for (const htx::Level &level : levels) {
        total += level.size;
        result.append({level.price, level.size, total});
    }
    return result;
}

Decimal totalSize(const QList<htx::Level> &levels)
{
    Decimal total;
    for (const htx::Level &level : levels)
        total += level.size;
    return total;
}

std::optional<Decimal> spreadOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    if (bids.isEmpty() || asks.isEmpty())
        return std::nullopt;
    return asks.first().price - bids.first().price;
}

std::optional<Decimal> midOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    if (bids.isEmpty() || asks.isEmpty())
        return std::nullopt;
    return (asks.first().price + bids.first().price) * Decimal::scaled(5, -1);
}

bool isCrossed(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    return !bids.isEmpty() && !asks.isEmpty() && bids.first().price >= asks.first().price;
}

std::optional<Decimal> imbalanceOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    const Decimal bought = totalSize(bids);
    const Decimal sold = totalSize(asks);
    const Decimal all = bought + sold;
    if (all.sign() <= 0)
        return std::nullopt;
    return (bought - sold) / all;
}

QList<Decimal> groupSteps(int priceDecimals, const std::optional<Decimal> &price)
{
    const int decimals = std::clamp(priceDecimals, 0, mostDecimals);
    QList<Decimal> steps{Decimal::scaled(1, -decimals)};
    for (int power = 1; price && power < mostSteps; ++power) {
        const Decimal step = Decimal::scaled(1, power - decimals);
        if (step * Decimal(10) > *price)
            break;
        steps.append(step);
    }
    return steps;
}

int priceDecimalsOf(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    int decimals = 0;
    for (const QList<htx::Level> *side : {&bids, &asks}) {
        for (const htx::Level &level : *side)
            decimals = std::max(decimals, level.price.decimals());
    }
    return std::min(decimals, mostDecimals);
}

} // namespace coffer::market
