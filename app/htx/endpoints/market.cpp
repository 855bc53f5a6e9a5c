// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/market.h"

#include "htx/endpoints/requests.h"
#include "htx/jsonreader.h"
#include "htx/traderows.h"

namespace coffer::htx::endpoints::market {

namespace {

using namespace json;

constexpr Schema tickerSchema({
    field<&Ticker::symbol, Name>("symbol"),
    field<&Ticker::open, Price>("open"),
    field<&Ticker::high, Price>("high"),
    field<&Ticker::low, Price>("low"),
    field<&Ticker::close, Price>("close"),
    field<&Ticker::amount, Price>("amount"),
    field<&Ticker::volume, Price>("vol"),
    field<&Ticker::count, Integer>("count"),
    field<&Ticker::bid, Price>("bid", Need::Optional),
    field<&Ticker::bidSize, Price>("bidSize", Need::Optional),
    field<&Ticker::ask, Price>("ask", Need::Optional),
    field<&Ticker::askSize, Price>("askSize", Need::Optional),
});

/// A market that never traded has no prices: its row is left out, and the others stay. Rows that are wrong,
/// or a list in which no row is complete, make the reply unusable.
Result<QList<Ticker>> parseTickers(Value data)
{
    const Input in = open(data);
    QList<Ticker> tickers;
    qsizetype count = 0;
    Layout layout;
    const bool read = forEach(in, [&](const Input &element) {
        ++count;
        if (!readMembers(element, tickerSchema.view(), &tickers.emplaceBack(), layout)) {
            if (!wasMissing(element))
                return false;
            forgive(element);
            tickers.removeLast();
        }
        if (count == 1)
            tickers.reserve(1 + estimateAfter(element));
        return true;
    });
    if (!read || (tickers.isEmpty() && count > 0 && !in.refuse("a list of tickers")))
        return fail(failureOf(in));
    return tickers;
}

template<std::optional<Decimal> MergedDetail::*Price, std::optional<Decimal> MergedDetail::*Size>
bool readQuote(const Input &in, MergedDetail &detail)
{
    Decimal price;
    Decimal size;
    if (!readPair(in, price, size))
        return false;
    detail.*Price = price;
    detail.*Size = size;
    return true;
}

constexpr Schema mergedSchema({
    field<&MergedDetail::open, Price>("open"),
    field<&MergedDetail::high, Price>("high"),
    field<&MergedDetail::low, Price>("low"),
    field<&MergedDetail::close, Price>("close"),
    field<&MergedDetail::amount, Price>("amount"),
    field<&MergedDetail::volume, Price>("vol"),
    field<&MergedDetail::count, Integer>("count"),
    field<MergedDetail, readQuote<&MergedDetail::bid, &MergedDetail::bidSize>>("bid", Need::Optional),
    field<MergedDetail, readQuote<&MergedDetail::ask, &MergedDetail::askSize>>("ask", Need::Optional),
});

Result<MergedDetail> parseMerged(Value tick)
{
    const qint64 timestamp = tick.document().timestamp();
    Result<MergedDetail> detail = readOne(tick, mergedSchema);
    if (detail)
        detail->timestamp = timestamp;
    return detail;
}

constexpr Schema candleSchema({
    field<&Candle::time, Integer>("id"),
    field<&Candle::open, Real>("open"),
    field<&Candle::close, Real>("close"),
    field<&Candle::low, Real>("low"),
    field<&Candle::high, Real>("high"),
    field<&Candle::amount, Real>("amount"),
    field<&Candle::volume, Real>("vol"),
    field<&Candle::count, Integer>("count"),
});

bool isEarlier(const Candle &left, const Candle &right)
{
    return left.time < right.time;
}

bool isSameTime(const Candle &left, const Candle &right)
{
    return left.time == right.time;
}

Result<QList<Candle>> parseCandles(Value data)
{
    Result<QList<Candle>> candles = readList(data, candleSchema);
    if (!candles)
        return candles;
    // Sent newest first; drawing and merging rely on each candle being there once and in order.
    std::reverse(candles->begin(), candles->end());
    if (!std::is_sorted(candles->cbegin(), candles->cend(), isEarlier))
        std::stable_sort(candles->begin(), candles->end(), isEarlier);
    const auto repeated = std::unique(candles->begin(), candles->end(), isSameTime);
    candles->resize(std::distance(candles->begin(), repeated));
    return candles;
}

template<QList<Level> Depth::*Side>
bool readSide(const Input &in, Depth &depth)
{
    return forEach(in, [&](const Input &element) {
        Level &level = (depth.*Side).emplaceBack();
        return readPair(element, level.price, level.size);
    });
}

constexpr Schema depthSchema({
    field<&Depth::timestamp, Integer>("ts"),
    field<&Depth::version, Integer>("version", Need::Optional),
    field<Depth, readSide<&Depth::bids>>("bids"),
    field<Depth, readSide<&Depth::asks>>("asks"),
});

Result<Depth> parseDepth(Value tick)
{
    return readOne(tick, depthSchema);
}

/// version, ts and the sides; the full book names its version seqNum and has no time of its own.
constexpr Schema fullDepthSchema({
    field<&Depth::version, LooseInteger>("seqNum", Need::Optional),
    field<&Depth::version, LooseInteger>("version", Need::Optional),
    field<Depth, readSide<&Depth::bids>>("bids"),
    field<Depth, readSide<&Depth::asks>>("asks"),
});

Result<Depth> parseFullDepth(Value tick)
{
    const qint64 timestamp = tick.document().timestamp();
    Result<Depth> depth = readOne(tick, fullDepthSchema);
    if (depth)
        depth->timestamp = timestamp;
    return depth;
}

Result<QList<Trade>> parseLastTrades(Value tick)
{
    return readOne(tick, tradeListSchema).map([](TradeList &&list) { return std::move(list.trades); });
}

Result<QList<Trade>> parseTrades(Value data)
{
    const Result<QList<TradeList>> lists = readList(data, tradeListSchema);
    if (!lists)
        return fail(lists.error());
    QList<Trade> trades;
    for (const TradeList &list : *lists)
        trades += list.trades;
    return trades;
}

} // namespace

Call<QList<Ticker>> tickers()
{
    return {publicGet("/market/tickers"), parseTickers};
}

Call<MergedDetail> merged(const Symbol &symbol)
{
    Query query;
    add(query, "symbol", symbol.value);
    return {publicGet("/market/detail/merged", std::move(query)), parseMerged};
}

Call<MergedDetail> detail(const Symbol &symbol)
{
    Query query;
    add(query, "symbol", symbol.value);
    return {publicGet("/market/detail", std::move(query)), parseMerged};
}

Call<QList<Trade>> lastTrades(const Symbol &symbol)
{
    Query query;
    add(query, "symbol", symbol.value);
    return {publicGet("/market/trade", std::move(query)), parseLastTrades};
}

Call<QList<Trade>> trades(const Symbol &symbol, int size)
{
    Query query;
    add(query, "symbol", symbol.value);
    addSize(query, size, 1, 2000);
    return {publicGet("/market/history/trade", std::move(query)), parseTrades};
}

Call<Depth> fullDepth(const Symbol &symbol)
{
    Query query;
    add(query, "symbol", symbol.value);
    return {publicGet("/market/fullMbp", std::move(query), 10), parseFullDepth};
}

Call<QList<Candle>> candles(const Symbol &symbol, Period period, int size)
{
    Query query;
    add(query, "symbol", symbol.value);
    add(query, "period", wireName(period));
    addSize(query, size, 1, 2000);
    return {publicGet("/market/history/kline", std::move(query)), parseCandles};
}

Call<Depth> depth(const Symbol &symbol, int step, int levels)
{
    Query query;
    add(query, "symbol", symbol.value);
    add(query, "type", QStringLiteral("step%1").arg(std::clamp(step, 0, 5)));
    add(query, "depth", qint64{levels});
    return {publicGet("/market/depth", std::move(query)), parseDepth};
}

} // namespace coffer::htx::endpoints::market
