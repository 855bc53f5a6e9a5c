// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/marketlist.h"
#include "exchange/pricebends.h"

#include <QCache>

#include <array>
#include <span>
#include <vector>

namespace coffer::exchange {

/// What a market did in a stretch of time, in whole numbers so that sums are exact: prices in ticks of the
/// market's price decimals, amount (base) and volume (quote) in units of its amount and volume decimals.
struct Bar
{
    qint64 open = 0, high = 0, low = 0, close = 0;
    qint64 amount = 0;
    qint64 volume = 0;
    qint64 count = 0;

    bool isEmpty() const { return open == 0; }
    /// Appends a later stretch; an empty one changes nothing.
    void append(const Bar &later);
    friend bool operator==(const Bar &, const Bar &) = default;
};

/// The price path of every market: a deterministic function of seed, market and time, computed when asked
/// for. Days are blocks counted from the moment the world starts; their ends are a random walk through the
/// given start price and the price of 24 h before, and inside a block the path is bridged down to minutes by
/// midpoint displacement, so any minute costs a dozen steps. Inside a minute the price moves each second and
/// touches the minute's high and low. From a moment on a market can be moved off that path; markets whose
/// price follows from it move too. One thread.
class PriceFeed
{
public:
    PriceFeed(const MarketList &markets, quint64 seed, qint64 startMs);

    /// The minute (since the epoch) in which the world starts.
    qint64 startMinute() const { return m_startMinute; }
    /// The first minute a market has a price for.
    qint64 firstMinute(int market) const;
    /// Price in ticks at that moment.
    qint64 price(int market, qint64 ms) const;
    /// A whole minute.
    Bar minute(int market, qint64 minute) const;
    /// The minute of that moment, up to and with its second.
    Bar minuteUntil(int market, qint64 ms) const;
    /// Whole minutes in a row: the same values as minute() gives, faster.
    void minutes(int market, qint64 first, std::span<Bar> bars) const;
    /// Multiplies a market's price, from that moment's second on; not before an earlier bend.
    void bend(int market, double factor, qint64 fromMs) { m_bends.add(market, fromMs / 1000 * 1000, factor); }
    /// Base units traded in the given second of a minute: their sum is the minute's amount.
    static qint64 amountInSecond(const Bar &minute, int second);

private:
    static constexpr int blockMinutes = 1440;
    using Block = std::array<double, blockMinutes + 1>;

    struct Path ///< what is known of one market's day ends
    {
        std::vector<double> past;   ///< past[k]: price k days before the start
        std::vector<double> future; ///< future[k]: price k + 1 days after the start
    };

    double anchor(int market, qint64 block) const;
    void layPast(int market, Path &path) const;
    /// One step of the midpoint displacement: which two minutes a minute lies between, and how.
    struct Split
    {
        int low = 0, high = 0;
        double weight = 0;    ///< of the later one
        double deviation = 0; ///< as a part of a day's
    };

    void split(int low, int high);
    double displaced(quint64 blockSeed, int middle, double atLow, double atHigh, double scale) const;
    quint64 blockSeed(int market, qint64 block) const;
    double blockScale(int market, qint64 block) const;
    const Block &block(int market, qint64 index) const;
    double point(int market, qint64 minute) const;
    qint64 ticks(int market, double price) const;
    Bar barBetween(int market, qint64 minute, qint64 open, qint64 close) const;
    /// The minute on its own path.
    Bar straightMinute(int market, qint64 minute) const;
    double bendAt(int market, qint64 ms) const;
    Bar bent(int market, qint64 minute, const Bar &straight) const;
    qint64 priceInMinute(int market, qint64 minute, const Bar &bar, int second) const;

    struct Character ///< per market, worked out once
    {
        quint64 seed = 0;
        double ticksPerUnit = 0;
        double volumePerTickUnit = 0; ///< volume units for one tick × one amount unit
        double minuteWick = 0;        ///< typical reach of a minute beyond open and close, as a fraction
        double minuteTurnover = 0;    ///< of a typical minute, in ticks × amount units
        double countPerMinute = 0;
    };

    const MarketList &m_markets;
    qint64 m_startMinute;
    int m_startSecond;
    std::vector<Character> m_characters;
    std::array<Split, blockMinutes> m_splits; ///< by the minute in the middle; 0 is unused
    std::vector<int> m_order;                 ///< the middles, each after the two it depends on
    PriceBends m_bends;
    mutable std::vector<Path> m_paths;
    mutable QCache<quint64, Block> m_blocks;
};

} // namespace coffer::exchange
