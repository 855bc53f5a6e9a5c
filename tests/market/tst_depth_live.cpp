// SPDX-License-Identifier: GPL-3.0-or-later
#include "depthscript.h"
#include "htx/feed/marketfeed.h"
#include "support/fakeclock.h"
#include "support/feedserver.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;
using htx::feed::ConnectionState;
using htx::feed::MarketFeed;
using market::BookStanding;
using market::MarketDepth;
using test::dec;
using test::depthPath;
using test::historyPath;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};
const Symbol eth{QStringLiteral("ethusdt")};
const QString bookTopic = QStringLiteral("market.btcusdt.mbp.150");
const QString tradeTopic = QStringLiteral("market.btcusdt.trade.detail");
constexpr MarketDepth::Rules slow{1h, 2h, 1ms};

htx::feed::FeedRules quickRules()
{
    htx::feed::FeedRules rules;
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    return rules;
}

QByteArray image(int sequence, const QByteArray &bids, const QByteArray &asks)
{
    return R"({"seqNum":)" + QByteArray::number(sequence) + R"(,"bids":)" + test::side(bids) + R"(,"asks":)" +
           test::side(asks) + '}';
}

QByteArray change(int previous, int sequence, const QByteArray &bids, const QByteArray &asks)
{
    return R"({"ch":"market.btcusdt.mbp.150","ts":1,"tick":{"seqNum":)" + QByteArray::number(sequence) +
           R"(,"prevSeqNum":)" + QByteArray::number(previous) + R"(,"bids":)" + test::side(bids) +
           R"(,"asks":)" + test::side(asks) + "}}";
}

QByteArray push(int at, const QByteArray &price)
{
    return R"({"ch":"market.btcusdt.trade.detail","ts":1,"tick":{"id":1,"ts":1,"data":[)" +
           test::tradeRow(at, price, "tradeId") + "]}}";
}

} // namespace

