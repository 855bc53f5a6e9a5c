// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/balancerows.h"

#include "exchange/margin.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

/// Currencies that a super-margin account lists.
constexpr const char *crossCurrencies[] = {"usdt", "btc", "eth", "xrp",  "ltc", "bch",
                                           "link", "ada", "sol", "doge", "trx"};
constexpr const char *otcCurrencies[] = {"usdt", "btc", "eth", "xrp", "ltc",
                                         "htx",  "trx", "usd", "eur", "gbp"};

/// In the order in which the account lists them; what it holds beyond comes last.
std::vector<int> listedCurrencies(const World &world, const Account &account)
{
    const CurrencyList &currencies = world.currencies();
    std::vector<int> listed;
    const auto add = [&](const QByteArray &code) { listed.push_back(currencies.indexOf(code)); };
    if (account.type == "margin") {
        const Market &market = world.markets().at(world.markets().indexOf(account.subtype));
        add(market.base);
        add(market.quote);
    } else if (account.type == "super-margin") {
        for (const char *code : crossCurrencies)
            add(code);
    } else if (account.type == "otc") {
        for (const char *code : otcCurrencies)
            add(code);
    } else if (account.type == "point") {
        add("hbpoint");
    } else {
        for (int currency = 0; currency < currencies.count(); ++currency)
            listed.push_back(currency);
        return listed;
    }
    for (const auto &[currency, holding] : account.holdings) {
        if (std::find(listed.begin(), listed.end(), currency) == listed.end())
            listed.push_back(currency);
    }
    return listed;
}

} // namespace

std::vector<BalanceRow> balanceRows(const World &world, const Account &account, qint64 nowMs)
{
    const std::vector<int> listed = listedCurrencies(world, account);
    const bool owes = isMargin(account);
    std::vector<BalanceRow> rows;
    rows.reserve(listed.size() * (owes ? 6 : 2));
    for (const int currency : listed) {
        const auto found = account.holdings.find(currency);
        const Holding holding = found == account.holdings.end() ? Holding() : found->second;
        const auto add = [&](const char *type, const Decimal &amount) {
            rows.push_back({currency, type, amount, holding.sequence});
        };
        add("trade", holding.trade);
        add("frozen", holding.frozen);
        if (!owes)
            continue;
        add("loan", holding.loan);
        add("interest", holding.interest);
        add("transfer-out-available", leavable(world, account, currency, nowMs));
        add("loan-available", borrowable(world, account, currency, nowMs));
    }
    return rows;
}

QByteArray balanceText(const Decimal &amount)
{
    return amount.isZero() ? QByteArrayLiteral("0") : amount.toFixed(18);
}

QByteArrayView accountState(const World &world, const Account &account)
{
    return world.settings(account.user).isLocked ? "lock" : "working";
}

bool isContractType(QByteArrayView type)
{
    return type == "linear-swap" || type == "futures" || type == "swap";
}

} // namespace coffer::exchange
