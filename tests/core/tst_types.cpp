// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"
#include "core/future.h"
#include "core/ids.h"
#include "core/result.h"
#include "support/patience.h"

#include <QHash>
#include <QMap>
#include <QSignalSpy>
#include <QTest>

#include <type_traits>

using namespace coffer;

/// Ids, results, futures and the clock: the small types that everything else is made with.
class TestTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsCompareAndHash();
    void idsDoNotMix();
    void failuresCarryTheirReason();
    void readyFuturesRunTheirContinuation();
    void continuationsDieWithTheirContext();
    void clocksAddTheOffset();
};

void TestTypes::idsCompareAndHash()
{
    const Currency btc{QStringLiteral("btc")};
    const Currency eth{QStringLiteral("eth")};
    QVERIFY(btc == Currency{QStringLiteral("btc")});
    QVERIFY(btc != eth);
    QVERIFY(btc < eth && eth > btc);
    QVERIFY(AccountId{2} < AccountId{10});
    QCOMPARE(qHash(btc), qHash(Currency{QStringLiteral("btc")}));

    QHash<Currency, int> counts{{btc, 1}, {eth, 2}};
    QCOMPARE(counts.value(Currency{QStringLiteral("eth")}), 2);
    const QMap<AccountId, int> sorted{{AccountId{3}, 3}, {AccountId{1}, 1}};
    QCOMPARE(sorted.firstKey(), AccountId{1});
}

void TestTypes::idsDoNotMix()
{
    QVERIFY((!std::is_convertible_v<OrderId, FillId>));
    QVERIFY((!std::is_convertible_v<Uid, AccountId>));
    QVERIFY((!std::is_convertible_v<QString, OrderId>));
}

void TestTypes::failuresCarryTheirReason()
{
    const Result<int> result = fail(ErrorKind::Timeout, QStringLiteral("10 s"), QStringLiteral("t-1"));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Timeout);
    QCOMPARE(result.error().detail, QStringLiteral("10 s"));
    QCOMPARE(result.error().code, QStringLiteral("t-1"));
    QVERIFY(!result.error().retryAfter);
    const Result<int> again = fail(result.error());
    QVERIFY(again.error() == result.error());
}

void TestTypes::readyFuturesRunTheirContinuation()
{
    QObject context;
    int seen = 0;
    readyFuture<int>(7).then(&context, [&seen](const Result<int> &result) { seen = result.value_or(-1); });
    QTRY_COMPARE(seen, 7);
    readyFuture<int>(fail(ErrorKind::Offline)).then(&context, [&seen](const Result<int> &result) {
        seen = result.value_or(-1);
    });
    QTRY_COMPARE(seen, -1);
}

void TestTypes::continuationsDieWithTheirContext()
{
    bool ran = false;
    bool other = false;
    QPromise<Result<int>> promise;
    promise.start();
    {
        QObject context;
        promise.future().then(&context, [&ran](const Result<int> &) { ran = true; });
    }
    promise.addResult(1);
    promise.finish();
    QObject context;
    readyFuture<int>(1).then(&context, [&other](const Result<int> &) { other = true; });
    QTRY_VERIFY(other);
    QVERIFY(!ran);
}

void TestTypes::clocksAddTheOffset()
{
    class Fixed final : public Clock
    {
    public:
        qint64 localMs() const override { return 1'000'000; }
        Steady steady() const override { return {}; }
    } clock;
    QCOMPARE(clock.nowMs(), 1'000'000);
    QVERIFY(!clock.isSynchronised());
    clock.setOffsetMs(-500);
    QVERIFY(clock.isSynchronised());
    QCOMPARE(clock.nowMs(), 999'500);
    QCOMPARE(clock.now(), QDateTime::fromMSecsSinceEpoch(999'500, Qt::UTC));

    const SystemClock system;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(system.localMs() >= before);
    const Clock::Steady earlier = system.steady();
    QVERIFY(earlier <= system.steady());
}

QTEST_GUILESS_MAIN(TestTypes)
#include "tst_types.moc"
