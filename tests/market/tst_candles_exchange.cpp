// SPDX-License-Identifier: GPL-3.0-or-later
#include "candlescript.h"
#include "exchange/candles.h"
#include "exchange/exchange.h"
#include "htx/feed/marketfeed.h"
#include "market/candles/candleservice.h"
#include "publicgateway.h"

#include <QNetworkAccessManager>
#include <QTest>

#include <cmath>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::test;
using htx::Period;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
constexpr quint64 seed = 7;

/// The clock of the exchange that is served.
class ExchangeClock final : public Clock
{
public:
    qint64 localMs() const override { return startMs + m_passed(); }
    Steady steady() const override { return std::chrono::steady_clock::now(); }

private:
    qint64 m_passed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(steady() - m_started).count();
    }
    Steady m_started = std::chrono::steady_clock::now();
};

} // namespace

/// Against the exchange inside the program, as it is served: what comes by REST, by the socket and by
/// derivation is what its price path says.
class CandleExchangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Future<exchange::Served> served = m_exchange.start();
        served.waitForFinished();
        QVERIFY(served.result());
        m_gateway = std::make_unique<PublicGateway>(m_network, m_clock, served.result()->url);
        m_feed = std::make_unique<htx::feed::MarketFeed>(m_clock, *QThread::currentThread());
        m_feed->setExchange(served.result()->url);
        m_database.open();
    }
    void reachesTheFirstCandle_data();
    void reachesTheFirstCandle();
    void equalsThePricePath_data();
    void equalsThePricePath();

private:
    exchange::Exchange m_exchange{{0, seed, startMs, 1.0, true}};
    ExchangeClock m_clock;
    QNetworkAccessManager m_network;
    store::Database m_database{QString(), CandleTable::schema(), store::Durability::Cache};
    CandleTable m_table{m_database};
    std::unique_ptr<PublicGateway> m_gateway;
    std::unique_ptr<htx::feed::MarketFeed> m_feed;
};

void CandleExchangeTest::reachesTheFirstCandle_data()
{
    QTest::addColumn<Period>("period");
    QTest::newRow("4 hours") << Period::Hour4;
    QTest::newRow("days") << Period::Day1;
    QTest::newRow("weeks") << Period::Week1;
    QTest::newRow("months") << Period::Month1;
    QTest::newRow("years") << Period::Year1;
}

void CandleExchangeTest::reachesTheFirstCandle()
{
    QFETCH(Period, period);
    CandleService service(*m_gateway, m_clock, &m_table);
    service.follow(*m_feed);
    const auto stream = service.open(eth, period);
    QTRY_COMPARE_WITH_TIMEOUT(stream->state(), LoadState::Ready, 20'000);
    stream->reach(0);
    QTRY_VERIFY_WITH_TIMEOUT(stream->hasOldest(), 20'000);

    const exchange::MarketList markets;
    const exchange::PriceFeed prices(markets, seed, startMs);
    const qint64 opened = prices.firstMinute(markets.indexOf("ethusdt"));
    QCOMPARE(stream->series().times().front(), exchange::candleStart(period, opened) * 60);
}

void CandleExchangeTest::equalsThePricePath_data()
{
    QTest::addColumn<Period>("period");
    QTest::addColumn<int>("count");
    QTest::newRow("minutes, by REST and the socket") << Period::Min1 << 4'000;
    QTest::newRow("5 minutes, derived and by the socket") << Period::Min5 << 2'500;
    QTest::newRow("hours") << Period::Hour1 << 2'400;
}

void CandleExchangeTest::equalsThePricePath()
{
    QFETCH(Period, period);
    QFETCH(int, count);
    CandleService service(*m_gateway, m_clock, &m_table);
    service.follow(*m_feed);
    const auto stream = service.open(btc, period);
    QTRY_COMPARE_WITH_TIMEOUT(stream->state(), LoadState::Ready, 20'000);
    stream->reach(m_clock.nowMs() / 1000 - count * htx::seconds(period));
    QTRY_VERIFY_WITH_TIMEOUT(stream->series().size() >= count && !stream->isLoadingOlder(), 60'000);

    const exchange::MarketList markets;
    const exchange::PriceFeed prices(markets, seed, startMs);
    const exchange::Candles candles(markets, prices);
    const int market = markets.indexOf("btcusdt");
    const double tick = std::pow(10, -markets.at(market).priceDecimals);
    const CandleSeries &series = stream->series();
    // The newest one changes with the second, and on the hour there is one more than a moment ago.
    const auto told = candles.newest(market, period, static_cast<int>(series.size()) + 1, m_clock.nowMs());
    qsizetype compared = 0;
    for (const exchange::TimedBar &each : told) {
        const qsizetype index = series.lowerBound(each.start);
        if (index >= series.size() - 2 || each.start < series.times().front())
            continue;
        const htx::Candle candle = series.at(index);
        QCOMPARE(candle.time, each.start);
        QVERIFY(std::abs(candle.open - double(each.bar.open) * tick) < tick / 100);
        QVERIFY(std::abs(candle.high - double(each.bar.high) * tick) < tick / 100);
        QVERIFY(std::abs(candle.low - double(each.bar.low) * tick) < tick / 100);
        QVERIFY(std::abs(candle.close - double(each.bar.close) * tick) < tick / 100);
        QCOMPARE(candle.count, each.bar.count);
        ++compared;
    }
    QCOMPARE(compared, series.size() - 2);
}

QTEST_GUILESS_MAIN(CandleExchangeTest)
#include "tst_candles_exchange.moc"
