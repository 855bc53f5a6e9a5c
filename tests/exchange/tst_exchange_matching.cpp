// SPDX-License-Identifier: GPL-3.0-or-later
#include "signeddesk.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

const QByteArray desk = "Trading desk", bot = "Grid bot";
constexpr qint64 startMs = SignedDesk::startMs;

Decimal decimal(const char *text)
{
    return *Decimal::parse(QByteArrayView(text));
}

} // namespace

/// How orders meet the book, one another, and the price as it moves; and what is told of it, in which order.
class ExchangeMatchingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void marketBuyWalksTheBook();
    void takenStaysTaken();
    void limitCrossesAndRests();
    void immediateKinds_data();
    void immediateKinds();
    void ownOrdersMeetByPriceThenTime();
    void selfMatchIsPrevented();
    void restingShowsInTheBook();
    void pathFillsResting();
    void leapOfHoursFillsToo();
    void stopTriggers_data();
    void stopTriggers();
    void cancelAllAfterATime();
    void leapCancelsInTime();
    void leapKeepsTheOrderOfTime();
    void tellsInOrder();

private:
    Matcher &matcher() { return m_desk->world().trading().matcher(); }
    const OrderRecord &order(int place) { return m_desk->ledger().orders()[size_t(place)]; }
    int currency(const char *code) { return m_desk->world().currencies().indexOf(code); }
    OrderRecord draft(const QByteArray &label, bool isBuy, const char *kind, const char *amount,
                      const Decimal &price = {});
    int place(const OrderRecord &order, qint64 at = startMs);
    Decimal best(bool ask)
    {
        const BookTop top = matcher().top(m_market, startMs);
        return matcher().priceOf(m_market, ask ? top.ask.price : top.bid.price);
    }
    /// A moment within the next hours when the price is first at most, or at least, that fraction of now's;
    /// 0: never.
    qint64 momentOf(double fraction);

    std::unique_ptr<SignedDesk> m_desk;
    int m_market = 0;
};

void ExchangeMatchingTest::init()
{
    m_desk = std::make_unique<SignedDesk>();
    for (const QByteArray &label : {desk, bot}) {
        m_desk->give(label, "usdt", "5000000");
        m_desk->give(label, "btc", "50");
    }
    m_market = m_desk->world().markets().indexOf("btcusdt");
}

OrderRecord ExchangeMatchingTest::draft(const QByteArray &label, bool isBuy, const char *kind,
                                        const char *amount, const Decimal &price)
{
    OrderRecord order;
    order.account = m_desk->account(label);
    order.market = m_market;
    order.isBuy = isBuy;
    order.kind = kind;
    order.amount = decimal(amount);
    order.price = price;
    order.source = "spot-api";
    return order;
}

int ExchangeMatchingTest::place(const OrderRecord &order, qint64 at)
{
    return matcher().place(order, at).order;
}

qint64 ExchangeMatchingTest::momentOf(double fraction)
{
    const PriceFeed &feed = m_desk->world().feed();
    const double wanted = double(feed.price(m_market, startMs)) * fraction;
    for (qint64 second = startMs / 1000 + 1; second < startMs / 1000 + 10 * 86'400; ++second) {
        const double price = double(feed.price(m_market, second * 1000));
        if (fraction < 1 ? price <= wanted : price >= wanted)
            return second * 1000;
    }
    return 0;
}

void ExchangeMatchingTest::marketBuyWalksTheBook()
{
    const Book book = matcher().book(m_market, startMs);
    const int amountDecimals = m_desk->world().markets().at(m_market).amountDecimals;
    Decimal value;
    for (size_t level = 0; level < 3; ++level)
        value += matcher().priceOf(m_market, book.asks[level].price) *
                 Decimal::scaled(book.asks[level].size, -amountDecimals);
    const int bought =
        place(draft(desk, true, "market", (value + Decimal(7)).truncated(8).toString().constData()));
    QCOMPARE(order(bought).status, OrderStatus::Filled);
    QCOMPARE(order(bought).fills.size(), size_t(4));
    Decimal amount, cash;
    for (size_t part = 0; part < 4; ++part) {
        const FillRecord &fill = m_desk->ledger().fills()[size_t(order(bought).fills[part])];
        QCOMPARE(fill.price, matcher().priceOf(m_market, book.asks[part].price));
        QVERIFY(!fill.isMaker);
        QCOMPARE(fill.fee, (fill.amount * decimal("0.002")).truncated(18));
        amount += fill.amount;
        cash += fill.amount * fill.price;
    }
    QCOMPARE(order(bought).filledAmount, amount);
    QCOMPARE(order(bought).filledCash, cash);
    QVERIFY(cash <= order(bought).amount && order(bought).amount - cash < decimal("0.00000001"));
}

