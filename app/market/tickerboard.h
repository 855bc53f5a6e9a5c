// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "htx/gateway.h"
#include "htx/types/market.h"
#include "htx/types/reference.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace coffer::market {

/// What one market shows now.
struct Quote
{
    htx::SymbolInfo info;
    std::optional<Decimal> price;     ///< last price in the quote currency; unknown without a ticker
    std::optional<Decimal> dayOpen;   ///< at 00:00 UTC+8 (the ticker's open)
    std::optional<Decimal> open24h;   ///< 24 h ago; known for watched markets only
    std::optional<Decimal> high, low; ///< of the day
    std::optional<Decimal> volume;    ///< 24 h, quote currency
    std::optional<Decimal> bid, ask;

    /// Fraction, 0.05 is +5 %: over 24 h where known, else since 00:00 UTC+8.
    std::optional<Decimal> change() const;
};

/// All markets with their latest prices. Asks for the symbol list once a day, tickers on refresh(), and the rolling 24 h
/// of watched markets. Needs no key. GUI thread.
class TickerBoard : public QObject
{
    Q_OBJECT

public:
    TickerBoard(htx::Gateway &gateway, Clock &clock, QObject *parent = nullptr);

    void refresh();
    /// Markets whose 24 h change is wanted (favourites, held assets): at most 40 are asked for.
    void setWatched(const QString &owner, const QSet<Symbol> &symbols);

    const Quote *quote(const Symbol &symbol) const;
    /// Every market, in the exchange's order.
    const QList<Symbol> &symbols() const { return m_order; }
    /// The market that prices this asset in quote, e.g. btc/usdt; nullptr when there is none.
    const Quote *find(const Currency &base, const Currency &quote) const;
    qint64 updatedAt() const { return m_updatedAt; } ///< ms UTC; 0 never
    LoadState state() const { return m_state; }

Q_SIGNALS:
    void symbolsChanged();
    void quotesChanged();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    void setState(LoadState state);

    htx::Gateway &m_gateway;
    Clock &m_clock;
    QHash<Symbol, Quote> m_quotes;
    QHash<std::pair<QString, QString>, Symbol> m_byPair;
    QList<Symbol> m_order;
    QHash<QString, QSet<Symbol>> m_watched;
    qint64 m_updatedAt = 0;
    qint64 m_symbolsAt = 0;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::market
