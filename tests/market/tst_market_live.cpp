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

htx::feed::FeedRules quickRules()
{
    htx::feed::FeedRules rules;
    rules.connection.tick = 2ms;
    rules.pace = 0ms;
    rules.frame = 1ms;
    return rules;
}

/// The board of some markets, with a feed in this thread that it follows.
struct Live
{
    Live()
    {
        test::scriptMarkets(gateway);
        board.follow(feed);
    }

    test::FakeClock clock;
    test::FeedServer server;
    test::ScriptedGateway gateway;
    htx::feed::MarketFeed feed{clock, *QThread::currentThread(), quickRules()};
    TickerBoard board{gateway, clock};
};

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
    Live live;
    live.feed.setExchange(live.server.url());
    QTRY_COMPARE(live.server.count(QStringLiteral("sub"), QStringLiteral("market.tickers")), 1);
    QTRY_COMPARE(live.board.state(), LoadState::Ready);

    QSignalSpy moved(&live.board, &TickerBoard::pricesMoved);
    qsizetype movedBefore = -1; // when all were told of for the first time
    connect(&live.board, &TickerBoard::quotesChanged, this, [&] {
        if (movedBefore < 0)
            movedBefore = moved.size();
    });
    QElapsedTimer timer;
    timer.start();
    int pushed = 0;
    while (timer.elapsed() < 450) {
        live.server.pushPacked(liveTickers(QByteArray::number(101 + ++pushed)));
        QTest::qWait(5);
    }
    QTRY_COMPARE(live.board.quote(Symbol{QStringLiteral("btcusdt")})->price, Decimal(101 + pushed));
    QTRY_VERIFY(!moved.isEmpty());
    // At most once in 100 ms, of the markets that are known, and before who looks at all of them is told.
    QVERIFY2(moved.size() <= timer.elapsed() / 100 + 1, qPrintable(QString::number(moved.size())));
    QCOMPARE(moved.first().first().value<QSet<Symbol>>(), QSet<Symbol>{Symbol{QStringLiteral("btcusdt")}});
    QVERIFY(movedBefore != 0);
}

void TestBoardLive::aRefusedMarketIsClosedAtOnce()
{
    Live live;
    const Symbol bitcoin{QStringLiteral("btcusdt")};
    const auto trades = htx::feed::Topic::trades(bitcoin);
    live.server.refuse(trades.wireName(), "bad-request", "invalid symbol");
    live.feed.setExchange(live.server.url());
    QTRY_COMPARE(live.board.state(), LoadState::Ready);
    QVERIFY(live.board.quote(bitcoin)->info.isOnline());
    live.gateway.answer(test::symbolsPath, test::list({test::symbolRow("eth", "btc")}));
    live.feed.setTopics(QStringLiteral("chart"), {trades});
    QTRY_VERIFY(!live.board.quote(bitcoin) || !live.board.quote(bitcoin)->info.isOnline());
    QTRY_VERIFY(!live.board.quote(bitcoin)); // as the list says then
    QVERIFY(live.board.quote(Symbol{QStringLiteral("ethbtc")}));
}

QTEST_GUILESS_MAIN(TestBoardLive)
#include "tst_market_live.moc"
