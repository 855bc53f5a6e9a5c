// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/valuation.h"

#include <QTest>

using namespace coffer;
using namespace coffer::portfolio;
using htx::BalanceKind;

namespace {

Decimal dec(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

Currency cur(const char *name)
{
    return Currency{QString::fromLatin1(name)};
}

htx::BalanceRow row(const char *currency, BalanceKind kind, const char *amount, const char *raw = "trade")
{
    return {cur(currency), kind, QString::fromLatin1(raw), dec(amount)};
}

htx::Account account(qint64 id, const char *type, const char *subtype = "")
{
    return {AccountId{id}, QString::fromLatin1(type), QString::fromLatin1(subtype),
            QStringLiteral("working")};
}

htx::Balance balance(qint64 id, const char *type, const QList<htx::BalanceRow> &rows)
{
    return {AccountId{id}, QString::fromLatin1(type), QStringLiteral("working"), rows, rows.size() + 100, 0};
}

void add(PriceBook &book, const char *base, const char *quote, const char *price,
         const char *dayAgo = nullptr)
{
    book.add({Symbol{QString::fromLatin1(base) + QString::fromLatin1(quote)}, cur(base), cur(quote),
              dec(price), dayAgo ? std::optional(dec(dayAgo)) : std::nullopt});
}

const Holding *find(const QList<Holding> &holdings, const char *currency)
{
    for (const Holding &holding : holdings) {
        if (holding.currency == cur(currency))
            return &holding;
    }
    return nullptr;
}

} // namespace

class ValuationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void combinesAccounts();
    void marginDebt();
    void prices_data();
    void prices();
    void unusablePricesAreLeftOut();
    void exactDigits();
    void unknownPriceStaysUnknown();
    void changeOver24Hours();
    void sharesOfNothing();
    void nothingIsSharedBeforePrices();
    void rates();
    void completeness();
    void unreadAccountIsNotCompared();
    void nothingAtAll();
};

void ValuationTest::combinesAccounts()
{
    const QList<htx::Account> accounts{account(1, "spot"), account(2, "margin", "btcusdt")};
    const QList<htx::Balance> balances{
        balance(1, "spot",
                {row("btc", BalanceKind::Trade, "0.1"), row("btc", BalanceKind::Frozen, "0.02"),
                 row("btc", BalanceKind::Lock, "5"), row("btc", BalanceKind::Limit, "99"),
                 row("btc", BalanceKind::Unknown, "77"), row("eth", BalanceKind::Limit, "1")}),
        balance(2, "margin", {row("btc", BalanceKind::Trade, "1")}),
        balance(2, "margin", {row("btc", BalanceKind::Trade, "1000")}), // the same account once more
        balance(9, "otc", {row("usdt", BalanceKind::Trade, "3")}),
    };
    const QList<Holding> holdings = combine(accounts, balances);
    QCOMPARE(holdings.size(), 2);
    const Holding &btc = holdings[0];
    QCOMPARE(btc.displayName, QStringLiteral("BTC"));
    QCOMPARE(btc.available, dec("1.1"));
    QCOMPARE(btc.frozen, dec("0.02"));
    QCOMPARE(btc.locked, dec("5"));
    QCOMPARE(btc.borrowed, Decimal(0));
    QCOMPARE(btc.total, dec("1.12"));
    QCOMPARE(btc.parts.size(), 2);
    QCOMPARE(btc.parts[1].accountType, QStringLiteral("margin"));
    QCOMPARE(btc.parts[1].accountSubtype, QStringLiteral("btcusdt"));
    QCOMPARE(btc.parts[0].total(), dec("0.12"));
    QCOMPARE(holdings[1].parts[0].accountType,
             QStringLiteral("otc")); // from the balance: no such account is listed
}

