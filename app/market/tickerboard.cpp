// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/tickerboard.h"

#include "htx/endpoints/market.h"
#include "htx/endpoints/reference.h"
#include "htx/feed/marketfeed.h"
#include "htx/reason.h"

#include <algorithm>
#include <utility>

namespace coffer::market {

namespace {

constexpr qint64 symbolsAgeMs = 24 * 3600 * 1000LL;
constexpr qint64 doubtMs = 10 * 60 * 1000LL; ///< the list is not asked for again sooner
constexpr qint64 detailAgeMs = 60 * 1000;
constexpr qint64 detailExpiryMs = 10 * detailAgeMs; ///< an opening older than this is no longer 24 h ago
constexpr qint64 fedAgeMs = 15 * 1000;              ///< the feed brought prices lately
constexpr qint64 fedPauseMs = 5 * 60 * 1000;        ///< how often the feed is checked against the whole list
constexpr qsizetype watchedLimit = 40;
constexpr qsizetype batchSize = 8;

} // namespace

/// What one refresh has collected so far.
struct TickerBoard::Round
{
    int pending = 0;
    std::optional<QList<htx::SymbolInfo>> symbols;
    std::optional<QList<htx::Ticker>> tickers;
    std::optional<Error> error;
    bool isOfDoubt = false; ///< the list is asked for since it was held to be wrong
};

/// The walk through the watched markets whose rolling 24 h are due.
struct TickerBoard::DetailWalk
{
    QList<Symbol> waiting;
    int pending = 0;
    bool changed = false;
    std::optional<Error> error;
};

TickerBoard::TickerBoard(htx::Gateway &gateway, Clock &clock, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_clock(clock)
{
    m_tellLive.setSingleShot(true);
    m_tellLive.setInterval(1000);
    connect(&m_tellLive, &QTimer::timeout, this, &TickerBoard::quotesChanged);
    m_tellMoved.setSingleShot(true);
    m_tellMoved.setInterval(100);
    connect(&m_tellMoved, &QTimer::timeout, this, [this] { Q_EMIT pricesMoved(std::exchange(m_moved, {})); });
}

TickerBoard::~TickerBoard() = default;

void TickerBoard::follow(htx::feed::MarketFeed &feed)
{
    connect(&feed, &htx::feed::MarketFeed::arrived, this,
            [this](const htx::feed::MarketBatch &batch) { applyLive(batch.tickers); });
    connect(&feed, &htx::feed::MarketFeed::refused, this,
            [this](const htx::feed::Topic &topic, const Error &error) {
                if (htx::reasonOf(error) == htx::Reason::UnknownMarket)
                    noteUnknown(topic.symbol);
            });
    connect(&feed, &htx::feed::MarketFeed::resumed, this, [this] {
        m_fedAt = 0; // what was missed is asked for once
        refresh();
    });
    feed.setTopics(QStringLiteral("board"), {htx::feed::Topic::tickers()});
}

bool TickerBoard::isFed() const
{
    const qint64 now = m_clock.nowMs();
    return m_updatedAt != 0 && m_fedAt != 0 && now - m_fedAt < fedAgeMs && now - m_askedAt < fedPauseMs;
}

void TickerBoard::applyLive(const QHash<Symbol, htx::Ticker> &tickers)
{
    bool changed = false;
    for (const htx::Ticker &ticker : tickers) {
        if (const auto quote = m_quotes.find(ticker.symbol); quote != m_quotes.end()) {
            quote->apply(ticker);
            m_moved.insert(ticker.symbol);
            changed = true;
        }
    }
    if (!changed)
        return;
    m_fedAt = m_updatedAt = m_clock.nowMs();
    setState(LoadState::Ready);
    // Whoever shows all markets is told at a pace that can be read.
    if (!m_tellLive.isActive())
        m_tellLive.start();
    if (!m_tellMoved.isActive())
        m_tellMoved.start();
}

void TickerBoard::refresh()
{
    if (m_round)
        return;
    if (isFed() && !symbolsAreDue()) {
        startDetails();
        return;
    }
    m_askedAt = m_clock.nowMs();
    m_round = std::make_unique<Round>();
    m_round->pending = 1;
    if (m_updatedAt == 0)
        setState(LoadState::Loading);
    if (symbolsAreDue()) {
        askForSymbols();
        askForNames();
    }
    whenDone(
        this, m_gateway.send(htx::endpoints::market::tickers()),
        [this](Result<QList<htx::Ticker>> tickers) {
            if (tickers)
                m_round->tickers = *std::move(tickers);
            else
                m_round->error = std::move(tickers.error());
            partDone();
        },
        [this] { partDone(); });
}

void TickerBoard::noteUnknown(const Symbol &symbol)
{
    const auto quote = m_quotes.find(symbol);
    if (quote == m_quotes.end() || !quote->info.isOnline())
        return;
    quote->info.state = QStringLiteral("offline");
    quote->clearTicker();
    m_isDoubted = true;
    Q_EMIT symbolsChanged();
    Q_EMIT quotesChanged();
    refresh();
}

bool TickerBoard::symbolsAreDue() const
{
    const qint64 now = m_clock.nowMs();
    const auto isOlder = [now](qint64 since, qint64 most) {
        return since == 0 || now - since >= most || now < since;
    };
    return isOlder(m_symbolsAt, symbolsAgeMs) || (m_isDoubted && isOlder(m_doubtedAt, doubtMs));
}

void TickerBoard::askForSymbols()
{
    m_round->isOfDoubt = std::exchange(m_isDoubted, false); // of later doubts this answer may not know
    if (m_round->isOfDoubt)
        m_doubtedAt = m_clock.nowMs();
    ++m_round->pending;
    whenDone(
        this, m_gateway.send(htx::endpoints::reference::symbols()),
        [this](Result<QList<htx::SymbolInfo>> symbols) {
            if (symbols)
                m_round->symbols = *std::move(symbols);
            else if (!m_round->error)
                m_round->error = std::move(symbols.error());
            partDone();
        },
        [this] { partDone(); });
}

/// Names are an embellishment: nothing waits for them and their failure is no failure.
void TickerBoard::askForNames()
{
    whenDone(this, m_gateway.send(htx::endpoints::reference::symbolSettings()),
             [this](const Result<QList<htx::SymbolInfo>> &settings) {
                 if (!settings)
                     return;
                 bool changed = false;
                 for (const htx::SymbolInfo &info : *settings) {
                     if (info.displayName.isEmpty())
                         continue;
                     m_names.insert(info.symbol, info.displayName);
                     const auto quote = m_quotes.find(info.symbol);
                     if (quote != m_quotes.end() && quote->info.displayName != info.displayName) {
                         quote->info.displayName = info.displayName;
                         changed = true;
                     }
                 }
                 if (changed)
                     Q_EMIT symbolsChanged();
             });
}

void TickerBoard::partDone()
{
    if (--m_round->pending == 0)
        finishRound();
}

void TickerBoard::finishRound()
{
    const std::unique_ptr<Round> round = std::move(m_round);
    if (round->symbols)
        applySymbols(*round->symbols);
    if (round->isOfDoubt && (!round->symbols || round->symbols->isEmpty()))
        m_isDoubted = true;
    const bool priced = round->tickers && !m_order.isEmpty();
    if (priced) {
        applyTickers(*round->tickers);
        m_updatedAt = m_clock.nowMs();
        Q_EMIT quotesChanged();
    }
    if (!priced && round->error)
        setState(LoadState::Failed);
    else if (priced && !round->error)
        setState(LoadState::Ready);
    else // prices with an older symbol list, or a round that was called off
        setState(m_updatedAt == 0 ? LoadState::Idle : LoadState::Stale);
    if (round->error)
        Q_EMIT failed(*round->error);
    if (priced)
        startDetails();
}

void TickerBoard::applySymbols(const QList<htx::SymbolInfo> &symbols)
{
    QHash<Symbol, Quote> quotes;
    quotes.reserve(symbols.size());
    m_order.clear();
    m_byPair.clear();
    for (const htx::SymbolInfo &info : symbols) {
        if (quotes.contains(info.symbol))
            continue;
        Quote quote = m_quotes.value(info.symbol);
        quote.info = info;
        if (const QString name = m_names.value(info.symbol); !name.isEmpty())
            quote.info.displayName = name;
        quotes.insert(info.symbol, quote);
        m_order.append(info.symbol);
        // A market that came back under another code leaves its old entry offline: the one that trades
        // counts.
        const std::pair pair(info.base.value, info.quote.value);
        if (!m_byPair.contains(pair) || info.isOnline())
            m_byPair.insert(pair, info.symbol);
    }
    m_quotes = std::move(quotes);
    if (!m_order.isEmpty())
        m_symbolsAt = m_clock.nowMs();
    Q_EMIT symbolsChanged();
}

void TickerBoard::applyTickers(const QList<htx::Ticker> &tickers)
{
    QSet<Symbol> seen;
    seen.reserve(tickers.size());
    const qint64 now = m_clock.nowMs();
    for (const htx::Ticker &ticker : tickers) {
        const auto quote = m_quotes.find(ticker.symbol);
        if (quote == m_quotes.end())
            continue;
        quote->apply(ticker);
        seen.insert(ticker.symbol);
    }
    // A market that is no longer quoted has no price: its last one would be taken for today's.
    for (auto quote = m_quotes.begin(); quote != m_quotes.end(); ++quote) {
        if (!seen.contains(quote.key()))
            quote->clearTicker();
        else if (quote->open24h && now - m_detailTimes.value(quote.key()).readAt > detailExpiryMs)
            quote->open24h.reset();
    }
}

void TickerBoard::setWatched(const QString &owner, const QSet<Symbol> &symbols)
{
    if (m_watched.value(owner) == symbols)
        return;
    if (symbols.isEmpty())
        m_watched.remove(owner);
    else
        m_watched.insert(owner, symbols);
    if (m_updatedAt != 0 && !m_round)
        startDetails();
}

QList<Symbol> TickerBoard::dueDetails() const
{
    QList<Symbol> watched;
    for (const QSet<Symbol> &symbols : m_watched) {
        for (const Symbol &symbol : symbols) {
            const auto quote = m_quotes.constFind(symbol);
            if (quote != m_quotes.constEnd() && quote->price)
                watched.append(symbol);
        }
    }
    std::sort(watched.begin(), watched.end());
    const qsizetype different = std::unique(watched.begin(), watched.end()) - watched.begin();
    watched.resize(std::min(different, watchedLimit));

    const qint64 now = m_clock.nowMs();
    watched.removeIf([this, now](const Symbol &symbol) {
        const qint64 age = now - m_detailTimes.value(symbol).triedAt;
        return age >= 0 && age < detailAgeMs;
    });
    return watched;
}

void TickerBoard::startDetails()
{
    if (m_details)
        return;
    QList<Symbol> due = dueDetails();
    if (due.isEmpty())
        return;
    m_details = std::make_unique<DetailWalk>();
    m_details->waiting = std::move(due);
    nextDetails();
}

void TickerBoard::nextDetails()
{
    const QList<Symbol> batch = m_details->waiting.first(std::min(batchSize, m_details->waiting.size()));
    m_details->waiting.remove(0, batch.size());
    m_details->pending = static_cast<int>(batch.size());
    for (const Symbol &symbol : batch)
        askForDetail(symbol);
}

void TickerBoard::askForDetail(const Symbol &symbol)
{
    m_detailTimes[symbol].triedAt = m_clock.nowMs();
    whenDone(
        this, m_gateway.send(htx::endpoints::market::merged(symbol)),
        [this, symbol](Result<htx::MergedDetail> detail) {
            if (!detail && htx::reasonOf(detail.error()) == htx::Reason::UnknownMarket) {
                noteUnknown(symbol);
            } else if (!detail) {
                m_details->error = std::move(detail.error());
            } else if (const auto quote = m_quotes.find(symbol); quote != m_quotes.end()) {
                // Only the opening: the ticker's price is of the same moment as all other prices.
                if (detail->open.sign() > 0)
                    quote->open24h = detail->open;
                m_detailTimes[symbol].readAt = m_clock.nowMs();
                m_details->changed = true;
            }
            detailDone();
        },
        [this] { detailDone(); });
}

void TickerBoard::detailDone()
{
    if (--m_details->pending > 0)
        return;
    // One failing market says little about the others, but a limit that was hit says: not now.
    const bool goOn = !m_details->error || m_details->error->kind == ErrorKind::Rejected ||
                      m_details->error->kind == ErrorKind::NotFound;
    if (goOn && !m_details->waiting.isEmpty()) {
        nextDetails();
        return;
    }
    const std::unique_ptr<DetailWalk> walk = std::move(m_details);
    if (walk->changed)
        Q_EMIT quotesChanged();
    if (walk->error)
        Q_EMIT failed(*walk->error);
    startDetails(); // markets that were added to the watched ones meanwhile
}

const Quote *TickerBoard::quote(const Symbol &symbol) const
{
    const auto quote = m_quotes.constFind(symbol);
    return quote == m_quotes.constEnd() ? nullptr : &*quote;
}

const Quote *TickerBoard::find(const Currency &base, const Currency &quoteCurrency) const
{
    const auto symbol = m_byPair.constFind(std::pair(base.value, quoteCurrency.value));
    return symbol == m_byPair.constEnd() ? nullptr : quote(*symbol);
}

void TickerBoard::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace coffer::market
