// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/valuation.h"

#include <QSet>

#include <algorithm>

namespace coffer::portfolio {

namespace {

QString valuationType(const QString &accountType)
{
    return accountType == QLatin1String("cross-margin") ? QStringLiteral("super-margin") : accountType;
}

void priceHoldings(Portfolio &portfolio, const PriceBook &prices)
{
    Decimal change;
    bool changeKnown = false;
    for (Holding &holding : portfolio.holdings) {
        const std::optional<PriceBook::Price> price = prices.price(holding.currency);
        if (!price) {
            portfolio.completeness.unpriced.append(holding.currency);
            continue;
        }
        holding.price = price->now;
        holding.markets = price->markets;
        holding.value = holding.total * price->now;
        portfolio.total += *holding.value;
        if (price->dayAgo) {
            holding.change24h = (price->now - *price->dayAgo) / *price->dayAgo;
            change += holding.total * (price->now - *price->dayAgo);
            changeKnown = true;
        }
    }
    if (changeKnown)
        portfolio.change24h = change;
    // With debts above assets a share of the total says nothing.
    if (portfolio.total.sign() > 0 && portfolio.isPriced()) {
        for (Holding &holding : portfolio.holdings) {
            if (holding.value)
                holding.share = *holding.value / portfolio.total;
        }
    }
}

void sortHoldings(QList<Holding> &holdings)
{
    std::sort(holdings.begin(), holdings.end(), [](const Holding &left, const Holding &right) {
        if (left.value.has_value() != right.value.has_value())
            return left.value.has_value();
        if (left.value && *left.value != *right.value)
            return *left.value > *right.value;
        return left.currency < right.currency;
    });
}

/// Every account type that has a balance, even one of nothing.
QMap<QString, Decimal> valueByType(const Reading &reading, const QList<Holding> &holdings)
{
    QMap<QString, Decimal> values;
    for (const htx::Account &account : reading.accounts) {
        const bool read = std::any_of(reading.balances.begin(), reading.balances.end(),
                                      [&](const htx::Balance &balance) { return balance.id == account.id; });
        if (read)
            values.insert(account.type, Decimal());
    }
    for (const Holding &holding : holdings) {
        if (!holding.price)
            continue;
        for (const HoldingPart &part : holding.parts)
            values[part.accountType] += part.total() * *holding.price;
    }
    return values;
}

QMap<QString, Decimal> ratesOf(const Reading &reading, const PriceBook &prices,
                               const std::optional<Decimal> &btcPrice)
{
    QMap<QString, Decimal> rates;
    rates.insert(QStringLiteral("USDT"), 1);
    if (btcPrice) {
        rates.insert(QStringLiteral("BTC"), Decimal(1) / *btcPrice);
        for (auto fiat = reading.fiatPerBtc.begin(); fiat != reading.fiatPerBtc.end(); ++fiat)
            rates.insert(fiat.key(), *fiat / *btcPrice);
    }
    // What is traded is nearer to the truth than a valuation that was rounded to cents.
    const std::optional<Decimal> usd =
        prices.rate(Currency{QStringLiteral("usdt")}, Currency{QStringLiteral("usd")});
    if (usd)
        rates.insert(QStringLiteral("USD"), *usd);
    return rates;
}

void countRows(const Reading &reading, Completeness &completeness)
{
    QSet<QString> kinds;
    for (const htx::Balance &balance : reading.balances) {
        completeness.rowsRead += balance.rowsRead;
        completeness.rowsRejected += balance.rowsRejected;
        for (const htx::BalanceRow &row : balance.rows) {
            if (row.kind == htx::BalanceKind::Lock || row.kind == htx::BalanceKind::Limit ||
                row.kind == htx::BalanceKind::Unknown)
                kinds.insert(row.rawKind);
        }
    }
    completeness.kindsNotCounted = QStringList(kinds.begin(), kinds.end());
    completeness.kindsNotCounted.sort();
    completeness.accountsKnown = reading.accounts.size();
    completeness.accountsRead = reading.accounts.size() - reading.unread.size();
}

/// The exchange's valuation beside ours, over the account types that both know whole.
void compare(const Reading &reading, const QMap<QString, Decimal> &values,
             const std::optional<Decimal> &btcPrice, Completeness &completeness)
{
    Decimal theirs;
    Decimal ours;
    bool any = false;
    for (auto valuation = reading.btcValuations.begin(); valuation != reading.btcValuations.end();
         ++valuation) {
        const bool partly =
            std::any_of(reading.unread.begin(), reading.unread.end(), [&](const UnreadAccount &unread) {
                return valuationType(unread.account.type) == valuation.key();
            });
        if (partly)
            continue;
        any = true;
        theirs += *valuation;
        for (auto value = values.begin(); value != values.end(); ++value) {
            if (valuationType(value.key()) == valuation.key())
                ours += *value;
        }
    }
    if (!any)
        return;
    completeness.exchangeValue = theirs;
    if (btcPrice)
        completeness.ourValue = ours / *btcPrice;
}

} // namespace

Portfolio value(const Reading &reading, const PriceBook &prices, qint64 pricesAt)
{
    Portfolio portfolio;
    portfolio.uid = reading.uid;
    portfolio.unread = reading.unread;
    portfolio.balancesAt = reading.balancesAt;
    portfolio.pricesAt = pricesAt;
    portfolio.fromCache = reading.fromCache;
    portfolio.holdings = combine(reading.accounts, reading.balances);
    priceHoldings(portfolio, prices);
    sortHoldings(portfolio.holdings);
    std::sort(portfolio.completeness.unpriced.begin(), portfolio.completeness.unpriced.end());

    const QMap<QString, Decimal> values = valueByType(reading, portfolio.holdings);
    for (auto value = values.begin(); value != values.end(); ++value)
        portfolio.accounts.append({value.key(), *value});
    std::stable_sort(
        portfolio.accounts.begin(), portfolio.accounts.end(),
        [](const AccountValue &left, const AccountValue &right) { return left.value > right.value; });

    if (const auto btc = prices.price(Currency{QStringLiteral("btc")}))
        portfolio.btcPrice = btc->now;
    portfolio.rates = ratesOf(reading, prices, portfolio.btcPrice);
    countRows(reading, portfolio.completeness);
    compare(reading, values, portfolio.btcPrice, portfolio.completeness);
    return portfolio;
}

} // namespace coffer::portfolio
