// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/errors.h"
#include "exchange/marketlist.h"
#include "exchange/query.h"
#include "exchange/records.h"

#include <optional>

namespace coffer::exchange {

/// What an order or match query asks for, read from its parameters. Each step that fails leaves its error
/// reply in refused().
class OrderFilter
{
public:
    /// v1 endpoints name window errors with hyphens, /v1/order/orders with underscores.
    enum class Style { Hyphens, Underscores };

    OrderFilter(const Query &query, const MarketList &markets, Style style = Style::Hyphens)
        : m_query(query), m_markets(markets), m_style(style)
    {
    }

    OrderFilter &readSymbol(bool required);
    OrderFilter &readStates();
    OrderFilter &readTypes();
    /// start-time and end-time, at most 48 h apart, or the dates, at most so many days; by default the last
    /// 48 h. Refused when it starts longer ago than reach (ms).
    OrderFilter &readWindow(qint64 nowMs, int daysByDate, qint64 reach);
    /// from, direct and size. Page forward in time with "prev", else backward.
    OrderFilter &readPage(int smallest, int largest, bool fromNeedsDirect = false);

    const std::optional<Reply> &refused() const { return m_refused; }
    bool admits(const OrderRecord &order) const;
    qint64 startMs() const { return m_startMs; }
    qint64 endMs() const { return m_endMs; } ///< inclusive
    bool ascending() const { return m_ascending; }
    qint64 size() const { return m_size; }
    /// True for an id at or behind the one to page on from, in the direction of paging.
    bool isBehindStart(qint64 id) const { return !m_from || (m_ascending ? id >= *m_from : id <= *m_from); }

private:
    OrderFilter &refuse(QByteArrayView code, QByteArrayView message);
    OrderFilter &refuseWindow(const char *what, QByteArrayView message);
    OrderFilter &readDates(int daysByDate);
    OrderFilter &readTimes(qint64 nowMs);

    const Query &m_query;
    const MarketList &m_markets;
    Style m_style;
    std::optional<Reply> m_refused;
    int m_market = -1;
    QList<QByteArray> m_states, m_types;
    qint64 m_startMs = 0, m_endMs = std::numeric_limits<qint64>::max();
    std::optional<qint64> m_from;
    bool m_ascending = false;
    qint64 m_size = 100;
};

/// "buy-limit"
QByteArray typeName(const OrderRecord &order);
QByteArrayView stateName(OrderStatus status);

} // namespace coffer::exchange
