// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/marketjson.h"
#include "exchange/orderbook.h"

namespace coffer::exchange {

namespace {

constexpr int perWindow = 1600; ///< generous: 800 a second and address

/// {"ch":…,"status":"ok","ts":…, and left open for the payload.
void beginReply(JsonWriter &json, const QByteArray &channel, qint64 nowMs)
{
    json.beginObject().text("ch", channel).text("status", "ok").number("ts", nowMs);
}

} // namespace

void MarketEndpoints::addTo(Router &router)
{
    router.add({"/market/tickers", Envelope::Market, htx::Permission::None, perWindow,
                [this](const Call &call) { return tickers(call); }});
    const auto open = [this, &router](const char *path, Answer answer) {
        router.add({path, Envelope::Market, htx::Permission::None, perWindow,
                    [this, answer](const Call &call) { return forMarket(call, answer); }});
    };
    open("/market/detail/merged", &MarketEndpoints::merged);
    open("/market/detail", &MarketEndpoints::detail);
    open("/market/history/kline", &MarketEndpoints::newestCandles);
    open("/market/history/candles", &MarketEndpoints::candlesBetween);
    open("/market/depth", &MarketEndpoints::depth);
    open("/market/fullMbp", &MarketEndpoints::fullBook);
    open("/market/trade", &MarketEndpoints::lastTrade);
    open("/market/history/trade", &MarketEndpoints::trades);
}

Reply MarketEndpoints::forMarket(const Call &call, Answer answer) const
{
    const int market = m_world.markets().indexOf(call.query.value("symbol"));
    if (market < 0 || m_world.markets().at(market).state == Market::State::Offline)
        return marketError("invalid symbol", call.nowMs);
    return (this->*answer)(call, market);
}

/// Written once a second at most: open, high, low and close of the day at UTC+8, volumes of rolling 24 hours.
Reply MarketEndpoints::tickers(const Call &call)
{
    if (m_tickersSecond == call.nowMs / 1000)
        return {200, m_tickers};
    m_tickersSecond = call.nowMs / 1000;
    JsonWriter json(24 * 1024);
    json.beginObject().text("status", "ok").number("ts", call.nowMs).key("data").beginArray();
    for (int index = 0; index < m_world.markets().count(); ++index) {
        const Market &market = m_world.markets().at(index);
        if (market.state == Market::State::Offline)
            continue;
        json.beginObject().text("symbol", market.symbol);
        writeTicker(json, m_world, index, call.nowMs);
        json.endObject();
    }
    m_tickers = json.endArray().endObject().take();
    return {200, m_tickers};
}

Reply MarketEndpoints::merged(const Call &call, int index) const
{
    const Market &market = m_world.markets().at(index);
    const qint64 at = m_world.marketTime(index, call.nowMs);
    const BookTop top = m_world.top(index, call.nowMs);
    JsonWriter json;
    beginReply(json, "market." + market.symbol + ".detail.merged", call.nowMs);
    json.key("tick").beginObject().number("id", versionAt(at)).number("version", versionAt(at));
    writeStretch(json, market, m_world.candles().rollingDay(index, at));
    writeLevel(json.key("bid"), market, top.bid);
    writeLevel(json.key("ask"), market, top.ask);
    json.endObject().endObject();
    return {200, json.take()};
}

Reply MarketEndpoints::detail(const Call &call, int index) const
{
    const Market &market = m_world.markets().at(index);
    const qint64 at = m_world.marketTime(index, call.nowMs);
    JsonWriter json;
    beginReply(json, "market." + market.symbol + ".detail", call.nowMs);
    json.key("tick").beginObject().number("id", versionAt(at)).number("version", versionAt(at));
    writeStretch(json, market, m_world.candles().rollingDay(index, at));
    json.endObject().endObject();
    return {200, json.take()};
}

/// Those rows, newest first, from that second on.
Reply MarketEndpoints::candleReply(const Call &call, int index, const QByteArray &period,
                                   const std::vector<TimedBar> &rows, qint64 from) const
{
    const Market &market = m_world.markets().at(index);
    JsonWriter json(qsizetype(rows.size()) * 160 + 128);
    beginReply(json, "market." + market.symbol + ".kline." + period, call.nowMs);
    json.key("data").beginArray();
    for (const TimedBar &candle : rows) {
        if (candle.start < from)
            break;
        json.beginObject().number("id", candle.start);
        writeStretch(json, market, candle.bar);
        json.endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

Reply MarketEndpoints::candles(const Call &call, int index, qint64 most, bool isRange) const
{
    // A missing period silently means minutes, as with the real one.
    const QByteArray name = call.query.has("period") ? call.query.value("period") : QByteArray("1min");
    const std::optional<htx::Period> period = periodOf(name);
    if (!period)
        return marketError("invalid period", call.nowMs);
    const qint64 size = call.query.has("size") ? call.query.number("size").value_or(0) : 150;
    if (size < 1 || size > most)
        return marketError("invalid size,valid range: [1, " + QByteArray::number(most) + ']', call.nowMs);
    const qint64 at = m_world.marketTime(index, call.nowMs);
    const qint64 from = isRange ? std::max<qint64>(0, call.query.number("from").value_or(0)) : 0;
    qint64 to = at / 1000;
    if (isRange && call.query.has("to")) {
        to = call.query.number("to").value_or(to);
    } else if (from > 0 && from < to) {
        qint64 start = candleStart(*period, (from + 59) / 60);
        if (start * 60 < from)
            start = nextCandle(*period, start);
        for (qint64 left = size; left > 1 && start * 60 < to; --left)
            start = nextCandle(*period, start);
        to = start * 60;
    }
    return candleReply(call, index, name, m_world.candles().upTo(index, *period, int(size), to, at), from);
}

Reply MarketEndpoints::newestCandles(const Call &call, int index) const
{
    return candles(call, index, 2000, false);
}

/// As ccxt asks for candles, though htx-api.md does not tell of it: with "from" alone those that begin there,
/// else the newest up to the second "to".
Reply MarketEndpoints::candlesBetween(const Call &call, int index) const
{
    return candles(call, index, 1000, true);
}

Reply MarketEndpoints::depth(const Call &call, int index) const
{
    const QByteArray type = call.query.value("type");
    if (type.size() != 5 || !type.startsWith("step") || type[4] < '0' || type[4] > '5')
        return marketError("invalid type", call.nowMs);
    const qint64 levels = call.query.has("depth") ? call.query.number("depth").value_or(0) : 0;
    if (call.query.has("depth") && levels != 5 && levels != 10 && levels != 20)
        return marketError("invalid depth", call.nowMs);
    return bookReply(call, index, type, size_t(levels));
}

/// The whole book: as deep as the exchange keeps it.
Reply MarketEndpoints::fullBook(const Call &call, int index) const
{
    return bookReply(call, index, "step0", 0);
}

Reply MarketEndpoints::bookReply(const Call &call, int index, const QByteArray &type, size_t levels) const
{
    const Market &market = m_world.markets().at(index);
    const qint64 at = m_world.marketTime(index, call.nowMs);
    const Book book = shown(m_world.book(index, call.nowMs), type[4] - '0');
    JsonWriter json(8192);
    beginReply(json, "market." + market.symbol + ".depth." + type, call.nowMs);
    json.key("tick").beginObject().number("ts", at).number("version", versionAt(at));
    for (const auto &[name, side] : {std::pair("bids", &book.bids), std::pair("asks", &book.asks)}) {
        writeLevels(json.key(name), market, *side, levels > 0 ? levels : side->size());
    }
    json.endObject().endObject();
    return {200, json.take()};
}

Reply MarketEndpoints::lastTrade(const Call &call, int index) const
{
    const QByteArray symbol = m_world.markets().at(index).symbol;
    JsonWriter json;
    beginReply(json, "market." + symbol + ".trade.detail", call.nowMs);
    const qint64 second = m_world.marketTime(index, call.nowMs) / 1000;
    const Bar minute = m_world.feed().minute(index, second / 60);
    json.key("tick").beginObject().number("id", versionAt(second * 1000)).number("ts", second * 1000);
    json.key("data").beginArray();
    const qint64 amount = std::max<qint64>(1, PriceFeed::amountInSecond(minute, int(second % 60)));
    writeTrade(json, m_world.markets().at(index), tradeIn(m_world.feed(), index, second, amount), "trade-id");
    json.endArray().endObject().endObject();
    return {200, json.take()};
}

Reply MarketEndpoints::trades(const Call &call, int index) const
{
    const qint64 size = call.query.has("size") ? call.query.number("size").value_or(0) : 1;
    if (size < 1 || size > 2000)
        return marketError("invalid size,valid range: [1, 2000]", call.nowMs);
    const QByteArray symbol = m_world.markets().at(index).symbol;
    JsonWriter json(size * 200 + 128);
    beginReply(json, "market." + symbol + ".trade.detail", call.nowMs);
    json.key("data").beginArray();
    const qint64 second = m_world.marketTime(index, call.nowMs) / 1000;
    for (const PublicTrade &trade : tradesIn(m_world.feed(), index, second - 86'400, second, size_t(size))) {
        json.beginObject().number("id", versionAt(trade.at)).number("ts", trade.at);
        writeTrade(json.key("data").beginArray(), m_world.markets().at(index), trade, "trade-id");
        json.endArray().endObject();
    }
    json.endArray().endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