void ValuationTest::marginDebt()
{
    const QList<htx::Balance> balances{
        balance(2, "margin",
                {row("usdt", BalanceKind::Trade, "100"), row("usdt", BalanceKind::Loan, "-250.5"),
                 row("usdt", BalanceKind::Interest, "-0.000000000000000001"),
                 row("usdt", BalanceKind::Limit, "1000")}),
    };
    const QList<Holding> holdings = combine({account(2, "margin")}, balances);
    QCOMPARE(holdings.size(), 1);
    QCOMPARE(holdings[0].borrowed, dec("250.500000000000000001"));
    QCOMPARE(holdings[0].total, dec("-150.500000000000000001"));

    Reading reading;
    reading.accounts = {account(2, "margin")};
    reading.balances = balances;
    const Portfolio portfolio = value(reading, {}, 1);
    QCOMPARE(portfolio.total, dec("-150.500000000000000001"));
    QVERIFY(!portfolio.holdings[0].share);
}

void ValuationTest::prices_data()
{
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("price"); ///< empty: unknown
    QTest::addColumn<QString>("way");
    QTest::newRow("usdt is one") << "usdt"
                                 << "1"
                                 << "";
    QTest::newRow("own market") << "btc"
                                << "100"
                                << "btcusdt";
    QTest::newRow("own market before a way round") << "eth"
                                                   << "4"
                                                   << "ethusdt";
    QTest::newRow("over btc before eth") << "link"
                                         << "3"
                                         << "linkbtc btcusdt";
    QTest::newRow("over another quote") << "foo"
                                        << "8"
                                        << "fooeth ethusdt";
    QTest::newRow("quoted the other way round") << "usd"
                                                << "0.8"
                                                << "usdtusd";
    QTest::newRow("over a fiat quoted the other way round") << "bar"
                                                            << "1.6"
                                                            << "barusd usdtusd";
    QTest::newRow("first step the other way round") << "jpy"
                                                    << "0.01"
                                                    << "btcjpy btcusdt";
    QTest::newRow("three steps are too far") << "far"
                                             << ""
                                             << "";
    QTest::newRow("no market") << "nosuch"
                               << ""
                               << "";
}

void ValuationTest::prices()
{
    PriceBook book;
    add(book, "btc", "usdt", "100");
    add(book, "eth", "usdt", "4");
    add(book, "eth", "btc", "0.05");
    add(book, "link", "eth", "0.5");
    add(book, "link", "btc", "0.03");
    add(book, "foo", "eth", "2");
    add(book, "usdt", "usd", "1.25");
    add(book, "bar", "usd", "2");
    add(book, "btc", "jpy", "10000");
    add(book, "far", "foo", "1");

    QFETCH(QString, currency);
    QFETCH(QString, price);
    QFETCH(QString, way);
    const auto found = book.price(Currency{currency});
    QCOMPARE(found.has_value(), !price.isEmpty());
    if (!found)
        return;
    QCOMPARE(found->now, *Decimal::parse(price));
    QStringList markets;
    for (const Symbol &symbol : found->markets)
        markets.append(symbol.value);
    QCOMPARE(markets.join(QLatin1Char(' ')), way);
}

void ValuationTest::unusablePricesAreLeftOut()
{
    PriceBook book;
    add(book, "btc", "usdt", "0");
    add(book, "eth", "usdt", "-1");
    add(book, "usdt", "usdt", "5");
    add(book, "xrp", "usdt", "2", "0");
    QVERIFY(!book.price(cur("btc")));
    QVERIFY(!book.price(cur("eth")));
    QCOMPARE(book.price(cur("usdt"))->now, Decimal(1));
    QVERIFY(!book.price(cur("xrp"))->dayAgo);
    QVERIFY(!book.rate(cur("usdt"), cur("usd")));
}

/// 18 decimals times a price, by hand: nothing is rounded away.
void ValuationTest::exactDigits()
{
    Reading reading;
    reading.accounts = {account(1, "spot")};
    reading.balances = {balance(1, "spot",
                                {row("btc", BalanceKind::Trade, "0.123456789012345678"),
                                 row("shib", BalanceKind::Trade, "123456789012.000000000000000001")})};
    PriceBook book;
    add(book, "btc", "usdt", "96540.55");
    add(book, "shib", "usdt", "0.00000182");
    const Portfolio portfolio = value(reading, book, 5);
    QCOMPARE(find(portfolio.holdings, "btc")->value->toString(), QByteArray("11918.5863124858085442429"));
    QCOMPARE(find(portfolio.holdings, "shib")->value->toString(),
             QByteArray("224691.35600184000000000000000182"));
    QCOMPARE(portfolio.total.toString(), QByteArray("236609.94231432580854424290000182"));
    QCOMPARE(portfolio.holdings.first().currency, cur("shib")); // by value
    QCOMPARE(portfolio.pricesAt, 5);
}

