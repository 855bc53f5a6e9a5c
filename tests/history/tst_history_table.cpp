// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/select.h"
#include "historyfixture.h"
#include "store/statement.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <random>

using namespace coffer;
using namespace coffer::history;
using htx::OrderState;
using test::order;
using test::waited;
using Sort = Query::Sort;

Q_DECLARE_METATYPE(coffer::htx::OrderState)

namespace {

const Uid uid{7};

Query query(Record record, Sort sort = Sort::Time, bool descending = true)
{
    Query query;
    query.record = record;
    query.uid = uid;
    query.sort = sort;
    query.descending = descending;
    return query;
}

Decimal dec(const char *text)
{
    return *Decimal::parse(QByteArrayView(text));
}

htx::Order fullOrder()
{
    htx::Order each = order(QStringLiteral("99999999999999999999999"), OrderState::PartiallyCanceled, "1.5");
    each.clientOrderId = QStringLiteral("my_order");
    each.side = htx::Side::Sell;
    each.amount = dec("123456789012345678901234.000000000000000001");
    each.filledFees = dec("-0.000000000000000001");
    each.source = QStringLiteral("spot-web");
    each.finishedAt = 2000;
    each.canceledAt = 3000;
    each.stopPrice = dec("1.10");
    return each;
}

htx::Fill fullFill()
{
    htx::Fill fill;
    fill.id = FillId{QStringLiteral("f1")};
    fill.order = OrderId{QStringLiteral("o1")};
    fill.matchId = QStringLiteral("m1");
    fill.tradeId = QStringLiteral("t1");
    fill.symbol = Symbol{QStringLiteral("ethusdt")};
    fill.side = htx::Side::Sell;
    fill.kind = QStringLiteral("market");
    fill.source = QStringLiteral("api");
    fill.isMaker = true;
    fill.price = dec("0.000000000000000001");
    fill.amount = dec("5");
    fill.fee = dec("-0.1");
    fill.feeCurrency = Currency{QStringLiteral("usdt")};
    fill.deducted = dec("2");
    fill.deductCurrency = Currency{QStringLiteral("htx")};
    fill.createdAt = 500;
    return fill;
}

htx::Transfer transfer(const QString &id, htx::TransferDirection direction = htx::TransferDirection::Deposit)
{
    htx::Transfer transfer;
    transfer.id = TransferId{id};
    transfer.direction = direction;
    transfer.currency = Currency{QStringLiteral("usdt")};
    transfer.chain = QStringLiteral("trc20usdt");
    transfer.txHash = QStringLiteral("abc");
    transfer.amount = dec("12.5");
    transfer.fee = dec("1");
    transfer.address = QStringLiteral("T100%_\\x");
    transfer.addressTag = QStringLiteral("tag");
    transfer.state = QStringLiteral("safe");
    transfer.createdAt = 100;
    transfer.updatedAt = 200;
    return transfer;
}

} // namespace

class HistoryTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = test::historyDatabase();
        m_table = std::make_unique<HistoryTable>(*m_database);
    }

    void givesBackWhatWasSaved();
    void keepsAcrossRestarts();
    void anOrderOnlyGoesForward_data();
    void anOrderOnlyGoesForward();
    void knownThingsAreNotLost();
    void fillsAndTransfersAreUpdated();
    void usersAreApart();
    void sortsStably_data();
    void sortsStably();
    void filters();
    void textMatchesLiterally();
    void listsMarkets();
    void tellsOrdersOfTheApi();
    void sumsFills();
    void joinsManyFills();
    void fillSumsOfOddSpans();
    void keepsCursors();
    void leavesOutMissingRows();
    void indexesAnswerEverySort();
    void hundredThousandRows();

