// SPDX-License-Identifier: GPL-3.0-or-later
#include "localexchange.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

constexpr qint64 minute = 60'000, hour = 60 * minute, day = 24 * hour;

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

Decimal decimal(const QString &text)
{
    return Decimal::parse(text).value_or(Decimal(-1));
}

} // namespace

/// Balances, transfers, history, points and valuations of accounts (htx-api.md 3.3 and 4).
class AccountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void balancesFollowTheBooks();
    void listsOneSubUsersBalances();
    void addsUpSubUsers();
    void marginBalances();
    void marginLimitsWhatLeaves();
    void movesBetweenOwnAccounts();
    void movesBetweenUsers();
    void refusesTransfers_data();
    void refusesTransfers();
    void refusedTransfersMakeNoAccounts();
    void isolatedMarginTakesItsOwn();
    void subUserTransfers();
    void contractTransfers();
    void futuresTransfers();
    void marginTransfers_data();
    void marginTransfers();
    void transfersLoseNothing();
    void historyTellsEveryChange();
    void historyWindows_data();
    void historyWindows();
    void ledgerListsTransfers();
    void ledgerWindows_data();
    void ledgerWindows();
    void points();
    void deductions();
    void feeRatesOfTenMarkets();
    void valuation();

private:
    QJsonObject transferBody(qint64 from, qint64 to, const char *amount, const char *fromType = "spot",
                             const char *toType = "otc") const;
    /// Available in an account, as its balance endpoint tells.
    Decimal available(const char *label, qint64 account, const char *currency);
    Decimal totalOf(const QByteArray &currency) const;

    std::unique_ptr<LocalExchange> m_exchange;
};

void AccountsTest::init()
{
    m_exchange = std::make_unique<LocalExchange>();
}

QJsonObject AccountsTest::transferBody(qint64 from, qint64 to, const char *amount, const char *fromType,
                                       const char *toType) const
{
    const qint64 uid = m_exchange->uid("Trading desk").toLongLong();
    return {{QStringLiteral("from-user"), uid},
            {QStringLiteral("from-account-type"), QLatin1String(fromType)},
            {QStringLiteral("from-account"), from},
            {QStringLiteral("to-user"), uid},
            {QStringLiteral("to-account-type"), QLatin1String(toType)},
            {QStringLiteral("to-account"), to},
            {QStringLiteral("currency"), QStringLiteral("usdt")},
            {QStringLiteral("amount"), QLatin1String(amount)}};
}

Decimal AccountsTest::available(const char *label, qint64 account, const char *currency)
{
    const QJsonObject data =
        objectOf(m_exchange->get(label, "/v1/account/accounts/" + number(account) + "/balance"));
    const QJsonArray list = data.value(QLatin1String("list")).toArray();
    for (const QJsonValue row : list) {
        if (textOf(row, "currency") == QLatin1String(currency) &&
            textOf(row, "type") == QLatin1String("trade"))
            return decimal(textOf(row, "balance"));
    }
    return Decimal(-1);
}

/// Of everybody, on every account.
Decimal AccountsTest::totalOf(const QByteArray &currency) const
{
    const int place = m_exchange->world().currencies().indexOf(currency);
    Decimal sum;
    for (const Account &account : m_exchange->world().ledger().accounts()) {
        if (const auto found = account.holdings.find(place); found != account.holdings.end())
            sum += found->second.net();
    }
    return sum;
}

/// A balance that was asked for before shows what happened since.
void AccountsTest::balancesFollowTheBooks()
{
    const qint64 spot = m_exchange->accountId("Portfolio", "spot"),
                 otc = m_exchange->accountId("Portfolio", "otc");
    const Decimal inSpot = available("Portfolio", spot, "usdt"), inOtc = available("Portfolio", otc, "usdt");
    QVERIFY(inSpot > Decimal(200));
    QCOMPARE(available("Portfolio", spot, "usdt"), inSpot);
    const Decimal moved = *Decimal::parse(QByteArrayView("123.456789012345678901"));
    const QJsonObject reply = m_exchange->post("Trading desk", "/v1/account/transfer",
                                               transferBody(spot, otc, "123.456789012345678901"));
    QCOMPARE(membersOf(objectOf(reply)), QStringLiteral("transact-id transact-time"));
    QCOMPARE(available("Portfolio", spot, "usdt"), inSpot - moved);
    QCOMPARE(available("Portfolio", otc, "usdt"), inOtc + moved);
}

