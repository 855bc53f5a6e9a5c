// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/currencylist.h"

#include "exchange/hash.h"
#include "exchange/jsonwriter.h"

#include <algorithm>
#include <cmath>

namespace coffer::exchange {

namespace {

constexpr int wantedCount = 1008;

struct CurrencyName
{
    const char *code;
    const char *name;
};

constexpr CurrencyName fullNames[] = {
    {"btc", "Bitcoin"},
    {"eth", "Ethereum"},
    {"usdt", "Tether USDT"},
    {"xrp", "XRP"},
    {"bnb", "BNB"},
    {"sol", "Solana"},
    {"usdc", "USD Coin"},
    {"trx", "TRON"},
    {"doge", "Dogecoin"},
    {"ada", "Cardano"},
    {"hype", "Hyperliquid"},
    {"bch", "Bitcoin Cash"},
    {"link", "Chainlink"},
    {"leo", "UNUS SED LEO"},
    {"zec", "Zcash"},
    {"ltc", "Litecoin"},
    {"dot", "Polkadot"},
    {"avax", "Avalanche"},
    {"matic", "Polygon"},
    {"pol", "POL (ex-MATIC)"},
    {"uni", "Uniswap"},
    {"atom", "Cosmos"},
    {"etc", "Ethereum Classic"},
    {"xlm", "Stellar Lumens"},
    {"fil", "Filecoin"},
    {"near", "NEAR Protocol"},
    {"apt", "Aptos"},
    {"arb", "Arbitrum"},
    {"op", "Optimism"},
    {"sui", "Sui"},
    {"ton", "Toncoin"},
    {"shib", "Shiba Inu"},
    {"pepe", "Pepe"},
    {"aave", "Aave"},
    {"mkr", "Maker"},
    {"ldo", "Lido DAO"},
    {"crv", "Curve DAO"},
    {"snx", "Synthetix"},
    {"comp", "Compound"},
    {"grt", "The Graph"},
    {"algo", "Algorand"},
    {"xtz", "Tezos"},
    {"eos", "EOS"},
    {"xmr", "Monero"},
    {"dash", "Dash"},
    {"icp", "Internet Computer"},
    {"hbar", "Hedera"},
    {"vet", "VeChain"},
    {"inj", "Injective"},
    {"tia", "Celestia"},
    {"sei", "Sei"},
    {"jup", "Jupiter"},
    {"wld", "Worldcoin"},
    {"ondo", "Ondo"},
    {"htx", "HTX"},
    {"hbpoint", "HTX Point"},
    {"luna2x", "Luna Two (delisted)"},
};

constexpr CurrencyName fiats[] = {{"usd", "US Dollar"},      {"eur", "Euro"},
                                  {"gbp", "British Pound"},  {"try", "Turkish Lira"},
                                  {"brl", "Brazilian Real"}, {"uah", "Ukrainian Hryvnia"}};

/// Coins that live on another coin's chain.
constexpr CurrencyName hosts[] = {{"uni", "eth"}, {"link", "eth"}, {"aave", "eth"},  {"mkr", "eth"},
                                  {"ldo", "eth"}, {"crv", "eth"},  {"snx", "eth"},   {"comp", "eth"},
                                  {"grt", "eth"}, {"shib", "eth"}, {"pepe", "eth"},  {"leo", "eth"},
                                  {"arb", "eth"}, {"op", "eth"},   {"wld", "eth"},   {"ondo", "eth"},
                                  {"htx", "trx"}, {"jup", "sol"},  {"matic", "eth"}, {"pol", "eth"}};

/// About this many US dollars, in the coin, as a plain number of at most eight decimals.
QByteArray worth(double dollars, double usd)
{
    const double coins = dollars / usd;
    const int decimals = std::clamp(1 - int(std::floor(std::log10(coins))), 0, 8);
    return plainNumber(std::max<qint64>(1, std::llround(coins * std::pow(10.0, decimals))), decimals);
}

Chain chainOn(const QByteArray &name, const QByteArray &baseChain, const QByteArray &protocol,
              double feeDollars, double usd)
{
    Chain chain;
    chain.name = name;
    chain.displayName = protocol.isEmpty() ? name.toUpper() : protocol;
    chain.baseChain = baseChain;
    chain.protocol = protocol;
    chain.withdrawFee = worth(feeDollars, usd);
    chain.minDeposit = worth(feeDollars, usd);
    chain.minWithdraw = worth(feeDollars * 5, usd);
    chain.maxWithdraw = worth(280'000, usd);
    chain.dayQuota = worth(500'000, usd);
    return chain;
}

QByteArray hostOf(const QByteArray &code)
{
    const auto *found = std::find_if(std::begin(hosts), std::end(hosts),
                                     [&code](const CurrencyName &host) { return code == host.code; });
    return found == std::end(hosts) ? QByteArray() : QByteArray(found->name);
}

std::vector<Chain> chainsOf(const QByteArray &code, double usd)
{
    if (code == "usdt" || code == "usdc") {
        std::vector<Chain> chains{chainOn("trc20" + code, "TRX", "TRC20", 1.0, usd),
                                  chainOn(code + "erc20", "ETH", "ERC20", 2.4, usd),
                                  chainOn("bep20" + code, "BNB", "BEP20", 0.3, usd)};
        Chain &bnb = chains.back();
        bnb.feeType = Chain::FeeType::Circulated;
        bnb.minFee = worth(0.1, usd);
        bnb.maxFee = worth(1.0, usd);
        if (code == "usdt") {
            Chain omni = chainOn(code, "BTC", "OMNI", 20, usd);
            omni.feeType = Chain::FeeType::Ratio;
            omni.feeRate = "0.001";
            omni.open = false; // nothing has moved over OMNI for long
            chains.push_back(omni);
        }
        return chains;
    }
    const QByteArray host = hostOf(code);
    if (host == "eth")
        return {chainOn(code, "ETH", "ERC20", 1.6, usd)};
    if (host == "trx")
        return {chainOn("trc20" + code, "TRX", "TRC20", 1.0, usd)};
    if (host == "sol")
        return {chainOn(code, "SOL", "SPL", 0.4, usd)};
    return {chainOn(code, {}, {}, 0.5, usd)};
}

/// A code as small coins have them: syllables, at times with a leverage suffix.
QByteArray inventedCode(Draw &draw)
{
    constexpr const char *heads[] = {"al",  "ar",  "bel", "bo",  "cer", "chi", "dor", "el", "fa",  "gal",
                                     "hex", "in",  "jo",  "kan", "lum", "mar", "neo", "or", "pan", "qua",
                                     "ra",  "sol", "tor", "uma", "ver", "wa",  "xen", "yo", "zil", "kri"};
    constexpr const char *tails[] = {"a",   "ex", "fi", "go", "i", "ko", "ly", "ma",  "n",     "o",
                                     "pad", "x",  "t",  "um", "z", "3l", "3s", "dao", "verse", "ai"};
    QByteArray code(heads[draw.next() % std::size(heads)]);
    code += tails[draw.next() % std::size(tails)];
    return code;
}

} // namespace

const Chain *defaultChain(const Asset &asset)
{
    if (const Chain *onEthereum = chainOf(asset, asset.code + "erc20"))
        return onEthereum;
    return asset.chains.empty() ? nullptr : &asset.chains.front();
}

const Chain *chainOf(const Asset &asset, QByteArrayView name)
{
    const auto found = std::find_if(asset.chains.begin(), asset.chains.end(),
                                    [name](const Chain &chain) { return chain.name == name; });
    return found == asset.chains.end() ? nullptr : &*found;
}

CurrencyList::CurrencyList(const MarketList &markets)
{
    m_assets.reserve(wantedCount);
    for (const Market &market : markets.all()) {
        if (!market.ratio)
            add(market.base, {}, market.price);
    }
    add("hbpoint", {}, 1.0);
    add("luna2x", {}, 0.01);
    m_assets.back().isDelisted = true;
    m_assets[size_t(indexOf("matic"))].isDelisted = true;
    for (const CurrencyName &fiat : fiats) {
        add(fiat.code, fiat.name, 1.0);
        m_assets.back().isFiat = true;
        m_assets.back().showDecimals = 2;
        m_assets.back().chains.clear();
    }
    Draw draw(0x63757272);
    while (count() < wantedCount) {
        const QByteArray code = inventedCode(draw);
        const QByteArray numbered = indexOf(code) < 0 ? code : code + QByteArray::number(draw.between(2, 99));
        if (indexOf(numbered) >= 0)
            continue;
        QByteArray name = numbered;
        name[0] = char(name[0] - 'a' + 'A');
        add(numbered, name + " Token", 0.01 + draw.unit());
        m_assets.back().isDelisted = draw.chance(0.2);
    }
}

void CurrencyList::add(const QByteArray &code, const QByteArray &fullName, double usd)
{
    Asset asset;
    asset.code = code;
    const auto *known = std::find_if(std::begin(fullNames), std::end(fullNames),
                                     [&code](const CurrencyName &name) { return code == name.code; });
    asset.fullName = known != std::end(fullNames) ? QByteArray(known->name) : fullName;
    asset.chains = chainsOf(code, usd);
    m_byCode.insert(code, count());
    m_assets.push_back(std::move(asset));
}

} // namespace coffer::exchange