private:
    htx::Order stored(const QString &id)
    {
        Query wanted = query(Record::Order);
        wanted.text = id;
        const QList<htx::Order> orders = waited(m_table->orders(waited(m_table->find(wanted))));
        return orders.size() == 1 ? orders.first() : htx::Order();
    }
    QStringList found(const Query &wanted)
    {
        QStringList ids;
        for (const htx::Order &each : waited(m_table->orders(waited(m_table->find(wanted)))))
            ids.append(each.id.value);
        return ids;
    }

    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<HistoryTable> m_table;
};

void HistoryTableTest::givesBackWhatWasSaved()
{
    QCOMPARE(waited(m_table->saveOrders(uid, {fullOrder()})), 1);
    QCOMPARE(waited(m_table->saveFills(uid, {fullFill()})), 1);
    QCOMPARE(waited(m_table->saveTransfers(uid, {transfer(QStringLiteral("1"))})), 1);
    QVERIFY(waited(m_table->orders(waited(m_table->find(query(Record::Order))))).first() == fullOrder());
    QVERIFY(waited(m_table->fills(waited(m_table->find(query(Record::Fill))))).first() == fullFill());
    QVERIFY(waited(m_table->transfers(waited(m_table->find(query(Record::Transfer))))).first() ==
            transfer(QStringLiteral("1")));
    // The same again is nothing new.
    QCOMPARE(waited(m_table->saveOrders(uid, {fullOrder()})), 0);
    QCOMPARE(waited(m_table->saveFills(uid, {fullFill(), fullFill()})), 0);
    QCOMPARE(waited(m_table->saveTransfers(uid, {transfer(QStringLiteral("1"))})), 0);
    // Even records with nothing in them but an id.
    htx::Order bare;
    bare.id = OrderId{QStringLiteral("bare")};
    QCOMPARE(waited(m_table->saveOrders(uid, {bare})), 1);
    QVERIFY(stored(QStringLiteral("bare")) == bare);
    QCOMPARE(waited(m_table->saveOrders(uid, {})), 0);
}

void HistoryTableTest::keepsAcrossRestarts()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("h.sqlite"));
    for (int expected : {1, 0}) {
        const auto database = test::historyDatabase(file);
        HistoryTable table(*database);
        QCOMPARE(waited(table.saveOrders(uid, {fullOrder()})), expected);
        QCOMPARE(waited(table.find(query(Record::Order))).size(), std::size_t(1));
    }
}

void HistoryTableTest::anOrderOnlyGoesForward_data()
{
    QTest::addColumn<OrderState>("before");
    QTest::addColumn<QByteArray>("filledBefore");
    QTest::addColumn<OrderState>("seen");
    QTest::addColumn<QByteArray>("filledSeen");
    QTest::addColumn<OrderState>("after");
    QTest::addColumn<QByteArray>("filledAfter");
    const auto row = [](const char *name, OrderState before, const char *filledBefore, OrderState seen,
                        const char *filledSeen, OrderState after, const char *filledAfter) {
        QTest::newRow(name) << before << QByteArray(filledBefore) << seen << QByteArray(filledSeen) << after
                            << QByteArray(filledAfter);
    };
    using S = OrderState;
    row("fills", S::Submitted, "0", S::PartiallyFilled, "3", S::PartiallyFilled, "3");
    row("finishes", S::PartiallyFilled, "3", S::Filled, "10", S::Filled, "10");
    row("filled stays filled", S::Filled, "10", S::Submitted, "0", S::Filled, "10");
    row("cancelled stays cancelled", S::Canceled, "0", S::PartiallyFilled, "3", S::Canceled, "0");
    row("fills never shrink", S::PartiallyFilled, "5", S::PartiallyFilled, "3", S::PartiallyFilled, "5");
    row("late cancel without amounts", S::PartiallyFilled, "5", S::PartiallyCanceled, "0",
        S::PartiallyCanceled, "5");
    row("final corrected by final", S::Canceled, "0", S::PartiallyCanceled, "5", S::PartiallyCanceled, "5");
    row("final not by a lesser final", S::Filled, "10", S::PartiallyCanceled, "5", S::Filled, "10");
    row("cancelling is further than submitted", S::Canceling, "0", S::Submitted, "0", S::Canceling, "0");
    row("triggered", S::Created, "0", S::Submitted, "0", S::Submitted, "0");
    row("unknown gives way", S::Unknown, "0", S::Submitted, "0", S::Submitted, "0");
    row("unknown after final", S::Filled, "10", S::Unknown, "10", S::Filled, "10");
}