void AccountsTest::listsOneSubUsersBalances()
{
    const QJsonObject reply =
        m_exchange->get("Portfolio", "/v1/account/accounts/" + m_exchange->uid("Grid bot"));
    const QJsonValue account = rowsOf(reply).at(0);
    QCOMPARE(membersOf(account), QStringLiteral("id list state symbol type"));
    QCOMPARE(numberOf(account, "id"), m_exchange->accountId("Grid bot", "spot"));
    const QJsonArray list = account.toObject().value(QLatin1String("list")).toArray();
    QVERIFY(list.size() >= 6 && list.size() < 20);
    QCOMPARE(membersOf(list.at(0)), QStringLiteral("available balance currency debt type"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v1/account/accounts/1")),
             QStringLiteral("base-operation-forbidden"));
}

void AccountsTest::addsUpSubUsers()
{
    const QJsonArray rows = rowsOf(m_exchange->get("Portfolio", "/v1/subuser/aggregate-balance"));
    const int sol = m_exchange->world().currencies().indexOf("sol");
    Decimal expected;
    for (const char *label : {"Savings read", "Grid bot"}) {
        const int account = m_exchange->world().ledger().accountOf(m_exchange->user(label), "spot");
        const auto &holdings = m_exchange->world().ledger().accounts()[size_t(account)].holdings;
        if (const auto found = holdings.find(sol); found != holdings.end())
            expected += found->second.trade + found->second.frozen;
    }
    int found = 0;
    for (const QJsonValue row : rows) {
        QCOMPARE(membersOf(row), QStringLiteral("balance currency type"));
        if (textOf(row, "currency") == QLatin1String("sol") && textOf(row, "type") == QLatin1String("spot")) {
            ++found;
            QCOMPARE(decimal(textOf(row, "balance")), expected);
        }
    }
    QCOMPARE(found, 1);
}

void AccountsTest::marginBalances()
{
    const QJsonObject cross = m_exchange->get("Portfolio", "/v1/cross-margin/accounts/balance");
    QCOMPARE(textOf(cross, "status"), QStringLiteral("ok"));
    QCOMPARE(numberOf(cross, "code"), 200);
    QCOMPARE(membersOf(objectOf(cross)),
             QStringLiteral("acct-balance-sum debt-balance-sum id list risk-rate state type"));
    QCOMPARE(textOf(objectOf(cross), "type"), QStringLiteral("cross-margin"));
    QVERIFY(decimal(textOf(objectOf(cross), "risk-rate")) > Decimal(110));
    QCOMPARE(decimal(textOf(objectOf(cross), "debt-balance-sum")), Decimal(1250));

    const QJsonObject isolated =
        m_exchange->get("Portfolio", "/v1/margin/accounts/balance", {{"symbol", "btcusdt"}});
    QVERIFY(!isolated.contains(QLatin1String("status")));
    QCOMPARE(rowsOf(isolated).size(), 1);
    const QJsonValue account = rowsOf(isolated).at(0);
    QCOMPARE(membersOf(account), QStringLiteral("fl-price fl-type id list risk-rate state symbol type"));
    const QJsonArray list = account.toObject().value(QLatin1String("list")).toArray();
    QCOMPARE(list.size(), 12); // two currencies, six rows each
    QStringList types;
    for (const QJsonValue row : list) {
        if (textOf(row, "currency") == QLatin1String("usdt"))
            types += textOf(row, "type");
        if (textOf(row, "type") == QLatin1String("loan") && textOf(row, "currency") == QLatin1String("usdt"))
            QCOMPARE(decimal(textOf(row, "balance")), Decimal(-850));
    }
    QCOMPARE(types.join(QLatin1Char(' ')),
             QStringLiteral("trade frozen loan interest transfer-out-available loan-available"));
    QVERIFY(rowsOf(m_exchange->get("Portfolio", "/v1/margin/accounts/balance", {{"symbol", "ethusdt"}}))
                .isEmpty());
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v1/margin/accounts/balance", {{"symbol", "nope"}})),
             QStringLiteral("base-symbol-error"));
}

/// What is needed to cover a debt stays.
void AccountsTest::marginLimitsWhatLeaves()
{
    const qint64 spot = m_exchange->accountId("Portfolio", "spot"),
                 margin = m_exchange->accountId("Portfolio", "margin");
    const QJsonArray list = rowsOf(m_exchange->get("Portfolio", "/v1/margin/accounts/balance"))
                                .at(0)
                                .toObject()
                                .value(QLatin1String("list"))
                                .toArray();
    Decimal mayLeave;
    for (const QJsonValue row : list) {
        if (textOf(row, "currency") == QLatin1String("btc") &&
            textOf(row, "type") == QLatin1String("transfer-out-available"))
            mayLeave = decimal(textOf(row, "balance"));
    }
    QVERIFY(mayLeave.sign() > 0);
    QJsonObject body = transferBody(margin, spot, "1", "margin", "spot");
    body.insert(QStringLiteral("currency"), QStringLiteral("btc"));
    const Decimal tooMuch = mayLeave + Decimal::scaled(1, -8);
    body.insert(QStringLiteral("amount"), QString::fromLatin1(tooMuch.toString()));
    QCOMPARE(outcome(m_exchange->post("Trading desk", "/v1/account/transfer", body)),
             QStringLiteral("dw-insufficient-balance"));
    body.insert(QStringLiteral("amount"), QString::fromLatin1(mayLeave.toString()));
    QCOMPARE(outcome(m_exchange->post("Trading desk", "/v1/account/transfer", body)), QStringLiteral("ok"));
}

