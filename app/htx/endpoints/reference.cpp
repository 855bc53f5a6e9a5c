// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/reference.h"

#include "htx/endpoints/replies.h"
#include "htx/endpoints/requests.h"

namespace coffer::htx::endpoints::reference {

namespace {

using namespace json;

Result<qint64> parseTimestamp(Value data)
{
    return readValue<Integer, qint64>(data);
}

bool readMarketState(const Input &in, MarketStatus &status)
{
    int state = 0;
    if (!Integer{}(in, state))
        return false;
    status.state =
        state >= 1 && state <= 3 ? static_cast<MarketStatus::State>(state) : MarketStatus::State::Unknown;
    return true;
}

constexpr Schema marketStatusSchema({
    field<MarketStatus, readMarketState>("marketStatus"),
    field<&MarketStatus::haltStart, LooseInteger>("haltStartTime", Need::Optional),
    field<&MarketStatus::haltEnd, LooseInteger>("haltEndTime", Need::Optional),
    field<&MarketStatus::affected, Text>("affectedSymbols", Need::Optional),
});

Result<MarketStatus> parseMarketStatus(Value data)
{
    return readOne(data, marketStatusSchema);
}

bool readApiTrading(const Input &in, SymbolInfo &symbol)
{
    if (!in.isText())
        return in.refuse("text");
    symbol.tradingEnabled = in.token() == "\"enabled\"";
    return true;
}

// The limits of limit orders are the newer members; the older ones fill in where those are missing.
bool readOldMinimum(const Input &in, SymbolInfo &symbol)
{
    Decimal limit;
    if (!LooseAmount{}(in, limit))
        return false;
    if (!symbol.minOrderAmount)
        symbol.minOrderAmount = limit;
    return true;
}

bool readOldMaximum(const Input &in, SymbolInfo &symbol)
{
    Decimal limit;
    if (!LooseAmount{}(in, limit))
        return false;
    if (!symbol.maxOrderAmount)
        symbol.maxOrderAmount = limit;
    return true;
}

constexpr Schema symbolSchema({
    field<&SymbolInfo::base, Name>("base-currency"),
    field<&SymbolInfo::quote, Name>("quote-currency"),
    field<&SymbolInfo::priceDecimals, Integer>("price-precision"),
    field<&SymbolInfo::amountDecimals, Integer>("amount-precision"),
    field<&SymbolInfo::symbol, Name>("symbol"),
    field<&SymbolInfo::state, Word>("state"),
    field<&SymbolInfo::valueDecimals, Integer>("value-precision", Need::Optional),
    field<SymbolInfo, readOldMinimum>("min-order-amt", Need::Optional),
    field<SymbolInfo, readOldMaximum>("max-order-amt", Need::Optional),
    field<&SymbolInfo::minOrderValue, LooseAmount>("min-order-value", Need::Optional),
    field<&SymbolInfo::minOrderAmount, LooseAmount>("limit-order-min-order-amt", Need::Optional),
    field<&SymbolInfo::maxOrderAmount, LooseAmount>("limit-order-max-order-amt", Need::Optional),
    field<SymbolInfo, readApiTrading>("api-trading", Need::Optional),
});

constexpr Schema symbolSettingsSchema({
    field<&SymbolInfo::state, Word>("state"),
    field<&SymbolInfo::symbol, Name>("sc"),
    field<&SymbolInfo::base, Name>("bc"),
    field<&SymbolInfo::quote, Name>("qc"),
    field<&SymbolInfo::displayName, Text>("dn", Need::Optional),
    field<&SymbolInfo::priceDecimals, LooseInteger>("tpp"),
    field<&SymbolInfo::amountDecimals, LooseInteger>("tap"),
    field<&SymbolInfo::valueDecimals, LooseInteger>("ttp", Need::Optional),
    field<&SymbolInfo::tradingEnabled, Flag>("te", Need::Optional),
});

/// "BTC/USDT", where the reply has no name to show.
void nameSymbols(QList<SymbolInfo> &symbols)
{
    for (SymbolInfo &symbol : symbols) {
        if (symbol.displayName.isEmpty())
            symbol.displayName = symbol.base.value.toUpper() + u'/' + symbol.quote.value.toUpper();
    }
}

template<const auto &SymbolSchema>
Result<QList<SymbolInfo>> parseSymbols(Value data)
{
    Result<QList<SymbolInfo>> symbols = readList(data, SymbolSchema);
    if (symbols)
        nameSymbols(*symbols);
    return symbols;
}

template<bool ChainInfo::*Member>
bool readAllowed(const Input &in, ChainInfo &chain)
{
    if (!in.isText())
        return in.refuse("text");
    chain.*Member = in.token() == "\"allowed\"";
    return true;
}

constexpr Schema chainSchema({
    field<&ChainInfo::chain, Word>("chain"),
    field<&ChainInfo::displayName, Text>("displayName", Need::Optional),
    field<ChainInfo, readAllowed<&ChainInfo::depositAllowed>>("depositStatus", Need::Optional),
    field<ChainInfo, readAllowed<&ChainInfo::withdrawAllowed>>("withdrawStatus", Need::Optional),
    field<&ChainInfo::minDeposit, LooseAmount>("minDepositAmt", Need::Optional),
    field<&ChainInfo::minWithdraw, LooseAmount>("minWithdrawAmt", Need::Optional),
    field<&ChainInfo::maxWithdraw, LooseAmount>("maxWithdrawAmt", Need::Optional),
    field<&ChainInfo::feeType, Word>("withdrawFeeType", Need::Optional),
    // Only of chains with a fixed fee; the others name bounds or a rate.
    field<&ChainInfo::withdrawFee, LooseAmount>("transactFeeWithdraw", Need::Optional),
    field<&ChainInfo::minFee, LooseAmount>("minTransactFeeWithdraw", Need::Optional),
    field<&ChainInfo::maxFee, LooseAmount>("maxTransactFeeWithdraw", Need::Optional),
    field<&ChainInfo::feeRate, LooseAmount>("transactFeeRateWithdraw", Need::Optional),
    field<&ChainInfo::withdrawDecimals, LooseInteger>("withdrawPrecision", Need::Optional),
    field<&ChainInfo::needsTag, Flag>("addrWithTag", Need::Optional),
    field<&ChainInfo::confirmations, LooseInteger>("numOfConfirmations", Need::Optional),
});

bool readChains(const Input &in, CurrencyInfo &currency)
{
    return readRows(in, chainSchema, currency.chains);
}

bool readAssetType(const Input &in, CurrencyInfo &currency)
{
    int type = 0;
    if (!LooseInteger{}(in, type))
        return false;
    currency.isFiat = type == 2;
    return true;
}

constexpr Schema currencySchema({
    field<CurrencyInfo, readChains>("chains", Need::Optional),
    field<&CurrencyInfo::currency, Name>("currency"),
    field<CurrencyInfo, readAssetType>("assetType", Need::Optional),
    field<&CurrencyInfo::state, Word>("instStatus"),
});

constexpr Schema currencySettingsSchema({
    field<&CurrencyInfo::showDecimals, LooseInteger>("sp", Need::Optional),
    field<&CurrencyInfo::fullName, Text>("fn", Need::Optional),
    field<CurrencyInfo, readAssetType>("at", Need::Optional),
    field<&CurrencyInfo::currency, Name>("cc"),
    field<&CurrencyInfo::state, Word>("state", Need::Optional),
    field<&CurrencyInfo::displayName, Text>("dn", Need::Optional),
});

template<const auto &CurrencySchema>
Result<QList<CurrencyInfo>> parseCurrencies(Value data)
{
    Result<QList<CurrencyInfo>> currencies = readList(data, CurrencySchema);
    if (!currencies)
        return currencies;
    for (CurrencyInfo &currency : *currencies) {
        if (currency.displayName.isEmpty())
            currency.displayName = currency.currency.value.toUpper();
    }
    return currencies;
}

/// The rows as Parse reads them, and what stands beside them.
template<class Row, Result<QList<Row>> (*Parse)(Value)>
Result<Changes<Row>> parseChanges(Value data)
{
    Result<QList<Row>> rows = Parse(data);
    if (!rows)
        return fail(std::move(rows.error()));
    const Result<json::Envelope> envelope = data.document().readRest();
    if (!envelope)
        return fail(envelope.error());
    return Changes<Row>{*std::move(rows), envelope->isFull.value_or(true), envelope->timestamp};
}

constexpr Schema oldSymbolSchema({
    field<&SymbolInfo::symbol, Name>("symbol"),
    field<&SymbolInfo::displayName, Text>("sn", Need::Optional),
    field<&SymbolInfo::base, Name>("bc"),
    field<&SymbolInfo::quote, Name>("qc"),
    field<&SymbolInfo::state, Word>("state"),
    field<&SymbolInfo::tradingEnabled, Flag>("te", Need::Optional),
    field<&SymbolInfo::priceDecimals, LooseInteger>("tpp"),
    field<&SymbolInfo::amountDecimals, LooseInteger>("tap"),
    field<&SymbolInfo::valueDecimals, LooseInteger>("ttp", Need::Optional),
});

bool readMarketTrading(const Input &in, MarketLimits &limits)
{
    if (!in.isText())
        return in.refuse("text");
    limits.apiTrading = in.token() == "\"enabled\"";
    return true;
}

bool readTags(const Input &in, MarketLimits &limits)
{
    QString words;
    if (!Text{}(in, words))
        return false;
    limits.tags = words.split(u',', Qt::SkipEmptyParts);
    return true;
}

constexpr Schema marketLimitsSchema({
    field<&MarketLimits::symbol, Name>("symbol"),
    field<&MarketLimits::state, Word>("state"),
    field<&MarketLimits::base, Name>("bc"),
    field<&MarketLimits::quote, Name>("qc"),
    field<&MarketLimits::priceDecimals, LooseInteger>("pp"),
    field<&MarketLimits::amountDecimals, LooseInteger>("ap"),
    field<&MarketLimits::valueDecimals, LooseInteger>("vp", Need::Optional),
    field<&MarketLimits::minValue, LooseAmount>("minov", Need::Optional),
    field<&MarketLimits::maxValue, LooseAmount>("maxov", Need::Optional),
    field<&MarketLimits::limitMin, LooseAmount>("lominoa", Need::Optional),
    field<&MarketLimits::limitMax, LooseAmount>("lomaxoa", Need::Optional),
    field<&MarketLimits::limitBuyMax, LooseAmount>("lomaxba", Need::Optional),
    field<&MarketLimits::limitSellMax, LooseAmount>("lomaxsa", Need::Optional),
    field<&MarketLimits::marketSellMin, LooseAmount>("smminoa", Need::Optional),
    field<&MarketLimits::marketSellMax, LooseAmount>("smmaxoa", Need::Optional),
    field<&MarketLimits::marketBuyMax, LooseAmount>("bmmaxov", Need::Optional),
    field<&MarketLimits::buyLimitBelow, LooseAmount>("blmlt", Need::Optional),
    field<&MarketLimits::sellLimitAbove, LooseAmount>("slmgt", Need::Optional),
    field<&MarketLimits::marketSellWithin, LooseAmount>("msormlt", Need::Optional),
    field<&MarketLimits::marketBuyWithin, LooseAmount>("mbormlt", Need::Optional),
    field<MarketLimits, readMarketTrading>("at", Need::Optional),
    field<MarketLimits, readTags>("tags", Need::Optional),
});

Result<QList<MarketLimits>> parseMarketLimits(Value data)
{
    return readList(data, marketLimitsSchema);
}

constexpr Schema chainSettingsSchema({
    field<&ChainSettings::chain, Word>("chain"),
    field<&ChainSettings::currency, Name>("currency"),
    field<&ChainSettings::displayName, Text>("dn", Need::Optional),
    field<&ChainSettings::depositEnabled, Flag>("de", Need::Optional),
    field<&ChainSettings::withdrawEnabled, Flag>("we", Need::Optional),
    field<&ChainSettings::minDeposit, LooseAmount>("dma", Need::Optional),
    field<&ChainSettings::minWithdraw, LooseAmount>("wma", Need::Optional),
    field<&ChainSettings::withdrawDecimals, LooseInteger>("wp", Need::Optional),
    field<&ChainSettings::needsTag, Flag>("awt", Need::Optional),
});

Result<QList<ChainSettings>> parseChainSettings(Value data)
{
    return readList(data, chainSettingsSchema);
}

Result<QList<Currency>> parseNames(Value data)
{
    const Input in = open(data);
    QList<Currency> names;
    const bool read =
        forEach(in, [&names](const Input &element) { return Name{}(element, names.emplaceBack()); });
    if (!read)
        return fail(failureOf(in));
    return names;
}

Request settingsGet(const QByteArray &path, qint64 since, Query query = {})
{
    add(query, "ts", since);
    return publicGet(path, std::move(query));
}

} // namespace

Call<qint64> timestamp()
{
    return {publicGet("/v1/common/timestamp"), parseTimestamp};
}

Call<MarketStatus> marketStatus()
{
    return {publicGet("/v2/market-status"), parseMarketStatus};
}

Call<QList<SymbolInfo>> symbols()
{
    return {publicGet("/v1/common/symbols"), parseSymbols<symbolSchema>};
}

Call<QList<SymbolInfo>> symbolSettings()
{
    return {publicGet("/v2/settings/common/symbols"), parseSymbols<symbolSettingsSchema>};
}

Call<QList<CurrencyInfo>> currencies(const Currency &currency, bool authorisedUser)
{
    Query query;
    add(query, "currency", currency.value);
    if (!authorisedUser)
        query.emplaceBack("authorizedUser", "false");
    return {publicGet("/v2/reference/currencies", std::move(query)), parseCurrencies<currencySchema>};
}

Call<QList<Currency>> currencyNames()
{
    return {publicGet("/v1/common/currencys"), parseNames};
}

Call<QList<CurrencyInfo>> currencySettings()
{
    return {publicGet("/v2/settings/common/currencies"), parseCurrencies<currencySettingsSchema>};
}

Call<Changes<SymbolInfo>> symbolChanges(qint64 since)
{
    return {settingsGet("/v2/settings/common/symbols", since),
            parseChanges<SymbolInfo, parseSymbols<symbolSettingsSchema>>};
}

Call<Changes<SymbolInfo>> oldSymbolChanges(qint64 since)
{
    return {settingsGet("/v1/settings/common/symbols", since),
            parseChanges<SymbolInfo, parseSymbols<oldSymbolSchema>>};
}

Call<Changes<MarketLimits>> marketLimits(const QList<Symbol> &symbols, qint64 since)
{
    QStringList names;
    for (const Symbol &symbol : symbols)
        names.append(symbol.value);
    Query query;
    add(query, "symbols", names);
    return {settingsGet("/v1/settings/common/market-symbols", since, std::move(query)),
            parseChanges<MarketLimits, parseMarketLimits>};
}

Call<Changes<CurrencyInfo>> currencyChanges(qint64 since)
{
    return {settingsGet("/v2/settings/common/currencies", since),
            parseChanges<CurrencyInfo, parseCurrencies<currencySettingsSchema>>};
}

Call<Changes<ChainSettings>> chains(const Currency &currency, qint64 since)
{
    Query query;
    add(query, "currency", currency.value);
    return {settingsGet("/v1/settings/common/chains", since, std::move(query)),
            parseChanges<ChainSettings, parseChainSettings>};
}

} // namespace coffer::htx::endpoints::reference
