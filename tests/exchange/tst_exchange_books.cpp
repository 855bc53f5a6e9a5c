// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/orderretention.h"
#include "exchange/world.h"
#include "exchangeclient.h"

#include <QJsonArray>
#include <QTest>

#include <map>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
constexpr qint64 day = 86'400'000;
constexpr qint64 toldFrom = startMs - fillReach + 3 * day; ///< fills after it are told for all of the test

using Sums = std::map<QByteArray, Decimal>; ///< by currency

Decimal decimalOf(const QJsonValue &value)
{
    // Amounts of transfers are JSON numbers of at most 15 digits: the shortest text of the double is what was
    // sent.
    const QByteArray text = value.isString()
                                ? value.toString().toLatin1()
                                : QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    const auto parsed = Decimal::parse(text);
    return parsed ? *parsed : Decimal::parse(QByteArrayView("1e55")).value_or(Decimal());
}

QByteArray textOf(const QJsonObject &row, const char *name)
{
    return row.value(QLatin1String(name)).toString().toLatin1();
}

Options optionsFor(quint64 seed, double speed)
{
    Options options;
    options.seed = seed;
    options.nowMs = startMs;
    options.speed = speed;
    return options;
}

void removeZeros(Sums &sums)
{
    std::erase_if(sums, [](const auto &entry) { return entry.second.isZero(); });
}

void addTransfers(ExchangeClient &client, const QByteArray &label, Sums &sums)
{
    for (const QByteArray type : {"deposit", "withdraw"}) {
        QByteArray from = "0";
        for (bool isMore = true; isMore;) {
            isMore = false;
            const QJsonArray rows = dataOf(client.getSigned(label, "/v1/query/deposit-withdraw",
                                                            {{"type", type}, {"from", from}, {"size", "7"}}));
            for (const QJsonValue value : rows) {
                const QJsonObject row = value.toObject();
                const QByteArray id = QByteArray::number(idOf(row));
                if (id == from)
                    continue; // from is inclusive
                from = id;
                isMore = true;
                const Decimal amount = decimalOf(row.value(QLatin1String("amount")));
                if (textOf(row, "state") == "safe")
                    sums[textOf(row, "currency")] += amount;
                else if (textOf(row, "state") == "confirmed")
                    sums[textOf(row, "currency")] -= amount + decimalOf(row.value(QLatin1String("fee")));
            }
        }
    }
}

void addFill(const QJsonObject &row, const std::pair<QByteArray, QByteArray> &market, Sums &sums)
{
    const auto &[base, quote] = market;
    const Decimal amount = decimalOf(row.value(QLatin1String("filled-amount")));
    const Decimal cash = amount * decimalOf(row.value(QLatin1String("price")));
    const bool isBuy = textOf(row, "type").startsWith("buy-");
    sums[base] += isBuy ? amount : -amount;
    sums[quote] += isBuy ? -cash : cash;
    sums[textOf(row, "fee-currency")] -= decimalOf(row.value(QLatin1String("filled-fees")));
    if (!textOf(row, "fee-deduct-currency").isEmpty())
        sums[textOf(row, "fee-deduct-currency")] -= decimalOf(row.value(QLatin1String("filled-points")));
}

void addFills(ExchangeClient &client, const QByteArray &label, Sums &sums)
{
    QHash<QByteArray, std::pair<QByteArray, QByteArray>> markets;
    const QJsonArray symbols = dataOf(client.get("/v1/common/symbols"));
    for (const QJsonValue symbol : symbols)
        markets.insert(textOf(symbol.toObject(), "symbol"), {textOf(symbol.toObject(), "base-currency"),
                                                             textOf(symbol.toObject(), "quote-currency")});
    QSet<qint64> seen;
    for (qint64 end = startMs + day; end > toldFrom; end -= 2 * day) {
        QByteArray from;
        for (bool isMore = true; isMore;) {
            isMore = false;
            Parameters parameters{{"start-time", QByteArray::number(std::max(end - 2 * day, toldFrom + 1))},
                                  {"end-time", QByteArray::number(end)},
                                  {"size", "40"}};
            if (!from.isEmpty())
                parameters.append({"from", from});
            const QJsonArray rows = dataOf(client.getSigned(label, "/v1/order/matchresults", parameters));
            for (const QJsonValue row : rows) {
                from = QByteArray::number(idOf(row));
                if (seen.contains(idOf(row)))
                    continue;
                seen.insert(idOf(row));
                isMore = true;
                addFill(row.toObject(), markets.value(textOf(row.toObject(), "symbol")), sums);
            }
        }
    }
}

