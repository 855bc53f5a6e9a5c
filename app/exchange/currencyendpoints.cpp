// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/currencyendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/settingsreply.h"
#include "exchange/walletaddress.h"

namespace coffer::exchange {

namespace {

/// A plain number with eight decimals.
QByteArray eightDecimals(const QByteArray &plain)
{
    return Decimal::parse(plain).value_or(Decimal()).toFixed(8);
}

void writeFee(JsonWriter &json, const Chain &chain)
{
    switch (chain.feeType) {
    case Chain::FeeType::Fixed:
        json.text("withdrawFeeType", "fixed").text("transactFeeWithdraw", chain.withdrawFee);
        return;
    case Chain::FeeType::Circulated:
        json.text("withdrawFeeType", "circulated").text("minTransactFeeWithdraw", chain.minFee);
        json.text("maxTransactFeeWithdraw", chain.maxFee);
        return;
    case Chain::FeeType::Ratio:
        json.text("withdrawFeeType", "ratio").text("transactFeeRateWithdraw", chain.feeRate);
        return;
    }
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
    json.text("maxWithdrawAmt", eightDecimals(chain.maxWithdraw));
    writeFee(json, chain);
    json.number("withdrawPrecision", chain.withdrawDecimals);
    const Decimal quota = Decimal::parse(chain.dayQuota).value_or(Decimal());
    json.text("withdrawQuotaPerDay", quota.toFixed(8));
    json.text("withdrawQuotaPerYear", (quota * Decimal(10)).toFixed(8));
    json.text("withdrawQuotaTotal", (quota * Decimal(10)).toFixed(8));
    json.number("numOfConfirmations", 12).number("numOfFastConfirmations", 12);
    json.boolean("addrWithTag", needsTag(chain)).boolean("addrDepositTag", needsTag(chain)).endObject();
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
    const bool tagged = !asset.chains.empty() && needsTag(asset.chains.front());
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

/// What show-desc asks for: no texts, all of them, or those about suspensions.
enum class Texts { None, All, Suspensions };

void writeChainTexts(JsonWriter &json, const Asset &asset, const Chain &chain, Texts texts)
{
    if (texts == Texts::None)
        return;
    const QByteArray code = asset.code.toUpper();
    const bool isOpen = chain.open && !asset.isDelisted;
    json.text("suspend-deposit-desc", isOpen ? "" : "Deposits of " + code + " are suspended.");
    json.text("suspend-withdraw-desc", isOpen ? "" : "Withdrawals of " + code + " are suspended.");
    json.text("replace-chain-info-desc", "").text("replace-chain-notification-desc", "");
    json.text("replace-chain-popup-desc", "");
    if (texts == Texts::Suspensions)
        return;
    json.text("deposit-desc", "Minimum deposit amount: " + chain.minDeposit + ' ' + code + '.');
    json.text("deposit-tips-desc", "").text("withdraw-tips-desc", "").text("suspend-visible-desc", "");
    json.text("withdraw-desc", "Minimum withdrawal amount: " + chain.minWithdraw + ' ' + code + '.');
}

/// The fee type is named by the coin that stands for it.
QByteArrayView feeTypeName(Chain::FeeType type)
{
    switch (type) {
    case Chain::FeeType::Fixed:
        return "eth";
    case Chain::FeeType::Circulated:
        return "btc";
    case Chain::FeeType::Ratio:
        return "husd";
    }
    return {};
}

void writeChainSetting(JsonWriter &json, const Asset &asset, const Chain &chain, Texts texts)
{
    const bool isOpen = chain.open && !asset.isDelisted;
    const QByteArray home = chain.baseChain.isEmpty() ? chain.name : chain.baseChain.toLower();
    json.beginObject().text("chain", chain.name).text("currency", asset.code).text("code", chain.name);
    json.text("ct", "plain").text("ac", home).number("default", &chain == defaultChain(asset) ? 1 : 0);
    json.text("dma", chain.minDeposit)
        .text("wma", chain.minWithdraw)
        .boolean("de", isOpen)
        .boolean("we", isOpen);
    json.number("wp", chain.withdrawDecimals).text("ft", feeTypeName(chain.feeType));
    json.text("dn", chain.displayName).text("fn", asset.fullName).boolean("awt", needsTag(chain));
    json.boolean("adt", needsTag(chain)).boolean("ao", false).number("fc", 12).number("sc", 12);
    json.boolean("v", !asset.isDelisted).null("sda").null("swa").text("ca", "");
    json.number("cct", chain.baseChain.isEmpty() ? 0 : 1);
    writeChainTexts(json, asset, chain, texts);
    json.endObject();
}

QByteArray chainSettings(const CurrencyList &currencies, int only, Texts texts)
{
    JsonWriter json(only < 0 ? 640 * 1024 : 4096);
    json.beginArray();
    for (int currency = 0; currency < currencies.count(); ++currency) {
        if (only >= 0 && currency != only)
            continue;
        for (const Chain &chain : currencies.at(currency).chains)
            writeChainSetting(json, currencies.at(currency), chain, texts);
    }
    return json.endArray().take();
}

} // namespace

void CurrencyEndpoints::addTo(Router &router)
{
    const auto open = [&router](const char *path, Envelope envelope,
                                std::function<Reply(const Call &)> answer) {
        router.add({path, envelope, htx::Permission::None, referencePerWindow, std::move(answer)});
    };
    open("/v1/common/currencys", Envelope::V1, [this](const Call &) { return names(); });
    open("/v2/reference/currencies", Envelope::V2, [this](const Call &call) { return reference(call); });
    open("/v2/settings/common/currencies", Envelope::SettingsV2,
         [this](const Call &call) { return settings(call); });
    open("/v1/settings/common/chains", Envelope::V1, [this](const Call &call) { return chains(call); });
}

Reply CurrencyEndpoints::names()
{
    if (m_names.isEmpty()) {
        JsonWriter json(16 * 1024);
        json.beginArray();
        for (const Asset &asset : m_world.currencies().all()) {
            if (!asset.isFiat)
                json.text(asset.code);
        }
        m_names = json.endArray().take();
    }
    return wholeReply(R"({"status":"ok","data":)", m_names);
}

/// authorizedUser changes nothing here: there is no user whose list would differ.
Reply CurrencyEndpoints::reference(const Call &call)
{
    if (call.query.has("authorizedUser") && call.query.value("authorizedUser") != "true" &&
        call.query.value("authorizedUser") != "false")
        return v2Invalid("authorizedUser");
    const QByteArray wanted = call.query.value("currency");
    if (wanted.isEmpty() && m_reference.isEmpty()) {
        JsonWriter json(640 * 1024);
        json.beginArray();
        for (const Asset &asset : m_world.currencies().all())
            writeCurrency(json, asset);
        m_reference = json.endArray().take();
    }
    if (wanted.isEmpty())
        return wholeReply(R"({"code":200,"data":)", m_reference);
    const int currency = m_world.currencies().indexOf(wanted);
    if (currency < 0)
        return v2Invalid("currency");
    JsonWriter json(4096);
    json.beginArray();
    writeCurrency(json, m_world.currencies().at(currency));
    return wholeReply(R"({"code":200,"data":)", json.endArray().take());
}

Reply CurrencyEndpoints::settings(const Call &call)
{
    if (m_settings.isEmpty()) {
        JsonWriter json(768 * 1024);
        json.beginArray();
        int weight = 0;
        for (const Asset &asset : m_world.currencies().all())
            writeCurrencySetting(json, asset, weight++);
        m_settings = json.endArray().take();
    }
    return settingsReply(m_world, call, m_settings);
}

/// With all texts unless show-desc says otherwise.
Reply CurrencyEndpoints::chains(const Call &call)
{
    Texts texts = Texts::All;
    if (call.query.has("show-desc")) {
        const QByteArray asked = call.query.value("show-desc");
        if (asked != "0" && asked != "1" && asked != "2")
            return v1Error("invalid-parameter", "invalid show-desc");
        texts = asked == "0" ? Texts::None : asked == "1" ? Texts::All : Texts::Suspensions;
    }
    const QByteArray wanted = call.query.value("currency");
    const int only = m_world.currencies().indexOf(wanted);
    if (!wanted.isEmpty() && only < 0)
        return v1Error("base-currency-error", "The currency is invalid.");
    if (!wanted.isEmpty())
        return settingsReply(m_world, call, chainSettings(m_world.currencies(), only, texts));
    QByteArray &all = m_chains[int(texts)];
    if (all.isEmpty())
        all = chainSettings(m_world.currencies(), -1, texts);
    return settingsReply(m_world, call, all);
}

} // namespace coffer::exchange
