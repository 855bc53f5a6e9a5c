// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "htx/feed/marketbatch.h"
#include "htx/gateway.h"
#include "market/quote.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace coffer::htx::feed {
class MarketFeed;
}

namespace coffer::market {

/// All markets with their latest prices. Asks for the symbol list once a day, tickers on refresh(), and the
/// rolling 24 h of watched markets. Needs no key. GUI thread.
///
/// Prices do not wait for the rolling 24 h: those are asked for in small batches of their own, at most once a
/// minute a market, and are published together when the batches are through.
class TickerBoard : public QObject
{
    Q_OBJECT

public:
    TickerBoard(htx::Gateway &gateway, Clock &clock, QObject *parent = nullptr);
    ~TickerBoard() override;

    /// From now on takes the prices of the feed. While they come, refresh() asks for tickers seldom only;
    /// when they don't, it does as before.
    void follow(htx::feed::MarketFeed &feed);

    /// Does nothing while a refresh is under way.
    void refresh();
    /// Markets whose 24 h change is wanted (favourites, held assets): at most 40 are asked for.
    void setWatched(const QString &owner, const QSet<Symbol> &symbols);

    /// The exchange says that it does not know this market: it counts as closed at once, and the list of
    /// markets is asked for anew, which has the last word. Seldom, whatever is said.
    void noteUnknown(const Symbol &symbol);

    /// Valid until the next signal; nullptr when the market is unknown.
    const Quote *quote(const Symbol &symbol) const;
    /// Every market, in the exchange's order.
    const QList<Symbol> &symbols() const { return m_order; }
    /// The market that prices this asset in quote, e.g. btc/usdt; nullptr when there is none.
    const Quote *find(const Currency &base, const Currency &quote) const;
    qint64 updatedAt() const { return m_updatedAt; } ///< ms UTC; 0 never
    LoadState state() const { return m_state; }

Q_SIGNALS:
    /// Markets came or went, or have other names.
    void symbolsChanged();
    /// Prices are new: once a refresh, once when the rolling 24 h of watched markets were read, and at most
    /// once a second while the feed brings them.
    void quotesChanged();
    /// The feed brought prices of these markets, at most ten times a second: for who shows many markets and
    /// looks at what changed alone. quotesChanged() follows.
    void pricesMoved(const QSet<coffer::Symbol> &symbols);
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    struct Round;
    struct DetailWalk;
    struct DetailTimes
    {
        qint64 triedAt = 0; ///< ms UTC
        qint64 readAt = 0;  ///< ms UTC; 0 never
    };

    void setState(LoadState state);
    bool symbolsAreDue() const;
    void askForSymbols();
    void askForNames();
    void partDone();
    void finishRound();
    void applySymbols(const QList<htx::SymbolInfo> &symbols);
    void applyTickers(const QList<htx::Ticker> &tickers);
    void applyLive(const QHash<Symbol, htx::Ticker> &tickers);
    bool isFed() const;

    void startDetails();
    void nextDetails();
    void askForDetail(const Symbol &symbol);
    void detailDone();
    QList<Symbol> dueDetails() const;

    htx::Gateway &m_gateway;
    Clock &m_clock;
    QHash<Symbol, Quote> m_quotes;
    QHash<std::pair<QString, QString>, Symbol> m_byPair;
    QList<Symbol> m_order;
    QHash<Symbol, QString> m_names;
    QMap<QString, QSet<Symbol>> m_watched;
    QHash<Symbol, DetailTimes> m_detailTimes;
    std::unique_ptr<Round> m_round;
    std::unique_ptr<DetailWalk> m_details;
    qint64 m_updatedAt = 0;
    qint64 m_symbolsAt = 0;
    qint64 m_doubtedAt = 0;   ///< ms UTC, when the list was last asked for out of doubt
    bool m_isDoubted = false; ///< the exchange does not know a market of the list
    qint64 m_askedAt = 0;     ///< ms UTC, for the tickers of all markets
    qint64 m_fedAt = 0;       ///< ms UTC, when the feed last brought prices; 0 not since it was lost
    QTimer m_tellLive;
    QTimer m_tellMoved;
    QSet<Symbol> m_moved; ///< since pricesMoved() told of them
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::market
