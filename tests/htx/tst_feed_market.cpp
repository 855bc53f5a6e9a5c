// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketfeed.h"
#include "support/fakeclock.h"
#include "support/feedserver.h"
#include "support/gzip.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::feed;
using namespace std::chrono_literals;
using coffer::test::FakeClock;
using coffer::test::FeedServer;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};
const QString owner = QStringLiteral("test");
const QString bookTopic = QStringLiteral("market.btcusdt.mbp.150");

FeedRules quickRules()
{
    FeedRules rules = marketRules();
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    return rules;
}

QByteArray tickersMessage(const QByteArray &symbol, int close)
{
    return R"({"ch":"market.tickers","status":"ok","ts":1,"data":[{"symbol":")" + symbol +
           R"(","open":1,"high":1,"low":1,"close":)" + QByteArray::number(close) +
           R"(,"amount":1,"vol":1,"count":1}]})";
}

QByteArray increment(int previous, int sequence, const QByteArray &bids, const QByteArray &asks = "[]")
{
    return R"({"ch":"market.btcusdt.mbp.150","ts":1,"tick":{"seqNum":)" + QByteArray::number(sequence) +
           R"(,"prevSeqNum":)" + QByteArray::number(previous) + R"(,"bids":)" + bids + R"(,"asks":)" + asks +
           "}}";
}

QByteArray image(int sequence)
{
    return R"({"seqNum":)" + QByteArray::number(sequence) + R"(,"bids":[[99,1]],"asks":[[101,1]]})";
}

/// Long enough for every timer of the feed to have looked at the clock more than once.
void letTicksPass()
{
    int ticks = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&ticks] { ++ticks; });
    timer.start(quickRules().connection.tick);
    QTRY_VERIFY(ticks >= 5);
}

/// A feed in this thread, with a clock that only the test moves, and what arrived on it.
struct Desk
{
    explicit Desk(const FeedRules &rules = quickRules()) : feed(clock, *QThread::currentThread(), rules)
    {
        QObject::connect(&feed, &MarketFeed::arrived, &feed, [this](const MarketBatch &batch) {
            ++batches;
            for (const Ticker &ticker : batch.tickers)
                prices.insert(ticker.symbol.value, ticker.close);
            for (const Book &each : batch.books)
                book = each;
        });
    }
    void follow(const Topics &topics)
    {
        feed.setExchange(server.url());
        feed.setTopics(owner, topics);
    }
    ConnectionState state() const { return feed.status().state; }
    /// Time passes until the next attempt was made.
    void reconnect()
    {
        const int before = server.connections();
        QTRY_COMPARE(state(), ConnectionState::Waiting);
        clock.advance(61s);
        QTRY_VERIFY(server.connections() > before);
    }

    FakeClock clock;
    FeedServer server;
    MarketFeed feed;
    QHash<QString, Decimal> prices;
    Book book;
    int batches = 0;
};

} // namespace