void HistoryTableTest::anOrderOnlyGoesForward()
{
    QFETCH(OrderState, before);
    QFETCH(QByteArray, filledBefore);
    QFETCH(OrderState, seen);
    QFETCH(QByteArray, filledSeen);
    QFETCH(OrderState, after);
    QFETCH(QByteArray, filledAfter);
    const QString id = QStringLiteral("1");
    waited(m_table->saveOrders(uid, {order(id, before, filledBefore.constData())}));
    waited(m_table->saveOrders(uid, {order(id, seen, filledSeen.constData())}));
    QCOMPARE(stored(id).state, after);
    QCOMPARE(stored(id).filledAmount.toString(), filledAfter);
    QCOMPARE(stored(id).filledCash, stored(id).filledAmount * Decimal(2));
}

void HistoryTableTest::knownThingsAreNotLost()
{
    waited(m_table->saveOrders(uid, {fullOrder()}));
    htx::Order poorer = fullOrder();
    poorer.clientOrderId.clear();
    poorer.source.clear();
    poorer.stopPrice.reset();
    poorer.finishedAt = 0;
    poorer.canceledAt = 0;
    QCOMPARE(waited(m_table->saveOrders(uid, {poorer})), 0);
    QVERIFY(stored(fullOrder().id.value) == fullOrder());
}

void HistoryTableTest::fillsAndTransfersAreUpdated()
{
    htx::Fill fill = fullFill();
    waited(m_table->saveFills(uid, {fill}));
    fill.deducted = dec("3");
    fill.tradeId.clear();
    QCOMPARE(waited(m_table->saveFills(uid, {fill})), 1);
    fill.tradeId = fullFill().tradeId;
    QVERIFY(waited(m_table->fills(waited(m_table->find(query(Record::Fill))))).first() == fill);

    const QString id = QStringLiteral("5");
    htx::Transfer newer = transfer(id);
    newer.state = QStringLiteral("confirmed");
    newer.updatedAt = 300;
    newer.txHash.clear();
    waited(m_table->saveTransfers(uid, {transfer(id)}));
    QCOMPARE(waited(m_table->saveTransfers(uid, {newer})), 1);
    QCOMPARE(waited(m_table->saveTransfers(uid, {transfer(id)})), 0); // an older state comes late
    newer.txHash = QStringLiteral("abc");
    QVERIFY(waited(m_table->transfers(waited(m_table->find(query(Record::Transfer))))).first() == newer);
    // A withdrawal may have the id of a deposit.
    QCOMPARE(waited(m_table->saveTransfers(uid, {transfer(id, htx::TransferDirection::Withdrawal)})), 1);
    QCOMPARE(waited(m_table->find(query(Record::Transfer))).size(), std::size_t(2));
}

void HistoryTableTest::usersAreApart()
{
    waited(m_table->saveOrders(Uid{1}, {fullOrder()}));
    QCOMPARE(waited(m_table->saveOrders(Uid{2}, {fullOrder()})), 1);
    QVERIFY(waited(m_table->find(query(Record::Order))).empty());
    QVERIFY(waited(m_table->symbols(uid)).isEmpty());
}

void HistoryTableTest::sortsStably_data()
{
    QTest::addColumn<int>("sort");
    for (const auto &[name, sort] : {std::pair("time", Sort::Time),
                                     {"symbol", Sort::Symbol},
                                     {"side", Sort::Side},
                                     {"price", Sort::Price},
                                     {"amount", Sort::Amount},
                                     {"value", Sort::Value},
                                     {"state", Sort::State}})
        QTest::newRow(name) << static_cast<int>(sort);
}

