// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <QHashFunctions>
#include <QSet>

namespace coffer::htx::feed {

/// Something to subscribe to on the market feed: a value, as an endpoint is (htx-api.md 7.2).
struct Topic
{
    enum class Kind {
        Tickers,     ///< all markets
        Ticker,      ///< one market, with its last trade
        Candles,     ///< one market and period
        Depth,       ///< aggregated levels, once a second
        Book,        ///< increments of the book, on /feed
        BookRefresh, ///< the best levels of the book, every 100 ms
        Bbo,
        Trades,
        Detail, ///< rolling 24 h
    };
    Kind kind = Kind::Tickers;
    Symbol symbol;  ///< empty for Tickers
    int detail = 0; ///< Candles: the Period; Depth: the step; Book and BookRefresh: how many levels

    static Topic tickers() { return {}; }
    static Topic ticker(const Symbol &symbol) { return {Kind::Ticker, symbol, 0}; }
    static Topic candles(const Symbol &symbol, Period period);
    /// step 0 (not aggregated) to 5.
    static Topic depth(const Symbol &symbol, int step) { return {Kind::Depth, symbol, step}; }
    /// 5, 20, 150 or 400 levels; 150 is there for every market.
    static Topic book(const Symbol &symbol, int levels = 150) { return {Kind::Book, symbol, levels}; }
    /// 5, 10 or 20 levels.
    static Topic bookRefresh(const Symbol &symbol, int levels) { return {Kind::BookRefresh, symbol, levels}; }
    static Topic bbo(const Symbol &symbol) { return {Kind::Bbo, symbol, 0}; }
    static Topic trades(const Symbol &symbol) { return {Kind::Trades, symbol, 0}; }
    static Topic rollingDay(const Symbol &symbol) { return {Kind::Detail, symbol, 0}; }

    /// "market.btcusdt.kline.1min".
    QString wireName() const;
    /// True for what only the /feed socket serves.
    bool isIncremental() const { return kind == Kind::Book; }

    friend bool operator==(const Topic &, const Topic &) = default;
    friend size_t qHash(const Topic &topic, size_t seed = 0)
    {
        return qHashMulti(seed, static_cast<int>(topic.kind), topic.symbol, topic.detail);
    }
};

using Topics = QSet<Topic>;

} // namespace coffer::htx::feed
