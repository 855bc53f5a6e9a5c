// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scriptedgateway.h"

namespace coffer::test {

/// One row of /v1/common/symbols.
inline QByteArray symbolRow(const QByteArray &base, const QByteArray &quote,
                            const QByteArray &state = "online")
{
    return R"({"base-currency":")" + base + R"(","quote-currency":")" + quote +
           R"(","price-precision":2,"amount-precision":6,"symbol":")" + base + quote + R"(","state":")" +
           state + R"("})";
}

/// One row of /market/tickers.
inline QByteArray tickerRow(const QByteArray &symbol, const QByteArray &open, const QByteArray &close)
{
    return R"({"symbol":")" + symbol + R"(","open":)" + open + R"(,"high":)" + close + R"(,"low":)" + open +
           R"(,"close":)" + close + R"(,"amount":1,"vol":1000,"count":3,"bid":)" + close +
           R"(,"bidSize":1,"ask":)" + close + R"(,"askSize":1})";
}

inline QByteArray list(const QList<QByteArray> &rows)
{
    return okay('[' + rows.join(',') + ']');
}

/// /market/detail/merged with this price of 24 h ago.
inline QByteArray mergedReply(const QByteArray &open)
{
    return R"({"ch":"market.x.detail.merged","status":"ok","ts":1,"tick":{"open":)" + open +
           R"(,"close":1,"low":1,"high":1,"amount":1,"vol":1,"count":1}})";
}

inline const QByteArray symbolsPath = "/v1/common/symbols";
inline const QByteArray namesPath = "/v2/settings/common/symbols";
inline const QByteArray tickersPath = "/market/tickers";
inline const QByteArray mergedPath = "/market/detail/merged";

/// btcusdt 100 (80 at midnight, 50 a day ago), ethbtc 0.05 and usdtusd 0.99.
inline void scriptMarkets(ScriptedGateway &gateway)
{
    gateway.answer(symbolsPath, list({symbolRow("btc", "usdt"), symbolRow("eth", "btc"),
                                      symbolRow("usdt", "usd"), symbolRow("old", "usdt", "offline")}));
    gateway.answer(namesPath,
                   okay(R"([{"state":"online","sc":"btcusdt","bc":"btc","qc":"usdt","dn":"BTC / USDT",)"
                        R"("tpp":2,"tap":6}])"));
    gateway.answer(tickersPath, list({tickerRow("btcusdt", "80", "100"), tickerRow("ethbtc", "0.05", "0.05"),
                                      tickerRow("usdtusd", "1", "0.99")}));
    gateway.answer(mergedPath, mergedReply("50"));
}

} // namespace coffer::test