/// Many ties: descending must be ascending reversed, ties go by time, and the same question has the same
/// answer.
void HistoryTableTest::sortsStably()
{
    QFETCH(int, sort);
    std::mt19937 random(5);
    QList<htx::Order> orders;
    for (int i = 0; i < 400; ++i) {
        htx::Order each = order(QString::number(i), random() % 2 ? OrderState::Filled : OrderState::Canceled);
        each.symbol = Symbol{random() % 2 ? QStringLiteral("aaausdt") : QStringLiteral("bbbusdt")};
        each.side = random() % 2 ? htx::Side::Buy : htx::Side::Sell;
        each.price = Decimal(static_cast<int>(random() % 3 + 8)); // 8, 9, 10: by number, not by text
        each.amount = Decimal(static_cast<int>(random() % 3 + 99));
        each.createdAt = 1000 + static_cast<qint64>(random() % 20);
        orders.append(each);
    }
    waited(m_table->saveOrders(uid, orders));
    const RowIds up = waited(m_table->find(query(Record::Order, static_cast<Sort>(sort), false)));
    RowIds down = waited(m_table->find(query(Record::Order, static_cast<Sort>(sort), true)));
    QCOMPARE(up.size(), std::size_t(400));
    std::reverse(down.begin(), down.end());
    QVERIFY(up == down);

    const QList<htx::Order> sorted = waited(m_table->orders(up));
    QCOMPARE(sorted.size(), 400);
    for (qsizetype i = 1; i < sorted.size(); ++i) {
        const htx::Order &a = sorted[i - 1];
        const htx::Order &b = sorted[i];
        const auto ordered = [&](const auto &left, const auto &right) {
            return left < right || (left == right && a.createdAt <= b.createdAt);
        };
        switch (static_cast<Sort>(sort)) {
        case Sort::Time:
            QVERIFY(a.createdAt <= b.createdAt);
            break;
        case Sort::Symbol:
            QVERIFY(ordered(a.symbol, b.symbol));
            break;
        case Sort::Side:
            QVERIFY(ordered(static_cast<int>(a.side), static_cast<int>(b.side)));
            break;
        case Sort::Price:
            QVERIFY(ordered(a.price, b.price));
            break;
        case Sort::Amount:
            QVERIFY(ordered(a.amount, b.amount));
            break;
        case Sort::Value:
            QVERIFY(ordered(a.amount * a.price, b.amount * b.price));
            break;
        case Sort::State:
            QVERIFY(a.state == b.state ? a.createdAt <= b.createdAt : a.state == OrderState::Canceled);
            break;
        }
    }
    for (const Record record : {Record::Fill, Record::Transfer})
        QVERIFY(waited(m_table->find(query(record, static_cast<Sort>(sort))))
                    .empty()); // every sort is a valid one
}

void HistoryTableTest::filters()
{
    htx::Order a = order(QStringLiteral("a1"), OrderState::Submitted);
    htx::Order b = order(QStringLiteral("b2"), OrderState::Filled);
    htx::Order c = order(QStringLiteral("c3"), OrderState::Unknown);
    b.side = htx::Side::Sell;
    a.createdAt = 1;
    b.createdAt = 2;
    c.createdAt = 3;
    c.symbol = Symbol{QStringLiteral("ethusdt")};
    c.clientOrderId = QStringLiteral("Mine");
    waited(m_table->saveOrders(uid, {a, b, c}));

    Query wanted = query(Record::Order, Sort::Time, false);
    QCOMPARE(found(wanted).join(QLatin1Char(' ')), QStringLiteral("a1 b2 c3"));
    wanted.open = true;
    QCOMPARE(found(wanted), QStringList{QStringLiteral("a1")});
    wanted.open = false;
    QCOMPARE(found(wanted).join(QLatin1Char(' ')), QStringLiteral("b2 c3"));
    wanted.side = htx::Side::Sell;
    QCOMPARE(found(wanted), QStringList{QStringLiteral("b2")});
    wanted = query(Record::Order);
    wanted.symbol = Symbol{QStringLiteral("ethusdt")};
    QCOMPARE(found(wanted), QStringList{QStringLiteral("c3")});
    wanted.symbol = {};
    wanted.text = QStringLiteral("mIN");
    QCOMPARE(found(wanted), QStringList{QStringLiteral("c3")});
    wanted.text = QStringLiteral(" eth/USDT ");
    QCOMPARE(found(wanted), QStringList{QStringLiteral("c3")});
    wanted.text = QStringLiteral("b2");
    wanted.symbol = Symbol{QStringLiteral("ethusdt")};
    QVERIFY(found(wanted).isEmpty());
}