void AccountsTest::movesBetweenOwnAccounts()
{
    const qint64 spot = m_exchange->accountId("Portfolio", "spot");
    for (const char *type : {"margin", "super-margin", "otc"}) {
        const qint64 other = m_exchange->accountId("Portfolio", type);
        const Decimal before = available("Portfolio", other, "usdt");
        QCOMPARE(outcome(m_exchange->post("Trading desk", "/v1/account/transfer",
                                          transferBody(spot, other, "10", "spot", type))),
                 QStringLiteral("ok"));
        QCOMPARE(available("Portfolio", other, "usdt"), before + Decimal(10));
    }
}

void AccountsTest::movesBetweenUsers()
{
    const qint64 parent = m_exchange->accountId("Portfolio", "spot"),
                 grid = m_exchange->accountId("Grid bot", "spot");
    const qint64 savings = m_exchange->accountId("Savings read", "spot");
    const auto move = [&](const char *label, const char *fromUser, qint64 from, const char *toUser,
                          qint64 to) {
        QJsonObject body = transferBody(from, to, "5", "spot", "spot");
        body.insert(QStringLiteral("from-user"), m_exchange->uid(fromUser).toLongLong());
        body.insert(QStringLiteral("to-user"), m_exchange->uid(toUser).toLongLong());
        return outcome(m_exchange->post(label, "/v1/account/transfer", body));
    };
    QCOMPARE(move("Trading desk", "Portfolio", parent, "Grid bot", grid), QStringLiteral("ok"));
    QCOMPARE(move("Trading desk", "Grid bot", grid, "Savings read", savings), QStringLiteral("ok"));
    QCOMPARE(move("Grid bot", "Grid bot", grid, "Portfolio", parent), QStringLiteral("ok"));
    QCOMPARE(move("Grid bot", "Portfolio", parent, "Grid bot", grid),
             QStringLiteral("base-operation-forbidden"));
    m_exchange->world().settings(m_exchange->user("Grid bot")).isTransferable = false;
    QCOMPARE(move("Grid bot", "Grid bot", grid, "Portfolio", parent),
             QStringLiteral("base-operation-forbidden"));
}

void AccountsTest::refusesTransfers_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *field, const QJsonValue &value, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(field) << value << QString::fromLatin1(expected);
    };
    row("no amount", "amount", QJsonValue(QJsonValue::Undefined), "validation-constraints-required");
    row("nothing", "amount", QStringLiteral("0"), "invalid-amount");
    row("less than nothing", "amount", QStringLiteral("-1"), "invalid-amount");
    row("19 decimals", "amount", QStringLiteral("0.0000000000000000001"), "invalid-amount");
    row("too much", "amount", QStringLiteral("99999999"), "dw-insufficient-balance");
    row("unknown currency", "currency", QStringLiteral("nothing"), "base-currency-error");
    row("unknown user", "to-user", 5, "validation-constraints-error");
    row("unknown account", "to-account", 5, "account-account-id-inexistent");
    row("another type", "to-account-type", QStringLiteral("super-margin"), "account-account-id-inexistent");
    row("unknown type", "to-account-type", QStringLiteral("futures"), "validation-constraints-error");
}

void AccountsTest::refusesTransfers()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject body = transferBody(m_exchange->accountId("Portfolio", "spot"),
                                    m_exchange->accountId("Portfolio", "otc"), "1");
    if (value.isUndefined())
        body.remove(field);
    else
        body.insert(field, value);
    const size_t before = m_exchange->world().ledger().moves().size();
    QTEST(outcome(m_exchange->post("Trading desk", "/v1/account/transfer", body)), "expected");
    QCOMPARE(m_exchange->world().ledger().moves().size(), before);
}