Sums balances(ExchangeClient &client, const QByteArray &label)
{
    Sums sums;
    const QJsonArray accounts = dataOf(client.getSigned(label, "/v1/account/accounts"));
    for (const QJsonValue account : accounts) {
        const QByteArray path = "/v1/account/accounts/" + QByteArray::number(idOf(account)) + "/balance";
        const QJsonObject data = client.getSigned(label, path).json().value(QLatin1String("data")).toObject();
        const QJsonArray rows = data.value(QLatin1String("list")).toArray();
        for (const QJsonValue value : rows) {
            const QJsonObject row = value.toObject();
            if (!textOf(row, "type").endsWith("-available")) // a limit, not a holding
                sums[textOf(row, "currency")] += decimalOf(row.value(QLatin1String("balance")));
        }
    }
    return sums;
}

} // namespace

/// A year of deposits, fills, fees and withdrawals adds up to the balances, to the last digit: in the books,
/// and as it is told over HTTP.
class ExchangeBooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ledgerAddsUp_data();
    void ledgerAddsUp();
    void fillsLieInTheirCandles();
    void ordersAgreeWithTheirFills();
    void frozenBelongsToOpenOrders();
    void isTheSameEveryTime();
    void looksLikeAYear();
    void addsUpOverHttp_data();
    void addsUpOverHttp();

private:
    /// What the records of that user add up to.
    static Sums expected(const World &world, int user);
    static void addFill(const World &world, const FillRecord &fill, Sums &sums);
    static void addForgotten(const QByteArray &label, Sums &sums);
};

Sums ExchangeBooksTest::expected(const World &world, int user)
{
    Sums sums;
    const Ledger &ledger = world.ledger();
    for (const TransferRecord &record : ledger.transfers()) {
        if (record.user != user || !hasMoved(record))
            continue;
        Decimal &sum = sums[world.currencies().at(record.currency).code];
        sum += record.isDeposit ? record.amount : -(record.amount + record.fee);
    }
    for (const FillRecord &fill : ledger.fills()) {
        if (ledger.userOf(ledger.orders()[size_t(fill.order)]) == user)
            addFill(world, fill, sums);
    }
    for (const MoveRecord &move : ledger.moves()) {
        Decimal &sum = sums[world.currencies().at(move.currency).code];
        if (ledger.accounts()[size_t(move.from)].user == user)
            sum -= move.amount;
        if (ledger.accounts()[size_t(move.to)].user == user)
            sum += move.amount;
    }
    removeZeros(sums);
    return sums;
}

void ExchangeBooksTest::addFill(const World &world, const FillRecord &fill, Sums &sums)
{
    const OrderRecord &order = world.ledger().orders()[size_t(fill.order)];
    const Market &market = world.markets().at(order.market);
    const Decimal cash = fill.price * fill.amount;
    sums[market.base] += order.isBuy ? fill.amount : -fill.amount;
    sums[market.quote] += order.isBuy ? -cash : cash;
    sums[order.isBuy ? market.base : market.quote] -= fill.fee;
    if (fill.deductCurrency >= 0)
        sums[world.currencies().at(fill.deductCurrency).code] -= fill.deducted;
}

/// The fills that the exchange does not tell any more, from a world that is the same.
void ExchangeBooksTest::addForgotten(const QByteArray &label, Sums &sums)
{
    const World world(optionsFor(1, 1));
    const auto &keys = world.demoKeys();
    const auto key = std::find_if(keys.begin(), keys.end(), [&label](const DemoKey &known) {
        return known.label == QLatin1String(label);
    });
    const Ledger &ledger = world.ledger();
    for (const int place : ledger.fillsOf(ledger.userOf(key->uid))) {
        const FillRecord &fill = ledger.fills()[size_t(place)];
        if (fill.createdAt <= toldFrom)
            addFill(world, fill, sums);
    }
}