void HistoryTableTest::textMatchesLiterally()
{
    waited(m_table->saveTransfers(uid, {transfer(QStringLiteral("1"))}));
    Query wanted = query(Record::Transfer);
    for (const QString &text : {QStringLiteral("100%_\\"), QStringLiteral("ABC"), QStringLiteral("1")}) {
        wanted.text = text;
        QCOMPARE(waited(m_table->find(wanted)).size(), std::size_t(1));
    }
    for (const QString &text :
         {QStringLiteral("1%0"), QStringLiteral("T___"), QStringLiteral("' OR 1=1 --")}) {
        wanted.text = text;
        QVERIFY(waited(m_table->find(wanted)).empty());
    }
}

void HistoryTableTest::tellsOrdersOfTheApi()
{
    QList<htx::Order> orders;
    const auto add = [&orders](const QString &source, const QString &symbol, qint64 createdAt) {
        htx::Order one = order(QString::number(orders.size()), OrderState::Filled);
        one.source = source;
        one.symbol = Symbol{symbol};
        one.createdAt = createdAt;
        orders.append(one);
    };
    add(QStringLiteral("spot-api"), QStringLiteral("ethusdt"), 2000);
    add(QStringLiteral("api"), QStringLiteral("btcusdt"), 3000);
    add(QStringLiteral("spot-api"), QStringLiteral("btcusdt"), 1000); // too long ago
    add(QStringLiteral("spot-web"), QStringLiteral("solusdt"), 4000);
    add(QStringLiteral("rapid"), QStringLiteral("solusdt"), 4000);
    waited(m_table->saveOrders(uid, orders));
    const ApiOrders found = waited(m_table->apiOrders(uid, 1500));
    QCOMPARE(found.count, 2);
    QCOMPARE(found.lastAt, 3000);
    QCOMPARE(found.sources, (QStringList{QStringLiteral("api"), QStringLiteral("spot-api")}));
    QCOMPARE(found.markets, (QStringList{QStringLiteral("btcusdt"), QStringLiteral("ethusdt")}));
    QCOMPARE(waited(m_table->apiOrders(Uid{8}, 0)).count, 0);
}

void HistoryTableTest::listsMarkets()
{
    waited(m_table->saveOrders(uid, {fullOrder()}));
    waited(m_table->saveFills(uid, {fullFill()}));
    QCOMPARE(waited(m_table->symbols(uid)),
             (QList<Symbol>{Symbol{QStringLiteral("btcusdt")}, Symbol{QStringLiteral("ethusdt")}}));
}