void ExchangeMatchingTest::takenStaysTaken()
{
    const BookLevel before = matcher().top(m_market, startMs).ask;
    const Decimal size = Decimal::scaled(before.size, -6);
    const Decimal price = matcher().priceOf(m_market, before.price);
    place(draft(desk, true, "ioc", size.toString().constData(), price));
    const BookLevel after = matcher().top(m_market, startMs).ask;
    QVERIFY(after.price > before.price);
    // Until the level is another.
    const qint64 later = (startMs / lotMs + 1) * lotMs;
    QCOMPARE(
        matcher().book(m_market, later).asks.front().price,
        topOf(m_desk->world().feed(), m_desk->world().markets().at(m_market), m_market, later).ask.price);
}

void ExchangeMatchingTest::limitCrossesAndRests()
{
    const BookLevel ask = matcher().top(m_market, startMs).ask;
    const Decimal price = matcher().priceOf(m_market, ask.price);
    const Decimal size = Decimal::scaled(ask.size, -6);
    const int place_ = place(draft(desk, true, "limit", (size + Decimal(1)).toString().constData(), price));
    QCOMPARE(order(place_).status, OrderStatus::PartialFilled);
    QCOMPARE(order(place_).filledAmount, size);
    QCOMPARE(Ledger::reserved(order(place_)), price);
    matcher().cancel(place_, startMs);
    QCOMPARE(order(place_).status, OrderStatus::PartialCanceled);
    QCOMPARE(Ledger::reserved(order(place_)), Decimal());
}

void ExchangeMatchingTest::immediateKinds_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<bool>("fitsOneLevel");
    QTest::addColumn<OrderStatus>("status");
    QTest::newRow("ioc, all of it") << QByteArray("ioc") << true << OrderStatus::Filled;
    QTest::newRow("ioc, a part") << QByteArray("ioc") << false << OrderStatus::PartialCanceled;
    QTest::newRow("fok, all of it") << QByteArray("limit-fok") << true << OrderStatus::Filled;
    QTest::newRow("fok, nothing") << QByteArray("limit-fok") << false << OrderStatus::Canceled;
}

void ExchangeMatchingTest::immediateKinds()
{
    QFETCH(QByteArray, kind);
    QFETCH(bool, fitsOneLevel);
    const BookLevel bid = matcher().top(m_market, startMs).bid;
    const Decimal size = Decimal::scaled(bid.size, -6) + (fitsOneLevel ? Decimal() : Decimal(1));
    const int sold = place(draft(desk, false, kind.constData(), size.toString().constData(),
                                 matcher().priceOf(m_market, bid.price)));
    QTEST(order(sold).status, "status");
    QVERIFY(!order(sold).isOpen());
}

void ExchangeMatchingTest::ownOrdersMeetByPriceThenTime()
{
    const Decimal worse = best(false) - Decimal(1), better = best(false);
    const int first = place(draft(bot, true, "limit", "0.1", worse));
    const int second = place(draft(bot, true, "limit", "0.1", better));
    const int third = place(draft(bot, true, "limit", "0.1", better));
    // The resting orders stand before the made-up level of the same price.
    place(draft(desk, false, "ioc", "0.15", better));
    QCOMPARE(order(second).status, OrderStatus::Filled);
    QCOMPARE(order(third).status, OrderStatus::PartialFilled);
    QCOMPARE(order(third).filledAmount, decimal("0.05"));
    QCOMPARE(order(first).status, OrderStatus::Submitted);
    const auto &fills = m_desk->ledger().fills();
    const FillRecord &taker = fills.back(), &maker = fills[fills.size() - 2];
    QVERIFY(maker.isMaker && !taker.isMaker);
    QCOMPARE(maker.tradeId, taker.tradeId);
    QCOMPARE(maker.amount, taker.amount);
}