void ValuationTest::unknownPriceStaysUnknown()
{
    Reading reading;
    reading.accounts = {account(1, "spot"), account(2, "point")};
    reading.balances = {balance(1, "spot",
                                {row("zzz", BalanceKind::Trade, "5"), row("aaa", BalanceKind::Trade, "7"),
                                 row("usdt", BalanceKind::Trade, "10"), row("btc", BalanceKind::Trade, "1")}),
                        balance(2, "point", {row("hbpoint", BalanceKind::Trade, "3")})};
    PriceBook book;
    add(book, "btc", "usdt", "30");
    const Portfolio portfolio = value(reading, book, 1);
    QCOMPARE(portfolio.total, dec("40"));
    QStringList order;
    for (const Holding &holding : portfolio.holdings)
        order.append(holding.currency.value);
    QCOMPARE(order.join(QLatin1Char(' ')), QStringLiteral("btc usdt aaa hbpoint zzz"));
    const Holding *unknown = find(portfolio.holdings, "zzz");
    QVERIFY(!unknown->price && !unknown->value && !unknown->share && !unknown->change24h);
    QCOMPARE(*find(portfolio.holdings, "btc")->share, dec("0.75"));
    QCOMPARE(portfolio.completeness.unpriced, (QList<Currency>{cur("aaa"), cur("hbpoint"), cur("zzz")}));
    QCOMPARE(portfolio.accounts.size(), 2);
    QCOMPARE(portfolio.accounts[0].type, QStringLiteral("spot"));
    QCOMPARE(portfolio.accounts[0].value, dec("40"));
    QCOMPARE(portfolio.accounts[1].value, Decimal(0)); // known, and worth what could be priced
}

void ValuationTest::changeOver24Hours()
{
    Reading reading;
    reading.accounts = {account(1, "spot")};
    reading.balances = {balance(1, "spot",
                                {row("btc", BalanceKind::Trade, "2"), row("eth", BalanceKind::Trade, "10"),
                                 row("link", BalanceKind::Trade, "4")})};
    PriceBook book;
    add(book, "btc", "usdt", "100", "80");
    add(book, "eth", "usdt", "5");             // its 24 h are not known
    add(book, "link", "btc", "0.02", "0.025"); // 2 now, 2 then
    const Portfolio portfolio = value(reading, book, 0);
    QCOMPARE(*find(portfolio.holdings, "btc")->change24h, dec("0.25"));
    QVERIFY(!find(portfolio.holdings, "eth")->change24h);
    QCOMPARE(*find(portfolio.holdings, "link")->change24h, Decimal(0));
    QCOMPARE(*portfolio.change24h, dec("40"));
}

void ValuationTest::nothingIsSharedBeforePrices()
{
    Reading reading;
    reading.balances = {
        balance(1, "spot", {row("usdt", BalanceKind::Trade, "1000"), row("btc", BalanceKind::Trade, "1")})};
    const Portfolio portfolio = value(reading, {}, 0);
    QVERIFY(!portfolio.isPriced());
    for (const Holding &holding : portfolio.holdings)
        QVERIFY(!holding.share);
    QVERIFY(value(reading, {}, 1).isPriced()); // a price that does not exist is told apart
    reading.balances = {balance(1, "spot", {row("usdt", BalanceKind::Trade, "1000")})};
    QVERIFY(value(reading, {}, 0).isPriced());
}

void ValuationTest::sharesOfNothing()
{
    Reading reading;
    reading.accounts = {account(1, "spot")};
    reading.balances = {balance(1, "spot", {row("usdt", BalanceKind::Lock, "10")})};
    const Portfolio portfolio = value(reading, {}, 0);
    QCOMPARE(portfolio.total, Decimal(0));
    QCOMPARE(portfolio.holdings.first().locked, dec("10"));
    QVERIFY(!portfolio.holdings.first().share);
}

