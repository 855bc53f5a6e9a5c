// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketlist.h"

namespace coffer::exchange {

namespace {

struct Row
{
    const char *base;
    double price;  ///< USDT
    double change; ///< per cent in 24 h
    int priceDecimals, amountDecimals;
    double volatility;  ///< per cent a day
    double dailyVolume; ///< million USDT
    int historyDays;
};

/// The fifteen of product.md ("Demo") first; USDT itself is quoted in usd.
constexpr Row namedMarkets[] = {
    {"btc", 87959.907984, 1.34, 2, 6, 2.4, 620, 730}, {"eth", 2920.497338, 3.04, 2, 4, 3.4, 410, 730},
    {"usdt", 0.999775, 0.00, 6, 4, 0.03, 12, 730},    {"xrp", 2.237324, 8.12, 5, 2, 4.2, 96, 730},
    {"bnb", 860.243768, 0.90, 4, 4, 2.6, 24, 730},    {"sol", 138.089498, 5.43, 4, 4, 4.3, 120, 730},
    {"usdc", 0.999807, 0.01, 6, 4, 0.03, 31, 730},    {"trx", 0.272801, -1.53, 6, 2, 2.2, 44, 730},
    {"doge", 0.150904, 2.96, 6, 2, 4.6, 58, 730},     {"ada", 0.421635, 1.97, 6, 2, 4.2, 21, 730},
    {"hype", 32.152445, 2.23, 4, 4, 5.6, 17, 480},    {"bch", 533.301069, -1.94, 2, 4, 3.5, 8.4, 730},
    {"link", 12.953417, 2.68, 4, 2, 4.4, 12, 730},    {"leo", 9.535951, 0.73, 4, 4, 1.3, 0.4, 730},
    {"zec", 521.483386, -2.87, 2, 4, 6.2, 26, 730},
};

constexpr Row otherMarkets[] = {
    {"ltc", 78.41, 1.12, 2, 4, 3.3, 9.1, 730},        {"dot", 1.8924, 2.41, 4, 4, 4.1, 5.2, 730},
    {"avax", 12.3841, 3.35, 4, 4, 4.6, 7.7, 730},     {"matic", 0.2188, -0.64, 4, 4, 4.0, 0.9, 730},
    {"pol", 0.1219, 1.86, 4, 4, 4.2, 2.1, 430},       {"uni", 5.8263, 4.02, 4, 4, 4.9, 4.8, 730},
    {"atom", 2.0471, 1.35, 4, 4, 4.0, 2.2, 730},      {"etc", 12.2906, 1.74, 4, 4, 3.9, 3.1, 730},
    {"xlm", 0.21953, 4.87, 6, 4, 4.1, 4.4, 730},      {"fil", 1.3252, 2.20, 4, 4, 4.4, 3.8, 730},
    {"near", 1.5264, 3.91, 4, 4, 4.8, 4.1, 730},      {"apt", 1.6837, 2.04, 4, 4, 4.7, 2.9, 730},
    {"arb", 0.19142, 3.28, 5, 4, 5.0, 3.6, 730},      {"op", 0.27351, 2.79, 5, 4, 5.1, 2.4, 730},
    {"sui", 1.44962, 6.10, 5, 4, 5.2, 19, 730},       {"ton", 1.6268, 0.58, 4, 4, 3.6, 3.3, 520},
    {"shib", 0.000007262, 2.36, 9, 0, 4.5, 9.9, 730}, {"pepe", 0.000004061, 5.22, 10, 0, 6.1, 8.7, 730},
    {"aave", 152.3318, 3.14, 4, 4, 4.5, 6.3, 730},    {"mkr", 1621.4, 0.92, 2, 4, 3.8, 0.6, 730},
    {"ldo", 0.58126, 2.66, 5, 4, 5.0, 1.2, 730},      {"crv", 0.37842, 3.37, 5, 4, 4.9, 1.5, 730},
    {"snx", 0.42135, -0.87, 5, 4, 5.3, 0.5, 730},     {"comp", 25.6403, 1.21, 4, 4, 4.3, 0.4, 730},
    {"grt", 0.03683, 2.05, 6, 2, 4.6, 0.7, 730},      {"algo", 0.11527, 1.93, 6, 2, 4.2, 1.1, 730},
    {"xtz", 0.43818, 0.74, 5, 4, 3.9, 0.6, 730},      {"eos", 0.15274, -1.12, 5, 4, 4.5, 0.5, 730},
    {"xmr", 431.27, -0.93, 2, 4, 3.4, 3.9, 730},      {"dash", 38.652, -3.42, 3, 4, 5.4, 1.3, 730},
    {"icp", 2.9813, 1.48, 4, 4, 4.7, 1.9, 730},       {"hbar", 0.11624, 2.95, 6, 2, 4.8, 4.5, 730},
    {"vet", 0.010731, 1.87, 7, 2, 4.2, 0.8, 730},     {"inj", 4.7729, 3.66, 4, 4, 5.0, 1.7, 730},
    {"tia", 0.46812, 4.40, 5, 4, 5.7, 1.4, 720},      {"sei", 0.11863, 3.05, 6, 2, 5.3, 1.6, 730},
    {"jup", 0.19247, 2.72, 5, 4, 5.2, 1.3, 660},      {"wld", 0.49735, 3.83, 5, 4, 5.6, 3.0, 730},
    {"ondo", 0.38426, 2.58, 5, 4, 5.0, 2.7, 670},     {"htx", 0.000001654, 0.36, 10, 2, 1.8, 2.8, 660},
};

Market marketOf(const Row &row, const char *quote)
{
    Market market;
    market.base = row.base;
    market.quote = quote;
    market.priceDecimals = row.priceDecimals;
    market.amountDecimals = row.amountDecimals;
    market.price = row.price;
    market.change = row.change / 100;
    market.volatility = row.volatility / 100;
    market.dailyVolume = row.dailyVolume * 1e6;
    market.historyDays = row.historyDays;
    return market;
}

} // namespace

MarketList::MarketList()
{
    for (const Row &row : namedMarkets)
        add(marketOf(row, qstrcmp(row.base, "usdt") == 0 ? "usd" : "usdt"));
    for (const Row &row : otherMarkets)
        add(marketOf(row, "usdt"));
    addRatio("eth", "btc", 6, 4, 95);
    addRatio("xrp", "btc", 9, 2, 11);
    addRatio("sol", "btc", 8, 4, 14);
    addRatio("ltc", "btc", 7, 4, 3);
    addRatio("bch", "btc", 7, 4, 2);
    // A market halted for maintenance of its chain, and one that was closed: both stay in the lists.
    m_markets[static_cast<size_t>(indexOf("eosusdt"))].state = Market::State::Suspended;
    m_markets[static_cast<size_t>(indexOf("maticusdt"))].state = Market::State::Offline;
}

void MarketList::add(Market market)
{
    market.symbol = market.base + market.quote;
    m_bySymbol.insert(market.symbol, count());
    m_markets.push_back(std::move(market));
}

void MarketList::addRatio(const char *base, const char *quote, int priceDecimals, int amountDecimals,
                          double dailyVolume)
{
    const int numerator = indexOf(QByteArray(base) + "usdt");
    const int denominator = indexOf(QByteArray(quote) + "usdt");
    Market market;
    market.base = base;
    market.quote = quote;
    market.priceDecimals = priceDecimals;
    market.amountDecimals = amountDecimals;
    market.volumeDecimals = 8;
    market.price = at(numerator).price / at(denominator).price;
    market.change = (1 + at(numerator).change) / (1 + at(denominator).change) - 1;
    market.volatility = at(numerator).volatility;
    market.dailyVolume = dailyVolume;
    market.ratio = std::pair(numerator, denominator);
    add(std::move(market));
}

} // namespace coffer::exchange