void ExchangeMatchingTest::selfMatchIsPrevented()
{
    const Decimal price = best(false);
    const int resting = place(draft(desk, true, "limit", "0.1", price));
    OrderRecord selling = draft(desk, false, "limit", "0.1", price);
    selling.preventsSelfMatch = true;
    const int refused = place(selling);
    QCOMPARE(order(refused).status, OrderStatus::Canceled);
    QCOMPARE(order(resting).status, OrderStatus::Submitted);
    selling.preventsSelfMatch = false;
    QCOMPARE(order(place(selling)).status, OrderStatus::Filled);
}

void ExchangeMatchingTest::restingShowsInTheBook()
{
    const BookTop before = matcher().top(m_market, startMs);
    QVERIFY(before.ask.price > before.bid.price);
    const Decimal price = best(false);
    place(draft(desk, true, "limit", "0.5", price));
    const BookLevel bid = m_desk->world().top(m_market, startMs).bid;
    QCOMPARE(bid.price, before.bid.price);
    QCOMPARE(bid.size, before.bid.size + 500'000);
    // Once the made-up asks lie below a resting purchase, they are not shown: the book is never crossed.
    const qint64 later = momentOf(0.999);
    QVERIFY(later > 0);
    const Book book = matcher().book(m_market, later);
    QVERIFY(book.bids.front().price < book.asks.front().price);
    QCOMPARE(book.bids.front().price, bid.price);
}

/// A resting order fills in parts, as a maker at its own price, no faster than is traded.
void ExchangeMatchingTest::pathFillsResting()
{
    const qint64 when = momentOf(0.995);
    QVERIFY(when > 0);
    const Decimal price = matcher().priceOf(m_market, matcher().lastPrice(m_market, when));
    const int resting = place(draft(desk, true, "limit", "40", price));
    for (qint64 at = startMs; at < when; at += 1000)
        m_desk->world().trading().advance(std::min(at, when - 1000));
    QCOMPARE(order(resting).status, OrderStatus::Submitted);
    m_desk->world().trading().advance(when);
    QCOMPARE(order(resting).status, OrderStatus::PartialFilled);
    const Bar bar = m_desk->world().feed().minute(m_market, when / 60'000);
    const FillRecord &fill = m_desk->ledger().fills().back();
    QVERIFY(fill.isMaker);
    QCOMPARE(fill.price, price);
    QCOMPARE(fill.createdAt, when);
    QCOMPARE(fill.amount, Decimal::scaled(PriceFeed::amountInSecond(bar, int(when / 1000 % 60)), -6));
}

void ExchangeMatchingTest::leapOfHoursFillsToo()
{
    const qint64 when = momentOf(0.995);
    QVERIFY(when > 0);
    const Decimal price = matcher().priceOf(m_market, matcher().lastPrice(m_market, when));
    const int resting = place(draft(desk, true, "limit", "0.01", price));
    m_desk->world().trading().advance(when + 7'200'000);
    QCOMPARE(order(resting).status, OrderStatus::Filled);
    const FillRecord &fill = m_desk->ledger().fills()[size_t(order(resting).fills.back())];
    QVERIFY(fill.createdAt > startMs && fill.createdAt <= when + 60'000);
    QCOMPARE(fill.price, price);
}

void ExchangeMatchingTest::stopTriggers_data()
{
    QTest::addColumn<double>("fraction");
    QTest::addColumn<bool>("isBuy");
    QTest::addColumn<bool>("canPay");
    QTest::addColumn<OrderStatus>("status");
    QTest::newRow("buys when it rises") << 1.003 << true << true << OrderStatus::Filled;
    QTest::newRow("buys when it falls") << 0.997 << true << true << OrderStatus::Filled;
    QTest::newRow("sells when it falls") << 0.997 << false << true << OrderStatus::Filled;
    QTest::newRow("sells what is not there") << 0.997 << false << false << OrderStatus::Canceled;
}

void ExchangeMatchingTest::stopTriggers()
{
    QFETCH(double, fraction);
    QFETCH(bool, isBuy);
    QFETCH(bool, canPay);
    const qint64 when = momentOf(fraction);
    QVERIFY(when > 0);
    const Decimal stop = matcher().priceOf(m_market, matcher().lastPrice(m_market, when));
    OrderRecord draft_ = draft(desk, isBuy, "stop-limit", canPay ? "0.00012" : "5000",
                               (stop * decimal(isBuy ? "1.05" : "0.95")).truncated(2));
    draft_.stopPrice = stop;
    draft_.stopOperator = fraction > 1 ? StopOperator::AtLeast : StopOperator::AtMost;
    const int waiting = place(draft_);
    QCOMPARE(order(waiting).status, OrderStatus::Created);
    m_desk->world().trading().advance(when);
    QTEST(order(waiting).status, "status");
}

void ExchangeMatchingTest::cancelAllAfterATime()
{
    const int resting = place(draft(desk, true, "limit", "0.1", decimal("40000")));
    const int foreign = place(draft(bot, true, "limit", "0.1", decimal("40000")));
    m_desk->world().trading().cancelAllAt(0, startMs + 9000);
    m_desk->world().trading().advance(startMs + 5000);
    QVERIFY(order(resting).isOpen());
    m_desk->world().trading().advance(startMs + 11'000);
    QCOMPARE(order(resting).status, OrderStatus::Canceled);
    QVERIFY(order(foreign).isOpen());
}

/// Even when many minutes pass at once.
void ExchangeMatchingTest::leapCancelsInTime()
{
    const int resting = place(draft(desk, true, "limit", "0.1", decimal("40000")));
    const qint64 due = startMs + 1'805'000;
    m_desk->world().trading().cancelAllAt(0, due);
    m_desk->world().trading().advance(startMs + 7'200'000);
    QVERIFY(order(resting).canceledAt >= due && order(resting).canceledAt < due + 1000);
}

/// A deposit that arrives in the same leap leaves the fills their moments in the account history.
void ExchangeMatchingTest::leapKeepsTheOrderOfTime()
{
    const qint64 when = momentOf(0.995);
    QVERIFY(when > 0);
    const Decimal price = matcher().priceOf(m_market, matcher().lastPrice(m_market, when));
    const int resting = place(draft(desk, true, "limit", "0.01", price));
    World &world = m_desk->world();
    world.wallet().receive(0, currency("usdt"), world.currencies().at(currency("usdt")).chains.front(),
                           Decimal(20), startMs);
    m_desk->moveOn(when + 7'200'000 - startMs);
    world.advance();
    const FillRecord &fill = m_desk->ledger().fills()[size_t(order(resting).fills.front())];
    const auto &entries = m_desk->ledger().entries();
    QVERIFY(std::any_of(entries.begin(), entries.end(), [&](const Entry &entry) {
        return entry.kind == EntryKind::Trade && entry.amount == fill.amount && entry.at == fill.createdAt;
    }));
    QVERIFY(entries.back().at > fill.createdAt);
}

/// First what happened to the order, then what it did to the balances (htx-api.md 7.3).
void ExchangeMatchingTest::tellsInOrder()
{
    QByteArrayList told;
    Events &events = m_desk->world().events();
    events.onBalance.push_back([&told](const BalanceEvent &event) { told += event.cause; });
    events.onOrder.push_back([&told](const OrderEvent &event) {
        told += event.kind == OrderEvent::Kind::Creation ? "creation"
                : event.kind == OrderEvent::Kind::Trade  ? "trade"
                                                         : "cancellation";
    });
    matcher().cancel(place(draft(desk, true, "limit", "0.1", decimal("40000"))), startMs);
    QCOMPARE(told, QByteArrayList({"creation", "order.place", "cancellation", "order.cancel"}));
    told.clear();
    // Better than its limit: the difference comes back.
    place(draft(desk, true, "limit", "0.0001", best(true) + Decimal(100)));
    QCOMPARE(told, QByteArrayList(
                       {"creation", "order.place", "trade", "order.match", "order.match", "order.refund"}));
    told.clear();
    m_desk->ledger().move(m_desk->account(desk), m_desk->account(desk, "margin"), currency("usdt"),
                          Decimal(5), startMs);
    m_desk->ledger().move(m_desk->account(desk), m_desk->account(bot), currency("usdt"), Decimal(5), startMs);
    QCOMPARE(told, QByteArrayList({"margin.transfer", "margin.transfer", "transfer", "transfer"}));
    QCOMPARE(m_desk->ledger().moves().back().type, QByteArray("master-transfer-out"));
}

QTEST_GUILESS_MAIN(ExchangeMatchingTest)
#include "tst_exchange_matching.moc"