/// Only a transfer that goes through makes the account it goes to.
void AccountsTest::refusedTransfersMakeNoAccounts()
{
    const size_t before = m_exchange->world().ledger().accounts().size();
    const auto body = [](std::initializer_list<std::pair<QString, QJsonValue>> members) {
        QJsonObject object(members);
        object.insert(QStringLiteral("currency"), QStringLiteral("usdt"));
        object.insert(QStringLiteral("amount"), QStringLiteral("99999999"));
        return object;
    };
    const auto type = QStringLiteral("type"), symbol = QStringLiteral("symbol"),
               from = QStringLiteral("from"), to = QStringLiteral("to");
    const auto refused = [&](const char *label, const char *path, const QJsonObject &wish) {
        return outcome(m_exchange->post(label, path, wish)) != QLatin1String("ok");
    };
    QVERIFY(refused("Grid bot", "/v1/futures/transfer", body({{type, QStringLiteral("pro-to-futures")}})));
    QVERIFY(refused("Grid bot", "/v1/futures/transfer", body({{type, QStringLiteral("futures-to-pro")}})));
    QVERIFY(refused("Trading desk", "/v2/account/transfer",
                    body({{from, QStringLiteral("swap")}, {to, QStringLiteral("futures")}})));
    QVERIFY(
        refused("Trading desk", "/v1/dw/transfer-in/margin", body({{symbol, QStringLiteral("ethusdt")}})));
    QJsonObject others = transferBody(m_exchange->accountId("Grid bot", "spot"), 0, "1");
    others.insert(QStringLiteral("from-user"), m_exchange->uid("Grid bot").toLongLong());
    others.insert(QStringLiteral("to-user"), m_exchange->uid("Savings read").toLongLong());
    QVERIFY(refused("Grid bot", "/v1/account/transfer", others));
    QCOMPARE(m_exchange->world().ledger().accounts().size(), before);
    others.insert(QStringLiteral("to-user"), m_exchange->uid("Grid bot").toLongLong());
    QVERIFY(!refused("Grid bot", "/v1/account/transfer", others));
    QCOMPARE(m_exchange->world().ledger().accounts().size(), before + 1);
}

void AccountsTest::isolatedMarginTakesItsOwn()
{
    QJsonObject body = transferBody(m_exchange->accountId("Portfolio", "spot"),
                                    m_exchange->accountId("Portfolio", "margin"), "0.1", "spot", "margin");
    for (const auto &[currency, expected] :
         {std::pair("btc", "ok"), std::pair("usdt", "ok"), std::pair("eth", "base-currency-error")}) {
        body.insert(QStringLiteral("currency"), QLatin1String(currency));
        QCOMPARE(outcome(m_exchange->post("Trading desk", "/v1/account/transfer", body)),
                 QLatin1String(expected));
    }
}

void AccountsTest::subUserTransfers()
{
    const qint64 parent = m_exchange->accountId("Portfolio", "spot"),
                 grid = m_exchange->accountId("Grid bot", "spot");
    const Decimal parentBefore = available("Portfolio", parent, "usdt"),
                  gridBefore = available("Grid bot", grid, "usdt");
    const auto move = [&](const char *type, const char *currency, const QJsonValue &amount) {
        return m_exchange->post("Trading desk", "/v1/subuser/transfer",
                                {{QStringLiteral("sub-uid"), m_exchange->uid("Grid bot").toLongLong()},
                                 {QStringLiteral("currency"), QLatin1String(currency)},
                                 {QStringLiteral("amount"), amount},
                                 {QStringLiteral("type"), QLatin1String(type)}});
    };
    const QJsonObject reply = move("master-transfer-out", "usdt", 12.5);
    QVERIFY(numberOf(reply, "data") > 0);
    QCOMPARE(available("Grid bot", grid, "usdt"), gridBefore + Decimal::scaled(125, -1));
    QCOMPARE(outcome(move("master-transfer-in", "usdt", QStringLiteral("12.5"))), QStringLiteral("ok"));
    QCOMPARE(available("Portfolio", parent, "usdt"), parentBefore);
    QCOMPARE(outcome(move("master-point-transfer-out", "hbpoint", 20)), QStringLiteral("ok"));
    QCOMPARE(outcome(move("master-point-transfer-in", "hbpoint", 21)),
             QStringLiteral("dw-insufficient-balance"));
    QCOMPARE(outcome(move("master-point-transfer-in", "usdt", 1)), QStringLiteral("base-currency-error"));
    QCOMPARE(outcome(move("sideways", "usdt", 1)), QStringLiteral("validation-constraints-error"));
    m_exchange->world().settings(m_exchange->user("Grid bot")).isTransferable = false;
    QCOMPARE(outcome(move("master-transfer-in", "usdt", 1)), QStringLiteral("base-operation-forbidden"));
}