void ExchangeBooksTest::ledgerAddsUp_data()
{
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {1u, 2u, 3u, 77u, 123'456'789u})
        QTest::newRow(QByteArray::number(seed).constData()) << quint64(seed);
}

void ExchangeBooksTest::ledgerAddsUp()
{
    QFETCH(quint64, seed);
    const World world(optionsFor(seed, 1));
    for (int user = 0; user < int(world.ledger().users().size()); ++user) {
        Sums held;
        for (const int place : world.ledger().users()[size_t(user)].accounts) {
            for (const auto &[currency, holding] : world.ledger().accounts()[size_t(place)].holdings) {
                QVERIFY(!holding.trade.isNegative() && !holding.frozen.isNegative());
                QVERIFY(holding.loan.sign() <= 0 && holding.interest.sign() <= 0);
                QVERIFY(holding.trade.decimals() <= 18 && holding.frozen.decimals() <= 18);
                held[world.currencies().at(currency).code] += holding.net();
            }
        }
        removeZeros(held);
        const Sums wanted = expected(world, user);
        QCOMPARE(held.size(), wanted.size());
        for (const auto &[currency, amount] : wanted)
            QCOMPARE(held[currency].toString(), amount.toString());
    }
}

void ExchangeBooksTest::fillsLieInTheirCandles()
{
    const World world(optionsFor(1, 1));
    const Ledger &ledger = world.ledger();
    qint64 before = 0;
    for (const FillRecord &fill : ledger.fills()) {
        QVERIFY(fill.id > before);
        before = fill.id;
        const OrderRecord &order = ledger.orders()[size_t(fill.order)];
        const Market &market = world.markets().at(order.market);
        const Bar bar = world.feed().minute(order.market, fill.createdAt / 60'000);
        QVERIFY(fill.price >= Decimal::scaled(bar.low, -market.priceDecimals));
        QVERIFY(fill.price <= Decimal::scaled(bar.high, -market.priceDecimals));
        QVERIFY(fill.createdAt >= order.createdAt && fill.createdAt < world.startMs());
        if (!order.price.isZero())
            QVERIFY(order.isBuy ? fill.price <= order.price : fill.price >= order.price);
    }
}

void ExchangeBooksTest::ordersAgreeWithTheirFills()
{
    const World world(optionsFor(1, 1));
    const Ledger &ledger = world.ledger();
    std::vector<Decimal> amounts(ledger.orders().size()), cash(amounts), fees(amounts);
    for (const FillRecord &fill : ledger.fills()) {
        amounts[size_t(fill.order)] += fill.amount;
        cash[size_t(fill.order)] += fill.amount * fill.price;
        fees[size_t(fill.order)] += fill.fee;
    }
    for (size_t place = 0; place < amounts.size(); ++place) {
        const OrderRecord &order = ledger.orders()[place];
        QCOMPARE(order.filledAmount, amounts[place]);
        QCOMPARE(order.filledCash, cash[place]);
        QCOMPARE(order.filledFees, fees[place]);
        QCOMPARE(order.isOpen(), order.finishedAt == 0);
        if (order.status == OrderStatus::Filled && !order.isMarketBuy())
            QCOMPARE(order.filledAmount, order.amount);
        if (order.status == OrderStatus::Canceled)
            QVERIFY(amounts[place].isZero() && order.canceledAt > 0);
        QVERIFY(place == 0 || order.id > ledger.orders()[place - 1].id);
    }
}

void ExchangeBooksTest::frozenBelongsToOpenOrders()
{
    const World world(optionsFor(1, 1));
    std::map<std::pair<int, QByteArray>, Decimal> wanted;
    for (const OrderRecord &order : world.ledger().orders()) {
        if (!order.isOpen())
            continue;
        const Market &market = world.markets().at(order.market);
        const Decimal rest = order.amount - order.filledAmount;
        wanted[{order.account, order.isBuy ? market.quote : market.base}] +=
            order.isBuy ? rest * order.price : rest;
    }
    QVERIFY(wanted.size() >= 3);
    for (size_t account = 0; account < world.ledger().accounts().size(); ++account) {
        for (const auto &[currency, holding] : world.ledger().accounts()[account].holdings) {
            const Decimal frozen = wanted[{int(account), world.currencies().at(currency).code}];
            QCOMPARE(holding.frozen.toString(), frozen.toString());
        }
    }
}

void ExchangeBooksTest::isTheSameEveryTime()
{
    const World one(optionsFor(5, 1)), other(optionsFor(5, 1)), third(optionsFor(6, 1));
    QCOMPARE(one.ledger().fills().size(), other.ledger().fills().size());
    QCOMPARE(one.ledger().fills().back().id, other.ledger().fills().back().id);
    QCOMPARE(expected(one, 0), expected(other, 0));
    QVERIFY(expected(one, 0) != expected(third, 0));
    QCOMPARE(one.demoKeys().constFirst().secretKey, other.demoKeys().constFirst().secretKey);
    QVERIFY(one.demoKeys().constFirst().secretKey != third.demoKeys().constFirst().secretKey);
}

/// What the demo promises: a lively year, over a dozen assets, dust, an asset nobody prices, open orders.
void ExchangeBooksTest::looksLikeAYear()
{
    const World world(optionsFor(1, 1));
    int orders = 0, deducted = 0, makers = 0;
    std::map<int, int> byMarket;
    std::map<OrderStatus, int> byStatus;
    for (const OrderRecord &order : world.ledger().orders()) {
        if (world.ledger().accounts()[size_t(order.account)].user != 0)
            continue;
        ++orders;
        ++byMarket[order.market];
        ++byStatus[order.status];
    }
    for (const FillRecord &fill : world.ledger().fills()) {
        deducted += fill.deductCurrency >= 0 ? 1 : 0;
        makers += fill.isMaker ? 1 : 0;
    }
    QVERIFY2(orders > 1000 && byMarket.size() >= 19, qPrintable(QString::number(orders)));
    QVERIFY(byStatus.size() == 5);
    QVERIFY(byStatus[OrderStatus::Submitted] + byStatus[OrderStatus::PartialFilled] == 6);
    QVERIFY(deducted > 50 && makers > 200 && makers < int(world.ledger().fills().size()));

    Decimal total;
    int held = 0, dust = 0, unpriced = 0;
    for (const int place : world.ledger().users()[0].accounts) {
        for (const auto &[currency, holding] : world.ledger().accounts()[size_t(place)].holdings) {
            const auto price = world.priceInUsdt(currency, world.startMs());
            const Decimal worth = price ? holding.net() * *price : Decimal();
            total += worth;
            unpriced += price || holding.net().isZero() ? 0 : 1;
            held += worth > Decimal(20) ? 1 : 0;
            dust += price && worth.sign() > 0 && worth < Decimal(1) ? 1 : 0;
        }
    }
    QVERIFY2(total > Decimal(60'000) && total < Decimal(250'000), total.toString().constData());
    QVERIFY(held >= 12 && dust >= 4 && unpriced == 2); // luna2x and the points
}

void ExchangeBooksTest::addsUpOverHttp_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::newRow("main user") << QByteArray("Portfolio");
    QTest::newRow("savings") << QByteArray("Savings read");
    QTest::newRow("grid bot") << QByteArray("Grid bot");
}

/// As another client would: transfers by id, match results by windows of 48 hours, all balances.
void ExchangeBooksTest::addsUpOverHttp()
{
    QFETCH(QByteArray, label);
    ExchangeClient client(optionsFor(1, 40)); // so that the limits' windows pass quickly
    QVERIFY(client.start());
    Sums wanted;
    addTransfers(client, label, wanted);
    QVERIFY(!wanted.empty());
    addFills(client, label, wanted);
    addForgotten(label, wanted);
    Sums held = balances(client, label);
    removeZeros(held);
    removeZeros(wanted);
    QVERIFY(!held.empty());
    QCOMPARE(held.size(), wanted.size());
    for (const auto &[currency, amount] : wanted)
        QCOMPARE(held[currency].toString(), amount.toString());
}

QTEST_GUILESS_MAIN(ExchangeBooksTest)
#include "tst_exchange_books.moc"