void HistoryTableTest::sumsFills()
{
    htx::Fill buy = fullFill();
    buy.side = htx::Side::Buy;
    buy.price = dec("2.5");
    buy.amount = dec("0.000000000000000001");
    QCOMPARE(waited(m_table->saveFills(uid, {buy})), 1);
    htx::Fill sell = fullFill();
    sell.id = FillId{QStringLiteral("f2")};
    sell.createdAt = 400;
    htx::Fill other = fullFill();
    other.id = FillId{QStringLiteral("f3")};
    other.symbol = Symbol{QStringLiteral("btcusdt")};
    waited(m_table->saveFills(uid, {sell, other}));
    waited(m_table->saveFills(Uid{8}, {fullFill()}));

    const QList<FillSum> sums = waited(m_table->fillSums(uid, buy.symbol, 0, 1000, 10, 1));
    QCOMPARE(sums.size(), 2);
    QVERIFY(sums.at(0) == FillSum::of(sell)); // the oldest first
    QVERIFY(sums.at(1) == FillSum::of(buy));
    QCOMPARE(sums.at(1).price(), dec("2.5"));
    QCOMPARE(sums.at(1).value, dec("0.0000000000000000025"));
    QCOMPARE(sums.at(1).fees.value(Currency{QStringLiteral("usdt")}), dec("-0.1"));
    QCOMPARE(sums.at(1).fees.value(Currency{QStringLiteral("htx")}), dec("2"));
    // From this time on, until before that one.
    QCOMPARE(waited(m_table->fillSums(uid, buy.symbol, 400, 500, 10, 1)).size(), 1);
    QCOMPARE(waited(m_table->fillSums(uid, buy.symbol, 401, 500, 10, 1)).size(), 0);
    QCOMPARE(FillSum().price(), Decimal()); // nothing has no price
}

