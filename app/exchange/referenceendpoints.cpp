// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/referenceendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/marketlimits.h"

namespace coffer::exchange {

namespace {

constexpr int perWindow = 400;
constexpr qint64 openedMs =
    1'514'779'200'000; ///< 2018-01-01 at UTC+8, when most markets are said to have opened

QByteArrayView stateName(const Market &market)
{
    switch (market.state) {
    case Market::State::Online:
        return "online";
    case Market::State::Suspended:
        return "suspend";
    case Market::State::Offline:
        return "offline";
    }
    return "unknown";
}

void writeSymbol(JsonWriter &json, const Market &market)
{
    const MarketLimits limits = limitsOf(market);
    json.beginObject();
    json.text("base-currency", market.base).text("quote-currency", market.quote);
    json.number("price-precision", market.priceDecimals).number("amount-precision", market.amountDecimals);
    json.text("symbol-partition", "main").text("symbol", market.symbol).text("state", stateName(market));
    json.number("value-precision", 8);
    json.token("min-order-amt", limits.minAmount).token("max-order-amt", limits.maxAmount);
    json.token("min-order-value", limits.minValue);
    json.token("limit-order-min-order-amt", limits.minAmount)
        .token("limit-order-max-order-amt", limits.maxAmount);
    json.token("limit-order-max-buy-amt", limits.maxAmount)
        .token("limit-order-max-sell-amt", limits.maxAmount);
    json.token("buy-limit-must-less-than", "1.1").token("sell-limit-must-greater-than", "0.9");
    json.token("sell-market-min-order-amt", limits.minAmount);
    json.token("sell-market-max-order-amt", limits.maxMarketAmount);
    json.token("buy-market-max-order-value", limits.maxValue);
    json.token("market-sell-order-rate-must-less-than", "0.1")
        .token("market-buy-order-rate-must-less-than", "0.1");
    if (market.base == "btc" || market.base == "eth") {
        json.token("leverage-ratio", "5").token("super-margin-leverage-ratio", "3");
        json.token("funding-leverage-ratio", "3");
    }
    json.text("api-trading", market.isOnline() ? "enabled" : "disabled").text("tags", "").endObject();
}

void writeSymbolSetting(JsonWriter &json, const Market &market, int weight)
{
    json.beginObject();
    json.text("tags", "").text("state", stateName(market)).text("wr", "1.5").text("sc", market.symbol);
    json.key("p").beginArray().endArray();
    json.text("bcdn", market.base.toUpper()).text("qcdn", market.quote.toUpper()).null("elr");
    json.number("tpp", market.priceDecimals).number("tap", market.amountDecimals).number("fp", 8);
    json.null("smlr").null("flr").boolean("whe", false).boolean("cd", false).boolean("te", market.isOnline());
    json.text("sp", "main")
        .null("d")
        .text("bc", market.base)
        .text("qc", market.quote)
        .number("toa", openedMs);
    json.number("ttp", 8).number("w", 999'400'000 - weight);
    if (market.base == "btc" || market.base == "eth")
        json.number("lr", 5);
    else
        json.null("lr");
    json.text("dn", market.displayName()).endObject();
}

void writeMarketSetting(JsonWriter &json, const Market &market)
{
    const MarketLimits limits = limitsOf(market);
    json.beginObject().text("symbol", market.symbol).text("state", stateName(market));
    json.text("bc", market.base).text("qc", market.quote).number("pp", market.priceDecimals);
    json.number("ap", market.amountDecimals).text("sp", "main").number("vp", 8);
    json.token("minoa", limits.minAmount).token("maxoa", limits.maxAmount).token("minov", limits.minValue);
    json.token("lominoa", limits.minAmount)
        .token("lomaxoa", limits.maxAmount)
        .token("lomaxba", limits.maxAmount);
    json.token("lomaxsa", limits.maxAmount).token("smminoa", limits.minAmount).token("blmlt", "1.1");
    json.token("slmgt", "0.9").token("smmaxoa", limits.maxMarketAmount).token("bmmaxov", limits.maxValue);
    json.token("msormlt", "0.1").token("mbormlt", "0.1");
    json.text("at", market.isOnline() ? "enabled" : "disabled").text("tags", "").endObject();
}

void writeChain(JsonWriter &json, const Chain &chain, bool isOpen)
{
    const QByteArrayView status = isOpen && chain.open ? "allowed" : "prohibited";
    json.beginObject().text("chain", chain.name).text("displayName", chain.displayName);
    if (!chain.baseChain.isEmpty())
        json.text("baseChain", chain.baseChain)
            .text("baseChainProtocol", chain.protocol)
            .boolean("isDynamic", false);
    json.text("depositStatus", status).text("withdrawStatus", status);
    json.text("minDepositAmt", chain.minDeposit).text("minWithdrawAmt", chain.minWithdraw);
    json.text("maxWithdrawAmt", "280000.00000000").text("withdrawFeeType", "fixed");
    json.text("transactFeeWithdraw", chain.withdrawFee).number("withdrawPrecision", chain.withdrawDecimals);
    json.text("withdrawQuotaPerDay", "280000.00000000").text("withdrawQuotaPerYear", "2800000.00000000");
    json.text("withdrawQuotaTotal", "2800000.00000000");
    json.number("numOfConfirmations", 12).number("numOfFastConfirmations", 12);
    const bool tagged = chain.name == "xrp" || chain.name == "xlm" || chain.name == "eos";
    json.boolean("addrWithTag", tagged).boolean("addrDepositTag", tagged).endObject();
}

void writeCurrency(JsonWriter &json, const Asset &asset)
{
    json.beginObject().key("chains").beginArray();
    for (const Chain &chain : asset.chains)
        writeChain(json, chain, !asset.isDelisted);
    json.endArray().text("currency", asset.code).number("assetType", asset.isFiat ? 2 : 1);
    json.text("instStatus", asset.isDelisted ? "delisted" : "normal").endObject();
}

void writeCurrencySetting(JsonWriter &json, const Asset &asset, int weight)
{
    const QByteArray least = asset.chains.empty() ? QByteArray("0") : asset.chains.front().minDeposit;
    const QByteArray leastOut = asset.chains.empty() ? QByteArray("0") : asset.chains.front().minWithdraw;
    const bool tagged = asset.code == "xrp" || asset.code == "xlm" || asset.code == "eos";
    json.beginObject().text("tags", "").boolean("cawt", tagged).number("fc", 12).number("sc", 12);
    json.text("dma", least).text("wma", leastOut);
    json.text("ft", asset.chains.empty() ? QByteArray() : asset.chains.front().name);
    json.boolean("whe", false)
        .boolean("cd", false)
        .boolean("qc", asset.code == "usdt" || asset.code == "btc");
    json.text("sp", QByteArray::number(asset.showDecimals)).number("wp", 8).text("fn", asset.fullName);
    json.number("at", asset.isFiat ? 2 : 1).text("cc", asset.code).boolean("v", !asset.isDelisted);
    json.boolean("de", !asset.isDelisted).boolean("wed", !asset.isDelisted).number("w", 10'000 + weight);
    json.text("state", asset.isDelisted ? "offline" : "online").text("dn", asset.code.toUpper());
    json.text("dd", "Minimum deposit amount: " + least + ' ' + asset.code.toUpper() +
                        ". Please don’t deposit any other digital assets to this address.");
    json.null("svd").null("swd").null("sdd");
    json.text("wd", "Minimum withdrawal amount: " + leastOut + ' ' + asset.code.toUpper() + '.').endObject();
}

Reply whole(QByteArrayView head, const QByteArray &data)
{
    return {200, QByteArray(head.data(), head.size()) + data + '}'};
}

} // namespace

void ReferenceEndpoints::addTo(Router &router)
{
    const auto open = [&router](const char *path, Envelope envelope,
                                std::function<Reply(const Call &)> answer) {
        router.add({path, envelope, htx::Permission::None, perWindow, std::move(answer)});
    };
    open("/v1/common/timestamp", Envelope::V1, [this](const Call &call) { return timestamp(call); });
    open("/v2/market-status", Envelope::V2, [this](const Call &) { return marketStatus(); });
    open("/v1/common/symbols", Envelope::V1, [this](const Call &) { return symbols(); });
    open("/v2/settings/common/symbols", Envelope::SettingsV2,
         [this](const Call &call) { return symbolSettings(call); });
    open("/v1/settings/common/market-symbols", Envelope::V1,
         [this](const Call &call) { return marketSettings(call); });
    open("/v1/common/currencys", Envelope::V1, [this](const Call &) { return currencyNames(); });
    open("/v2/reference/currencies", Envelope::V2, [this](const Call &call) { return currencyChains(call); });
    open("/v2/settings/common/currencies", Envelope::SettingsV2,
         [this](const Call &call) { return currencySettings(call); });
}

Reply ReferenceEndpoints::timestamp(const Call &call) const
{
    JsonWriter json(64);
    json.beginObject().text("status", "ok").number("data", call.nowMs).endObject();
    return {200, json.take()};
}

Reply ReferenceEndpoints::marketStatus() const
{
    JsonWriter json(96);
    json.beginObject().number("code", 200).text("message", "success").key("data");
    json.beginObject().number("marketStatus", 1).endObject().endObject();
    return {200, json.take()};
}

/// A v2 path with a v1 body, whose ts is a string; "ts" asks for what changed since, and nothing ever does.
Reply ReferenceEndpoints::settings(const Call &call, const QByteArray &data) const
{
    const std::optional<qint64> since = call.query.number("ts");
    const bool isFull = !since || *since < m_world.startMs();
    JsonWriter json(data.size() + 128);
    json.beginObject()
        .text("status", "ok")
        .token("data", isFull ? QByteArrayView(data) : QByteArrayView("[]"));
    json.text("ts", QByteArray::number(call.nowMs)).number("full", isFull ? 1 : 0).endObject();
    return {200, json.take()};
}

Reply ReferenceEndpoints::symbols()
{
    if (m_symbols.isEmpty()) {
        JsonWriter json(64 * 1024);
        json.beginArray();
        for (const Market &market : m_world.markets().all())
            writeSymbol(json, market);
        m_symbols = json.endArray().take();
    }
    return whole(R"({"status":"ok","data":)", m_symbols);
}

Reply ReferenceEndpoints::symbolSettings(const Call &call)
{
    if (m_symbolSettings.isEmpty()) {
        JsonWriter json(32 * 1024);
        json.beginArray();
        int weight = 0;
        for (const Market &market : m_world.markets().all())
            writeSymbolSetting(json, market, weight++);
        m_symbolSettings = json.endArray().take();
    }
    return settings(call, m_symbolSettings);
}

Reply ReferenceEndpoints::marketSettings(const Call &call)
{
    const QByteArray wanted = call.query.value("symbols");
    if (wanted.isEmpty() && !m_marketSettings.isEmpty())
        return settings(call, m_marketSettings);
    const QList<QByteArray> names = wanted.split(',');
    JsonWriter json(32 * 1024);
    json.beginArray();
    for (const Market &market : m_world.markets().all()) {
        if (wanted.isEmpty() || names.contains(market.symbol))
            writeMarketSetting(json, market);
    }
    const QByteArray data = json.endArray().take();
    if (wanted.isEmpty())
        m_marketSettings = data;
    return settings(call, data);
}

Reply ReferenceEndpoints::currencyNames()
{
    if (m_currencyNames.isEmpty()) {
        JsonWriter json(16 * 1024);
        json.beginArray();
        for (const Asset &asset : m_world.currencies().all()) {
            if (!asset.isFiat)
                json.text(asset.code);
        }
        m_currencyNames = json.endArray().take();
    }
    return whole(R"({"status":"ok","data":)", m_currencyNames);
}

Reply ReferenceEndpoints::currencyChains(const Call &call)
{
    const QByteArray wanted = call.query.value("currency");
    if (wanted.isEmpty() && m_currencyChains.isEmpty()) {
        JsonWriter json(640 * 1024);
        json.beginArray();
        for (const Asset &asset : m_world.currencies().all())
            writeCurrency(json, asset);
        m_currencyChains = json.endArray().take();
    }
    if (wanted.isEmpty())
        return whole(R"({"code":200,"data":)", m_currencyChains);
    const int currency = m_world.currencies().indexOf(wanted);
    if (currency < 0)
        return v2Error(2002, "invalid field value in `currency`");
    JsonWriter json(4096);
    json.beginArray();
    writeCurrency(json, m_world.currencies().at(currency));
    return whole(R"({"code":200,"data":)", json.endArray().take());
}

Reply ReferenceEndpoints::currencySettings(const Call &call)
{
    if (m_currencySettings.isEmpty()) {
        JsonWriter json(768 * 1024);
        json.beginArray();
        int weight = 0;
        for (const Asset &asset : m_world.currencies().all())
            writeCurrencySetting(json, asset, weight++);
        m_currencySettings = json.endArray().take();
    }
    return settings(call, m_currencySettings);
}

} // namespace coffer::exchange