/// With the feed beside REST.
class TestDepthLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::FakeClock>();
        m_server = std::make_unique<test::FeedServer>();
        m_gateway = std::make_unique<test::ScriptedGateway>();
        m_gateway->answer(depthPath, test::depthReply("90:1", "110:1"));
        m_gateway->answer(historyPath, test::tradesReply({3, 2, 1}));
        m_server->answer(bookTopic, image(10, "99:1 98:2", "101:3 102:4"));
        m_feed = std::make_unique<MarketFeed>(*m_clock, *QThread::currentThread(), quickRules());
        m_depth = std::make_unique<MarketDepth>(*m_gateway, *m_clock, slow);
        m_depth->follow(*m_feed);
    }
    void cleanup()
    {
        m_depth.reset();
        m_feed.reset();
        m_gateway.reset();
        m_server.reset();
    }

    void theBookFollowsTheFeed()
    {
        showLive();
        QCOMPARE(test::prices(m_depth->bids()), QByteArray("99 98"));
        const int before = m_gateway->count(depthPath);
        QSignalSpy book(m_depth.get(), &MarketDepth::bookChanged);
        m_server->pushPacked(change(10, 11, "99:0 98.5:7", "100.5:1"));
        QTRY_COMPARE(test::prices(m_depth->bids()), QByteArray("98.5 98"));
        QCOMPARE(test::prices(m_depth->asks()), QByteArray("100.5 101 102"));
        QCOMPARE(m_depth->state(), LoadState::Ready);
        QTRY_VERIFY(!book.isEmpty());
        m_depth->refresh();
        QCOMPARE(m_gateway->count(depthPath), before); // the feed has it
    }

    void aBookWithAGapIsToldAsSuch()
    {
        showLive();
        m_server->setSilent(true); // the new image does not come
        QSignalSpy states(m_depth.get(), &MarketDepth::stateChanged);
        m_server->pushPacked(change(20, 21, "99:5", ""));
        QTRY_COMPARE(m_depth->standing(), BookStanding::Doubtful);
        QCOMPARE(m_depth->state(), LoadState::Stale);
        QCOMPARE(test::prices(m_depth->bids()), QByteArray("99 98")); // kept
        // Over REST meanwhile.
        m_depth->refresh();
        QTRY_COMPARE(m_depth->standing(), BookStanding::Asked);
        QCOMPARE(test::prices(m_depth->bids()), QByteArray("90"));
        QVERIFY(states.size() >= 2);
    }

    void aCrossedBookIsNotLive()
    {
        showLive();
        m_server->setSilent(true);
        m_server->pushPacked(change(10, 11, "105:5", ""));
        QTRY_COMPARE(m_depth->standing(), BookStanding::Doubtful);
        QVERIFY(!m_depth->bids().isEmpty());
    }

    void tradesFollowTheFeedWithoutAHole()
    {
        showLive();
        QTRY_COMPARE(m_depth->tradesState(), LoadState::Ready);
        const int before = m_gateway->count(historyPath);
        // What happened between the first answer and the first push is in the second answer.
        m_gateway->answer(historyPath, test::tradesReply({5, 4, 3}));
        m_server->pushPacked(push(6, "103"));
        QTRY_COMPARE(test::moments(*m_depth), (QList<qint64>{6, 5, 4, 3, 2, 1}));
        QCOMPARE(m_gateway->count(historyPath), before + 1);
        QCOMPARE(m_depth->trades().lastPrice(), Decimal(103));
        QCOMPARE(m_depth->trades().lastDirection(), 1);
        m_server->pushPacked(push(7, "102"));
        QTRY_COMPARE(m_depth->trades().newest(), 7);
        m_depth->refresh();
        QCOMPARE(m_gateway->count(historyPath), before + 1);
    }

    void aLostFeedIsToldAndAskedFor()
    {
        showLive();
        m_server->pushPacked(push(4, "101"));
        QTRY_COMPARE(m_depth->trades().newest(), 4);
        const int before = m_gateway->count(depthPath);
        m_gateway->hold();
        m_server->abortAll();
        QTRY_COMPARE(m_feed->status().state, ConnectionState::Waiting);
        QCOMPARE(m_depth->standing(), BookStanding::Doubtful);
        QCOMPARE(test::prices(m_depth->bids()), QByteArray("99 98"));
        QCOMPARE(m_gateway->count(depthPath), before + 1);
        m_gateway->release();
        QTRY_COMPARE(m_depth->standing(), BookStanding::Asked);
        m_clock->advance(61s);
        QTRY_COMPARE(m_depth->standing(), BookStanding::Live);
        QCOMPARE(test::prices(m_depth->bids()), QByteArray("99 98"));
    }

    void followsOneMarketAtATimeAndNoneWhileResting()
    {
        showLive();
        m_server->answer(QStringLiteral("market.ethusdt.mbp.150"), image(5, "7:1", "8:1"));
        m_depth->show(eth);
        QVERIFY(m_depth->bids().isEmpty());
        QTRY_COMPARE(m_server->count(QStringLiteral("unsub"), bookTopic), 1);
        QTRY_COMPARE(m_server->count(QStringLiteral("unsub"), tradeTopic), 1);
        QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.ethusdt.mbp.150")), 1);
        QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.ethusdt.trade.detail")),
                     1);
        // A straggler of the market before.
        m_server->pushPacked(change(10, 11, "99:7", ""));
        m_server->pushPacked(push(99, "55"));
        QTRY_COMPARE(m_depth->tradesState(), LoadState::Ready);
        QTRY_COMPARE(m_depth->standing(), BookStanding::Live);
        QCOMPARE(test::prices(m_depth->bids()), QByteArray("7"));
        QVERIFY(!test::moments(*m_depth).contains(99));
        m_depth->rest();
        QTRY_COMPARE(m_server->connected(), 0); // nobody else wants anything of them
        QCOMPARE(m_depth->standing(), BookStanding::Doubtful);
    }

    void restGoesOnWhereTheFeedRefuses()
    {
        m_server->refuse(bookTopic, "bad-request", "invalid topic");
        m_server->refuse(tradeTopic, "bad-request", "invalid topic");
        m_depth = std::make_unique<MarketDepth>(*m_gateway, *m_clock, MarketDepth::Rules{2ms, 4ms, 1ms});
        m_depth->follow(*m_feed);
        m_feed->setExchange(m_server->url());
        QSignalSpy refused(m_feed.get(), &MarketFeed::refused);
        m_depth->show(btc);
        QTRY_COMPARE(refused.size(), 2);
        const int books = m_gateway->count(depthPath);
        const int trades = m_gateway->count(historyPath);
        QTRY_VERIFY(m_gateway->count(depthPath) > books + 2);
        QTRY_VERIFY(m_gateway->count(historyPath) > trades + 2);
        QCOMPARE(m_depth->standing(), BookStanding::Asked);
    }

    void aQuietMarketIsNotAskedForEver()
    {
        m_depth = std::make_unique<MarketDepth>(*m_gateway, *m_clock, MarketDepth::Rules{20ms, 40ms, 1ms});
        m_depth->follow(*m_feed);
        showLive();
        // One of the same pace without a feed tells the time.
        test::ScriptedGateway gateway;
        MarketDepth other(gateway, *m_clock, MarketDepth::Rules{20ms, 20ms, 1ms});
        other.show(btc);
        QTRY_VERIFY(gateway.count(depthPath) > 3);
        const auto before = m_gateway->requests.size();
        QTRY_VERIFY(gateway.count(depthPath) > 8);
        QCOMPARE(m_gateway->requests.size(), before);
        QCOMPARE(m_depth->standing(), BookStanding::Live);
    }

private:
    void showLive()
    {
        m_feed->setExchange(m_server->url());
        m_depth->show(btc);
        QTRY_COMPARE(m_depth->standing(), BookStanding::Live);
        QTRY_COMPARE(m_server->count(QStringLiteral("sub"), tradeTopic), 1);
        QTRY_COMPARE(m_depth->tradesState(), LoadState::Ready);
    }

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<test::FeedServer> m_server;
    std::unique_ptr<test::ScriptedGateway> m_gateway;
    std::unique_ptr<MarketFeed> m_feed;
    std::unique_ptr<MarketDepth> m_depth;
};

QTEST_GUILESS_MAIN(TestDepthLive)
#include "tst_depth_live.moc"
