// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/market.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/reference.h"
#include "htx/endpoints/user.h"
#include "htx/endpoints/wallet.h"

#include <QDir>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
namespace api = coffer::htx::endpoints;

namespace {

/// The values of each member name, in the order of the text.
using Members = QHash<QByteArray, QByteArrayList>;

/// A number written out: no exponent, no zeros that say nothing. Text in, text out: no arithmetic may round
/// here.
QByteArray plain(QByteArray token)
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
Members numbersIn(const QByteArray &text)
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

Dump dump(qint64 value)
{
    return Dump().add("data", value);
}

Dump dump(const Uid &uid)
{
    return Dump().add("data", uid.value);
}

Dump dump(const QList<Ticker> &tickers)
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

Dump dump(const MergedDetail &detail)
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

Dump dump(const QList<Candle> &candles)
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

Dump dump(const Depth &depth)
{
    Dump out;
    out.add("version", depth.version);
    for (const Level &level : depth.bids)
        out.add("bids", level.price).add("bids", level.size);
    for (const Level &level : depth.asks)
        out.add("asks", level.price).add("asks", level.size);
    return out;
}

Dump dump(const QList<Account> &accounts)
{
    Dump out;
    for (const Account &account : accounts)
        out.add("id", account.id.value);
    return out;
}

Dump dump(const Balance &balance)
{
    Dump out;
    out.add("id", balance.id.value);
    for (const BalanceRow &row : balance.rows)
        out.add("balance", row.amount);
    return out;
}

Dump dump(const AssetValuation &valuation)
{
    return Dump().add("balance", valuation.balance).add("timestamp", valuation.timestamp);
}

Dump dump(const QList<ApiKeyRecord> &records)
{
    Dump out;
    for (const ApiKeyRecord &record : records) {
        out.add("createTime", record.createdAt).add("updateTime", record.updatedAt);
        if (record.validDays)
            out.add("validDays", qint64{*record.validDays});
    }
    return out;
}

Dump dump(const QList<api::user::SubUser> &users)
{
    Dump out;
    for (const auto &user : users)
        out.add("uid", user.uid.value);
    return out;
}

Dump dump(const QList<Order> &orders)
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

Dump dump(const Order &order)
{
    return dump(QList<Order>{order});
}

Dump dump(const QList<Fill> &fills)
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

Dump dump(const QList<Transfer> &transfers)
{
    Dump out;
    for (const Transfer &transfer : transfers) {
        out.add("id", transfer.id.value).add("amount", transfer.amount).add("fee", transfer.fee);
        out.add("created-at", transfer.createdAt).add("updated-at", transfer.updatedAt);
    }
    return out;
}

Dump dump(const MarketStatus &status)
{
    return Dump().add("marketStatus", qint64{static_cast<int>(status.state)});
}

Dump dump(const QList<SymbolInfo> &symbols)
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

Dump dump(const QList<CurrencyInfo> &currencies)
{
    Dump out;
    for (const CurrencyInfo &currency : currencies) {
        out.add("sp", qint64{currency.showDecimals});
        for (const ChainInfo &chain : currency.chains) {
            out.add("minDepositAmt", chain.minDeposit).add("minWithdrawAmt", chain.minWithdraw);
            out.add("transactFeeWithdraw", chain.withdrawFee);
            out.add("withdrawPrecision", qint64{chain.withdrawDecimals});
        }
    }
    return out;
}

using Reader = std::function<Result<Members>(const QByteArray &)>;

template<class T>
Reader readerOf(const Call<T> &call)
{
    return [call](const QByteArray &body) -> Result<Members> {
        const Result<T> result = test::decode(call, body);
        if (!result)
            return fail(result.error());
        return dump(*result).members;
    };
}

QDir samples()
{
    return QDir(QStringLiteral(COFFER_SAMPLES));
}

QByteArray sample(const QString &name)
{
    QFile file(samples().filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Q_DECLARE_METATYPE(Reader)

/// Recorded and documented replies of the exchange, read where they lie; they are other people's and no part
/// of this project. Every number that a type has a member for must come out digit for digit.
class TestSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void numbers_data();
    void numbers();
    void refusals();
};

void TestSamples::initTestCase()
{
    if (!samples().exists())
        QSKIP("The folder of recorded replies is not on this machine.");
}

void TestSamples::numbers_data()
{
    QTest::addColumn<Reader>("reader");
    QTest::addColumn<QByteArrayList>("unread"); ///< numbers that no part of the program needs
    const auto add = [](const char *file, const auto &call, const QByteArrayList &unread = {}) {
        QTest::newRow(file) << readerOf(call) << unread;
    };
    add("v1_common_timestamp", api::reference::timestamp());
    add("v2_market-status", api::reference::marketStatus());
    add("v1_common_symbols", api::reference::symbols(),
        {"min-order-amt", "max-order-amt", "sell-market-min-order-amt", "sell-market-max-order-amt",
         "buy-market-max-order-value", "leverage-ratio", "super-margin-leverage-ratio",
         "funding-leverage-ratio"});
    add("v2_settings_common_symbols", api::reference::symbolSettings(),
        {"ts", "full", "wr", "id", "weight", "fp", "toa", "w", "lr"});
    add("v2_reference_currencies", api::reference::currencies(),
        {"maxTransactFeeWithdraw", "maxWithdrawAmt", "minTransactFeeWithdraw", "numOfConfirmations",
         "numOfFastConfirmations", "withdrawQuotaPerDay", "withdrawQuotaPerYear", "withdrawQuotaTotal",
         "transactFeeRateWithdraw"});
    add("v2_settings_common_currencies", api::reference::currencySettings(),
        {"ts", "full", "fc", "sc", "dma", "wma", "wp", "at", "w"});
    add("market_tickers", api::market::tickers(), {"ts"});
    add("market_detail_merged", api::market::merged({}), {"id", "version"});
    add("market_history_kline", api::market::candles({}, Period::Min5), {"ts"});
    add("market_depth", api::market::depth({}), {"ts"});
    add("v2_user_uid", api::user::uid());
    add("v2_user_api-key", api::user::apiKeys({}));
    add("v2_sub-user_user-list", api::user::subUsers());
    add("v1_account_accounts", api::account::accounts());
    add("v1_account_accounts_id_balance", api::account::balance({}), {"seq-num"});
    add("v2_account_asset-valuation", api::account::assetValuation({}, {}));
    add("v1_order_openOrders", api::order::open({}), {"filled-amount", "filled-cash-amount", "filled-fees"});
    add("v1_order_orders", api::order::orders({}));
    add("v1_order_history", api::order::recent());
    add("v1_order_orders_id", api::order::order({}));
    add("v1_order_matchresults", api::order::fills());
    add("v1_query_deposit-withdraw", api::wallet::transfers(TransferDirection::Withdrawal));
}

void TestSamples::numbers()
{
    QFETCH(const Reader, reader);
    QFETCH(const QByteArrayList, unread);
    const QByteArray body = sample(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".json"));
    QVERIFY(!body.isEmpty());
    const Result<Members> out = reader(body);
    QVERIFY2(out, out ? "" : qPrintable(out.error().detail));

    Members sent = numbersIn(body);
    for (const char *envelope : {"code", "note", "address", "accessKey", "ipAddresses", "tags", "tx-hash"})
        sent.remove(envelope);
    for (const QByteArray &name : unread) {
        QVERIFY2(sent.contains(name), name.constData());
        sent.remove(name);
    }
    for (auto [name, values] : sent.asKeyValueRange()) {
        // A zero row of a balance is left out on purpose; no sample has one.
        QVERIFY2(out->contains(name), name.constData());
        QCOMPARE(out->value(name), values);
    }
}

void TestSamples::refusals()
{
    const QJsonArray cases = QJsonDocument::fromJson(sample(QStringLiteral("errors.json"))).array();
    const QList<ErrorKind> expected{
        ErrorKind::WrongAccessKey, ErrorKind::WrongSignature, ErrorKind::IpNotAllowed, ErrorKind::KeyExpired,
        ErrorKind::ClockOff,       ErrorKind::WrongSignature, ErrorKind::NotFound,     ErrorKind::Rejected,
        ErrorKind::Rejected,       ErrorKind::Rejected};
    QCOMPARE(cases.size(), expected.size());
    for (qsizetype index = 0; index < cases.size(); ++index) {
        const QByteArray body = QJsonDocument(cases[index].toObject()).toJson();
        const auto result = test::decode(api::reference::timestamp(), body);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, expected[index]);
    }
    const auto blocked =
        test::decode(api::reference::timestamp(), QJsonDocument(cases[2].toObject()).toJson());
    const QString text = cases[2].toObject()[QStringLiteral("err-msg")].toString();
    QVERIFY(!blocked.error().detail.isEmpty() && text.endsWith(blocked.error().detail));
}

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
