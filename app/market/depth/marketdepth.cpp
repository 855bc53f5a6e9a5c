// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/depth/marketdepth.h"

#include "core/clock.h"
#include "htx/endpoints/market.h"
#include "htx/feed/marketfeed.h"

#include <algorithm>
#include <utility>

namespace coffer::market {

namespace {

constexpr int askedTrades = 200; ///< moments; most fill what is kept
const QString owner = QStringLiteral("depth");

} // namespace

MarketDepth::MarketDepth(htx::Gateway &gateway, const Clock &clock, QObject *parent)
    : MarketDepth(gateway, clock, Rules{}, parent)
{
}

MarketDepth::MarketDepth(htx::Gateway &gateway, const Clock &clock, const Rules &rules, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_clock(clock), m_rules(rules), m_wait(rules.poll)
{
    for (QTimer *timer : {&m_poll, &m_bookPause, &m_tradesPause})
        timer->setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &MarketDepth::poll);
    connect(&m_bookPause, &QTimer::timeout, this, [this] {
        if (m_bookWaits)
            announceBook();
    });
    connect(&m_tradesPause, &QTimer::timeout, this, [this] {
        if (m_tradesWait)
            announceTrades();
    });
}

MarketDepth::~MarketDepth()
{
    withdraw();
}

void MarketDepth::follow(htx::feed::MarketFeed &feed)
{
    m_feed = &feed;
    connect(&feed, &htx::feed::MarketFeed::arrived, this, &MarketDepth::take);
    connect(&feed, &htx::feed::MarketFeed::statusChanged, this, &MarketDepth::takeStatus);
    connect(&feed, &htx::feed::MarketFeed::refused, this,
            [this](const htx::feed::Topic &topic) { takeRefusal(topic); });
    if (!m_resting)
        feed.setTopics(owner, {htx::feed::Topic::book(m_symbol), htx::feed::Topic::trades(m_symbol)});
}

void MarketDepth::show(const Symbol &symbol)
{
    if (symbol.value.isEmpty()) {
        rest();
        return;
    }
    if (!m_resting && symbol == m_symbol) {
        refresh();
        return;
    }
    withdraw();
    const bool isAnother = symbol != m_symbol;
    m_symbol = symbol;
    m_resting = false;
    m_areTradesLive = false;
    m_areTradesRefused = false;
    m_wasFeedLive = isFeedLive();
    m_wait = m_rules.poll;
    m_error.reset();
    if (m_feed)
        m_feed->setTopics(owner, {htx::feed::Topic::book(symbol), htx::feed::Topic::trades(symbol)});
    if (isAnother) {
        m_bids.clear();
        m_asks.clear();
        m_updatedAt = 0;
        m_trades.clear();
        m_knownUpTo = 0;
        m_bookWaits = false;
        m_tradesWait = false;
        m_standing = BookStanding::None; // the next state is of another market, even if it has the same name
        m_state = m_tradesState = LoadState::Idle;
        Q_EMIT shown();
    }
    setStates(m_standing, m_standing == BookStanding::None ? LoadState::Loading : LoadState::Stale,
              m_trades.isEmpty() ? LoadState::Loading : LoadState::Stale);
    ask(false);
    m_poll.start(m_wait);
}

void MarketDepth::rest()
{
    if (m_resting)
        return;
    m_resting = true;
    m_poll.stop();
    withdraw();
    if (m_feed)
        m_feed->setTopics(owner, {});
    loseTrades();
    const bool hasBook = m_standing != BookStanding::None;
    setStates(hasBook ? BookStanding::Doubtful : BookStanding::None,
              hasBook ? LoadState::Stale : LoadState::Idle,
              m_trades.isEmpty() ? LoadState::Idle : LoadState::Stale);
}

void MarketDepth::refresh()
{
    if (m_resting)
        return;
    m_wait = m_rules.poll;
    ask(false);
    m_poll.start(m_wait);
}

/// From now on trades may be missing.
void MarketDepth::loseTrades()
{
    m_areTradesLive = false;
    if (m_knownUpTo == 0)
        m_knownUpTo = m_trades.newest();
}

void MarketDepth::withdraw()
{
    ++m_round; // an answer that is under way is dropped when it comes
    m_isDepthAsked = false;
    m_areTradesAsked = false;
}

bool MarketDepth::isFeedLive() const
{
    return m_feed && m_feed->status().isLive();
}

void MarketDepth::take(const htx::feed::MarketBatch &batch)
{
    if (m_resting)
        return;
    if (const auto book = batch.books.constFind(htx::feed::Topic::book(m_symbol));
        book != batch.books.constEnd())
        takeLiveBook(*book);
    if (const auto trades = batch.trades.constFind(m_symbol); trades != batch.trades.constEnd())
        takeLiveTrades(*trades);
}

void MarketDepth::takeLiveBook(const htx::feed::Book &book)
{
    if (book.isLive) {
        if (m_tradesState != LoadState::Failed)
            m_error.reset();
        setBook(book.depth.bids, book.depth.asks, BookStanding::Live);
        return;
    }
    // What was asked for is whole: it is better than what misses changes.
    if (m_standing == BookStanding::Live)
        setStates(BookStanding::Doubtful, LoadState::Stale, m_tradesState);
    else if (m_standing == BookStanding::None && !(book.depth.bids.isEmpty() && book.depth.asks.isEmpty()))
        setBook(book.depth.bids, book.depth.asks, BookStanding::Doubtful);
}

void MarketDepth::takeLiveTrades(const QList<htx::Trade> &trades)
{
    // Between what was asked for and the first that was pushed there may have been others.
    if (!m_areTradesLive && !m_areTradesAsked) {
        askTrades(true);
        m_areTradesLive = true;
    }
    if (m_trades.merge(trades))
        announceTrades();
}

void MarketDepth::takeStatus()
{
    if (m_resting || isFeedLive() == m_wasFeedLive)
        return;
    m_wasFeedLive = isFeedLive();
    m_areTradesRefused = false;
    loseTrades();
    if (m_standing == BookStanding::Live)
        setStates(BookStanding::Doubtful, LoadState::Stale, m_tradesState);
    refresh();
}

void MarketDepth::takeRefusal(const htx::feed::Topic &topic)
{
    if (topic != htx::feed::Topic::trades(m_symbol))
        return;
    m_areTradesRefused = true;
    m_areTradesLive = false;
}

void MarketDepth::poll()
{
    m_wait = m_error ? std::min(2 * m_wait, m_rules.longestPoll) : m_rules.poll;
    m_poll.start(m_wait);
    // By now what was subscribed to has begun.
    ask(isFeedLive() && !m_areTradesRefused);
}

void MarketDepth::ask(bool isSettled)
{
    if (m_standing != BookStanding::Live)
        askBook();
    if (!m_areTradesLive || m_tradesState != LoadState::Ready)
        askTrades(isSettled);
}

void MarketDepth::askBook()
{
    if (std::exchange(m_isDepthAsked, true))
        return;
    const quint64 round = m_round;
    whenDone(
        this, m_gateway.send(htx::endpoints::market::depth(m_symbol)),
        [this, round](const Result<htx::Depth> &depth) {
            if (round == m_round)
                takeDepth(depth);
        },
        [this, round] {
            if (round == m_round)
                m_isDepthAsked = false;
        });
}

void MarketDepth::askTrades(bool isSettled)
{
    if (std::exchange(m_areTradesAsked, true))
        return;
    if (!m_areTradesLive)
        loseTrades();
    const quint64 round = m_round;
    whenDone(
        this, m_gateway.send(htx::endpoints::market::trades(m_symbol, askedTrades)),
        [this, round, isSettled](const Result<QList<htx::Trade>> &trades) {
            if (round == m_round)
                takeTrades(trades, isSettled);
        },
        [this, round] {
            if (round == m_round)
                m_areTradesAsked = false;
        });
}

void MarketDepth::takeDepth(const Result<htx::Depth> &depth)
{
    m_isDepthAsked = false;
    if (m_standing == BookStanding::Live) // newer than this answer
        return;
    if (!depth) {
        setStates(m_standing == BookStanding::None ? BookStanding::None : BookStanding::Doubtful,
                  LoadState::Failed, m_tradesState);
        takeFailure(depth.error());
        return;
    }
    setBook(depth->bids, depth->asks, BookStanding::Asked);
    answered();
}

void MarketDepth::takeTrades(const Result<QList<htx::Trade>> &trades, bool isSettled)
{
    m_areTradesAsked = false;
    if (!trades) {
        setStates(m_standing, m_state, LoadState::Failed);
        takeFailure(trades.error());
        return;
    }
    bool isChanged = false;
    if (m_knownUpTo > 0) {
        const bool leavesHole = std::none_of(trades->begin(), trades->end(), [this](const htx::Trade &trade) {
            return trade.timestamp <= m_knownUpTo;
        });
        if (leavesHole && !trades->isEmpty()) {
            m_trades.dropUpTo(m_knownUpTo);
            isChanged = true;
        }
        m_knownUpTo = 0;
    }
    isChanged = m_trades.merge(*trades) || isChanged;
    m_areTradesLive = m_areTradesLive || isSettled;
    setStates(m_standing, m_state, LoadState::Ready);
    answered();
    if (isChanged)
        announceTrades();
}

void MarketDepth::takeFailure(const Error &error)
{
    if (error.retryAfter) {
        m_wait = std::max(m_wait, *error.retryAfter);
        m_poll.start(m_wait);
    }
    m_error = error;
    Q_EMIT failed(error);
}

void MarketDepth::answered()
{
    if (!m_error || m_state == LoadState::Failed || m_tradesState == LoadState::Failed)
        return;
    m_error.reset();
    Q_EMIT stateChanged();
}

void MarketDepth::setBook(const QList<htx::Level> &bids, const QList<htx::Level> &asks, BookStanding standing)
{
    m_bids = soundLevels(bids, htx::Side::Buy);
    m_asks = soundLevels(asks, htx::Side::Sell);
    m_updatedAt = m_clock.nowMs();
    const bool isTrusted = standing != BookStanding::Doubtful && !isCrossed(m_bids, m_asks);
    setStates(isTrusted ? standing : BookStanding::Doubtful, isTrusted ? LoadState::Ready : LoadState::Stale,
              m_tradesState);
    announceBook();
}

void MarketDepth::setStates(BookStanding standing, LoadState state, LoadState tradesState)
{
    if (m_standing == standing && m_state == state && m_tradesState == tradesState)
        return;
    m_standing = standing;
    m_state = state;
    m_tradesState = tradesState;
    Q_EMIT stateChanged();
}

void MarketDepth::announceBook()
{
    m_bookWaits = m_bookPause.isActive();
    if (m_bookWaits)
        return;
    m_bookPause.start(m_rules.announce);
    Q_EMIT bookChanged();
}

void MarketDepth::announceTrades()
{
    m_tradesWait = m_tradesPause.isActive();
    if (m_tradesWait)
        return;
    m_tradesPause.start(m_rules.announce);
    Q_EMIT tradesChanged();
}

} // namespace coffer::market
