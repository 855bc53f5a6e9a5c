// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketsession.h"

#include "htx/feed/marketpayload.h"

#include <utility>

namespace coffer::htx::feed {

namespace {

/// The worse of two: of a feed that is half there it is told what is missing.
const ConnectionStatus &worse(const ConnectionStatus &left, const ConnectionStatus &right)
{
    const auto rank = [](ConnectionState state) {
        switch (state) {
        case ConnectionState::Off: // not wanted, so it says nothing
            return 0;
        case ConnectionState::Live:
            return 1;
        case ConnectionState::Connecting:
            return 2;
        case ConnectionState::Waiting:
            return 3;
        case ConnectionState::Refused:
            return 4;
        }
        Q_UNREACHABLE();
    };
    return rank(right.state) > rank(left.state) ? right : left;
}

template<class T, class Take>
Result<void> use(Result<T> row, Take take)
{
    if (!row)
        return fail(std::move(row.error()));
    take(*std::move(row));
    return {};
}

} // namespace

MarketSession::MarketSession(const Clock &clock, const FeedRules &rules)
    : m_frame(this),
      m_market(
          clock, rules, [this](const Topic &topic, json::Value value) { return take(topic, value); }, this),
      m_books(
          clock, rules, [this](const Topic &topic, json::Value value) { return take(topic, value); }, this)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(rules.frame);
    connect(&m_frame, &QTimer::timeout, this, &MarketSession::deliver);
    connect(&m_books, &MarketLink::lost, this, &MarketSession::mistrustBooks);
    connect(&m_books, &MarketLink::subscribed, this, &MarketSession::startBook);
    for (MarketLink *link : {&m_market, &m_books}) {
        connect(link, &MarketLink::statusChanged, this, &MarketSession::tellStatus);
        connect(link, &MarketLink::refused, this, &MarketSession::refused);
    }
}

void MarketSession::setExchange(const QUrl &base)
{
    m_market.setUrl(socketUrl(base, QStringLiteral("/ws")));
    m_books.setUrl(socketUrl(base, QStringLiteral("/feed")));
}

void MarketSession::setTopics(const Topics &topics)
{
    Topics market;
    Topics books;
    for (const Topic &topic : topics)
        (topic.isIncremental() ? books : market).insert(topic);
    m_syncs.removeIf([&books](const auto &sync) { return !books.contains(sync.key()); });
    m_changedBooks.intersect(books);
    for (const Topic &topic : std::as_const(books)) {
        if (!m_syncs.contains(topic))
            m_syncs.insert(topic, BookSync(topic.symbol));
    }
    m_market.setTopics(market);
    m_books.setTopics(books);
}

void MarketSession::setPaused(bool paused)
{
    m_market.setPaused(paused);
    m_books.setPaused(paused);
}

void MarketSession::hurry()
{
    m_market.hurry();
    m_books.hurry();
}

void MarketSession::request(const Topic &topic, const QList<std::pair<QString, qint64>> &arguments,
                            MarketLink::Answer answer)
{
    (topic.isIncremental() ? m_books : m_market).request(topic, arguments, std::move(answer));
}

Result<void> MarketSession::take(const Topic &topic, json::Value value)
{
    const Symbol &symbol = topic.symbol;
    Result<void> taken;
    switch (topic.kind) {
    case Topic::Kind::Tickers:
        taken = use(payload::tickers(value), [this](const QList<Ticker> &rows) {
            for (const Ticker &row : rows)
                m_batch.tickers.insert(row.symbol, row);
        });
        break;
    case Topic::Kind::Ticker:
        taken = use(payload::ticker(value), [&](Ticker &&row) {
            row.symbol = symbol;
            m_batch.tickers.insert(symbol, std::move(row));
        });
        break;
    case Topic::Kind::Candles:
        taken = takeCandle(topic, value);
        break;
    case Topic::Kind::Depth:
    case Topic::Kind::BookRefresh:
        taken =
            use(payload::depth(value), [&](Depth &&row) { m_batch.depths.insert(topic, std::move(row)); });
        break;
    case Topic::Kind::Book:
        taken = takeBook(topic, value);
        break;
    case Topic::Kind::Bbo:
        taken = use(payload::bbo(value), [&](Bbo &&row) {
            if (row.symbol == symbol) // security.md 8b, 45
                m_batch.bbos.insert(symbol, std::move(row));
        });
        break;
    case Topic::Kind::Trades:
        taken = takeTrades(symbol, value);
        break;
    case Topic::Kind::Detail:
        taken = use(payload::detail(value),
                    [&](MergedDetail &&row) { m_batch.details.insert(symbol, std::move(row)); });
        break;
    }
    if (taken)
        grown();
    return taken;
}

