// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candleservice.h"

#include "scriptedgateway.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using market::CandleService;
using test::ScriptedGateway;

namespace {

const QByteArray path = "/market/history/kline";
const Symbol btc{QStringLiteral("btcusdt")};
const Symbol eth{QStringLiteral("ethusdt")};

/// Candles first to last, newest first as the exchange sends them.
QByteArray candles(int first, int last, const QByteArray &price = "10")
{
    QList<QByteArray> rows;
    for (int i = last; i >= first; --i)
        rows.append(R"({"id":)" + QByteArray::number(i * 60) + R"(,"open":)" + price + R"(,"close":)" +
                    price + R"(,"low":)" + price + R"(,"high":)" + price +
                    R"(,"amount":1,"vol":1,"count":1})");
    return test::okay('[' + rows.join(',') + ']');
}

} // namespace

class CandleServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_gateway = std::make_unique<ScriptedGateway>();
        m_service = std::make_unique<CandleService>(*m_gateway);
    }
    void cleanup()
    {
        m_service.reset();
        m_gateway.reset();
    }

    void showsAMarket();
    void cacheComesFirst();
    void lateReplyFillsTheCacheOnly();
    void failureKeepsWhatIsThere();
    void cancelledRequestIsNoFailure();
    void closesAHole();
    void neverAsksTwiceAtOnce();
    void mayDieWhileAsking();

private:
    void showNow(const Symbol &symbol)
    {
        m_service->show(symbol, htx::Period::Min1);
        QTRY_COMPARE(m_service->state(), LoadState::Ready);
    }

    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<CandleService> m_service;
};

void CandleServiceTest::showsAMarket()
{
    m_gateway->answer(path, candles(1, 5));
    QSignalSpy shown(m_service.get(), &CandleService::shown);
    QSignalSpy changed(m_service.get(), &CandleService::seriesChanged);
    QSignalSpy states(m_service.get(), &CandleService::stateChanged);
    m_service->show(btc, htx::Period::Min1);
    QCOMPARE(shown.size(), 1);
    QCOMPARE(m_service->state(), LoadState::Loading);
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(states.size(), 2);
    QCOMPARE(m_service->series().size(), 5);
    QCOMPARE(m_service->series().times().front(), 60);
    QCOMPARE(ScriptedGateway::parameter(m_gateway->requests.first(), "size"), QByteArray("2000"));

    m_service->refresh();
    QTRY_COMPARE(m_gateway->requests.size(), 2);
    QTest::qWait(0);
    QCOMPARE(changed.size(), 1); // the same candles again
}

void CandleServiceTest::cacheComesFirst()
{
    m_gateway->answer(path, candles(1, 5));
    showNow(btc);
    showNow(eth);
    m_gateway->answer(path, candles(5, 6, "11"));
    m_service->show(btc, htx::Period::Min1);
    QCOMPARE(m_service->state(), LoadState::Stale);
    QCOMPARE(m_service->series().size(), 5);
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(m_service->series().size(), 6);
    QCOMPARE(m_service->series().closes()[4], 11.0);
}

void CandleServiceTest::lateReplyFillsTheCacheOnly()
{
    m_gateway->answer(path, [](const htx::Request &request) -> Result<QByteArray> {
        return ScriptedGateway::parameter(request, "symbol") == "btcusdt" ? candles(1, 5) : candles(1, 2);
    });
    m_gateway->hold();
    m_service->show(btc, htx::Period::Min1);
    m_service->show(eth, htx::Period::Min1);
    QSignalSpy changed(m_service.get(), &CandleService::seriesChanged);
    m_gateway->release();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(m_service->series().size(), 2);
    QTest::qWait(0);
    QCOMPARE(changed.size(), 1);
    m_service->show(btc, htx::Period::Min1);
    QCOMPARE(m_service->series().size(), 5);
}

void CandleServiceTest::failureKeepsWhatIsThere()
{
    m_gateway->answer(path, candles(1, 5));
    showNow(btc);
    m_gateway->refuse(path, test::offline());
    QSignalSpy failed(m_service.get(), &CandleService::failed);
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Failed);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Offline);
    QCOMPARE(m_service->series().size(), 5);
    m_gateway->answer(path, candles(1, 5));
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
}

void CandleServiceTest::cancelledRequestIsNoFailure()
{
    m_gateway->answer(path, candles(1, 5));
    m_gateway->hold();
    QSignalSpy failed(m_service.get(), &CandleService::failed);
    m_service->show(btc, htx::Period::Min1);
    m_gateway->cancel();
    QTRY_COMPARE(m_service->state(), LoadState::Idle);
    QCOMPARE(failed.size(), 0);
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
}

void CandleServiceTest::closesAHole()
{
    m_gateway->answer(path, candles(1, 5));
    showNow(btc);
    m_gateway->answer(path, [](const htx::Request &request) -> Result<QByteArray> {
        const int size = ScriptedGateway::parameter(request, "size").toInt();
        return candles(1000 - size < 1 ? 1 : 1000 - size + 1, 1000);
    });
    m_service->refresh();
    QTRY_COMPARE(m_service->series().size(), 1000);

    // Away for longer than even the longest reply reaches back: nothing stands before a hole.
    m_gateway->answer(path, [](const htx::Request &request) -> Result<QByteArray> {
        const int size = ScriptedGateway::parameter(request, "size").toInt();
        return candles(9001 - size, 9000);
    });
    m_service->refresh();
    QTRY_COMPARE(m_service->series().size(), 2000);
    QCOMPARE(m_service->series().times().front(), 7001 * 60);
}

void CandleServiceTest::neverAsksTwiceAtOnce()
{
    m_gateway->answer(path, candles(1, 5));
    m_gateway->hold();
    m_service->show(btc, htx::Period::Min1);
    m_service->refresh();
    m_service->show(btc, htx::Period::Min1);
    QCOMPARE(m_gateway->requests.size(), 1);
    m_gateway->release();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
}

void CandleServiceTest::mayDieWhileAsking()
{
    m_gateway->answer(path, candles(1, 5));
    m_gateway->hold();
    m_service->show(btc, htx::Period::Min1);
    m_service.reset();
    m_gateway->release();
    QTest::qWait(0);
    QCOMPARE(m_gateway->waiting(), 0);
}

QTEST_GUILESS_MAIN(CandleServiceTest)
#include "tst_market_candleservice.moc"