/// What lies in a contract account is not listed, comes back, and is no more than what went there.
void AccountsTest::contractTransfers()
{
    const auto move = [&](const char *from, const char *to, double amount, const char *currency = "usdt") {
        return m_exchange->post("Trading desk", "/v2/account/transfer",
                                {{QStringLiteral("from"), QLatin1String(from)},
                                 {QStringLiteral("to"), QLatin1String(to)},
                                 {QStringLiteral("currency"), QLatin1String(currency)},
                                 {QStringLiteral("amount"), amount},
                                 {QStringLiteral("margin-account"), QStringLiteral("USDT")}});
    };
    const Decimal before = totalOf("usdt");
    const QJsonObject reply = move("spot", "linear-swap", 30.25);
    QCOMPARE(membersOf(reply), QStringLiteral("code data message success"));
    QCOMPARE(textOf(reply, "message"), QStringLiteral("Succeed"));
    const QJsonArray accounts = rowsOf(m_exchange->get("Portfolio", "/v1/account/accounts"));
    for (const QJsonValue account : accounts)
        QVERIFY(textOf(account, "type") != QLatin1String("linear-swap"));
    QCOMPARE(outcome(move("linear-swap", "spot", 30.26)), QStringLiteral("2002"));
    QCOMPARE(outcome(move("linear-swap", "spot", 30.25)), QStringLiteral("ok"));
    QCOMPARE(outcome(move("spot", "swap", 0.001, "BTC")), QStringLiteral("ok")); // either case
    QCOMPARE(outcome(move("spot", "spot", 1)), QStringLiteral("2002"));
    QCOMPARE(outcome(move("spot", "moon", 1)), QStringLiteral("2002"));
    QCOMPARE(outcome(move("spot", "linear-swap", 0.001, "btc")), QStringLiteral("2002"));
    QCOMPARE(totalOf("usdt"), before);
}

void AccountsTest::futuresTransfers()
{
    const auto move = [&](const char *type, double amount) {
        return m_exchange->post("Trading desk", "/v1/futures/transfer",
                                {{QStringLiteral("currency"), QStringLiteral("btc")},
                                 {QStringLiteral("amount"), amount},
                                 {QStringLiteral("type"), QLatin1String(type)}});
    };
    QVERIFY(numberOf(move("pro-to-futures", 0.002), "data") > 0);
    QCOMPARE(outcome(move("futures-to-pro", 0.003)), QStringLiteral("base-msg"));
    QCOMPARE(outcome(move("futures-to-pro", 0.002)), QStringLiteral("ok"));
    QCOMPARE(outcome(move("futures-to-moon", 0.002)), QStringLiteral("validation-constraints-error"));
}

void AccountsTest::marginTransfers_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *path, const char *symbol, const char *amount,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(path) << QString::fromLatin1(symbol) << QString::fromLatin1(amount)
                            << QString::fromLatin1(expected);
    };
    row("into isolated", "/v1/dw/transfer-in/margin", "btcusdt", "5", "ok");
    row("into a new one", "/v1/dw/transfer-in/margin", "ethusdt", "5", "ok");
    row("out of isolated", "/v1/dw/transfer-out/margin", "btcusdt", "5", "ok");
    row("out of an empty one", "/v1/dw/transfer-out/margin", "ethusdt", "5", "dw-insufficient-balance");
    row("no market", "/v1/dw/transfer-in/margin", "", "5", "base-symbol-error");
    row("not of this market", "/v1/dw/transfer-in/margin", "ethbtc", "5", "base-currency-error");
    row("into cross", "/v1/cross-margin/transfer-in", "", "5", "ok");
    row("too much out of cross", "/v1/cross-margin/transfer-out", "", "100000", "dw-insufficient-balance");
}

void AccountsTest::marginTransfers()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, symbol);
    QFETCH(QString, amount);
    QFETCH(QString, expected);
    const QJsonObject body{{QStringLiteral("symbol"), symbol},
                           {QStringLiteral("currency"), QStringLiteral("usdt")},
                           {QStringLiteral("amount"), amount}};
    const Decimal before = totalOf("usdt");
    QCOMPARE(outcome(m_exchange->post("Trading desk", path, body)), expected);
    QCOMPARE(totalOf("usdt"), before);
    QCOMPARE(outcome(m_exchange->post("Grid bot", path, body)), QStringLiteral("sub-user-auth-required"));
}

