// SPDX-License-Identifier: GPL-3.0-or-later
#include "depthscript.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;
using market::BookStanding;
using market::MarketDepth;
using test::dec;
using test::depthPath;
using test::historyPath;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};
const Symbol eth{QStringLiteral("ethusdt")};
constexpr MarketDepth::Rules slow{1h, 2h, 1ms};
constexpr MarketDepth::Rules quick{2ms, 4ms, 1ms};

} // namespace

/// Without a feed: everything over REST.
class TestDepthService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_gateway = std::make_unique<test::ScriptedGateway>();
        m_gateway->answer(depthPath, test::depthReply("99:1 98:2", "101:3 102:4"));
        m_gateway->answer(historyPath, test::tradesReply({3, 2, 1}));
    }

    void showsWhatItAsks()
    {
        MarketDepth depth(*m_gateway, m_clock, slow);
        QCOMPARE(depth.state(), LoadState::Idle);
        QSignalSpy book(&depth, &MarketDepth::bookChanged);
        QSignalSpy trades(&depth, &MarketDepth::tradesChanged);
        depth.show(btc);
        QCOMPARE(depth.state(), LoadState::Loading);
        QTRY_COMPARE(depth.state(), LoadState::Ready);
        QTRY_COMPARE(depth.tradesState(), LoadState::Ready);
        QCOMPARE(depth.standing(), BookStanding::Asked);
        QCOMPARE(test::prices(depth.bids()), QByteArray("99 98"));
        QCOMPARE(test::prices(depth.asks()), QByteArray("101 102"));
        QCOMPARE(depth.mid(), Decimal(100));
        QCOMPARE(depth.spread(), Decimal(2));
        QCOMPARE(depth.imbalance(), dec("-0.4"));
        QCOMPARE(depth.updatedAt(), m_clock.nowMs());
        QCOMPARE(test::moments(depth), (QList<qint64>{3, 2, 1}));
        QCOMPARE(book.size(), 1);
        QCOMPARE(trades.size(), 1);
        QVERIFY(m_gateway->unexpected.isEmpty());
        for (const htx::Request &request : m_gateway->requests)
            QCOMPARE(test::ScriptedGateway::parameter(request, "symbol"), QByteArray("btcusdt"));
    }

    void asksAgainWhileShownAndNeverWhileResting()
    {
        MarketDepth depth(*m_gateway, m_clock, quick);
        depth.show(btc);
        QTRY_VERIFY(m_gateway->count(depthPath) > 4);
        QTRY_VERIFY(m_gateway->count(historyPath) > 4);
        depth.rest();
        QVERIFY(depth.isResting());
        QCOMPARE(depth.state(), LoadState::Stale);
        QCOMPARE(depth.standing(), BookStanding::Doubtful);
        QCOMPARE(depth.bids().size(), 2); // kept
        depth.refresh();
        QVERIFY(asksNothing(btc));
        depth.show(btc);
        QCOMPARE(depth.bids().size(), 2); // at once, told as kept
        QCOMPARE(depth.standing(), BookStanding::Doubtful);
        QTRY_COMPARE(depth.standing(), BookStanding::Asked);
    }

    void anEmptyNameIsNoMarket()
    {
        MarketDepth depth(*m_gateway, m_clock, quick);
        depth.show({});
        depth.refresh();
        QVERIFY(asksNothing({}));
        QCOMPARE(depth.state(), LoadState::Idle);
    }

    void answersOfTheMarketBeforeNeverShow()
    {
        MarketDepth depth(*m_gateway, m_clock, slow);
        m_gateway->hold();
        depth.show(btc);
        QCOMPARE(m_gateway->waiting(), 2);
        QSignalSpy shown(&depth, &MarketDepth::shown);
        QSignalSpy failed(&depth, &MarketDepth::failed);
        depth.show(eth);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(m_gateway->waiting(), 4);
        m_gateway->answer(depthPath, [](const htx::Request &request) -> Result<QByteArray> {
            const bool isBtc = test::ScriptedGateway::parameter(request, "symbol") == "btcusdt";
            return isBtc ? test::depthReply("99:1", "101:1") : test::depthReply("5:1", "6:1");
        });
        m_gateway->answer(historyPath, [](const htx::Request &request) -> Result<QByteArray> {
            const bool isBtc = test::ScriptedGateway::parameter(request, "symbol") == "btcusdt";
            return isBtc ? test::tradesReply({77}) : test::tradesReply({8});
        });
        m_gateway->release();
        QTRY_COMPARE(depth.state(), LoadState::Ready);
        QTRY_COMPARE(depth.tradesState(), LoadState::Ready);
        QCOMPARE(test::prices(depth.bids()), QByteArray("5"));
        QCOMPARE(test::moments(depth), QList<qint64>{8});
        // And what was there goes at once when another is shown.
        depth.show(btc);
        QVERIFY(depth.bids().isEmpty() && depth.asks().isEmpty() && depth.trades().isEmpty());
        QCOMPARE(depth.state(), LoadState::Loading);
        QCOMPARE(depth.updatedAt(), 0);
        QVERIFY(failed.isEmpty());
    }

    void aFailureKeepsWhatWasThere()
    {
        MarketDepth depth(*m_gateway, m_clock, slow);
        depth.show(btc);
        QTRY_COMPARE(depth.state(), LoadState::Ready);
        QTRY_COMPARE(depth.tradesState(), LoadState::Ready);
        m_gateway->refuse(depthPath, test::offline());
        m_gateway->refuse(historyPath, test::offline());
        QSignalSpy failed(&depth, &MarketDepth::failed);
        depth.refresh();
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(depth.state(), LoadState::Failed);
        QCOMPARE(depth.tradesState(), LoadState::Failed);
        QCOMPARE(depth.standing(), BookStanding::Doubtful);
        QCOMPARE(depth.error(), test::offline());
        QCOMPARE(depth.bids().size(), 2);
        QCOMPARE(depth.trades().trades().size(), 3);
    }

    void recoversByItself()
    {
        m_gateway->refuse(depthPath, test::offline());
        MarketDepth depth(*m_gateway, m_clock, quick);
        depth.show(btc);
        QTRY_COMPARE(depth.state(), LoadState::Failed);
        QCOMPARE(depth.standing(), BookStanding::None);
        m_gateway->answer(depthPath, test::depthReply("99:1", "101:1"));
        QTRY_COMPARE(depth.state(), LoadState::Ready);
        QVERIFY(!depth.error());
    }

    void aMarketThatDisappearsIsSaid()
    {
        m_gateway->answer(
            depthPath,
            R"({"status":"error","err-code":"bad-request","err-msg":"invalid symbol","ts":1,"data":null})");
        MarketDepth depth(*m_gateway, m_clock, slow);
        QSignalSpy failed(&depth, &MarketDepth::failed);
        depth.show(btc);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(depth.state(), LoadState::Failed);
        QVERIFY(depth.error().has_value());
    }

    void oddBooks_data()
    {
        QTest::addColumn<QByteArray>("bids");
        QTest::addColumn<QByteArray>("asks");
        QTest::addColumn<BookStanding>("standing");
        QTest::newRow("no bids") << QByteArray() << QByteArray("101:1") << BookStanding::Asked;
        QTest::newRow("no asks") << QByteArray("99:1") << QByteArray() << BookStanding::Asked;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << BookStanding::Asked;
        QTest::newRow("crossed") << QByteArray("101:1 99:1") << QByteArray("100:1") << BookStanding::Doubtful;
        QTest::newRow("touching") << QByteArray("100:1") << QByteArray("100:1") << BookStanding::Doubtful;
        QTest::newRow("far apart") << QByteArray("0.000000000000000001:1e12")
                                   << QByteArray("1000000000000:1e-12") << BookStanding::Asked;
    }
    void oddBooks()
    {
        QFETCH(QByteArray, bids);
        QFETCH(QByteArray, asks);
        QFETCH(BookStanding, standing);
        m_gateway->answer(depthPath, test::depthReply(bids, asks));
        MarketDepth depth(*m_gateway, m_clock, slow);
        depth.show(btc);
        QTRY_VERIFY(depth.updatedAt() > 0);
        QCOMPARE(depth.standing(), standing);
        QCOMPARE(depth.state(), standing == BookStanding::Asked ? LoadState::Ready : LoadState::Stale);
        QCOMPARE(depth.bids().size(), bids.isEmpty() ? 0 : bids.count(' ') + 1);
        QCOMPARE(depth.asks().size(), asks.isEmpty() ? 0 : asks.count(' ') + 1);
    }

    void tradesBeforeAHoleAreForgotten()
    {
        MarketDepth depth(*m_gateway, m_clock, slow);
        depth.show(btc);
        QTRY_COMPARE(test::moments(depth), (QList<qint64>{3, 2, 1}));
        QTRY_COMPARE(depth.state(), LoadState::Ready);
        m_gateway->answer(historyPath, test::tradesReply({5, 4, 3}));
        depth.refresh();
        QTRY_COMPARE(test::moments(depth), (QList<qint64>{5, 4, 3, 2, 1}));
        depth.rest();
        m_gateway->answer(historyPath, test::tradesReply({91, 90}));
        depth.show(btc);
        QTRY_COMPARE(test::moments(depth), (QList<qint64>{91, 90}));
    }

    void tellsNoMoreOftenThanAgreed()
    {
        MarketDepth depth(*m_gateway, m_clock, {1ms, 1ms, 1h});
        QSignalSpy book(&depth, &MarketDepth::bookChanged);
        QSignalSpy trades(&depth, &MarketDepth::tradesChanged);
        depth.show(btc);
        QTRY_VERIFY(m_gateway->count(depthPath) > 5);
        QCOMPARE(book.size(), 1);
        QVERIFY(trades.size() <= 1);
    }

    void diesWithQuestionsUnderWay()
    {
        m_gateway->hold();
        {
            MarketDepth depth(*m_gateway, m_clock, slow);
            depth.show(btc);
        }
        m_gateway->release();
        QCoreApplication::processEvents();
    }

private:
    int questions(const Symbol &symbol) const
    {
        return static_cast<int>(std::count_if(
            m_gateway->requests.begin(), m_gateway->requests.end(), [&symbol](const htx::Request &request) {
                return test::ScriptedGateway::parameter(request, "symbol") == symbol.value.toUtf8();
            }));
    }
    /// True when nothing is asked about this market while another one of the same pace is asked about often.
    bool asksNothing(const Symbol &symbol)
    {
        const int before = questions(symbol);
        MarketDepth other(*m_gateway, m_clock, quick);
        other.show(eth);
        const int others = questions(eth);
        return test::waitedFor([&] { return questions(eth) > others + 10; }) && questions(symbol) == before;
    }

    test::FakeClock m_clock;
    std::unique_ptr<test::ScriptedGateway> m_gateway;
};

QTEST_GUILESS_MAIN(TestDepthService)
#include "tst_depth_service.moc"
