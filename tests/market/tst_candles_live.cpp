// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketfeed.h"
#include "market/candles/candleservice.h"
#include "market/tickerboard.h"
#include "marketscript.h"
#include "support/fakeclock.h"
#include "support/feedserver.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;
using htx::feed::ConnectionState;
using htx::feed::MarketFeed;
using test::dec;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};
const QByteArray klinePath = "/market/history/kline";

htx::feed::FeedRules quickRules()
{
    htx::feed::FeedRules rules;
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    return rules;
}

QByteArray liveTickers(const QByteArray &close)
{
    return R"({"ch":"market.tickers","status":"ok","ts":1,"data":[)" +
           test::tickerRow("btcusdt", "80", close) + "]}";
}

QByteArray candle(int minute, const QByteArray &price)
{
    return R"({"id":)" + QByteArray::number(minute * 60) + R"(,"open":)" + price + R"(,"close":)" + price +
           R"(,"low":)" + price + R"(,"high":)" + price + R"(,"amount":1,"vol":1,"count":1})";
}

QByteArray liveCandle(int minute, const QByteArray &price)
{
    return R"({"ch":"market.btcusdt.kline.1min","ts":1,"tick":)" + candle(minute, price) + '}';
}

} // namespace

/// The services of the market with a feed beside REST.
class TestMarketLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::FakeClock>();
        m_server = std::make_unique<test::FeedServer>();
        m_gateway = std::make_unique<test::ScriptedGateway>();
        test::scriptMarkets(*m_gateway);
        m_feed = std::make_unique<MarketFeed>(*m_clock, *QThread::currentThread(), quickRules());
    }
    void cleanup()
    {
        m_feed.reset();
        m_gateway.reset();
        m_server.reset();
    }

    void pricesFollowTheFeedAndRestRests()
    {
        market::TickerBoard board(*m_gateway, *m_clock);
        board.follow(*m_feed);
        board.refresh();
        QTRY_COMPARE(board.state(), LoadState::Ready);
        QCOMPARE(m_gateway->count(test::tickersPath), 1);
        m_feed->setExchange(m_server->url());
        QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.tickers")), 1);
        QTRY_COMPARE(m_gateway->count(test::tickersPath), 2); // once, since the feed is there now

        QSignalSpy quotes(&board, &market::TickerBoard::quotesChanged);
        m_server->pushPacked(liveTickers("101.5"));
        QTRY_COMPARE(board.quote(btc)->price, dec("101.5"));
        QTRY_VERIFY(!quotes.isEmpty());
        board.refresh();
        QCOMPARE(m_gateway->count(test::tickersPath), 2);

        // The feed falls silent: it is asked for as before.
        m_clock->advance(15s);
        board.refresh();
        QCOMPARE(m_gateway->count(test::tickersPath), 3);
    }

    void restIsAskedOnceAfterALoss()
    {
        market::TickerBoard board(*m_gateway, *m_clock);
        board.follow(*m_feed);
        m_feed->setExchange(m_server->url());
        QTRY_COMPARE(m_server->count(QStringLiteral("sub")), 1);
        QTRY_COMPARE(board.state(), LoadState::Ready);
        m_server->pushPacked(liveTickers("101.5"));
        QTRY_COMPARE(board.quote(btc)->price, dec("101.5"));
        const int before = m_gateway->count(test::tickersPath);
        m_server->abortAll();
        QTRY_COMPARE(m_feed->status().state, ConnectionState::Waiting);
        m_clock->advance(61s);
        QTRY_COMPARE(m_server->count(QStringLiteral("sub")), 2);
        QTRY_COMPARE(board.quote(btc)->price, Decimal(100));
        QCOMPARE(m_gateway->count(test::tickersPath), before + 1);
    }

    void theOpenChartFollowsTheCandle()
    {
        m_gateway->answer(klinePath, test::okay('[' + candle(2, "20") + ',' + candle(1, "10") + ']'));
        market::CandleService service(*m_gateway, *m_clock);
        service.follow(*m_feed);
        m_feed->setExchange(m_server->url());
        auto stream = service.open(btc, htx::Period::Min1);
        QTRY_COMPARE(stream->series().size(), 2);
        QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.btcusdt.kline.1min")), 1);
        m_server->pushPacked(liveCandle(2, "21"));
        QTRY_COMPARE(stream->series().closes().back(), 21.0);
        m_server->pushPacked(liveCandle(3, "30"));
        QTRY_COMPARE(stream->series().size(), 3);

        // Candles in between are missing: REST has them.
        const int before = m_gateway->count(klinePath);
        m_server->pushPacked(liveCandle(9, "90"));
        QTRY_COMPARE(m_gateway->count(klinePath), before + 1);
        QCOMPARE(stream->series().size(), 3);

        // Two are followed while both are held; one that nobody holds is not.
        auto other = service.open(Symbol{QStringLiteral("ethbtc")}, htx::Period::Min5);
        QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.ethbtc.kline.5min")), 1);
        QCOMPARE(m_server->count(QStringLiteral("unsub")), 0);
        stream.reset();
        QTRY_COMPARE(m_server->count(QStringLiteral("unsub"), QStringLiteral("market.btcusdt.kline.1min")),
                     1);
        QCOMPARE(m_server->count(QStringLiteral("unsub")), 1);
    }

private:
    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<test::FeedServer> m_server;
    std::unique_ptr<test::ScriptedGateway> m_gateway;
    std::unique_ptr<MarketFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestMarketLive)
#include "tst_candles_live.moc"
