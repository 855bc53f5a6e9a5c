// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "htx/gateway.h"
#include "market/depth/levels.h"
#include "market/depth/tradelist.h"

#include <QObject>
#include <QTimer>

namespace coffer {
class Clock;
}

namespace coffer::htx::feed {
struct Book;
class MarketFeed;
struct MarketBatch;
struct Topic;
} // namespace coffer::htx::feed

namespace coffer::market {

/// How far a book can be relied on.
enum class BookStanding {
    None,     ///< there is none yet
    Live,     ///< every change as it happens
    Asked,    ///< whole as of updatedAt(), and asked for again every few seconds
    Doubtful, ///< kept from before, changes are missing, or it crosses: not to be traded on
};

/// The order book and the latest trades of the one market that is shown: from the feed, and over REST where
/// the feed does not have them. Nothing is followed or asked while it rests. Prices in quote currency, sizes
/// in base currency. GUI thread.
class MarketDepth : public QObject
{
    Q_OBJECT

public:
    /// Times; tests shorten them.
    struct Rules
    {
        std::chrono::milliseconds poll{3'000};         ///< between two questions over REST
        std::chrono::milliseconds longestPoll{30'000}; ///< after several failures
        std::chrono::milliseconds announce{100};       ///< between two signals of a kind
    };

    MarketDepth(htx::Gateway &gateway, const Clock &clock, QObject *parent = nullptr);
    MarketDepth(htx::Gateway &gateway, const Clock &clock, const Rules &rules, QObject *parent = nullptr);
    ~MarketDepth() override;

    /// From now on the market that is shown is followed on the feed. Once; the feed outlives this.
    void follow(htx::feed::MarketFeed &feed);

    /// Follows this market. The one that rested is shown at once as it was, told as such, then fresh.
    void show(const Symbol &symbol);
    /// Nobody looks: keeps what is there, and neither follows nor asks.
    void rest();
    /// Asks now for what the feed does not have; does nothing while resting or while it is being asked for.
    void refresh();

    const Symbol &symbol() const { return m_symbol; }
    bool isResting() const { return m_resting; }

    BookStanding standing() const { return m_standing; }
    /// Best first, at most bookLimit.
    const QList<htx::Level> &bids() const { return m_bids; }
    const QList<htx::Level> &asks() const { return m_asks; }
    std::optional<Decimal> spread() const { return spreadOf(m_bids, m_asks); }
    std::optional<Decimal> mid() const { return midOf(m_bids, m_asks); }
    std::optional<Decimal> imbalance() const { return imbalanceOf(m_bids, m_asks); }
    /// ms UTC of the newest book; 0 none.
    qint64 updatedAt() const { return m_updatedAt; }

    /// Newest first, and the direction of the last price.
    const TradeList &trades() const { return m_trades; }

    /// Of the book. Ready when it is Live or Asked, Stale when it is Doubtful or rests.
    LoadState state() const { return m_state; }
    LoadState tradesState() const { return m_tradesState; }
    /// Why the last question failed, until one is answered.
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    /// Another market is shown: what was there before is gone.
    void shown();
    /// At most one of each in Rules::announce.
    void bookChanged();
    void tradesChanged();
    /// state(), tradesState() or standing() changed.
    void stateChanged();
    void failed(const coffer::Error &error);

private:
    void take(const htx::feed::MarketBatch &batch);
    void takeLiveBook(const htx::feed::Book &book);
    void takeLiveTrades(const QList<htx::Trade> &trades);
    void takeStatus();
    void takeRefusal(const htx::feed::Topic &topic);

    void poll();
    void ask(bool isSettled);
    void askBook();
    void askTrades(bool isSettled);
    void takeDepth(const Result<htx::Depth> &depth);
    void takeTrades(const Result<QList<htx::Trade>> &trades, bool isSettled);
    void takeFailure(const Error &error);
    void answered();
    void withdraw();
    bool isFeedLive() const;
    void loseTrades();

    void setBook(const QList<htx::Level> &bids, const QList<htx::Level> &asks, BookStanding standing);
    void setStates(BookStanding standing, LoadState state, LoadState tradesState);
    void announceBook();
    void announceTrades();

    htx::Gateway &m_gateway;
    const Clock &m_clock;
    const Rules m_rules;
    htx::feed::MarketFeed *m_feed = nullptr;
    Symbol m_symbol;
    bool m_resting = true;
    bool m_wasFeedLive = false;

    QList<htx::Level> m_bids;
    QList<htx::Level> m_asks;
    BookStanding m_standing = BookStanding::None;
    LoadState m_state = LoadState::Idle;
    qint64 m_updatedAt = 0;

    TradeList m_trades;
    LoadState m_tradesState = LoadState::Idle;
    qint64 m_knownUpTo = 0;          ///< ms UTC: trades may be missing after this; 0 none are
    bool m_areTradesLive = false;    ///< nothing is missing between what was asked for and the feed
    bool m_areTradesRefused = false; ///< the feed does not have them

    std::optional<Error> m_error;
    quint64 m_round = 0; ///< grows when earlier answers no longer count
    bool m_isDepthAsked = false;
    bool m_areTradesAsked = false;
    std::chrono::milliseconds m_wait;
    QTimer m_poll;

    QTimer m_bookPause;
    QTimer m_tradesPause;
    bool m_bookWaits = false;
    bool m_tradesWait = false;
};

} // namespace coffer::market
