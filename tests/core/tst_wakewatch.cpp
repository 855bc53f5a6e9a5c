// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wakewatch.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;

class TestWakeWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jumps_data();
    void jumps();
    void saysSoOnce();
};

void TestWakeWatch::jumps_data()
{
    QTest::addColumn<qint64>("localMs");  ///< how far the wall time goes between two looks
    QTest::addColumn<qint64>("steadyMs"); ///< and the steady one
    QTest::addColumn<bool>("expected");
    QTest::newRow("a second") << qint64{1'000} << qint64{1'000} << false;
    QTest::newRow("a slow second") << qint64{6'000} << qint64{6'000} << false;
    QTest::newRow("drift") << qint64{1'400} << qint64{1'000} << false;
    QTest::newRow("sleep, steady stood still") << qint64{28'800'000} << qint64{1'000} << true;
    QTest::newRow("sleep, steady went on") << qint64{28'800'000} << qint64{28'800'000} << true;
    QTest::newRow("clock set forward") << qint64{601'000} << qint64{1'000} << true;
    QTest::newRow("clock set back") << qint64{-599'000} << qint64{1'000} << true;
    QTest::newRow("past 2038") << qint64{1'000'000'000'000} << qint64{1'000} << true;
}

void TestWakeWatch::jumps()
{
    QFETCH(const qint64, localMs);
    QFETCH(const qint64, steadyMs);
    QFETCH(const bool, expected);
    test::FakeClock clock;
    WakeWatch watch(clock);
    const QSignalSpy resumed(&watch, &WakeWatch::resumed);
    clock.setLocalMs(clock.localMs() + localMs);
    clock.setSteady(clock.steady() + std::chrono::milliseconds(steadyMs));
    watch.look();
    QCOMPARE(resumed.size(), expected ? 1 : 0);
}

void TestWakeWatch::saysSoOnce()
{
    test::FakeClock clock;
    WakeWatch watch(clock);
    QSignalSpy resumed(&watch, &WakeWatch::resumed);
    clock.advance(8h);
    QTRY_COMPARE(resumed.size(), 1); // by its own timer
    clock.advance(1s);
    watch.look();
    QCOMPARE(resumed.size(), 1);
}

QTEST_GUILESS_MAIN(TestWakeWatch)
#include "tst_wakewatch.moc"
