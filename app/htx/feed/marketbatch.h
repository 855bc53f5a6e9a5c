// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/topic.h"

#include <QHash>

#include <memory>

namespace coffer::htx::feed {

/// An incremental book as it stands: the best levels, best first; version is its sequence.
struct Book
{
    Depth depth;
    bool isLive = false; ///< false: increments are missing, or it crosses or is empty: not to be traded on
};

/// What came on the market feed since the batch before: the newest value of each kind and market. Trades and
/// finished candles are all there, trades up to a limit.
struct MarketBatch
{
    static constexpr qsizetype tradeLimit = 1'000; ///< the newest of a market

    QHash<Symbol, Ticker> tickers;
    QHash<Topic, QList<Candle>> candles; ///< oldest first, each once
    QHash<Topic, Depth> depths;          ///< depth.stepN and mbp.refresh.N
    QHash<Topic, Book> books;
    QHash<Symbol, Bbo> bbos;
    QHash<Symbol, QList<Trade>> trades; ///< oldest first
    QHash<Symbol, MergedDetail> details;

    bool isEmpty() const
    {
        return tickers.isEmpty() && candles.isEmpty() && depths.isEmpty() && books.isEmpty() &&
               bbos.isEmpty() && trades.isEmpty() && details.isEmpty();
    }
};

using MarketBatchRef = std::shared_ptr<const MarketBatch>;

} // namespace coffer::htx::feed

Q_DECLARE_METATYPE(coffer::htx::feed::MarketBatchRef)
