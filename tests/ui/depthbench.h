// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../market/depthscript.h"
#include "support/fakeclock.h"
#include "ui/charts/depth/depthmarket.h"
#include "ui/common/format.h"
#include "ui/common/page.h"
#include "ui/common/theme.h"

#include <QApplication>

namespace coffer::test {

/// What a depth widget needs of the window around it.
struct DepthBench
{
    Settings settings{QString()};
    FakeClock clock;
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    ui::Context context{theme, format, settings, clock};

    DepthBench() { theme.apply(*qApp); }
};

inline ui::DepthMarket btcMarket()
{
    return {Symbol{QStringLiteral("btcusdt")}, QStringLiteral("BTC"), QStringLiteral("USDT"), 2, 6};
}

/// So many levels from this price on, a cent apart, each a little larger than the one before.
inline QList<htx::Level> levelsFrom(const char *best, htx::Side side, int count = 150)
{
    QList<htx::Level> levels;
    const Decimal step = Decimal::scaled(side == htx::Side::Buy ? -1 : 1, -2);
    Decimal price = dec(best);
    for (int i = 0; i < count; ++i, price += step * Decimal(1 + i % 3))
        levels.append({price, Decimal::scaled(12'345 + i * 7'919 % 50'000, -6) * Decimal(1 + i % 5)});
    return levels;
}

inline QList<htx::Trade> tradesUpTo(int newest, int count, qint64 second = 1'768'478'400)
{
    QList<htx::Trade> trades;
    for (int n = newest; n > newest - count; --n)
        trades.append({QString::number(n), (second + n) * 1000, dec("97123.45") + Decimal::scaled(n % 7, -2),
                       Decimal::scaled(1 + n * n % 977, -4), n % 3 == 0 ? htx::Side::Sell : htx::Side::Buy});
    return trades;
}

/// Levels that are hard to draw: name, bids, asks.
struct OddBook
{
    const char *name;
    QList<htx::Level> bids, asks;
};

inline QList<OddBook> oddBooks()
{
    const auto one = [](const char *price, const char *size) {
        return QList<htx::Level>{{dec(price), dec(size)}};
    };
    return {{"nothing", {}, {}},
            {"no bids", {}, levelsFrom("97123.45", htx::Side::Sell)},
            {"no asks", levelsFrom("97123.44", htx::Side::Buy), {}},
            {"one level", one("97123.44", "1"), one("97123.45", "1")},
            {"one bid alone", one("97123.44", "1"), {}},
            {"crossed", levelsFrom("97130", htx::Side::Buy), levelsFrom("97120", htx::Side::Sell)},
            {"touching", one("5", "1"), one("5", "1")},
            {"tiny and huge", one("97123.44", "0.000000000001"), one("97123.45", "1000000000000")},
            {"18 decimals", one("0.000000000000000018", "5"), one("0.000000000000000019", "5")},
            {"far apart", one("0.000000000000000001", "1e12"), one("1000000000000", "1e-12")}};
}

} // namespace coffer::test