void HistoryTableTest::joinsManyFills()
{
    QList<htx::Fill> fills;
    for (int i = 0; i < 1000; ++i) {
        htx::Fill each = fullFill();
        each.id = FillId{QString::number(i)};
        each.side = i % 3 == 0 ? htx::Side::Sell : htx::Side::Buy;
        each.price = Decimal(i % 2 + 1);
        each.amount = dec("0.1");
        each.createdAt = i * 10;
        fills.append(each);
    }
    waited(m_table->saveFills(uid, fills));
    const Symbol symbol = fills.first().symbol;
    QCOMPARE(waited(m_table->fillSums(uid, symbol, 0, 10'000, 1000, 100)).size(), 1000); // just not too many

    const auto check = [&](int most, qint64 joinMs, const QList<FillSum> &sums) {
        QVERIFY(!sums.isEmpty() && sums.size() <= most);
        Decimal amount, value;
        int count = 0;
        for (const FillSum &sum : sums) {
            amount += sum.amount;
            value += sum.value;
            count += sum.count;
            QCOMPARE(sum.amount, dec("0.1") * Decimal(sum.count));
            QVERIFY(sum.first <= sum.last && sum.last - sum.first < std::max<qint64>(joinMs, 10'000));
        }
        QCOMPARE(count, 1000); // nothing is lost, nothing counted twice
        QCOMPARE(amount, Decimal(100));
        QCOMPARE(value, Decimal(150));
    };
    const QList<FillSum> byHundred = waited(m_table->fillSums(uid, symbol, 0, 10'000, 999, 100));
    QCOMPARE(byHundred.size(), 200); // a hundred spans, two sides
    check(999, 100, byHundred);
    QCOMPARE(byHundred.first().count + byHundred.at(1).count, 10);
    check(20, 100, waited(m_table->fillSums(uid, symbol, 0, 10'000, 20, 100)));
    check(4, 1, waited(m_table->fillSums(uid, symbol, 0, 10'000, 4, 1)));
    check(7, 0, waited(m_table->fillSums(uid, symbol, -5000, 99'000, 7, 0)));
}

void HistoryTableTest::fillSumsOfOddSpans()
{
    waited(m_table->saveFills(uid, {fullFill()}));
    const Symbol symbol = fullFill().symbol;
    QVERIFY(waited(m_table->fillSums(uid, symbol, 500, 500, 10, 1)).isEmpty());
    QVERIFY(waited(m_table->fillSums(uid, symbol, 900, 100, 10, 1)).isEmpty());
    QVERIFY(waited(m_table->fillSums(uid, Symbol{}, 0, 1000, 10, 1)).isEmpty());
    QCOMPARE(waited(m_table->fillSums(uid, symbol, std::numeric_limits<qint64>::min(),
                                      std::numeric_limits<qint64>::max(), 0, -7))
                 .size(),
             1);
}

void HistoryTableTest::keepsCursors()
{
    QCOMPARE(waited(m_table->cursor(uid, QStringLiteral("a"))), 0);
    waited(m_table->setCursor(uid, QStringLiteral("a"), 5));
    waited(m_table->setCursor(uid, QStringLiteral("a"), -6));
    waited(m_table->setCursor(uid, QStringLiteral("b"), 7));
    waited(m_table->setCursor(Uid{8}, QStringLiteral("a"), 9));
    QCOMPARE(waited(m_table->cursor(uid, QStringLiteral("a"))), -6);
    QCOMPARE(waited(m_table->cursors(uid)),
             (QHash<QString, qint64>{{QStringLiteral("a"), -6}, {QStringLiteral("b"), 7}}));
}

void HistoryTableTest::leavesOutMissingRows()
{
    waited(m_table->saveOrders(uid, {order(QStringLiteral("1"), OrderState::Filled),
                                     order(QStringLiteral("2"), OrderState::Filled)}));
    RowIds ids = waited(m_table->find(query(Record::Order, Sort::Time, false)));
    ids.insert(ids.begin() + 1, 123456);
    std::swap(ids.front(), ids.back());
    const QList<htx::Order> orders = waited(m_table->orders(ids));
    QCOMPARE(orders.size(), 2);
    QCOMPARE(orders.first().id.value, QStringLiteral("2"));
}

/// SQLite must not sort what an index holds in order: at a million rows that is the difference.
void HistoryTableTest::indexesAnswerEverySort()
{
    for (const Record record : {Record::Order, Record::Fill, Record::Transfer}) {
        for (const Sort sort :
             {Sort::Time, Sort::Symbol, Sort::Side, Sort::Price, Sort::Amount, Sort::Value, Sort::State}) {
            for (const std::optional<bool> open : {std::optional<bool>(), std::optional(false)}) {
                Query wanted = query(record, sort);
                wanted.open = open;
                const Select select = selectFor(wanted);
                const QString plan =
                    waited(m_database->run<QString>([select](QSqlDatabase &sql) -> Result<QString> {
                        Result<QSqlQuery> explained = store::execute(
                            sql, QStringLiteral("EXPLAIN QUERY PLAN ") + select.sql, select.values);
                        if (!explained)
                            return fail(explained.error());
                        QString text;
                        while (explained->next())
                            text += explained->value(3).toString() + QLatin1Char('\n');
                        return text;
                    }));
                QVERIFY2(plan.contains(QLatin1String("COVERING INDEX")), qPrintable(select.sql + plan));
                QVERIFY2(!plan.contains(QLatin1String("TEMP B-TREE")), qPrintable(select.sql + plan));
            }
        }
    }
}

void HistoryTableTest::hundredThousandRows()
{
    QList<htx::Order> orders;
    orders.reserve(100'000);
    for (int i = 0; i < 100'000; ++i) {
        htx::Order each = order(QString::number(i), OrderState::Filled, "10");
        each.createdAt = i;
        orders.append(each);
    }
    QCOMPARE(waited(m_table->saveOrders(uid, orders)), 100'000);
    const RowIds ids = waited(m_table->find(query(Record::Order)));
    QCOMPARE(ids.size(), std::size_t(100'000));
    const QList<htx::Order> page =
        waited(m_table->orders(RowIds(ids.begin() + 50'000, ids.begin() + 50'050)));
    QCOMPARE(page.size(), 50);
    QCOMPARE(page.first().id.value, QStringLiteral("49999"));
    QCOMPARE(page.last().id.value, QStringLiteral("49950"));
}

QTEST_GUILESS_MAIN(HistoryTableTest)
#include "tst_history_table.moc"
