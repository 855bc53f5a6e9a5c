// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketfeed.h"
#include "market/tickerboard.h"
#include "marketscript.h"
#include "support/fakeclock.h"
#include "support/feedserver.h"
#include "support/patience.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;
using market::TickerBoard;
using test::dec;

namespace {

QByteArray liveTickers(const QByteArray &close)
{
    return R"({"ch":"market.tickers","status":"ok","ts":1,"data":[)" +
           test::tickerRow("btcusdt", "80", close) + ',' + test::tickerRow("nosuch", "1", close) + "]}";
}

} // namespace

class TestBoardLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhichPricesMoved();
    void aRefusedMarketIsClosedAtOnce();
};

void TestBoardLive::tellsWhichPricesMoved()
{
    test::FakeClock clock;
    test::FeedServer server;
    test::ScriptedGateway gateway;
    test::scriptMarkets(gateway);
    htx::feed::FeedRules rules;
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    htx::feed::MarketFeed feed(clock, *QThread::currentThread(), rules);
    TickerBoard board(gateway, clock);
    board.follow(feed);
    feed.setExchange(server.url());
    QTRY_COMPARE(server.count(QStringLiteral("sub"), QStringLiteral("market.tickers")), 1);
    QTRY_COMPARE(board.state(), LoadState::Ready);

    QSignalSpy moved(&board, &TickerBoard::pricesMoved);
    qsizetype movedBefore = -1; // when all were told of for the first time
    connect(&board, &TickerBoard::quotesChanged, this, [&] {
        if (movedBefore < 0)
            movedBefore = moved.size();
    });
    QElapsedTimer timer;
    timer.start();
    int pushed = 0;
    while (timer.elapsed() < 450) {
        server.pushPacked(liveTickers(QByteArray::number(101 + ++pushed)));
        QTest::qWait(5);
    }
    QTRY_COMPARE(board.quote(Symbol{QStringLiteral("btcusdt")})->price, Decimal(101 + pushed));
    QTRY_VERIFY(!moved.isEmpty());
    // At most once in 100 ms, of the markets that are known, and before who looks at all of them is told.
    QVERIFY2(moved.size() <= timer.elapsed() / 100 + 1, qPrintable(QString::number(moved.size())));
    QCOMPARE(moved.first().first().value<QSet<Symbol>>(), QSet<Symbol>{Symbol{QStringLiteral("btcusdt")}});
    QVERIFY(movedBefore != 0);
}

void TestBoardLive::aRefusedMarketIsClosedAtOnce()
{
    test::FakeClock clock;
    test::FeedServer server;
    test::ScriptedGateway gateway;
    test::scriptMarkets(gateway);
    htx::feed::FeedRules rules;
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    const Symbol bitcoin{QStringLiteral("btcusdt")};
    const auto trades = htx::feed::Topic::trades(bitcoin);
    server.refuse(trades.wireName(), "bad-request", "invalid symbol");
    htx::feed::MarketFeed feed(clock, *QThread::currentThread(), rules);
    TickerBoard board(gateway, clock);
    board.follow(feed);
    feed.setExchange(server.url());
    QTRY_COMPARE(board.state(), LoadState::Ready);
    QVERIFY(board.quote(bitcoin)->info.isOnline());
    gateway.answer(test::symbolsPath, test::list({test::symbolRow("eth", "btc")}));
    feed.setTopics(QStringLiteral("chart"), {trades});
    QTRY_VERIFY(!board.quote(bitcoin) || !board.quote(bitcoin)->info.isOnline());
    QTRY_VERIFY(!board.quote(bitcoin)); // as the list says then
    QVERIFY(board.quote(Symbol{QStringLiteral("ethbtc")}));
}

QTEST_GUILESS_MAIN(TestBoardLive)
#include "tst_market_live.moc"
