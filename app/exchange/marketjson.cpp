// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketjson.h"

#include "exchange/hash.h"
#include "exchange/world.h"

namespace coffer::exchange {

qint64 versionAt(qint64 ms)
{
    return 100'000'000'000 + ms / 50;
}

void writeStretch(JsonWriter &json, const Market &market, const Bar &bar)
{
    json.token("open", marketNumber(bar.open, market.priceDecimals));
    json.token("close", marketNumber(bar.close, market.priceDecimals));
    json.token("low", marketNumber(bar.low, market.priceDecimals));
    json.token("high", marketNumber(bar.high, market.priceDecimals));
    json.token("amount", marketNumber(bar.amount, market.amountDecimals));
    json.token("vol", marketNumber(bar.volume, market.volumeDecimals));
    json.number("count", bar.count);
}

void writeLevel(JsonWriter &json, const Market &market, const BookLevel &level)
{
    json.beginArray();
    json.token(marketNumber(level.price, market.priceDecimals))
        .token(marketNumber(level.size, market.amountDecimals));
    json.endArray();
}

void writeLevels(JsonWriter &json, const Market &market, const std::vector<BookLevel> &levels, size_t shown)
{
    json.beginArray();
    for (size_t level = 0; level < std::min(shown, levels.size()); ++level)
        writeLevel(json, market, levels[level]);
    json.endArray();
}

void writeTicker(JsonWriter &json, const World &world, int index, qint64 nowMs)
{
    const Market &market = world.markets().at(index);
    const qint64 at = world.marketTime(index, nowMs);
    const Bar rolling = world.candles().rollingDay(index, at);
    Bar bar = world.candles().today(index, at);
    bar.amount = rolling.amount;
    bar.volume = rolling.volume;
    bar.count = rolling.count;
    const BookTop top = world.top(index, nowMs);
    writeStretch(json, market, bar);
    json.token("bid", marketNumber(top.bid.price, market.priceDecimals));
    json.token("bidSize", marketNumber(top.bid.size, market.amountDecimals));
    json.token("ask", marketNumber(top.ask.price, market.priceDecimals));
    json.token("askSize", marketNumber(top.ask.size, market.amountDecimals));
}

PublicTrade tradeIn(const PriceFeed &feed, int market, qint64 second, qint64 amount)
{
    const quint64 lot = mixed(quint64(market) ^ 0x747264, quint64(second));
    PublicTrade trade;
    trade.at = second * 1000 + qint64(lot % 900);
    const QByteArray serial = QByteArray::number(lot % 1'000'000'000'000'000).rightJustified(15, '0');
    trade.id = QByteArray::number(versionAt(trade.at)) + serial;
    trade.tradeId = versionAt(trade.at) + 7;
    trade.amount = amount;
    trade.price = feed.price(market, trade.at);
    trade.isBuy = lot & 1;
    return trade;
}

std::vector<PublicTrade> tradesIn(const PriceFeed &feed, int market, qint64 after, qint64 last, size_t most)
{
    std::vector<PublicTrade> trades;
    Bar minute = feed.minute(market, last / 60);
    for (qint64 second = last; second > after && trades.size() < most; --second) {
        if (second % 60 == 59)
            minute = feed.minute(market, second / 60);
        if (const qint64 amount = PriceFeed::amountInSecond(minute, int(second % 60)); amount > 0)
            trades.push_back(tradeIn(feed, market, second, amount));
    }
    return trades;
}

void writeTrade(JsonWriter &json, const Market &market, const PublicTrade &trade, QByteArrayView idName)
{
    json.beginObject().token("id", trade.id).number("ts", trade.at).number(idName, trade.tradeId);
    json.token("amount", marketNumber(trade.amount, market.amountDecimals));
    json.token("price", marketNumber(trade.price, market.priceDecimals));
    json.text("direction", trade.isBuy ? "buy" : "sell").endObject();
}

} // namespace coffer::exchange
