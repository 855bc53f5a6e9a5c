// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketpayload.h"

#include "htx/endpoints/market.h"
#include "htx/jsonreader.h"
#include "htx/traderows.h"

#include <algorithm>

namespace coffer::htx::feed::payload {

namespace {

using namespace json;

// As a row of market.tickers, but the market is not named.
constexpr Schema tickerSchema({
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

template<class Row, QList<Level> Row::*Side>
bool readSide(const Input &in, Row &row)
{
    return forEach(in, [&](const Input &element) {
        Level &level = (row.*Side).emplaceBack();
        return readPair(element, level.price, level.size);
    });
}

constexpr Schema depthSchema({
    field<&Depth::timestamp, Integer>("ts", Need::Optional),
    field<&Depth::version, Integer>("version", Need::Optional),
    field<&Depth::version, Integer>("seqNum", Need::Alias),
    field<Depth, readSide<Depth, &Depth::bids>>("bids"),
    field<Depth, readSide<Depth, &Depth::asks>>("asks"),
});

// The topics with few levels push only the side that changed.
constexpr Schema bookSchema({
    field<&BookUpdate::sequence, LooseInteger>("seqNum"),
    field<&BookUpdate::previous, LooseInteger>("prevSeqNum", Need::Optional),
    field<BookUpdate, readSide<BookUpdate, &BookUpdate::bids>>("bids", Need::Optional),
    field<BookUpdate, readSide<BookUpdate, &BookUpdate::asks>>("asks", Need::Optional),
});

// Numbers in recordings, strings in the documentation.
constexpr Schema bboSchema({
    field<&Bbo::symbol, Name>("symbol"),
    field<&Bbo::timestamp, LooseInteger>("quoteTime", Need::Optional),
    field<&Bbo::bid, LooseAmount>("bid"),
    field<&Bbo::bidSize, LooseAmount>("bidSize"),
    field<&Bbo::ask, LooseAmount>("ask"),
    field<&Bbo::askSize, LooseAmount>("askSize"),
    field<&Bbo::sequence, LooseInteger>("seqId", Need::Optional),
});

constexpr Schema detailSchema({
    field<&MergedDetail::open, Price>("open"),
    field<&MergedDetail::high, Price>("high"),
    field<&MergedDetail::low, Price>("low"),
    field<&MergedDetail::close, Price>("close"),
    field<&MergedDetail::amount, Price>("amount"),
    field<&MergedDetail::volume, Price>("vol"),
    field<&MergedDetail::count, Integer>("count"),
});

void putOldestFirst(QList<Trade> &trades)
{
    std::ranges::stable_sort(trades, {}, &Trade::timestamp);
}

} // namespace

Result<QList<Ticker>> tickers(Value data)
{
    static const auto parse = endpoints::market::tickers().parse;
    return parse(data);
}

Result<Ticker> ticker(Value tick)
{
    return readOne(tick, tickerSchema);
}

Result<Candle> candle(Value tick)
{
    return readOne(tick, candleSchema);
}

Result<QList<Candle>> candles(Value data)
{
    static const auto parse = endpoints::market::candles({}, Period::Min1, 1).parse;
    return parse(data);
}

Result<Depth> depth(Value tick)
{
    return readOne(tick, depthSchema);
}

Result<BookUpdate> book(Value tick)
{
    return readOne(tick, bookSchema);
}

Result<Bbo> bbo(Value tick)
{
    return readOne(tick, bboSchema);
}

Result<QList<Trade>> trades(Value tick)
{
    Result<TradeList> list = readOne(tick, tradeListSchema);
    if (!list)
        return fail(std::move(list.error()));
    putOldestFirst(list->trades);
    return std::move(list->trades);
}

Result<QList<Trade>> recentTrades(Value data)
{
    Result<QList<Trade>> rows = readList(data, tradeSchema);
    if (rows)
        putOldestFirst(*rows);
    return rows;
}

Result<MergedDetail> detail(Value tick)
{
    const qint64 timestamp = tick.document().timestamp();
    Result<MergedDetail> row = readOne(tick, detailSchema);
    if (row)
        row->timestamp = timestamp;
    return row;
}

} // namespace coffer::htx::feed::payload
