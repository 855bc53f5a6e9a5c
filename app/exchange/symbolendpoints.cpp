// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/symbolendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/marketlimits.h"
#include "exchange/settingsreply.h"

#include <utility>

namespace coffer::exchange {

namespace {

constexpr qint64 openedMs =
    1'514'779'200'000; ///< 2018-01-01 at UTC+8, when most markets are said to have opened
constexpr qint64 closesMs = 1'893'470'400'000; ///< 2030-01-01 at UTC+8, as the exchange writes "never"

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

void writeSymbolSettingV1(JsonWriter &json, const Market &market, int weight)
{
    json.beginObject().text("symbol", market.symbol).text("tags", "").text("state", stateName(market));
    json.text("bcdn", market.base.toUpper()).text("qcdn", market.quote.toUpper()).null("elr");
    json.text("tm", "PUBLIC").text("sn", market.displayName());
    json.boolean("ve", market.state != Market::State::Offline);
    json.boolean("dl", market.state == Market::State::Offline).boolean("te", market.isOnline());
    json.boolean("ce", market.isOnline()).boolean("cd", false).number("tet", openedMs).boolean("we", false);
    json.number("toa", openedMs).number("tca", closesMs).number("voa", openedMs).number("vca", closesMs);
    json.text("bc", market.base).text("qc", market.quote).text("sp", "main").null("d");
    json.number("tpp", market.priceDecimals).number("tap", market.amountDecimals).number("ttp", 8);
    json.number("fp", 8).number("w", 999'400'000 - weight).endObject();
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
    if (market.base == "btc" || market.base == "eth")
        json.token("lr", "5").token("smlr", "3").token("flr", "3");
    json.token("maxov", limits.maxValue)
        .text("at", market.isOnline() ? "enabled" : "disabled")
        .text("tags", "")
        .endObject();
}

/// All markets, each as write makes it.
template<class Write>
QByteArray listOf(const MarketList &markets, Write write)
{
    JsonWriter json(64 * 1024);
    json.beginArray();
    int weight = 0;
    for (const Market &market : markets.all())
        write(json, market, weight++);
    return json.endArray().take();
}

} // namespace

void SymbolEndpoints::addTo(Router &router)
{
    const auto open = [&router](const char *path, Envelope envelope,
                                std::function<Reply(const Call &)> answer) {
        router.add({path, envelope, htx::Permission::None, referencePerWindow, std::move(answer)});
    };
    open("/v1/common/symbols", Envelope::V1, [this](const Call &) { return symbols(); });
    open("/v1/settings/common/symbols", Envelope::V1, [this](const Call &call) { return settingsV1(call); });
    open("/v2/settings/common/symbols", Envelope::SettingsV2,
         [this](const Call &call) { return settingsV2(call); });
    open("/v1/settings/common/market-symbols", Envelope::V1,
         [this](const Call &call) { return marketSettings(call); });
}

void SymbolEndpoints::renew()
{
    const int changes = m_world.markets().changes();
    if (std::exchange(m_changes, changes) == changes)
        return;
    for (QByteArray *list : {&m_symbols, &m_settingsV1, &m_settingsV2, &m_marketSettings})
        list->clear();
}

Reply SymbolEndpoints::symbols()
{
    renew();
    if (m_symbols.isEmpty())
        m_symbols = listOf(m_world.markets(),
                           [](JsonWriter &json, const Market &market, int) { writeSymbol(json, market); });
    return wholeReply(R"({"status":"ok","data":)", m_symbols);
}

Reply SymbolEndpoints::settingsV1(const Call &call)
{
    renew();
    if (m_settingsV1.isEmpty())
        m_settingsV1 = listOf(m_world.markets(), writeSymbolSettingV1);
    return settingsReply(m_world, call, m_settingsV1);
}

Reply SymbolEndpoints::settingsV2(const Call &call)
{
    renew();
    if (m_settingsV2.isEmpty())
        m_settingsV2 = listOf(m_world.markets(), writeSymbolSetting);
    return settingsReply(m_world, call, m_settingsV2);
}

Reply SymbolEndpoints::marketSettings(const Call &call)
{
    renew();
    const QByteArray wanted = call.query.value("symbols");
    if (wanted.isEmpty()) {
        if (m_marketSettings.isEmpty())
            m_marketSettings = listOf(m_world.markets(), [](JsonWriter &json, const Market &market, int) {
                writeMarketSetting(json, market);
            });
        return settingsReply(m_world, call, m_marketSettings);
    }
    const QList<QByteArray> names = wanted.split(',');
    JsonWriter json(4096);
    json.beginArray();
    for (const Market &market : m_world.markets().all()) {
        if (names.contains(market.symbol))
            writeMarketSetting(json, market);
    }
    return settingsReply(m_world, call, json.endArray().take());
}

} // namespace coffer::exchange
