// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/tickerboard.h"

#include "marketscript.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using market::Quote;
using market::TickerBoard;
using test::dec;

namespace {

Symbol sym(const char *name)
{
    return Symbol{QString::fromLatin1(name)};
}

Currency cur(const char *name)
{
    return Currency{QString::fromLatin1(name)};
}

} // namespace

class TickerBoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::FakeClock>();
        m_gateway = std::make_unique<test::ScriptedGateway>();
        test::scriptMarkets(*m_gateway);
        m_board = std::make_unique<TickerBoard>(*m_gateway, *m_clock);
    }
    void cleanup()
    {
        m_board.reset();
        m_gateway.reset();
    }

    void changeOfAQuote();
    void readsMarketsAndPrices();
    void asksForSymbolsOnceADay();
    void readsTheWatchedOnly();
    void limitsTheWatched();
    void publishesOnce();
    void neverOverlaps();
    void failedTickersKeepPrices();
    void failedSymbolsAtFirst();
    void failedSymbolsLater();
    void failedDetail();
    void aMarketThatIsGoneIsClosedAtOnce();
    void zeroPriceIsNoPrice();
    void vanishedMarketHasNoPrice();
    void cancelledRoundEnds();
    void mayDieWhileAsking();

private:
    void refreshed()
    {
        QSignalSpy quotes(m_board.get(), &TickerBoard::quotesChanged);
        m_board->refresh();
        QTRY_VERIFY(!quotes.isEmpty());
    }

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<test::ScriptedGateway> m_gateway;
    std::unique_ptr<TickerBoard> m_board;
};

void TickerBoardTest::changeOfAQuote()
{
    Quote quote;
    QVERIFY(!quote.change());
    quote.price = dec("110");
    QVERIFY(!quote.change());
    quote.dayOpen = dec("100");
    QCOMPARE(*quote.change(), dec("0.1"));
    quote.open24h = dec("200");
    QCOMPARE(*quote.change(), dec("-0.45"));
    quote.open24h = Decimal(0);
    QVERIFY(!quote.change());
}

void TickerBoardTest::readsMarketsAndPrices()
{
    QSignalSpy symbols(m_board.get(), &TickerBoard::symbolsChanged);
    QSignalSpy states(m_board.get(), &TickerBoard::stateChanged);
    QCOMPARE(m_board->state(), LoadState::Idle);
    m_board->refresh();
    QCOMPARE(m_board->state(), LoadState::Loading);
    QTRY_COMPARE(m_board->state(), LoadState::Ready);
    QCOMPARE(states.size(), 2);
    QVERIFY(!symbols.isEmpty());
    QCOMPARE(m_board->symbols(),
             (QList<Symbol>{sym("btcusdt"), sym("ethbtc"), sym("usdtusd"), sym("oldusdt")}));
    QCOMPARE(m_board->updatedAt(), m_clock->nowMs());

    const Quote *btc = m_board->find(cur("btc"), cur("usdt"));
    QVERIFY(btc);
    QCOMPARE(btc, m_board->quote(sym("btcusdt")));
    QCOMPARE(*btc->price, dec("100"));
    QCOMPARE(*btc->change(), dec("0.25"));
    QTRY_COMPARE(m_board->quote(sym("btcusdt"))->info.displayName, QStringLiteral("BTC / USDT"));
    QVERIFY(!m_board->find(cur("btc"), cur("eur")));
    QVERIFY(!m_board->quote(sym("oldusdt"))->price);
    QVERIFY(!m_board->quote(sym("nosuch")));
    QVERIFY(m_gateway->unexpected.isEmpty());
}

void TickerBoardTest::asksForSymbolsOnceADay()
{
    refreshed();
    refreshed();
    QCOMPARE(m_gateway->count(test::symbolsPath), 1);
    QCOMPARE(m_gateway->count(test::tickersPath), 2);
    m_clock->advance(std::chrono::hours(24));
    refreshed();
    QCOMPARE(m_gateway->count(test::symbolsPath), 2);
}

