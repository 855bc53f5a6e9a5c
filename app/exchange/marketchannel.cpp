// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketchannel.h"

#include "exchange/bookchanges.h"
#include "exchange/jsonwriter.h"
#include "exchange/marketjson.h"
#include "exchange/world.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

using Kind = MarketTopic::Kind;

constexpr qint64 depthEveryMs = 1000;
constexpr int mostCandles = 300;
constexpr size_t mostTrades = 300, mostTradesPushed = 100;

void writeCandle(JsonWriter &json, const Market &market, const TimedBar &candle)
{
    json.beginObject().number("id", candle.start);
    writeStretch(json, market, candle.bar);
    json.endObject();
}

Book bookNow(const World &world, const MarketTopic &topic, qint64 nowMs)
{
    if (topic.kind == Kind::Depth)
        return shown(world.book(topic.market, nowMs), topic.level);
    Book book = world.book(topic.market, nowMs);
    book.bids.resize(std::min(book.bids.size(), size_t(topic.level)));
    book.asks.resize(std::min(book.asks.size(), size_t(topic.level)));
    return book;
}

QByteArray depthTick(const World &world, const MarketTopic &topic, qint64 nowMs)
{
    const Market &market = world.markets().at(topic.market);
    const Book book = bookNow(world, topic, nowMs);
    JsonWriter json(16 * 1024);
    json.beginObject();
    const auto all = std::max(book.bids.size(), book.asks.size());
    writeLevels(json.key("bids"), market, book.bids, all);
    writeLevels(json.key("asks"), market, book.asks, all);
    json.number("version", versionAt(nowMs)).number("ts", nowMs).endObject();
    return json.take();
}

/// {"seqNum":…,"prevSeqNum":…,"bids":[…],"asks":[…]}; an empty side is left out when it tells changes.
QByteArray bookTick(const Market &market, const Book &book, qint64 sequence, std::optional<qint64> previous)
{
    JsonWriter json(16 * 1024);
    json.beginObject().number("seqNum", sequence);
    if (previous)
        json.number("prevSeqNum", *previous);
    for (const auto &[name, side] : {std::pair("bids", &book.bids), std::pair("asks", &book.asks)}) {
        if (!previous || !side->empty())
            writeLevels(json.key(name), market, *side, side->size());
    }
    return json.endObject().take();
}

QByteArray topTick(const World &world, int index, qint64 nowMs)
{
    const Market &market = world.markets().at(index);
    const qint64 at = world.marketTime(index, nowMs);
    const BookTop top = world.top(index, nowMs);
    JsonWriter json;
    json.beginObject().number("seqId", versionAt(at));
    json.token("ask", marketNumber(top.ask.price, market.priceDecimals));
    json.token("askSize", marketNumber(top.ask.size, market.amountDecimals));
    json.token("bid", marketNumber(top.bid.price, market.priceDecimals));
    json.token("bidSize", marketNumber(top.bid.size, market.amountDecimals));
    json.number("quoteTime", at).text("symbol", market.symbol).endObject();
    return json.take();
}

QByteArray detailTick(const World &world, int index, qint64 nowMs)
{
    const qint64 at = world.marketTime(index, nowMs);
    JsonWriter json;
    json.beginObject().number("id", versionAt(at));
    writeStretch(json, world.markets().at(index), world.candles().rollingDay(index, at));
    return json.number("version", versionAt(at)).endObject().take();
}

QByteArray tickerTick(const World &world, int index, qint64 nowMs)
{
    const Market &market = world.markets().at(index);
    const qint64 second = world.marketTime(index, nowMs) / 1000;
    JsonWriter json;
    json.beginObject();
    writeTicker(json, world, index, nowMs);
    const Bar minute = world.feed().minute(index, second / 60);
    const qint64 size = std::max<qint64>(1, PriceFeed::amountInSecond(minute, int(second % 60)));
    json.token("lastPrice", marketNumber(world.feed().price(index, second * 1000), market.priceDecimals));
    json.token("lastSize", marketNumber(size, market.amountDecimals)).endObject();
    return json.take();
}

QByteArray tickersData(const World &world, qint64 nowMs)
{
    JsonWriter json(24 * 1024);
    json.beginArray();
    for (int index = 0; index < world.markets().count(); ++index) {
        if (world.markets().at(index).state == Market::State::Offline)
            continue;
        json.beginObject().text("symbol", world.markets().at(index).symbol);
        writeTicker(json, world, index, nowMs);
        json.endObject();
    }
    return json.endArray().take();
}

} // namespace

MarketChannel::MarketChannel(const World &world, QByteArray name, const MarketTopic &topic)
    : m_world(world), m_name(std::move(name)), m_topic(topic)
{
}

/// Prices move with the seconds of the exchange, books with orders too, depths have a cadence of their own.
bool MarketChannel::isDue(const Moment &moment, bool booksMoved)
{
    if (m_topic.kind == Kind::Depth) {
        if (moment.steadyMs < m_nextSteadyMs)
            return false;
        m_nextSteadyMs = moment.steadyMs + depthEveryMs;
        return true;
    }
    const qint64 at = m_topic.market < 0 ? moment.nowMs : m_world.marketTime(m_topic.market, moment.nowMs);
    const bool isBook =
        m_topic.kind == Kind::Top || m_topic.kind == Kind::Changes || m_topic.kind == Kind::BookImage;
    if (at / 1000 == m_second && !(isBook && booksMoved))
        return false;
    if (m_topic.kind != Kind::Trades) // which remembers by itself how far it got
        m_second = at / 1000;
    return true;
}

