// SPDX-License-Identifier: GPL-3.0-or-later
#include "candlescript.h"
#include "market/candles/candleservice.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::test;
using namespace std::chrono_literals;
using htx::Period;

namespace {

/// Minutes first to last, newest first as the exchange sends them.
QByteArray candles(int first, int last, double price = 10)
{
    QList<htx::Candle> rows;
    for (int i = last; i >= first; --i)
        rows.append(candleAt(i * 60, price));
    return okay(candlesJson(rows));
}

} // namespace

/// Who holds what, what stays in memory, and how the newest page is asked for.
class CandleServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>(6 * 60'000); // shortly after the candles
        m_gateway = std::make_unique<ScriptedGateway>();
        m_service = std::make_unique<CandleService>(*m_gateway, *m_clock);
    }
    void cleanup()
    {
        m_service.reset();
        m_gateway.reset();
    }

    void opensAMarket();
    void oneStreamForAllWhoHoldIt();
    void memoryComesFirst();
    void lateReplyFillsTheMemory();
    void failureKeepsWhatIsThere();
    void cancelledRequestIsNoFailure();
    void closesAHole();
    void anEmptyMarketIsReady();
    void neverAsksTwiceAtOnce();
    void forgetsWhatRestsLongest();
    void prefetchesInTheBackground();
    void prefetchIsBounded();
    void mayDieWhileAsking();

private:
    std::shared_ptr<CandleStream> openNow(const Symbol &symbol)
    {
        auto stream = m_service->open(symbol, Period::Min1);
        [&] { QTRY_COMPARE(stream->state(), LoadState::Ready); }();
        return stream;
    }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<CandleService> m_service;
};

void CandleServiceTest::opensAMarket()
{
    m_gateway->answer(klinePath, candles(1, 5));
    const auto stream = m_service->open(btc, Period::Min1);
    QSignalSpy changed(stream.get(), &CandleStream::seriesChanged);
    QSignalSpy states(stream.get(), &CandleStream::stateChanged);
    QCOMPARE(stream->symbol(), btc);
    QCOMPARE(stream->period(), Period::Min1);
    QCOMPARE(stream->series().period(), Period::Min1);
    QCOMPARE(stream->state(), LoadState::Loading);
    QCOMPARE(stream->updatedAt(), 0);
    QTRY_COMPARE(stream->state(), LoadState::Ready);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(states.size(), 1);
    QCOMPARE(stream->series().size(), 5);
    QCOMPARE(stream->series().times().front(), 60);
    QCOMPARE(stream->updatedAt(), m_clock->nowMs());
    QCOMPARE(ScriptedGateway::parameter(m_gateway->requests.first(), "size"), QByteArray("2000"));

    stream->refresh();
    QTRY_COMPARE(m_gateway->requests.size(), 2);
    QCOMPARE(ScriptedGateway::parameter(m_gateway->requests.last(), "size"), QByteArray("100"));
    ScriptedGateway::settle();
    QCOMPARE(changed.size(), 1); // the same candles again
}

void CandleServiceTest::oneStreamForAllWhoHoldIt()
{
    m_gateway->answer(klinePath, candles(1, 5));
    auto one = openNow(btc);
    auto two = m_service->open(btc, Period::Min1);
    QCOMPARE(one.get(), two.get());
    QVERIFY(m_service->open(btc, Period::Min5).get() != one.get());
    QVERIFY(m_service->open(eth, Period::Min1).get() != one.get());
    one.reset();
    QCOMPARE(two->series().size(), 5);
    QTRY_COMPARE(two->state(), LoadState::Ready);
}

void CandleServiceTest::memoryComesFirst()
{
    m_gateway->answer(klinePath, candles(1, 5));
    auto stream = openNow(btc);
    stream.reset();
    openNow(eth);
    m_gateway->answer(klinePath, candles(5, 6, 11));
    stream = m_service->open(btc, Period::Min1);
    QCOMPARE(stream->state(), LoadState::Stale);
    QCOMPARE(stream->series().size(), 5);
    QTRY_COMPARE(stream->state(), LoadState::Ready);
    QCOMPARE(stream->series().size(), 6);
    QCOMPARE(stream->series().closes()[4], 11.0);
}

void CandleServiceTest::lateReplyFillsTheMemory()
{
    m_gateway->answer(klinePath, [](const htx::Request &request) -> Result<QByteArray> {
        return ScriptedGateway::parameter(request, "symbol") == "btcusdt" ? candles(1, 5) : candles(1, 2);
    });
    m_gateway->hold();
    m_service->open(btc, Period::Min1); // and let go
    const auto other = m_service->open(eth, Period::Min1);
    QSignalSpy changed(other.get(), &CandleStream::seriesChanged);
    m_gateway->release();
    QTRY_COMPARE(other->state(), LoadState::Ready);
    QCOMPARE(other->series().size(), 2);
    ScriptedGateway::settle();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_service->open(btc, Period::Min1)->series().size(), 5);
}

void CandleServiceTest::failureKeepsWhatIsThere()
{
    m_gateway->answer(klinePath, candles(1, 5));
    const auto stream = openNow(btc);
    m_gateway->refuse(klinePath, offline());
    QSignalSpy failed(stream.get(), &CandleStream::failed);
    stream->refresh();
    QTRY_COMPARE(stream->state(), LoadState::Failed);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Offline);
    QCOMPARE(stream->error()->kind, ErrorKind::Offline);
    QCOMPARE(stream->series().size(), 5);
    m_gateway->answer(klinePath, candles(1, 5));
    stream->refresh();
    QTRY_COMPARE(stream->state(), LoadState::Ready);
    QVERIFY(!stream->error());
}