void ValuationTest::rates()
{
    Reading reading;
    reading.fiatPerBtc = {{QStringLiteral("EUR"), dec("90")}, {QStringLiteral("USD"), dec("120")}};
    PriceBook book;
    QCOMPARE(value(reading, book, 0).rates.keys(), QStringList{QStringLiteral("USDT")});
    add(book, "btc", "usdt", "100");
    Portfolio portfolio = value(reading, book, 0);
    QCOMPARE(*portfolio.btcPrice, dec("100"));
    QCOMPARE(portfolio.rates.value(QStringLiteral("BTC")), dec("0.01"));
    QCOMPARE(portfolio.rates.value(QStringLiteral("EUR")), dec("0.9"));
    QCOMPARE(portfolio.rates.value(QStringLiteral("USD")), dec("1.2"));
    add(book, "usdt", "usd", "0.999");
    portfolio = value(reading, book, 0);
    QCOMPARE(portfolio.rates.value(QStringLiteral("USD")), dec("0.999")); // the market before the valuation
}

void ValuationTest::completeness()
{
    Reading reading;
    reading.accounts = {account(1, "spot"), account(2, "cross-margin"), account(3, "point")};
    reading.balances = {
        balance(1, "spot",
                {row("btc", BalanceKind::Trade, "1"), row("usdt", BalanceKind::Lock, "1", "lock"),
                 row("usdt", BalanceKind::Unknown, "1", "bank")}),
        balance(2, "cross-margin", {row("usdt", BalanceKind::Trade, "50")}),
        balance(3, "point", {row("usdt", BalanceKind::Trade, "1000")})};
    reading.balances[1].rowsRejected = 2;
    reading.btcValuations = {{QStringLiteral("spot"), dec("1.1")},
                             {QStringLiteral("super-margin"), dec("0.5")}};
    PriceBook book;
    add(book, "btc", "usdt", "100");
    const Completeness done = value(reading, book, 0).completeness;
    QCOMPARE(done.accountsKnown, 3);
    QCOMPARE(done.accountsRead, 3);
    QCOMPARE(done.rowsRead, 103 + 101 + 101);
    QCOMPARE(done.rowsRejected, 2);
    QCOMPARE(done.kindsNotCounted, (QStringList{QStringLiteral("bank"), QStringLiteral("lock")}));
    QCOMPARE(*done.exchangeValue, dec("1.6"));
    QCOMPARE(*done.ourValue, dec("1.5")); // the point account is none of those types
}

void ValuationTest::unreadAccountIsNotCompared()
{
    Reading reading;
    reading.accounts = {account(1, "spot"), account(2, "margin")};
    reading.balances = {balance(1, "spot", {row("usdt", BalanceKind::Trade, "50")})};
    reading.unread = {{account(2, "margin"), Error{ErrorKind::Timeout, {}, {}, {}}, false}};
    reading.btcValuations = {{QStringLiteral("spot"), dec("0.5")}, {QStringLiteral("margin"), dec("7")}};
    PriceBook book;
    add(book, "btc", "usdt", "100");
    const Portfolio portfolio = value(reading, book, 0);
    QCOMPARE(portfolio.completeness.accountsRead, 1);
    QCOMPARE(*portfolio.completeness.exchangeValue, dec("0.5"));
    QCOMPARE(*portfolio.completeness.ourValue, dec("0.5"));
    QCOMPARE(portfolio.accounts.size(), 1);
    QCOMPARE(portfolio.unread.size(), 1);
}

void ValuationTest::nothingAtAll()
{
    const Portfolio portfolio = value({}, {}, 0);
    QVERIFY(portfolio.holdings.isEmpty());
    QVERIFY(portfolio.total.isZero());
    QVERIFY(!portfolio.change24h);
    QVERIFY(!portfolio.btcPrice);
    QVERIFY(!portfolio.completeness.exchangeValue);
}

QTEST_GUILESS_MAIN(ValuationTest)
#include "tst_portfolio_valuation.moc"