void TickerBoardTest::readsTheWatchedOnly()
{
    m_board->setWatched(QStringLiteral("favourites"), {sym("btcusdt"), sym("oldusdt"), sym("nosuch")});
    QCOMPARE(m_gateway->requests.size(), 0); // nothing is known yet
    m_board->refresh();
    QTRY_VERIFY(m_board->quote(sym("btcusdt")) && m_board->quote(sym("btcusdt"))->open24h);
    QCOMPARE(*m_board->quote(sym("btcusdt"))->change(), dec("1"));
    QCOMPARE(m_gateway->count(test::mergedPath), 1); // neither the unknown nor the unpriced one

    // Newly watched ones are asked for at once, the others not again within a minute.
    m_board->setWatched(QStringLiteral("portfolio"), {sym("btcusdt"), sym("ethbtc")});
    QTRY_VERIFY(m_board->quote(sym("ethbtc"))->open24h);
    QCOMPARE(m_gateway->count(test::mergedPath), 2);
    refreshed();
    QCOMPARE(m_gateway->count(test::mergedPath), 2);
    m_clock->advance(std::chrono::minutes(1));
    QSignalSpy quotes(m_board.get(), &TickerBoard::quotesChanged);
    m_board->refresh();
    QTRY_COMPARE(quotes.size(), 2); // prices, and both 24 h together
    QCOMPARE(m_gateway->count(test::mergedPath), 4);

    // What is no longer watched loses its 24 h when they are no longer true.
    m_board->setWatched(QStringLiteral("portfolio"), {});
    m_clock->advance(std::chrono::minutes(11));
    refreshed();
    QVERIFY(!m_board->quote(sym("ethbtc"))->open24h);
}

void TickerBoardTest::limitsTheWatched()
{
    QList<QByteArray> symbols;
    QList<QByteArray> tickers;
    QSet<Symbol> watched;
    for (int i = 0; i < 60; ++i) {
        const QByteArray base = "c" + QByteArray::number(i);
        symbols.append(test::symbolRow(base, "usdt"));
        tickers.append(test::tickerRow(base + "usdt", "1", "2"));
        watched.insert(Symbol{QString::fromLatin1(base + "usdt")});
    }
    m_gateway->answer(test::symbolsPath, test::list(symbols));
    m_gateway->answer(test::tickersPath, test::list(tickers));
    m_board->setWatched(QStringLiteral("favourites"), watched);
    QSignalSpy quotes(m_board.get(), &TickerBoard::quotesChanged);
    refreshed();
    QTRY_COMPARE(quotes.size(), 2); // the first round is over
    quotes.clear();
    m_clock->advance(std::chrono::minutes(2));
    m_gateway->requests.clear();
    m_board->refresh();
    QTRY_COMPARE(m_gateway->count(test::mergedPath), 40);
    QTRY_COMPARE(quotes.size(), 2); // prices, and all 24 h together
    test::ScriptedGateway::settle();
    QCOMPARE(m_gateway->count(test::mergedPath), 40);

    m_clock->advance(std::chrono::minutes(2));
    refreshed();
    m_gateway->requests.clear();
    m_gateway->hold();
    m_clock->advance(std::chrono::minutes(2));
    m_board->refresh();
    m_gateway->mostAtOnce = 0;
    while (m_gateway->count(test::mergedPath) < 40) {
        m_gateway->release();
        m_gateway->hold();
        test::ScriptedGateway::settle();
    }
    QVERIFY(m_gateway->mostAtOnce <= 8);
    m_gateway->release();
}

void TickerBoardTest::publishesOnce()
{
    QSignalSpy quotes(m_board.get(), &TickerBoard::quotesChanged);
    m_board->refresh();
    QTRY_COMPARE(m_board->state(), LoadState::Ready);
    test::ScriptedGateway::settle();
    QCOMPARE(quotes.size(), 1);
}

void TickerBoardTest::neverOverlaps()
{
    m_gateway->hold();
    m_board->refresh();
    m_board->refresh();
    QCOMPARE(m_gateway->count(test::tickersPath), 1);
    m_gateway->release();
    QTRY_COMPARE(m_board->state(), LoadState::Ready);
    QCOMPARE(m_gateway->count(test::tickersPath), 1);
}

void TickerBoardTest::failedTickersKeepPrices()
{
    refreshed();
    const qint64 updated = m_board->updatedAt();
    m_gateway->refuse(test::tickersPath, test::offline());
    m_clock->advance(std::chrono::seconds(5));
    QSignalSpy failed(m_board.get(), &TickerBoard::failed);
    m_board->refresh();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>(), test::offline());
    QCOMPARE(m_board->state(), LoadState::Failed);
    QCOMPARE(*m_board->quote(sym("btcusdt"))->price, dec("100"));
    QCOMPARE(m_board->updatedAt(), updated);
    test::scriptMarkets(*m_gateway);
    refreshed();
    QCOMPARE(m_board->state(), LoadState::Ready);
}

void TickerBoardTest::failedSymbolsAtFirst()
{
    m_gateway->refuse(test::symbolsPath, test::offline());
    QSignalSpy failed(m_board.get(), &TickerBoard::failed);
    m_board->refresh();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_board->state(), LoadState::Failed);
    QCOMPARE(m_board->updatedAt(), 0);
    test::scriptMarkets(*m_gateway);
    refreshed();
    QCOMPARE(m_board->state(), LoadState::Ready);
    QCOMPARE(m_gateway->count(test::symbolsPath), 2);
}