Result<void> MarketSession::takeCandle(const Topic &topic, json::Value value)
{
    return use(payload::candle(value), [&](const Candle &candle) {
        QList<Candle> &candles = m_batch.candles[topic];
        if (!candles.isEmpty() && candles.last().time == candle.time)
            candles.last() = candle;
        else if (candles.isEmpty() || candles.last().time < candle.time)
            candles.append(candle);
    });
}

Result<void> MarketSession::takeTrades(const Symbol &symbol, json::Value value)
{
    return use(payload::trades(value), [&](const QList<Trade> &rows) {
        QList<Trade> &trades = m_batch.trades[symbol];
        trades.append(rows);
        if (trades.size() > MarketBatch::tradeLimit)
            trades.remove(0, trades.size() - MarketBatch::tradeLimit);
    });
}

Result<void> MarketSession::takeBook(const Topic &topic, json::Value value)
{
    return use(payload::book(value), [&](BookUpdate &&update) {
        const auto sync = m_syncs.find(topic);
        if (sync == m_syncs.end())
            return;
        update.symbol = topic.symbol;
        const bool wantsImage = sync->take(update);
        m_changedBooks.insert(topic);
        if (wantsImage)
            askForImage(topic);
    });
}

/// A book in which nothing moves would never show otherwise.
void MarketSession::startBook(const Topic &topic)
{
    const auto sync = m_syncs.find(topic);
    if (sync != m_syncs.end() && sync->start())
        askForImage(topic);
}

void MarketSession::askForImage(const Topic &topic)
{
    m_books.request(topic, {}, [this, topic](const Result<json::Value> &answer) {
        if (answer)
            takeImage(topic, payload::book(*answer));
        else
            takeImage(topic, fail(answer.error()));
    });
}

void MarketSession::takeImage(const Topic &topic, const Result<BookUpdate> &image)
{
    const auto sync = m_syncs.find(topic);
    if (sync == m_syncs.end())
        return;
    bool wantsAnother = false;
    if (image) {
        BookUpdate whole = *image;
        whole.symbol = topic.symbol;
        wantsAnother = sync->takeImage(whole);
    } else {
        // The next increment asks again.
        sync->restart();
    }
    m_changedBooks.insert(topic);
    grown();
    if (wantsAnother)
        askForImage(topic);
}

void MarketSession::mistrustBooks()
{
    for (auto sync = m_syncs.begin(); sync != m_syncs.end(); ++sync) {
        sync->restart();
        m_changedBooks.insert(sync.key());
    }
    grown();
}

void MarketSession::grown()
{
    if (m_isTaken && !m_frame.isActive() && !(m_batch.isEmpty() && m_changedBooks.isEmpty()))
        m_frame.start();
}

void MarketSession::deliver()
{
    for (const Topic &topic : std::as_const(m_changedBooks)) {
        const BookSync &sync = *m_syncs.constFind(topic);
        const Depth depth{0, sync.sequence(), sync.book().top(Side::Buy, topic.detail),
                          sync.book().top(Side::Sell, topic.detail)};
        m_batch.books.insert(topic, {depth, sync.isLive()});
    }
    m_changedBooks.clear();
    m_isTaken = false;
    Q_EMIT batchReady(std::make_shared<const MarketBatch>(std::exchange(m_batch, {})));
}

void MarketSession::batchTaken()
{
    m_isTaken = true;
    grown();
}

void MarketSession::tellStatus()
{
    const ConnectionStatus status = worse(m_market.status(), m_books.status());
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace coffer::htx::feed