void CandleServiceTest::cancelledRequestIsNoFailure()
{
    m_gateway->answer(klinePath, candles(1, 5));
    m_gateway->hold();
    const auto stream = m_service->open(btc, Period::Min1);
    QSignalSpy failed(stream.get(), &CandleStream::failed);
    m_gateway->cancel();
    QTRY_COMPARE(stream->state(), LoadState::Idle);
    QCOMPARE(failed.size(), 0);
    stream->refresh();
    QTRY_COMPARE(stream->state(), LoadState::Ready);
}

void CandleServiceTest::closesAHole()
{
    m_gateway->answer(klinePath, candles(1, 5));
    const auto stream = openNow(btc);
    const auto upTo = [](int last) {
        return [last](const htx::Request &request) -> Result<QByteArray> {
            const int size = ScriptedGateway::parameter(request, "size").toInt();
            return candles(std::max(1, last - size + 1), last);
        };
    };
    m_gateway->answer(klinePath, upTo(1'000));
    stream->refresh(); // by the clock a short page would do; it does not
    QTRY_COMPARE(stream->series().size(), 1'000);
    QCOMPARE(m_gateway->requests.size(), 3);

    m_clock->advance(1'500min);
    m_gateway->answer(klinePath, upTo(1'506));
    stream->refresh(); // by the clock a page of that many
    QTRY_COMPARE(stream->series().size(), 1'506);
    QCOMPARE(m_gateway->requests.size(), 4);

    // Away for longer than even the longest reply reaches back: nothing stands before a hole.
    m_clock->advance(7'500min);
    m_gateway->answer(klinePath, upTo(9'000));
    stream->refresh();
    QTRY_COMPARE(stream->series().size(), 2'000);
    QCOMPARE(stream->series().times().front(), 7'001 * 60);
}

void CandleServiceTest::anEmptyMarketIsReady()
{
    m_gateway->answer(klinePath, okay("[]"));
    const auto stream = openNow(btc);
    QVERIFY(stream->series().isEmpty());
    stream->reach(0);
    QVERIFY(!stream->isLoadingOlder());
    m_gateway->answer(klinePath, candles(5, 5)); // one that opens
    stream->refresh();
    QTRY_COMPARE(stream->series().size(), 1);
}

void CandleServiceTest::neverAsksTwiceAtOnce()
{
    m_gateway->answer(klinePath, candles(1, 5));
    m_gateway->hold();
    const auto stream = m_service->open(btc, Period::Min1);
    stream->refresh();
    const auto again = m_service->open(btc, Period::Min1);
    m_service->prefetch(btc, Period::Min1);
    QCOMPARE(m_gateway->requests.size(), 1);
    m_gateway->release();
    QTRY_COMPARE(stream->state(), LoadState::Ready);
}

void CandleServiceTest::forgetsWhatRestsLongest()
{
    m_gateway->answer(klinePath, candles(1, 5));
    const auto held = openNow(eth);
    const auto symbol = [](int number) { return Symbol{QStringLiteral("m%1usdt").arg(number)}; };
    for (int i = 0; i < 20; ++i)
        openNow(symbol(i));
    for (int i = 19; i >= 0; --i) {
        const bool isKept = i >= 20 - CandleService::mostResting;
        if (isKept)
            QVERIFY(!m_service->open(symbol(i), Period::Min1)->series().isEmpty());
    }
    QCOMPARE(m_service->open(symbol(0), Period::Min1)->state(), LoadState::Loading);
    QCOMPARE(held->series().size(), 5);
}

void CandleServiceTest::prefetchesInTheBackground()
{
    m_gateway->answer(klinePath, candles(1, 5));
    m_service->prefetch(btc, Period::Min1);
    QCOMPARE(m_gateway->requests.size(), 1);
    QCOMPARE(m_gateway->requests.first().priority, htx::Priority::Background);
    ScriptedGateway::settle();
    m_service->prefetch(btc, Period::Min1); // fresh
    QCOMPARE(m_gateway->requests.size(), 1);
    m_clock->advance(61s);
    m_service->prefetch(btc, Period::Min1);
    QCOMPARE(m_gateway->requests.size(), 2);
    ScriptedGateway::settle();
    const auto stream = m_service->open(btc, Period::Min1);
    QCOMPARE(stream->series().size(), 5); // at once
    m_clock->advance(61s);
    m_service->prefetch(btc, Period::Min1); // is kept current anyway
    QTRY_COMPARE(stream->state(), LoadState::Ready);
    QCOMPARE(m_gateway->requests.size(), 3);
    QCOMPARE(m_gateway->requests.last().priority, htx::Priority::Visible);
}

void CandleServiceTest::prefetchIsBounded()
{
    m_gateway->answer(klinePath, candles(1, 5));
    m_gateway->hold();
    for (int i = 0; i < 50; ++i)
        m_service->prefetch(Symbol{QStringLiteral("m%1usdt").arg(i)}, Period::Min1);
    QCOMPARE(m_gateway->waiting(), CandleService::mostPrefetching);
    m_gateway->release();
    ScriptedGateway::settle();
    m_service->prefetch(eth, Period::Min1);
    QCOMPARE(m_gateway->requests.size(), CandleService::mostPrefetching + 1);
}

void CandleServiceTest::mayDieWhileAsking()
{
    m_gateway->answer(klinePath, candles(1, 5));
    m_gateway->hold();
    m_service->open(btc, Period::Min1);
    m_service.reset();
    m_gateway->release();
    ScriptedGateway::settle();
    QCOMPARE(m_gateway->waiting(), 0);
}

QTEST_GUILESS_MAIN(CandleServiceTest)
#include "tst_candles_service.moc"