/// Whatever moves where: nothing appears and nothing gets lost, and no account falls below zero.
void AccountsTest::transfersLoseNothing()
{
    const Decimal before = totalOf("usdt");
    Draw draw(7);
    constexpr const char *types[] = {"spot", "otc", "margin", "super-margin"};
    constexpr const char *contracts[] = {"spot", "otc", "linear-swap", "futures", "swap"};
    int accepted = 0;
    for (int step = 0; step < 300; ++step) {
        const QByteArray amount = number(draw.between(1, 400)) + '.' + number(draw.between(1, 999'999'999));
        QJsonObject reply;
        if (draw.chance(0.4)) {
            const char *from = types[draw.next() % 4], *to = types[draw.next() % 4];
            reply = m_exchange->post("Trading desk", "/v1/account/transfer",
                                     transferBody(m_exchange->accountId("Portfolio", from),
                                                  m_exchange->accountId("Portfolio", to), amount, from, to));
        } else if (draw.chance(0.5)) {
            reply = m_exchange->post("Trading desk", "/v2/account/transfer",
                                     {{QStringLiteral("from"), QLatin1String(contracts[draw.next() % 5])},
                                      {QStringLiteral("to"), QLatin1String(contracts[draw.next() % 5])},
                                      {QStringLiteral("currency"), QStringLiteral("usdt")},
                                      {QStringLiteral("amount"), QString::fromLatin1(amount)},
                                      {QStringLiteral("margin-account"), QStringLiteral("USDT")}});
        } else {
            const char *sub = draw.chance(0.5) ? "Grid bot" : "Savings read";
            reply = m_exchange->post(
                "Trading desk", "/v1/subuser/transfer",
                {{QStringLiteral("sub-uid"), m_exchange->uid(sub).toLongLong()},
                 {QStringLiteral("currency"), QStringLiteral("usdt")},
                 {QStringLiteral("amount"), QString::fromLatin1(amount)},
                 {QStringLiteral("type"), draw.chance(0.5) ? QStringLiteral("master-transfer-in")
                                                           : QStringLiteral("master-transfer-out")}});
        }
        accepted += outcome(reply) == QLatin1String("ok") ? 1 : 0;
    }
    QVERIFY2(accepted > 100 && accepted < 300, qPrintable(QString::number(accepted)));
    QCOMPARE(totalOf("usdt"), before);
    for (const Account &account : m_exchange->world().ledger().accounts()) {
        for (const auto &[currency, holding] : account.holdings)
            QVERIFY(!holding.trade.isNegative() && !holding.frozen.isNegative());
    }
}

/// Hour by hour and page by page, each change once, in the order asked for; together they are the balance's
/// change.
void AccountsTest::historyTellsEveryChange()
{
    const qint64 spot = m_exchange->accountId("Portfolio", "spot"),
                 otc = m_exchange->accountId("Portfolio", "otc");
    const Decimal before = available("Portfolio", otc, "usdt");
    for (int step = 0; step < 25; ++step) {
        const bool isInto = step % 5 != 4;
        QCOMPARE(outcome(m_exchange->post("Trading desk", "/v1/account/transfer",
                                          transferBody(isInto ? spot : otc, isInto ? otc : spot, "1.5",
                                                       isInto ? "spot" : "otc", isInto ? "otc" : "spot"))),
                 QStringLiteral("ok"));
        m_exchange->moveOn(1000);
    }
    for (const char *sort : {"asc", "desc"}) {
        Parameters parameters{
            {"account-id", number(otc)}, {"sort", sort}, {"size", "7"}, {"transact-types", "transfer"}};
        Decimal sum;
        QList<qint64> ids;
        QList<qsizetype> sizes;
        while (true) {
            const QJsonObject reply = m_exchange->get("Portfolio", "/v1/account/history", parameters);
            const QJsonArray rows = rowsOf(reply);
            sizes += rows.size();
            for (const QJsonValue row : rows) {
                QCOMPARE(membersOf(row),
                         QStringLiteral("account-id acct-balance avail-balance currency record-id "
                                        "transact-amt transact-time transact-type"));
                ids += numberOf(row, "record-id");
                sum += decimal(textOf(row, "transact-amt"));
            }
            if (!reply.contains(QLatin1String("next-id")))
                break;
            parameters = parameters.mid(0, 4);
            parameters.append({"from-id", number(numberOf(reply, "next-id"))});
        }
        QCOMPARE(sizes, (QList<qsizetype>{7, 7, 7, 4}));
        QCOMPARE(before + sum, available("Portfolio", otc, "usdt"));
        QVERIFY(qstrcmp(sort, "asc") == 0 ? std::is_sorted(ids.begin(), ids.end())
                                          : std::is_sorted(ids.rbegin(), ids.rend()));
        QCOMPARE(QSet<qint64>(ids.begin(), ids.end()).size(), 25);
    }
    QVERIFY(rowsOf(m_exchange->get("Portfolio", "/v1/account/history",
                                   {{"account-id", number(otc)}, {"transact-types", "trade,deposit"}}))
                .isEmpty());
}

void AccountsTest::historyWindows_data()
{
    QTest::addColumn<qint64>("start"); // ms before now; 0: left out
    QTest::addColumn<qint64>("end");
    QTest::addColumn<QString>("expected");
    QTest::newRow("default") << qint64(0) << qint64(0) << QStringLiteral("ok");
    QTest::newRow("an hour") << 2 * hour << hour << QStringLiteral("ok");
    QTest::newRow("more") << 2 * hour + 1 << hour << QStringLiteral("invalid-interval");
    QTest::newRow("backwards") << hour << 2 * hour << QStringLiteral("invalid-interval");
    QTest::newRow("30 days ago") << 30 * day << 30 * day - hour << QStringLiteral("ok");
    QTest::newRow("30 days ago by a clock that is behind")
        << 30 * day + minute << 30 * day + minute - hour << QStringLiteral("ok");
    QTest::newRow("31 days ago") << 31 * day << 31 * day - hour << QStringLiteral("invalid-start-time");
    QTest::newRow("from alone") << 5 * hour << qint64(0) << QStringLiteral("ok");
    QTest::newRow("in the future") << -day << qint64(0) << QStringLiteral("invalid-start-time");
}

