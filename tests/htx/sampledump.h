// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "htx/types/account.h"
#include "htx/types/apikeyrecord.h"
#include "htx/types/market.h"
#include "htx/types/order.h"
#include "htx/types/page.h"
#include "htx/types/reference.h"
#include "htx/types/subuser.h"
#include "htx/types/transfer.h"

#include <QHash>
#include <QLocale>
#include <QRegularExpression>

/// The numbers of a reply, as sent and as read: what lists of accounts, orders and markets came to.

namespace coffer::htx::test {

/// The values of each member name, in the order of the text.
using Members = QHash<QByteArray, QByteArrayList>;

/// A number written out: no exponent, no zeros that say nothing. Text in, text out: no arithmetic may round
/// here.
inline QByteArray plain(QByteArray token)
{
    const bool isNegative = token.startsWith('-');
    if (isNegative)
        token.remove(0, 1);
    const qsizetype e = token.toLower().indexOf('e');
    const qsizetype exponent = e < 0 ? 0 : token.mid(e + 1).toInt();
    if (e >= 0)
        token.truncate(e);
    qsizetype point = token.indexOf('.');
    if (point < 0)
        point = token.size();
    else
        token.remove(point, 1);
    point += exponent;
    while (point > token.size())
        token += '0';
    while (point < 1) {
        token.prepend('0');
        ++point;
    }
    QByteArray whole = token.left(point);
    QByteArray fraction = token.mid(point);
    while (whole.size() > 1 && whole.startsWith('0'))
        whole.remove(0, 1);
    while (fraction.endsWith('0'))
        fraction.chop(1);
    const QByteArray number = fraction.isEmpty() ? whole : whole + '.' + fraction;
    return isNegative && number != "0" ? '-' + number : number;
}

/// Every number of the text under its member name, and every string that holds one. Numbers in a list go
/// under the name of the list.
inline Members numbersIn(const QByteArray &text)
{
    static const QRegularExpression token(
        QStringLiteral("\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*)\"\\s*(:?)|(-?[0-9][0-9.eE+-]*)"));
    static const QRegularExpression number(QStringLiteral("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    Members members;
    QByteArray name;
    auto matches = token.globalMatch(QString::fromUtf8(text));
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (!match.captured(2).isEmpty()) {
            name = match.captured(1).toUtf8();
            continue;
        }
        const QString value = match.captured(3).isEmpty() ? match.captured(1) : match.captured(3);
        if (number.match(value).hasMatch())
            members[name] += plain(value.toLatin1());
    }
    return members;
}

/// Collects what came out, under the names on the wire.
class Dump
{
public:
    Dump &add(const char *name, const Decimal &value)
    {
        members[name] += value.toString();
        return *this;
    }
    Dump &add(const char *name, const std::optional<Decimal> &value)
    {
        return value ? add(name, *value) : *this;
    }
    Dump &add(const char *name, qint64 value)
    {
        members[name] += QByteArray::number(value);
        return *this;
    }
    Dump &add(const char *name, double value)
    {
        members[name] += plain(QByteArray::number(value, 'g', QLocale::FloatingPointShortest));
        return *this;
    }
    Dump &add(const char *name, const QString &value)
    {
        if (!value.isEmpty())
            members[name] += plain(value.toLatin1());
        return *this;
    }

    Members members;
};

inline Dump dump(qint64 value)
{
    return Dump().add("data", value);
}

inline Dump dump(const Uid &uid)
{
    return Dump().add("data", uid.value);
}

inline Dump dump(const QList<Ticker> &tickers)
{
    Dump out;
    for (const Ticker &ticker : tickers) {
        out.add("open", ticker.open)
            .add("high", ticker.high)
            .add("low", ticker.low)
            .add("close", ticker.close);
        out.add("amount", ticker.amount).add("vol", ticker.volume).add("count", ticker.count);
        out.add("bid", ticker.bid).add("bidSize", ticker.bidSize);
        out.add("ask", ticker.ask).add("askSize", ticker.askSize);
    }
    return out;
}

inline Dump dump(const MergedDetail &detail)
{
    Dump out;
    out.add("ts", detail.timestamp).add("open", detail.open).add("high", detail.high).add("low", detail.low);
    out.add("close", detail.close)
        .add("amount", detail.amount)
        .add("vol", detail.volume)
        .add("count", detail.count);
    return out.add("bid", detail.bid)
        .add("bid", detail.bidSize)
        .add("ask", detail.ask)
        .add("ask", detail.askSize);
}

inline Dump dump(const QList<Candle> &candles)
{
    Dump out;
    for (auto candle = candles.crbegin(); candle != candles.crend(); ++candle) {
        out.add("id", candle->time)
            .add("open", candle->open)
            .add("close", candle->close)
            .add("low", candle->low);
        out.add("high", candle->high).add("amount", candle->amount).add("vol", candle->volume);
        out.add("count", candle->count);
    }
    return out;
}

inline Dump dump(const Depth &depth)
{
    Dump out;
    out.add("version", depth.version);
    for (const Level &level : depth.bids)
        out.add("bids", level.price).add("bids", level.size);
    for (const Level &level : depth.asks)
        out.add("asks", level.price).add("asks", level.size);
    return out;
}

inline Dump dump(const QList<Account> &accounts)
{
    Dump out;
    for (const Account &account : accounts)
        out.add("id", account.id.value);
    return out;
}

inline Dump dump(const Balance &balance)
{
    Dump out;
    out.add("id", balance.id.value);
    for (const BalanceRow &row : balance.rows)
        out.add("balance", row.amount);
    return out;
}

inline Dump dump(const AssetValuation &valuation)
{
    return Dump().add("balance", valuation.balance).add("timestamp", valuation.timestamp);
}

inline Dump dump(const QList<ApiKeyRecord> &records)
{
    Dump out;
    for (const ApiKeyRecord &record : records) {
        out.add("createTime", record.createdAt).add("updateTime", record.updatedAt);
        if (record.validDays)
            out.add("validDays", qint64{*record.validDays});
    }
    return out;
}

inline Dump dump(const Page<SubUser> &users)
{
    Dump out;
    for (const SubUser &user : users.rows)
        out.add("uid", user.uid.value);
    return out;
}

inline Dump dump(const QList<Order> &orders)
{
    Dump out;
    for (const Order &order : orders) {
        out.add("id", order.id.value).add("account-id", order.account.value);
        out.add("client-order-id", order.clientOrderId).add("amount", order.amount).add("price", order.price);
        out.add("field-amount", order.filledAmount).add("field-cash-amount", order.filledCash);
        out.add("field-fees", order.filledFees).add("created-at", order.createdAt);
        out.add("finished-at", order.finishedAt).add("canceled-at", order.canceledAt);
        out.add("stop-price", order.stopPrice);
    }
    return out;
}

inline Dump dump(const Order &order)
{
    return dump(QList<Order>{order});
}

inline Dump dump(const QList<Fill> &fills)
{
    Dump out;
    for (const Fill &fill : fills) {
        out.add("id", fill.id.value).add("order-id", fill.order.value).add("match-id", fill.matchId);
        out.add("trade-id", fill.tradeId).add("price", fill.price).add("filled-amount", fill.amount);
        out.add("filled-fees", fill.fee)
            .add("filled-points", fill.deducted)
            .add("created-at", fill.createdAt);
    }
    return out;
}

inline Dump dump(const QList<Transfer> &transfers)
{
    Dump out;
    for (const Transfer &transfer : transfers) {
        out.add("id", transfer.id.value).add("amount", transfer.amount).add("fee", transfer.fee);
        out.add("created-at", transfer.createdAt).add("updated-at", transfer.updatedAt);
    }
    return out;
}

inline Dump dump(const MarketStatus &status)
{
    return Dump().add("marketStatus", qint64{static_cast<int>(status.state)});
}

inline Dump dump(const QList<SymbolInfo> &symbols)
{
    Dump out;
    for (const SymbolInfo &symbol : symbols) {
        // The names of both endpoints: those that a sample lacks are not compared.
        for (const char *name : {"price-precision", "tpp"})
            out.add(name, qint64{symbol.priceDecimals});
        for (const char *name : {"amount-precision", "tap"})
            out.add(name, qint64{symbol.amountDecimals});
        for (const char *name : {"value-precision", "ttp"})
            out.add(name, qint64{symbol.valueDecimals});
        out.add("limit-order-min-order-amt", symbol.minOrderAmount);
        out.add("limit-order-max-order-amt", symbol.maxOrderAmount);
        out.add("min-order-value", symbol.minOrderValue);
    }
    return out;
}

inline Dump dump(const QList<CurrencyInfo> &currencies)
{
    Dump out;
    for (const CurrencyInfo &currency : currencies) {
        out.add("sp", qint64{currency.showDecimals});
        for (const ChainInfo &chain : currency.chains) {
            out.add("minDepositAmt", chain.minDeposit).add("minWithdrawAmt", chain.minWithdraw);
            out.add("transactFeeWithdraw", chain.withdrawFee).add("maxWithdrawAmt", chain.maxWithdraw);
            out.add("minTransactFeeWithdraw", chain.minFee).add("maxTransactFeeWithdraw", chain.maxFee);
            out.add("transactFeeRateWithdraw", chain.feeRate);
            out.add("numOfConfirmations", chain.confirmations);
            out.add("withdrawPrecision", qint64{chain.withdrawDecimals});
        }
    }
    return out;
}

} // namespace coffer::htx::test