class TestFeedMarket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOffUntilSomethingIsWanted()
    {
        Desk desk;
        desk.feed.setExchange(desk.server.url());
        QCOMPARE(desk.state(), ConnectionState::Off);
        desk.feed.setTopics(owner, {Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub"), QStringLiteral("market.tickers")), 1);
        QCOMPARE(desk.server.paths(), QStringList{QStringLiteral("/ws")});
        desk.feed.setTopics(owner, {});
        QTRY_COMPARE(desk.server.connected(), 0);
        QCOMPARE(desk.state(), ConnectionState::Off);
    }

    void deliversTheNewestOfEach()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        for (int i = 1; i <= 50; ++i) {
            desk.server.pushPacked(tickersMessage("btcusdt", i));
            desk.server.pushPacked(tickersMessage("ethusdt", 100 + i));
        }
        QTRY_COMPARE(desk.prices.value(QStringLiteral("btcusdt")), Decimal(50));
        QTRY_COMPARE(desk.prices.value(QStringLiteral("ethusdt")), Decimal(150));
    }

    void oneBatchAtATime()
    {
        FeedRules rules = quickRules();
        rules.frame = 50ms;
        Desk desk(rules);
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        for (int i = 1; i <= 200; ++i)
            desk.server.pushPacked(tickersMessage("btcusdt", i));
        QTRY_COMPARE(desk.prices.value(QStringLiteral("btcusdt")), Decimal(200));
        QVERIFY2(desk.batches < 50, "coalesced");
    }

    void answersPings()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        desk.server.pushPacked(R"({"ping":1492420473027})");
        QTRY_COMPARE(desk.server.count(QStringLiteral("pong")), 1);
        QCOMPARE(desk.server.received().last()[QStringLiteral("pong")].toInteger(), 1'492'420'473'027);
    }

    void row39_pingFloodIsAnsweredAtAPace()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        for (int i = 0; i < 1'000; ++i)
            desk.server.pushPacked(R"({"ping":)" + QByteArray::number(i) + '}');
        desk.server.pushPacked(tickersMessage("btcusdt", 7));
        QTRY_COMPARE(desk.prices.value(QStringLiteral("btcusdt")), Decimal(7));
        QTRY_COMPARE(desk.server.count(QStringLiteral("pong")), 1);
        desk.clock.advance(5s);
        desk.server.pushPacked(R"({"ping":5000})");
        QTRY_COMPARE(desk.server.count(QStringLiteral("pong")), 2);
        QCOMPARE(desk.state(), ConnectionState::Live);
    }

    // Rows 33 to 37: one bad message is passed over, and the next good one counts.
    void badMessagesArePassedOver_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isText");
        const QByteArray good = test::gzip(tickersMessage("btcusdt", 1));
        QByteArray badSum = good;
        badSum[good.size() - 6] = char(badSum.at(good.size() - 6) ^ 1);
        QTest::newRow("row 33: gzip truncated") << good.chopped(4) << false;
        QTest::newRow("row 34: gzip CRC bad") << badSum << false;
        QTest::newRow("row 36: text where binary is expected") << tickersMessage("btcusdt", 1) << true;
        QTest::newRow("row 37: random bytes") << QByteArray("\x01\x02\x03\xff") << false;
        QTest::newRow("no JSON") << test::gzip("<html>") << false;
        QTest::newRow("wrong payload") << test::gzip(R"({"ch":"market.tickers","ts":1,"data":[3]})") << false;
    }
    void badMessagesArePassedOver()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isText);
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        const auto sendBad = [&] { isText ? desk.server.pushText(bytes) : desk.server.pushBytes(bytes); };
        for (int i = 0; i < 19; ++i)
            sendBad();
        desk.server.pushPacked(tickersMessage("ethusdt", 5));
        QTRY_COMPARE(desk.prices.value(QStringLiteral("ethusdt")), Decimal(5));
        QVERIFY(!desk.prices.contains(QStringLiteral("btcusdt")));
        QCOMPARE(desk.state(), ConnectionState::Live);
        // Row 37: twenty in a row are too many.
        for (int i = 0; i < 20; ++i)
            sendBad();
        desk.reconnect();
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 2);
        QCOMPARE(desk.server.connected(), 1);
    }

    void row35_bombEndsTheConnection()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        desk.server.pushBytes(test::gzip(QByteArray(32 << 20, ' ')));
        desk.reconnect();
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
    }

    // Row 38: a frame of 100 MB is refused by its head, so that nothing of that size is ever held, and a
    // message in small frames once it has grown too long.
    void row38_hugeMessageEndsTheConnection_data()
    {
        QTest::addColumn<bool>("isOneFrame");
        QTest::newRow("one frame of 100 MB") << true;
        QTest::newRow("many frames") << false;
    }
    void row38_hugeMessageEndsTheConnection()
    {
        QFETCH(bool, isOneFrame);
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        if (isOneFrame)
            desk.server.pushFrameHead(100 << 20);
        else
            desk.server.pushBytes(QByteArray(9 << 20, 'x'));
        desk.reconnect();
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        desk.server.pushPacked(tickersMessage("btcusdt", 3));
        QTRY_COMPARE(desk.prices.value(QStringLiteral("btcusdt")), Decimal(3));
    }

    void row40_silenceEndsTheConnection()
    {
        Desk desk;
        QSignalSpy resumed(&desk.feed, &MarketFeed::resumed);
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        QCOMPARE(resumed.size(), 1);
        desk.server.setSilent(true);
        desk.server.pushPacked(tickersMessage("btcusdt", 3));
        QTRY_COMPARE(desk.prices.value(QStringLiteral("btcusdt")), Decimal(3));
        desk.clock.advance(14'999ms);
        letTicksPass();
        QCOMPARE(desk.state(), ConnectionState::Live);
        desk.clock.advance(1ms);
        desk.reconnect();
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 2);
        QCOMPARE(desk.state(), ConnectionState::Live);
        QCOMPARE(resumed.size(), 2);
    }

    void row41_gapInABookIsMended()
    {
        Desk desk;
        desk.server.answer(bookTopic, image(10));
        desk.follow({Topic::book(btc)});
        QTRY_VERIFY(desk.book.isLive);
        QCOMPARE(desk.server.paths(), QStringList{QStringLiteral("/feed")});
        desk.server.pushPacked(increment(10, 11, "[[98,2]]"));
        QTRY_COMPARE(desk.book.depth.version, 11);
        QCOMPARE(desk.book.depth.bids.size(), 2);
        desk.server.answer(bookTopic, image(20));
        desk.server.pushPacked(increment(19, 20, "[[97,2]]"));
        QTRY_COMPARE(desk.book.depth.version, 20);
        QVERIFY(desk.book.isLive);
        QCOMPARE(desk.book.depth.bids.size(), 1);
        QCOMPARE(desk.server.count(QStringLiteral("req"), bookTopic), 2);
    }

    void row42_crossedBookIsNotLive()
    {
        Desk desk;
        desk.server.answer(bookTopic, image(10));
        desk.follow({Topic::book(btc)});
        QTRY_VERIFY(desk.book.isLive);
        desk.server.setSilent(true); // no image comes to mend it
        desk.server.pushPacked(increment(10, 11, "[[102,2]]"));
        QTRY_VERIFY(!desk.book.isLive);
        QTRY_COMPARE(desk.server.count(QStringLiteral("req"), bookTopic), 2);
    }

    void row44_closingLoopsBackOff_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {1000, 1003, 1009, 1011})
            QTest::addRow("%d", code) << code;
        QTest::newRow("1006") << 1006;
    }
    void row44_closingLoopsBackOff()
    {
        QFETCH(int, code);
        Desk desk;
        desk.follow({Topic::tickers()});
        for (int round = 1; round <= 5; ++round) {
            QTRY_COMPARE(desk.server.connections(), round);
            QTRY_COMPARE(desk.state(), ConnectionState::Live);
            QTRY_COMPARE(desk.server.connected(), 1);
            if (code == 1006)
                desk.server.abortAll();
            else
                desk.server.closeAll(static_cast<QWebSocketProtocol::CloseCode>(code));
            QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
            QVERIFY(desk.feed.status().error.has_value());
            QCOMPARE(desk.server.connections(), round); // no attempt before its time
            desk.clock.advance(61s);
        }
    }

    void row45_otherMarketsAreDropped()
    {
        Desk desk;
        desk.server.answer(bookTopic, image(10));
        desk.follow({Topic::book(btc), Topic::ticker(btc), Topic::bbo(btc)});
        QTRY_VERIFY(desk.book.isLive);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 3);
        QSignalSpy arrived(&desk.feed, &MarketFeed::arrived);
        desk.server.pushPacked(R"({"ch":"market.ethusdt.mbp.150","ts":1,"tick":{"seqNum":11,"prevSeqNum":10,)"
                               R"("bids":[[5,5]]}})");
        desk.server.pushPacked(R"({"ch":"market.ethusdt.ticker","ts":1,"tick":{"open":1,"high":1,"low":1,)"
                               R"("close":666,"amount":1,"vol":1,"count":1}})");
        desk.server.pushPacked(R"({"ch":"market.btcusdt.bbo","ts":1,"tick":{"symbol":"ethusdt","bid":1,)"
                               R"("bidSize":1,"ask":2,"askSize":1}})");
        desk.server.pushPacked(R"({"ch":"market.btcusdt.ticker","ts":1,"tick":{"open":1,"high":1,"low":1,)"
                               R"("close":5,"amount":1,"vol":1,"count":1}})");
        QTRY_COMPARE(desk.prices.value(QStringLiteral("btcusdt")), Decimal(5));
        QVERIFY(!desk.prices.contains(QStringLiteral("ethusdt")));
        desk.server.pushPacked(increment(10, 11, "[[98,2]]"));
        QTRY_COMPARE(desk.book.depth.version, 11);
        QCOMPARE(desk.book.depth.bids.size(), 2);
    }

    void subscribesAtAPace()
    {
        FeedRules rules = quickRules();
        rules.pace = 100ms;
        Desk desk(rules);
        Topics topics;
        for (int i = 0; i < 5; ++i)
            topics.insert(Topic::ticker(Symbol{QStringLiteral("m%1usdt").arg(i)}));
        desk.follow(topics);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        letTicksPass(); // the clock stands still, whatever the computer's does
        QCOMPARE(desk.server.count(QStringLiteral("sub")), 1);
        for (int sent = 2; sent <= 5; ++sent) {
            desk.clock.advance(100ms);
            QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), sent);
        }
        desk.feed.setTopics(owner, {Topic::ticker(btc)});
        for (int i = 0; i < 6; ++i) {
            desk.clock.advance(100ms);
            QTRY_COMPARE(
                desk.server.count(QStringLiteral("sub")) + desk.server.count(QStringLiteral("unsub")), 6 + i);
        }
        QCOMPARE(desk.server.count(QStringLiteral("unsub")), 5);
    }

    void refusedTopicsAreTold()
    {
        Desk desk;
        desk.server.refuse(QStringLiteral("market.tickers"), "bad-request", "invalid topic market.tickers");
        QSignalSpy refused(&desk.feed, &MarketFeed::refused);
        desk.follow({Topic::tickers(), Topic::ticker(btc)});
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().value<Topic>(), Topic::tickers());
        QCOMPARE(desk.state(), ConnectionState::Live);
    }

    void limitedTopicsAreTriedAgain()
    {
        Desk desk;
        desk.server.refuse(QStringLiteral("market.tickers"), "bad-request", "429 too many request topics");
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        letTicksPass();
        QCOMPARE(desk.server.count(QStringLiteral("sub")), 1);
        desk.clock.advance(10s);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 2);
    }

    void asksOnce()
    {
        Desk desk;
        desk.feed.setExchange(desk.server.url());
        desk.server.answer(QStringLiteral("market.btcusdt.kline.1min"),
                           R"([{"id":60,"open":1,"close":2,"low":1,"high":2,"amount":1,"vol":1,"count":1}])");
        const Future<QList<Candle>> candles = desk.feed.candles(btc, Period::Min1, 60, 120);
        QTRY_VERIFY(candles.isFinished());
        QVERIFY(candles.result());
        QCOMPARE(candles.result()->first().time, 60);
        const QJsonObject asked = desk.server.received().first();
        QCOMPARE(asked[QStringLiteral("from")].toInteger(), 60);
        QCOMPARE(asked[QStringLiteral("to")].toInteger(), 120);
        QTRY_COMPARE(desk.state(), ConnectionState::Off); // nothing else is wanted

        const Future<Depth> late = desk.feed.depth(btc, 0);
        QTRY_COMPARE(desk.server.count(QStringLiteral("req")), 2);
        desk.clock.advance(8s);
        QTRY_VERIFY(late.isFinished());
        QCOMPARE(late.result().error().kind, ErrorKind::Timeout);
    }

    void requestsEndWithTheConnection()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        const Future<QList<Trade>> trades = desk.feed.trades(btc);
        QTRY_COMPARE(desk.server.count(QStringLiteral("req")), 1);
        desk.server.abortAll();
        QTRY_VERIFY(trades.isFinished());
        QCOMPARE(trades.result().error().kind, ErrorKind::Offline);
    }

    void requestsAreBounded()
    {
        Desk desk; // with nowhere to go
        QList<Future<Depth>> asked;
        for (int i = 0; i < 65; ++i)
            asked += desk.feed.depth(btc, 0);
        QVERIFY(asked.last().isFinished());
        QCOMPARE(asked.last().result().error().kind, ErrorKind::RateLimited);
        QVERIFY(!asked.first().isFinished());
    }

    void restsWhilePaused()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 1);
        desk.feed.setPaused(true);
        QTRY_COMPARE(desk.server.connected(), 0);
        QCOMPARE(desk.state(), ConnectionState::Off);
        desk.clock.advance(10min);
        letTicksPass();
        QCOMPARE(desk.server.connections(), 1);
        desk.feed.setPaused(false);
        QTRY_COMPARE(desk.server.count(QStringLiteral("sub")), 2);
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
    }

    void sleepIsNoticed()
    {
        Desk desk;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        // While a computer sleeps, only the wall clock goes on.
        desk.clock.setLocalMs(desk.clock.localMs() + 8 * 3600 * 1000);
        QTRY_COMPARE(desk.server.connections(), 2);
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
    }

    void anotherExchangeIsFollowedAnew()
    {
        Desk desk;
        FeedServer other;
        desk.follow({Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Live);
        desk.feed.setExchange(other.url());
        QTRY_COMPARE(other.count(QStringLiteral("sub")), 1);
        QTRY_COMPARE(desk.server.connected(), 0);
    }

    void aHostWithoutSocketsIsWaitedFor()
    {
        Desk desk;
        desk.feed.setExchange(QUrl(QStringLiteral("http://127.0.0.1:1")));
        desk.feed.setTopics(owner, {Topic::tickers()});
        QTRY_COMPARE(desk.state(), ConnectionState::Waiting);
        QCOMPARE(desk.feed.status().error->kind, ErrorKind::Offline);
    }

    void worksOnAThreadOfItsOwn()
    {
        SystemClock clock;
        FeedServer server;
        QThread thread;
        thread.start();
        {
            MarketFeed feed(clock, thread, quickRules());
            Decimal price;
            connect(&feed, &MarketFeed::arrived, this, [&price](const MarketBatch &batch) {
                QCOMPARE(QThread::currentThread(), qApp->thread());
                price = batch.tickers.value(btc).close;
            });
            feed.setExchange(server.url());
            feed.setTopics(owner, {Topic::tickers()});
            QTRY_VERIFY(feed.status().isLive());
            QTRY_COMPARE(server.count(QStringLiteral("sub")), 1);
            server.pushPacked(tickersMessage("btcusdt", 9));
            QTRY_COMPARE(price, Decimal(9));
        }
        thread.quit();
        QVERIFY(thread.wait(5'000));
    }
};

QTEST_GUILESS_MAIN(TestFeedMarket)
#include "tst_feed_market.moc"
