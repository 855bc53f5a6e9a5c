// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/candles.h"
#include "exchange/jsonwriter.h"
#include "exchange/router.h"

namespace coffer::exchange {

/// Tickers, candles, the book and trades (htx-api.md 7.1).
class MarketEndpoints
{
public:
    explicit MarketEndpoints(World &world) : m_world(world) {}

    /// This object must outlive the router.
    void addTo(Router &router);

private:
    using Answer = Reply (MarketEndpoints::*)(const Call &call, int market) const;

    Reply tickers(const Call &call);
    Reply forMarket(const Call &call, Answer answer) const;
    Reply merged(const Call &call, int market) const;
    Reply detail(const Call &call, int market) const;
    Reply newestCandles(const Call &call, int market) const;
    Reply candlesBetween(const Call &call, int market) const;
    /// most: rows that may be asked for.
    Reply candles(const Call &call, int market, qint64 most, bool isRange) const;
    Reply candleReply(const Call &call, int market, const QByteArray &period,
                      const std::vector<TimedBar> &rows, qint64 from) const;
    Reply depth(const Call &call, int market) const;
    Reply fullBook(const Call &call, int market) const;
    /// levels: of each side; 0 for all.
    Reply bookReply(const Call &call, int market, const QByteArray &type, size_t levels) const;
    Reply lastTrade(const Call &call, int market) const;
    Reply trades(const Call &call, int market) const;

    World &m_world;
    qint64 m_tickersSecond = 0; ///< what m_tickers shows
    QByteArray m_tickers;
};

} // namespace coffer::exchange
