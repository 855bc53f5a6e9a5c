// SPDX-License-Identifier: GPL-3.0-or-later
#include "candlescript.h"
#include "market/alerts/streamlevel.h"
#include "market/candles/candleservice.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::market;

namespace {

/// A market of minutes, 5,000 of them, and the mean of two closes.
struct Minutes
{
    Minutes()
    {
        market.now = clock.nowMs() / 1000;
        market.opening = market.now - 5'000 * market.step;
        clock.advance(30s); // in the middle of the newest candle
        gateway.answer(klinePath, [this](const htx::Request &request) { return market.rest(request); });
        spec.parameters = {2};
    }
    double meanAt(qint64 time) const
    {
        return (ScriptedMarket::candle(time).close + ScriptedMarket::candle(time - 60).close) / 2;
    }

    FakeClock clock;
    ScriptedMarket market;
    ScriptedGateway gateway;
    CandleService candles{gateway, clock};
    IndicatorSpec spec = IndicatorSpec::of(IndicatorKind::Sma);
};

} // namespace

class TestAlertStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finishedAndForming();
    void theNextMinute();
    void nothingWithoutTheExchange();
    void lettingGo();
};

void TestAlertStream::finishedAndForming()
{
    Minutes rig;
    const auto reading = levelsOver(rig.candles, rig.clock)(btc, htx::Period::Min1, rig.spec, 0);
    QVERIFY(!reading->closed() && !reading->newest());
    QTRY_VERIFY(reading->closed());
    QCOMPARE(reading->newest()->time, rig.market.now);
    QCOMPARE(reading->newest()->value, rig.meanAt(rig.market.now));
    QCOMPARE(reading->closed()->time, rig.market.now - 60);
    QCOMPARE(reading->closed()->value, rig.meanAt(rig.market.now - 60));
}

void TestAlertStream::theNextMinute()
{
    Minutes rig;
    const auto reading = levelsOver(rig.candles, rig.clock)(btc, htx::Period::Min1, rig.spec, 0);
    QTRY_VERIFY(reading->closed());
    QSignalSpy changed(reading.get(), &LevelReading::changed);
    rig.clock.advance(1min); // the computer slept: that the clock is past the end of the candle is not enough
    QCOMPARE(reading->closed()->time, rig.market.now - 60);
    rig.market.now += 60;
    rig.candles.open(btc, htx::Period::Min1)->refresh();
    QTRY_VERIFY(changed.count() > 0);
    QTRY_COMPARE(reading->closed()->time, rig.market.now - 60);
    QCOMPARE(reading->closed()->value, rig.meanAt(rig.market.now - 60));
}

void TestAlertStream::nothingWithoutTheExchange()
{
    Minutes rig;
    rig.gateway.refuse(klinePath, offline());
    const auto reading = levelsOver(rig.candles, rig.clock)(btc, htx::Period::Min1, rig.spec, 0);
    QSignalSpy changed(reading.get(), &LevelReading::changed);
    QTRY_VERIFY(changed.count() > 0);
    QVERIFY(!reading->closed() && !reading->newest());
}

void TestAlertStream::lettingGo()
{
    Minutes rig;
    auto reading = levelsOver(rig.candles, rig.clock)(btc, htx::Period::Min1, rig.spec, 0);
    QTRY_VERIFY(reading->newest());
    reading.reset();
    const qsizetype asked = rig.gateway.requests.size();
    rig.candles.open(btc, htx::Period::Min1)->refresh(); // and nobody hears of it
    QTRY_VERIFY(rig.gateway.requests.size() > asked);
    ScriptedGateway::settle();
}

QTEST_GUILESS_MAIN(TestAlertStream)
#include "tst_alerts_stream.moc"