void AccountsTest::historyWindows()
{
    QFETCH(qint64, start);
    QFETCH(qint64, end);
    const qint64 now = m_exchange->world().nowMs();
    Parameters parameters{{"account-id", number(m_exchange->accountId("Portfolio", "spot"))}};
    if (start != 0)
        parameters.append({"start-time", number(now - start)});
    if (end != 0)
        parameters.append({"end-time", number(now - end)});
    QTEST(outcome(m_exchange->get("Portfolio", "/v1/account/history", parameters)), "expected");
    parameters[0].second = number(m_exchange->accountId("Savings read", "spot"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v1/account/history", parameters)),
             QStringLiteral("account-account-id-inexistent"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v1/account/history")),
             QStringLiteral("validation-constraints-required"));
}

/// The year's moves are there in windows of ten days, page by page, each once; amounts are JSON numbers with
/// a sign.
void AccountsTest::ledgerListsTransfers()
{
    const qint64 spot = m_exchange->accountId("Portfolio", "spot");
    const qint64 now = m_exchange->world().nowMs();
    QStringList types;
    for (qint64 end = now; end > now - 170 * day; end -= 10 * day) {
        Parameters parameters{{"accountId", number(spot)},
                              {"startTime", number(end - 10 * day + 1)},
                              {"endTime", number(end)},
                              {"limit", "1"},
                              {"sort", "desc"}};
        while (true) {
            const QJsonObject reply = m_exchange->get("Portfolio", "/v2/account/ledger", parameters);
            QCOMPARE(outcome(reply), QStringLiteral("ok"));
            for (const QJsonValue row : rowsOf(reply)) {
                QCOMPARE(membersOf(row),
                         QStringLiteral("accountId currency transactAmt transactId transactTime "
                                        "transactType transferType transferee transferer"));
                QVERIFY(row.toObject().value(QLatin1String("transactAmt")).toDouble() < 0);
                QCOMPARE(numberOf(row, "transferer"), spot);
                types += textOf(row, "transferType");
            }
            if (!reply.contains(QLatin1String("nextId")))
                break;
            parameters = parameters.mid(0, 5);
            parameters.append({"fromId", number(numberOf(reply, "nextId"))});
        }
    }
    types.sort();
    types.removeAll(QStringLiteral("transfer")); // the points
    QCOMPARE(types.join(QLatin1Char(' ')),
             QStringLiteral("margin-transfer-in margin-transfer-in pro-to-otc pro-to-super-margin"));
}

void AccountsTest::ledgerWindows_data()
{
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<QString>("expected");
    QTest::newRow("default") << qint64(0) << qint64(0) << QStringLiteral("ok");
    QTest::newRow("ten days") << 20 * day << 10 * day << QStringLiteral("ok");
    QTest::newRow("more") << 20 * day + 1 << 10 * day << QStringLiteral("2002");
    QTest::newRow("180 days ago") << 180 * day << 171 * day << QStringLiteral("ok");
    QTest::newRow("180 days ago by a clock that is behind")
        << 180 * day + minute << 171 * day << QStringLiteral("ok");
    QTest::newRow("181 days ago") << 181 * day << 172 * day << QStringLiteral("2002");
}

void AccountsTest::ledgerWindows()
{
    QFETCH(qint64, start);
    QFETCH(qint64, end);
    const qint64 now = m_exchange->world().nowMs();
    Parameters parameters{{"accountId", number(m_exchange->accountId("Portfolio", "spot"))}};
    if (start != 0)
        parameters.append({"startTime", number(now - start)});
    if (end != 0)
        parameters.append({"endTime", number(now - end)});
    QTEST(outcome(m_exchange->get("Portfolio", "/v2/account/ledger", parameters)), "expected");
    parameters[0].second = number(m_exchange->accountId("Savings read", "spot"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/account/ledger", parameters)), QStringLiteral("1002"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/account/ledger")), QStringLiteral("2003"));
}

void AccountsTest::points()
{
    const QJsonObject reply = m_exchange->get("Portfolio", "/v2/point/account");
    QCOMPARE(membersOf(objectOf(reply)), QStringLiteral("accountId accountStatus acctBalance groupIds"));
    QCOMPARE(textOf(objectOf(reply), "accountId"),
             QString::number(m_exchange->accountId("Portfolio", "point")));
    QCOMPARE(textOf(objectOf(reply), "acctBalance"), QStringLiteral("120.00000000"));
    const QJsonArray groups = objectOf(reply).value(QLatin1String("groupIds")).toArray();
    QCOMPARE(membersOf(groups.at(0)), QStringLiteral("expiryDate groupId remainAmt"));
    const QJsonObject sub =
        m_exchange->get("Portfolio", "/v2/point/account", {{"subUid", m_exchange->uid("Grid bot")}});
    QCOMPARE(textOf(objectOf(sub), "acctBalance"), QStringLiteral("0.00000000"));
    QCOMPARE(outcome(m_exchange->get("Grid bot", "/v2/point/account",
                                     {{"subUid", m_exchange->uid("Savings read")}})),
             QStringLiteral("2002"));
}

void AccountsTest::deductions()
{
    const auto set = [&](const char *label, int type, const char *currency) {
        return outcome(m_exchange->post(label, "/v1/account/fee/switch",
                                        {{QStringLiteral("switchType"), type},
                                         {QStringLiteral("deductionCurrency"), QLatin1String(currency)}}));
    };
    const auto shown = [&] { return objectOf(m_exchange->get("Portfolio", "/v1/account/switch/user/info")); };
    QCOMPARE(membersOf(shown()), QStringLiteral("currency htxSwitch pointSwitch"));
    QCOMPARE(set("Trading desk", 1, "trx"), QStringLiteral("ok"));
    QCOMPARE(textOf(shown(), "htxSwitch"), QStringLiteral("1"));
    QCOMPARE(textOf(objectOf(m_exchange->get("Portfolio", "/v1/account/overview/info")), "currency"),
             QStringLiteral("TRX"));
    QCOMPARE(set("Trading desk", 0, ""), QStringLiteral("ok"));
    QCOMPARE(textOf(shown(), "pointSwitch"), QStringLiteral("1"));
    QCOMPARE(textOf(shown(), "htxSwitch"), QStringLiteral("0"));
    QCOMPARE(set("Trading desk", 2, ""), QStringLiteral("ok"));
    QCOMPARE(textOf(shown(), "pointSwitch"), QStringLiteral("0"));
    QCOMPARE(set("Trading desk", 1, ""), QStringLiteral("40402"));
    QCOMPARE(set("Trading desk", 1, "btc"), QStringLiteral("40405"));
    QCOMPARE(set("Trading desk", 3, ""), QStringLiteral("40407"));
    QCOMPARE(set("Grid bot", 1, "htx"), QStringLiteral("40401"));
}

void AccountsTest::feeRatesOfTenMarkets()
{
    const QJsonObject reply =
        m_exchange->get("Portfolio", "/v2/reference/transact-fee-rate", {{"symbols", "btcusdt,ethusdt"}});
    QCOMPARE(rowsOf(reply).size(), 2);
    QCOMPARE(membersOf(rowsOf(reply).at(0)),
             QStringLiteral("actualMakerRate actualTakerRate makerFeeRate symbol takerFeeRate"));
    QVERIFY(decimal(textOf(rowsOf(reply).at(0), "takerFeeRate")).sign() > 0);
    const QByteArray eleven = QByteArrayList(11, "btcusdt").join(',');
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/reference/transact-fee-rate", {{"symbols", eleven}})),
             QStringLiteral("2002"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/reference/transact-fee-rate", {{"symbols", "nope"}})),
             QStringLiteral("2002"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/reference/transact-fee-rate")),
             QStringLiteral("2003"));
}

void AccountsTest::valuation()
{
    const QJsonObject data = objectOf(m_exchange->get("Portfolio", "/v2/account/valuation"));
    QCOMPARE(membersOf(data),
             QStringLiteral("profitAccountBalanceList todayProfit todayProfitRate totalBalance updated"));
    const QJsonArray list = data.value(QLatin1String("profitAccountBalanceList")).toArray();
    Decimal sum;
    for (const QJsonValue row : list) {
        QCOMPARE(membersOf(row), QStringLiteral("accountBalance balance distributionType success"));
        QVERIFY(row.toObject().value(QLatin1String("balance")).isDouble());
        sum += decimal(textOf(row, "accountBalance"));
    }
    QCOMPARE(decimal(textOf(data, "totalBalance")), sum);
    const QJsonObject spot =
        m_exchange->get("Portfolio", "/v2/account/asset-valuation", {{"accountType", "spot"}});
    QCOMPARE((decimal(textOf(objectOf(spot), "balance")) - decimal(textOf(list.at(0), "accountBalance")))
                 .truncated(7),
             Decimal());
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/account/valuation", {{"valuationCurrency", "USD"}})),
             QStringLiteral("2002"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/account/asset-valuation",
                                     {{"accountType", "spot"}, {"subUid", m_exchange->uid("Portfolio")}})),
             QStringLiteral("2002"));
}

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_exchange_accounts.moc"
