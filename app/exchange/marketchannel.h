// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/candles.h"
#include "exchange/markettopic.h"
#include "exchange/orderbook.h"

#include <optional>
#include <vector>

namespace coffer::exchange {

class World;

/// A moment, as the exchange's clock and a steady one tell it; both in ms.
struct Moment
{
    qint64 nowMs = 0;    ///< UTC, the exchange's
    qint64 steadyMs = 0; ///< real time, for cadences
};

/// One topic of the market sockets: what is pushed when, and what a request for it is answered with
/// (htx-api.md 7.2). Costs nothing while nobody asks. One thread.
class MarketChannel
{
public:
    MarketChannel(const World &world, QByteArray name, const MarketTopic &topic);

    const QByteArray &name() const { return m_name; }
    const MarketTopic &topic() const { return m_topic; }

    /// The frames to push now; none when nothing changed or it is too early. booksMoved: an order came, went
    /// or was filled since the last call.
    std::vector<QByteArray> due(const Moment &moment, bool booksMoved);
    /// What "data" of a reply holds. from and to limit candles (seconds since the epoch, at most 300 rows).
    QByteArray requested(const Moment &moment, std::optional<qint64> from, std::optional<qint64> to);

private:
    bool isDue(const Moment &moment, bool booksMoved);
    std::vector<QByteArray> candlesDue(qint64 nowMs);
    QByteArray tradesDue(qint64 nowMs);
    QByteArray changesDue(qint64 nowMs);
    QByteArray frame(qint64 nowMs, const QByteArray &tick) const;
    QByteArray candlesBetween(qint64 nowMs, std::optional<qint64> from, std::optional<qint64> to) const;
    /// The tick of kinds that are the same in a push and in a reply.
    QByteArray tick(qint64 nowMs) const;

    const World &m_world;
    QByteArray m_name;
    MarketTopic m_topic;
    qint64 m_second = -1;      ///< of the market that was looked at last
    qint64 m_nextSteadyMs = 0; ///< of a depth
    QByteArray m_last;         ///< the tick that was pushed last
    qint64 m_candleStart = -1; ///< of the candle that was pushed last
    Book m_book;               ///< as those who follow the changes have it
    qint64 m_sequence = 0;     ///< of m_book; 0: nobody has it yet
};

} // namespace coffer::exchange