std::vector<QByteArray> MarketChannel::due(const Moment &moment, bool booksMoved)
{
    if (!isDue(moment, booksMoved))
        return {};
    if (m_topic.kind == Kind::Candle)
        return candlesDue(moment.nowMs);
    QByteArray next;
    if (m_topic.kind == Kind::Trades) {
        next = tradesDue(moment.nowMs);
    } else if (m_topic.kind == Kind::Changes) {
        next = changesDue(moment.nowMs);
    } else {
        next = tick(moment.nowMs);
        if (next == m_last)
            return {};
        m_last = next;
    }
    return next.isEmpty() ? std::vector<QByteArray>() : std::vector{frame(moment.nowMs, next)};
}

QByteArray MarketChannel::tick(qint64 nowMs) const
{
    switch (m_topic.kind) {
    case Kind::Depth:
        return depthTick(m_world, m_topic, nowMs);
    case Kind::Top:
        return topTick(m_world, m_topic.market, nowMs);
    case Kind::Detail:
        return detailTick(m_world, m_topic.market, nowMs);
    case Kind::Ticker:
        return tickerTick(m_world, m_topic.market, nowMs);
    case Kind::Tickers:
        return tickersData(m_world, nowMs);
    case Kind::BookImage:
        return bookTick(m_world.markets().at(m_topic.market), bookNow(m_world, m_topic, nowMs),
                        versionAt(nowMs), {});
    case Kind::Candle:
    case Kind::Trades:
    case Kind::Changes:
        break;
    }
    return {};
}

/// The candle that is open now; before it, when a new one began, how the last one ended.
std::vector<QByteArray> MarketChannel::candlesDue(qint64 nowMs)
{
    const Market &market = m_world.markets().at(m_topic.market);
    const qint64 at = m_world.marketTime(m_topic.market, nowMs);
    const std::vector<TimedBar> newest = m_world.candles().newest(m_topic.market, m_topic.period, 2, at);
    std::vector<QByteArray> frames;
    for (auto candle = newest.rbegin(); candle != newest.rend(); ++candle) {
        const bool isOver = candle != std::prev(newest.rend());
        if (isOver && candle->start != m_candleStart)
            continue;
        JsonWriter json;
        writeCandle(json, market, *candle);
        if (json.bytes() == m_last)
            continue;
        m_last = json.take();
        frames.push_back(frame(nowMs, m_last));
    }
    if (!newest.empty())
        m_candleStart = newest.front().start;
    return frames;
}

QByteArray MarketChannel::tradesDue(qint64 nowMs)
{
    const qint64 second = m_world.marketTime(m_topic.market, nowMs) / 1000;
    const qint64 after = m_second < 0 ? second - 1 : m_second;
    m_second = second;
    const std::vector<PublicTrade> trades =
        tradesIn(m_world.feed(), m_topic.market, after, second, mostTradesPushed);
    if (trades.empty())
        return {};
    JsonWriter json;
    json.beginObject().number("id", versionAt(trades.front().at)).number("ts", trades.front().at);
    json.key("data").beginArray();
    for (auto trade = trades.rbegin(); trade != trades.rend(); ++trade)
        writeTrade(json, m_world.markets().at(m_topic.market), *trade, "tradeId");
    return json.endArray().endObject().take();
}

QByteArray MarketChannel::changesDue(qint64 nowMs)
{
    Book book = bookNow(m_world, m_topic, nowMs);
    const Book changes = changesBetween(m_book, book);
    if (changes.bids.empty() && changes.asks.empty())
        return {};
    const qint64 previous = m_sequence;
    m_sequence = std::max(previous + 1, versionAt(nowMs));
    m_book = std::move(book);
    // The first book is nobody's yet: a change against it would make no sense to anyone.
    return previous == 0 ? QByteArray()
                         : bookTick(m_world.markets().at(m_topic.market), changes, m_sequence, previous);
}

QByteArray MarketChannel::frame(qint64 nowMs, const QByteArray &tick) const
{
    JsonWriter json(tick.size() + 128);
    json.beginObject().text("ch", m_name);
    if (m_topic.kind == Kind::Tickers)
        json.text("status", "ok").number("ts", nowMs).token("data", tick);
    else
        json.number("ts", nowMs).token("tick", tick);
    return json.endObject().take();
}

/// Oldest first. Without limits the newest; a range with more rows ends at its newest ones.
QByteArray MarketChannel::candlesBetween(qint64 nowMs, std::optional<qint64> from,
                                         std::optional<qint64> to) const
{
    const Market &market = m_world.markets().at(m_topic.market);
    const qint64 at = m_world.marketTime(m_topic.market, nowMs);
    const std::vector<TimedBar> rows =
        m_world.candles().upTo(m_topic.market, m_topic.period, mostCandles, to.value_or(at / 1000), at);
    JsonWriter json(qsizetype(rows.size()) * 160 + 16);
    json.beginArray();
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        if (!from || row->start >= *from)
            writeCandle(json, market, *row);
    }
    return json.endArray().take();
}

QByteArray MarketChannel::requested(const Moment &moment, std::optional<qint64> from,
                                    std::optional<qint64> to)
{
    if (m_topic.kind == Kind::Candle)
        return candlesBetween(moment.nowMs, from, to);
    if (m_topic.kind == Kind::Changes)
        return bookTick(m_world.markets().at(m_topic.market), m_book, m_sequence, {});
    if (m_topic.kind != Kind::Trades)
        return tick(moment.nowMs);
    const qint64 second = m_world.marketTime(m_topic.market, moment.nowMs) / 1000;
    JsonWriter json(64 * 1024);
    json.beginArray();
    for (const PublicTrade &trade :
         tradesIn(m_world.feed(), m_topic.market, second - 86'400, second, mostTrades))
        writeTrade(json, m_world.markets().at(m_topic.market), trade, "tradeId");
    return json.endArray().take();
}

} // namespace coffer::exchange
