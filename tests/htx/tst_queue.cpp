// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/fairqueue.h"
#include "htx/outages.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace std::chrono_literals;

namespace {

using Queue = FairQueue<QByteArray, QByteArray>;

std::chrono::milliseconds now(const QByteArray &)
{
    return 0ms;
}

/// All that may leave, in the order it does.
QByteArrayList takeAll(Queue &queue)
{
    QByteArrayList taken;
    while (const auto item = queue.take(Priority::Background, now))
        taken << *item;
    return taken;
}

} // namespace

/// Who leaves next, and who is not asked for a while.
class TestQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urgentFirst();
    void flowsTakeTurns();
    void aWaitingFlowHoldsUpNoOther();
    void backgroundNeverStarves();
    void lessUrgentIsLeft();
    void anotherTryGoesFirst();
    void removal();
    void outageRestsLonger();
    void outageOneTries();
    void outageCountsOnce();
    void outageEnds();
};

void TestQueue::urgentFirst()
{
    Queue queue;
    queue.push(Priority::Background, "history", "background");
    queue.push(Priority::Visible, "balances", "visible");
    queue.push(Priority::Order, "place", "order");
    QCOMPARE(takeAll(queue), (QByteArrayList{"order", "visible", "background"}));
}

void TestQueue::flowsTakeTurns()
{
    Queue queue;
    for (int page = 1; page <= 4; ++page)
        queue.push(Priority::Visible, "greedy", "greedy " + QByteArray::number(page));
    queue.push(Priority::Visible, "modest", "modest 1");
    queue.push(Priority::Visible, "modest", "modest 2");
    QCOMPARE(takeAll(queue),
             (QByteArrayList{"greedy 1", "modest 1", "greedy 2", "modest 2", "greedy 3", "greedy 4"}));
}

void TestQueue::aWaitingFlowHoldsUpNoOther()
{
    Queue queue;
    queue.push(Priority::Visible, "paused", "paused 1");
    queue.push(Priority::Visible, "paused", "paused 2");
    queue.push(Priority::Visible, "free", "free");
    int asked = 0;
    const auto ask = [&asked](const QByteArray &item) {
        ++asked;
        return item.startsWith("paused") ? 300'000ms : 0ms;
    };
    QCOMPARE(queue.take(Priority::Background, ask), QByteArray("free"));
    QCOMPARE(asked, 2); // only the first of each
    QVERIFY(!queue.take(Priority::Background, ask));
    QCOMPARE(queue.wait(), 300'000ms);
    QCOMPARE(takeAll(queue), (QByteArrayList{"paused 1", "paused 2"}));
    QVERIFY(!queue.wait());
}

void TestQueue::backgroundNeverStarves()
{
    Queue queue;
    for (int walk = 0; walk < 3; ++walk)
        queue.push(Priority::Background, "history", "background");
    int sinceLast = 0;
    int background = 0;
    for (int turn = 0; turn < 30; ++turn) {
        queue.push(Priority::Visible, "tickers", "visible");
        queue.push(Priority::Visible, "balances", "visible");
        const auto item = queue.take(Priority::Background, now);
        QVERIFY(item);
        sinceLast = *item == "background" ? 0 : sinceLast + 1;
        background += sinceLast == 0 ? 1 : 0;
        QVERIFY(sinceLast <= 7 || background == 3);
    }
    QCOMPARE(background, 3);
}

void TestQueue::lessUrgentIsLeft()
{
    Queue queue;
    queue.push(Priority::Background, "history", "background");
    queue.push(Priority::Visible, "balances", "visible");
    QVERIFY(!queue.take(Priority::Order, now));
    QCOMPARE(queue.take(Priority::Visible, now), QByteArray("visible"));
    QVERIFY(!queue.take(Priority::Visible, now));
}

void TestQueue::anotherTryGoesFirst()
{
    Queue queue;
    queue.push(Priority::Visible, "orders", "second");
    queue.pushFirst(Priority::Visible, "orders", "first, again");
    QCOMPARE(takeAll(queue), (QByteArrayList{"first, again", "second"}));
}

void TestQueue::removal()
{
    Queue queue;
    queue.push(Priority::Visible, "a", "keep");
    queue.push(Priority::Visible, "a", "drop");
    queue.push(Priority::Background, "b", "drop");
    const auto removed = queue.removeIf([](const QByteArray &item) { return item == "drop"; });
    QCOMPARE(removed.size(), std::size_t{2});
    QCOMPARE(takeAll(queue), (QByteArrayList{"keep"}));
}

namespace {

const LimitGroup group{{}, "/market/tickers"};
const Error trouble{ErrorKind::Maintenance, {}, QStringLiteral("HTTP 503"), {}};

} // namespace

/// Row 66: never more than one try a minute in the long run.
void TestQueue::outageRestsLonger()
{
    test::FakeClock clock;
    Outages outages(clock);
    QVERIFY(!outages.standing(group));
    const QList<int> rests{1, 2, 4, 8, 16, 32, 60, 60, 60};
    for (const int seconds : rests) {
        outages.began(group);
        outages.failed(group, trouble);
        const auto standing = outages.standing(group);
        QVERIFY(standing);
        QCOMPARE(standing->kind, ErrorKind::Maintenance);
        QCOMPARE(standing->retryAfter, std::chrono::milliseconds(seconds * 1000));
        clock.advance(std::chrono::seconds(seconds));
        QVERIFY(!outages.standing(group));
    }
    QVERIFY(!outages.standing({{}, "/market/depth"}));
}

void TestQueue::outageOneTries()
{
    test::FakeClock clock;
    Outages outages(clock);
    outages.began(group);
    QVERIFY(!outages.isProbing(group)); // nothing is wrong yet
    outages.failed(group, trouble);
    clock.advance(1s);
    QVERIFY(!outages.isProbing(group));
    outages.began(group);
    QVERIFY(outages.isProbing(group));
    outages.withdrawn(group);
    QVERIFY(!outages.isProbing(group));
    QVERIFY(outages.hasFailed(group));
}

void TestQueue::outageCountsOnce()
{
    test::FakeClock clock;
    Outages outages(clock);
    for (int flying = 0; flying < 3; ++flying)
        outages.failed(group, trouble);
    QCOMPARE(outages.standing(group)->retryAfter, 1'000ms);
}

void TestQueue::outageEnds()
{
    test::FakeClock clock;
    Outages outages(clock);
    outages.failed(group, trouble);
    outages.succeeded(group);
    QVERIFY(!outages.standing(group) && !outages.hasFailed(group));
    outages.failed(group, trouble);
    outages.forget();
    QVERIFY(!outages.standing(group));
}

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