void TickerBoardTest::failedSymbolsLater()
{
    refreshed();
    m_gateway->refuse(test::symbolsPath, test::offline());
    m_gateway->answer(test::tickersPath, test::list({test::tickerRow("btcusdt", "80", "120")}));
    m_clock->advance(std::chrono::hours(25));
    QSignalSpy failed(m_board.get(), &TickerBoard::failed);
    refreshed();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_board->state(), LoadState::Stale);
    QCOMPARE(*m_board->quote(sym("btcusdt"))->price, dec("120"));
}

void TickerBoardTest::failedDetail()
{
    m_gateway->refuse(test::mergedPath, test::offline());
    m_board->setWatched(QStringLiteral("favourites"), {sym("btcusdt")});
    QSignalSpy failed(m_board.get(), &TickerBoard::failed);
    refreshed();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_board->state(), LoadState::Ready); // prices are all there
    QCOMPARE(*m_board->quote(sym("btcusdt"))->change(), dec("0.25"));
}

/// A market that was taken off since the list was read: known from the first reply that says so.
void TickerBoardTest::aMarketThatIsGoneIsClosedAtOnce()
{
    m_board->setWatched(QStringLiteral("favourites"), {sym("btcusdt")});
    refreshed();
    QTRY_COMPARE(m_gateway->count(test::mergedPath), 1);
    m_clock->advance(std::chrono::minutes(2));
    const Error unknown{ErrorKind::Rejected, QStringLiteral("invalid-parameter"),
                        QStringLiteral("invalid symbol"), std::nullopt};
    m_gateway->refuse(test::mergedPath, unknown);
    QSignalSpy failed(m_board.get(), &TickerBoard::failed);
    QList<bool> isOnline; // as who shows markets sees it
    connect(m_board.get(), &TickerBoard::symbolsChanged, this,
            [&] { isOnline.append(m_board->quote(sym("btcusdt"))->info.isOnline()); });
    refreshed();
    QTRY_VERIFY(isOnline.contains(false));
    QVERIFY(failed.isEmpty()); // this is no failure
    // The list has the last word, and is not asked for again and again.
    QTRY_COMPARE(m_gateway->count(test::symbolsPath), 2);
    QTRY_VERIFY(m_board->quote(sym("btcusdt"))->info.isOnline());
    QTRY_COMPARE(m_board->state(), LoadState::Ready);
    m_board->noteUnknown(sym("btcusdt"));
    QVERIFY(!m_board->quote(sym("btcusdt"))->info.isOnline());
    QVERIFY(!m_board->quote(sym("btcusdt"))->price);
    refreshed();
    QCOMPARE(m_gateway->count(test::symbolsPath), 2);
    m_clock->advance(std::chrono::minutes(10)); // but it is, later, until it comes
    m_gateway->refuse(test::symbolsPath, test::offline());
    refreshed();
    QCOMPARE(m_gateway->count(test::symbolsPath), 3);
    QVERIFY(!m_board->quote(sym("btcusdt"))->info.isOnline());
    test::scriptMarkets(*m_gateway);
    m_clock->advance(std::chrono::minutes(10));
    refreshed();
    QCOMPARE(m_gateway->count(test::symbolsPath), 4);
    QTRY_VERIFY(m_board->quote(sym("btcusdt"))->info.isOnline());
    m_board->noteUnknown(sym("nosuch"));
    QVERIFY(!m_board->quote(sym("nosuch")));
    m_board->disconnect(this);
}

void TickerBoardTest::zeroPriceIsNoPrice()
{
    m_gateway->answer(test::tickersPath, test::list({test::tickerRow("btcusdt", "0", "0"),
                                                     test::tickerRow("nosuch", "1", "1")}));
    refreshed();
    QVERIFY(!m_board->quote(sym("btcusdt"))->price);
    QVERIFY(!m_board->quote(sym("btcusdt"))->change());
    QVERIFY(!m_board->quote(sym("nosuch")));
}

void TickerBoardTest::vanishedMarketHasNoPrice()
{
    refreshed();
    m_gateway->answer(test::tickersPath, test::list({test::tickerRow("ethbtc", "1", "1")}));
    refreshed();
    QVERIFY(!m_board->quote(sym("btcusdt"))->price);
}

void TickerBoardTest::cancelledRoundEnds()
{
    m_gateway->hold();
    QSignalSpy failed(m_board.get(), &TickerBoard::failed);
    m_board->refresh();
    m_gateway->cancel();
    QTRY_COMPARE(m_board->state(), LoadState::Idle);
    QCOMPARE(failed.size(), 0);
    refreshed();
}

void TickerBoardTest::mayDieWhileAsking()
{
    m_gateway->hold();
    m_board->refresh();
    m_board.reset();
    m_gateway->release();
    test::ScriptedGateway::settle();
    QCOMPARE(m_gateway->waiting(), 0);
}

QTEST_GUILESS_MAIN(TickerBoardTest)
#include "tst_market_tickerboard.moc"
