// SPDX-License-Identifier: GPL-3.0-or-later
#include "candlescript.h"
#include "htx/feed/marketfeed.h"
#include "market/candles/candleservice.h"
#include "market/candles/periods.h"
#include "store/statement.h"
#include "support/fakeclock.h"
#include "support/feedserver.h"
#include "support/patience.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::test;
using namespace std::chrono_literals;
using htx::Candle;
using htx::Period;

namespace {

constexpr qint64 now = 1'768'478'400; ///< the clock's, a full hour
constexpr qint64 minute = 60;

/// No candle is missing, none is twice, and each is the market's.
bool isWhole(const CandleSeries &series, const ScriptedMarket &market)
{
    const QList<Candle> told = market.between(series.times().front(), series.times().back());
    if (told.size() != series.size())
        return false;
    for (qsizetype i = 0; i < told.size(); ++i) {
        if (series.at(i) != told[i])
            return false;
    }
    return true;
}

} // namespace

/// One stream: how far it reaches, what it keeps, and what can't break it.
class CandleStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<FakeClock>();
        m_server = std::make_unique<FeedServer>();
        m_gateway = std::make_unique<ScriptedGateway>();
        m_feed = std::make_unique<htx::feed::MarketFeed>(*m_clock, *QThread::currentThread(), quickRules());
        m_market = {now - 100'000 * minute, now, minute, {}};
        m_gateway->answer(klinePath, [this](const htx::Request &request) { return m_market.rest(request); });
        m_server->answerWith([this](const QJsonObject &request) { return m_market.socket(request); });
        start();
    }
    void cleanup()
    {
        stop();
        m_feed.reset();
        m_gateway.reset();
        m_server.reset();
    }
    void reachesBackAsFarAsWanted();
    void cheapInEachFrame();
    void stopsWhenTheViewGoesElsewhere();
    void findsTheBeginning();
    void aShortPageIsNearlyTheBeginning();
    void goesOnOverAHalt();
    void staysWithRestWithoutAFeed();
    void goesOnAfterALoss();
    void failsOnceAndTriesAgain();
    void liveCandlesCannotBreakIt();
    void aFloodIsWrittenInBatches();
    void restartKeepsEverything();
    void bridgesTheTimeItWasAway();
    void derivesOfflineFromWhatIsKept();
    void aMarketThatDisappearsKeepsItsCandles();
    void worksWithoutADisk();
    void worksWithAFullDisk();
    void memoryIsGivenBack();

private:
    void start()
    {
        m_database = std::make_unique<store::Database>(m_folder->filePath(QStringLiteral("candles.sqlite")),
                                                       CandleTable::schema(), store::Durability::Cache);
        m_table = std::make_unique<CandleTable>(*m_database);
        m_service = std::make_unique<CandleService>(*m_gateway, *m_clock, m_table.get());
        m_service->follow(*m_feed);
    }
    void stop()
    {
        m_stream.reset();
        m_service.reset();
        m_table.reset();
        m_database.reset();
    }
    void goLive()
    {
        m_feed->setExchange(m_server->url());
        QTRY_VERIFY(m_feed->status().isLive());
    }
    void openNow(Period period = Period::Min1)
    {
        m_stream = m_service->open(btc, period);
        QTRY_COMPARE(m_stream->state(), LoadState::Ready);
    }
    int asked() const { return m_server->count(QStringLiteral("req")); }
    qint64 first() const { return m_stream->series().times().front(); }
    void push(const QList<Candle> &candles)
    {
        for (const Candle &candle : candles)
            m_server->pushPacked(R"({"ch":"market.btcusdt.kline.1min","ts":1,"tick":)" + candleJson(candle) +
                                 '}');
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FeedServer> m_server;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<htx::feed::MarketFeed> m_feed;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<CandleTable> m_table;
    std::unique_ptr<CandleService> m_service;
    std::shared_ptr<CandleStream> m_stream;
    ScriptedMarket m_market;
};

void CandleStreamTest::reachesBackAsFarAsWanted()
{
    openNow();
    goLive();
    QCOMPARE(m_stream->series().size(), 2'000);
    QCOMPARE(m_stream->updatedAt(), m_clock->nowMs());
    QSignalSpy loading(m_stream.get(), &CandleStream::loadingOlderChanged);
    m_stream->reach(now - 5'000 * minute);
    QTRY_VERIFY(first() <= now - 5'000 * minute && !m_stream->isLoadingOlder());
    QVERIFY(isWhole(m_stream->series(), m_market));
    QCOMPARE(asked(), 11); // 3001 more in chunks of 300
    QVERIFY(loading.size() % 2 == 0);
    QVERIFY(!m_stream->hasOldest());

    // A request covers 300 candles at most, and none is asked for twice.
    qint64 end = now - 1'999 * minute;
    for (const QJsonObject &message : m_server->received()) {
        if (!message.contains(QStringLiteral("req")))
            continue;
        const qint64 from = message[QStringLiteral("from")].toInteger();
        const qint64 to = message[QStringLiteral("to")].toInteger();
        QCOMPARE(to, end - 1);
        QCOMPARE(end - from, 300 * minute);
        end = from;
    }
}

void CandleStreamTest::cheapInEachFrame()
{
    openNow();
    goLive();
    m_stream->reach(now - 2'200 * minute);
    QTRY_VERIFY(first() <= now - 2'200 * minute && !m_stream->isLoadingOlder());
    const int before = asked();
    const qsizetype requests = m_gateway->requests.size();
    for (int frame = 0; frame < 10'000; ++frame)
        m_stream->reach(now - (frame % 2'200) * minute);
    QTest::qWait(20);
    QCOMPARE(asked(), before);
    QCOMPARE(m_gateway->requests.size(), requests);

    // However often it is called, one request at a time is under way.
    m_server->setSilent(true);
    for (int frame = 0; frame < 1'000; ++frame)
        m_stream->reach(now - 9'000 * minute);
    QTRY_COMPARE(asked(), before + 1);
    QTest::qWait(20);
    QCOMPARE(asked(), before + 1);
}

void CandleStreamTest::stopsWhenTheViewGoesElsewhere()
{
    openNow();
    goLive();
    m_stream->reach(now - 90'000 * minute); // would be 294 requests
    QTRY_VERIFY(asked() >= 3);
    m_stream->reach(now - 100 * minute);
    const int before = asked();
    QTRY_VERIFY(!m_stream->isLoadingOlder());
    QVERIFY(asked() <= before + 1);
    QVERIFY(isWhole(m_stream->series(), m_market));
}

void CandleStreamTest::findsTheBeginning()
{
    m_market.opening = now - 2'499 * minute;
    openNow();
    goLive();
    m_stream->reach(0);
    QTRY_VERIFY(m_stream->hasOldest());
    QVERIFY(!m_stream->isLoadingOlder());
    QCOMPARE(m_stream->series().size(), 2'500);
    QCOMPARE(first(), m_market.opening);
    QVERIFY(asked() <= 5);
    QVERIFY(m_gateway->count(klinePath) <= 3); // the page, and since when there are weeks
    const int before = asked();
    m_stream->reach(0);
    QTest::qWait(20);
    QCOMPARE(asked(), before);

    // It is remembered.
    m_stream.reset();
    stop();
    start();
    openNow();
    m_stream->reach(0);
    QTRY_VERIFY(m_stream->hasOldest());
    QCOMPARE(m_stream->series().size(), 2'500);
    QCOMPARE(asked(), before);
}

void CandleStreamTest::aShortPageIsNearlyTheBeginning()
{
    m_market.opening = now - 500 * minute;
    openNow();
    goLive();
    QCOMPARE(m_stream->series().size(), 501);
    QVERIFY(!m_stream->hasOldest()); // until the exchange was asked for what is before
    m_stream->reach(0);
    QTRY_VERIFY(m_stream->hasOldest());
    QCOMPARE(asked(), 1);
    for (const htx::Request &request : std::as_const(m_gateway->requests))
        QCOMPARE(ScriptedGateway::parameter(request, "period"), QByteArray("1min"));
}

void CandleStreamTest::goesOnOverAHalt()
{
    for (qint64 time = now - 4'000 * minute; time < now - 2'100 * minute; time += minute)
        m_market.missing.insert(time);
    openNow();
    goLive();
    m_stream->reach(now - 5'000 * minute);
    QTRY_VERIFY(first() <= now - 5'000 * minute && !m_stream->isLoadingOlder());
    QVERIFY(!m_stream->hasOldest());
    QVERIFY(isWhole(m_stream->series(), m_market));

    // What is empty is not asked for again.
    const int before = asked();
    stop();
    start();
    openNow();
    m_stream->reach(now - 5'000 * minute);
    QTRY_VERIFY(first() <= now - 5'000 * minute && !m_stream->isLoadingOlder());
    QCOMPARE(asked(), before);
    QVERIFY(isWhole(m_stream->series(), m_market));
}

void CandleStreamTest::staysWithRestWithoutAFeed()
{
    openNow();
    m_stream->reach(now - 5'000 * minute);
    QTRY_VERIFY(!m_stream->isLoadingOlder());
    QVERIFY(!m_stream->hasOldest());
    QCOMPARE(m_stream->series().size(), 2'000);
    QCOMPARE(m_stream->state(), LoadState::Ready);
    goLive(); // and goes on when there is one
    QTRY_VERIFY(first() <= now - 5'000 * minute);
}

void CandleStreamTest::goesOnAfterALoss()
{
    openNow();
    goLive();
    QSignalSpy failed(m_stream.get(), &CandleStream::failed);
    m_server->setSilent(true);
    m_stream->reach(now - 3'000 * minute);
    QTRY_COMPARE(asked(), 1);
    m_server->abortAll();
    QTRY_VERIFY(!m_stream->isLoadingOlder());
    m_server->setSilent(false);
    m_clock->advance(61s);
    QTRY_VERIFY(first() <= now - 3'000 * minute);
    QVERIFY(isWhole(m_stream->series(), m_market));
    QCOMPARE(failed.size(), 0); // that the feed is interrupted is said elsewhere
}

void CandleStreamTest::failsOnceAndTriesAgain()
{
    openNow();
    goLive();
    QSignalSpy failed(m_stream.get(), &CandleStream::failed);
    m_server->answerWith([](const QJsonObject &) { return QByteArray(R"([{"id":"no"}])"); });
    m_stream->reach(now - 3'000 * minute);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!m_stream->isLoadingOlder());
    QVERIFY(m_stream->error());
    QCOMPARE(m_stream->state(), LoadState::Ready); // the newest ones are as they were
    for (int frame = 0; frame < 100; ++frame)
        m_stream->reach(now - 3'000 * minute);
    QTest::qWait(20);
    QCOMPARE(asked(), 1); // it waits before the next one

    m_stream->refresh(); // the user does not
    QTRY_COMPARE(asked(), 2);
    QTRY_VERIFY(!m_stream->isLoadingOlder());
    QCOMPARE(failed.size(), 1);
    QSignalSpy recovered(m_stream.get(), &CandleStream::recovered);
    m_server->answerWith([this](const QJsonObject &request) { return m_market.socket(request); });
    m_stream->refresh();
    QTRY_VERIFY(first() <= now - 3'000 * minute);
    QCOMPARE(recovered.size(), 1);
    QVERIFY(!m_stream->error());
    QCOMPARE(m_stream->series().size(), 2'000 + 1'200);
}

void CandleStreamTest::liveCandlesCannotBreakIt()
{
    openNow();
    goLive();
    QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.btcusdt.kline.1min")), 1);
    const qsizetype size = m_stream->series().size();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    m_stream->takeLive({candleAt(now, 50), candleAt(now, 51)});           // revised
    m_stream->takeLive({candleAt(now - 120, 7), candleAt(now - 180, 8)}); // out of order
    m_stream->takeLive({candleAt(now + 86'401, 9), candleAt(now + 90'000'000, 9), candleAt(-60, 1),
                        candleAt(0, 1), candleAt(now - 5'000 * minute, 3)}); // from nowhere
    m_stream->takeLive({{now, nan, nan, nan, nan, nan, nan, 0}, {now, 0, -1, 0, 1, 1, 1, 1}});
    m_stream->takeLive({});
    QCOMPARE(m_stream->series().size(), size);
    QCOMPARE(m_stream->series().at(size - 1), candleAt(now, 51));
    QCOMPARE(m_stream->series().at(size - 3), candleAt(now - 120, 7));
    QCOMPARE(m_stream->series().at(size - 4), candleAt(now - 180, 8));
    m_stream->takeLive({candleAt(now + 60, 52)});
    QCOMPARE(m_stream->series().size(), size + 1);

    m_stream->takeLive({candleAt(now + 60, 52.5), candleAt(now + 7'200, 53)}); // all but the one too far
    QCOMPARE(m_stream->series().size(), size + 1);
    QCOMPARE(m_stream->series().closes().back(), 52.5);
    m_clock->advance(6s);
    QTRY_VERIFY(!m_stream->isAsking());

    // One with others missing before it, as often as it comes: asked about once in a while.
    const int before = m_gateway->count(klinePath);
    for (int i = 0; i < 500; ++i)
        m_stream->takeLive({candleAt(now + 7'200, 53)});
    QTRY_COMPARE(m_gateway->count(klinePath), before + 1);
    QTest::qWait(20);
    QCOMPARE(m_gateway->count(klinePath), before + 1);
    QCOMPARE(m_stream->series().size(), size + 1);
    m_clock->advance(6s);
    m_market.now = now + 7'200;
    m_stream->takeLive({candleAt(now + 7'200, 53)});
    QTRY_COMPARE(m_stream->series().times().back(), now + 7'200);
    QCOMPARE(m_stream->series().size(), size + 120);
    QVERIFY(isWhole(m_stream->series(), m_market));
}

void CandleStreamTest::aFloodIsWrittenInBatches()
{
    openNow();
    goLive();
    QTRY_COMPARE(m_server->count(QStringLiteral("sub"), QStringLiteral("market.btcusdt.kline.1min")), 1);
    for (int i = 1; i <= 1'000; ++i)
        push({candleAt(now, i)});
    QTRY_COMPARE(m_stream->series().closes().back(), 1'000.0);
    QCOMPARE(m_stream->series().size(), 2'000);
    // Nothing of it is on the disk yet; it is when the service ends.
    const CandleKey key{btc, Period::Min1};
    QVERIFY(waited(m_table->newest(key, 1)).candles.last().close != 1'000);
    m_stream.reset();
    m_service.reset();
    QCOMPARE(waited(m_table->newest(key, 1)).candles.last().close, 1'000.0);
}

void CandleStreamTest::restartKeepsEverything()
{
    openNow();
    goLive();
    m_stream->reach(now - 3'000 * minute);
    QTRY_VERIFY(first() <= now - 3'000 * minute && !m_stream->isLoadingOlder());
    const qsizetype size = m_stream->series().size();
    const int before = asked();
    stop();

    m_gateway->refuse(klinePath, offline());
    m_feed->setPaused(true);
    QTRY_VERIFY(!m_feed->status().isLive());
    start();
    m_stream = m_service->open(btc, Period::Min1);
    QCOMPARE(m_stream->state(), LoadState::Loading);
    QTRY_COMPARE(m_stream->state(), LoadState::Failed);
    QVERIFY(m_stream->series().size() >= 2'000);
    m_stream->reach(0);
    QTRY_COMPARE(m_stream->series().size(), size);
    QVERIFY(isWhole(m_stream->series(), m_market));
    QCOMPARE(asked(), before);

    const auto rows = sqliteSays(m_folder->filePath(QStringLiteral("candles.sqlite")),
                                 QStringLiteral("SELECT count(*), min(time), max(time) FROM candles"));
    if (rows)
        QCOMPARE(rows->value(0), QStringLiteral("%1|%2|%3").arg(size).arg(first()).arg(now));
}

void CandleStreamTest::bridgesTheTimeItWasAway()
{
    openNow();
    stop();
    m_market.now = now + 4'000 * minute; // further than a page reaches back
    m_clock->advance(4'000min);
    start();
    openNow();
    goLive();
    QCOMPARE(m_stream->series().size(), 2'000); // nothing stands before a hole
    QVERIFY(isWhole(m_stream->series(), m_market));
    m_stream->reach(now - 1'000 * minute);
    QTRY_VERIFY(first() <= now - 1'000 * minute && !m_stream->isLoadingOlder());
    QVERIFY(isWhole(m_stream->series(), m_market));
    QVERIFY(asked() <= 7); // the 2001 in between, not the 1000 that are kept
}

void CandleStreamTest::derivesOfflineFromWhatIsKept()
{
    openNow();
    stop();
    m_gateway->refuse(klinePath, offline());
    start();
    m_stream = m_service->open(btc, Period::Hour1);
    QTRY_COMPARE(m_stream->state(), LoadState::Failed);
    QCOMPARE(m_stream->series().size(), 33); // of 1999 minutes
    for (qsizetype i = 0; i < m_stream->series().size(); ++i) {
        const Candle derived = m_stream->series().at(i);
        const QList<Candle> parts = m_market.between(derived.time, derived.time + 3'599);
        QCOMPARE(parts.size(), 60);
        QCOMPARE(derived.open, parts.first().open);
        QCOMPARE(derived.close, parts.last().close);
        QCOMPARE(derived.count, 60);
    }
}

void CandleStreamTest::aMarketThatDisappearsKeepsItsCandles()
{
    openNow();
    QSignalSpy failed(m_stream.get(), &CandleStream::failed);
    m_gateway->refuse(klinePath, {ErrorKind::NotFound, QStringLiteral("invalid-symbol"), {}, std::nullopt});
    for (int i = 0; i < 3; ++i) {
        m_stream->refresh();
        ScriptedGateway::settle();
    }
    QTRY_COMPARE(m_stream->state(), LoadState::Failed);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_stream->error()->kind, ErrorKind::NotFound);
    QCOMPARE(m_stream->series().size(), 2'000);
    stop();
    start();
    m_stream = m_service->open(btc, Period::Min1);
    QTRY_COMPARE(m_stream->state(), LoadState::Failed);
    QCOMPARE(m_stream->series().size(), 2'000);
}

void CandleStreamTest::worksWithoutADisk()
{
    stop();
    m_database = std::make_unique<store::Database>(m_folder->path(), CandleTable::schema(),
                                                   store::Durability::Cache); // a folder is no file
    m_table = std::make_unique<CandleTable>(*m_database);
    m_service = std::make_unique<CandleService>(*m_gateway, *m_clock, m_table.get());
    m_service->follow(*m_feed);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^Candles are not kept")));
    m_stream = m_service->open(btc, Period::Min1);
    QSignalSpy failed(m_stream.get(), &CandleStream::failed);
    QTRY_COMPARE(m_stream->state(), LoadState::Ready);
    goLive();
    m_stream->reach(now - 3'000 * minute);
    QTRY_VERIFY(first() <= now - 3'000 * minute && !m_stream->isLoadingOlder());
    QVERIFY(isWhole(m_stream->series(), m_market));
    QCOMPARE(failed.size(), 0);
}

void CandleStreamTest::worksWithAFullDisk()
{
    const QByteArray few = "PRAGMA max_page_count = 1"; // no more than there are
    waited(m_database->run<void>([few](QSqlDatabase &database) -> Result<void> {
        const Result<QSqlQuery> done = store::execute(database, QString::fromLatin1(few));
        return done ? Result<void>() : fail(done.error());
    }));
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^Candles are not kept"))); // once
    openNow();
    goLive();
    QSignalSpy failed(m_stream.get(), &CandleStream::failed);
    m_stream->reach(now - 3'000 * minute);
    QTRY_VERIFY(first() <= now - 3'000 * minute && !m_stream->isLoadingOlder());
    QVERIFY(isWhole(m_stream->series(), m_market));
    QCOMPARE(failed.size(), 0);

    // Small writes may still have found room. Nothing is said to be known that could not be written.
    m_stream.reset();
    m_service.reset();
    const CandleKey key{btc, Period::Min1};
    const auto known = waited(m_table->spans(key)); // outlives the loop
    for (const CandleSpan &span : known.list()) {
        QVERIFY(span.to - span.from < 1'000 * minute);
        QCOMPARE(waited(m_table->before(key, span.to, 10'000)).candles,
                 m_market.between(span.from, span.to - 1));
    }
}

void CandleStreamTest::memoryIsGivenBack()
{
    openNow();
    goLive();
    m_stream->reach(now - 22'500 * minute);
    QTRY_VERIFY_WITH_TIMEOUT(first() <= now - 22'500 * minute && !m_stream->isLoadingOlder(), 30'000);
    const int before = asked();
    const CandleStream *stream = m_stream.get();
    m_stream.reset();
    QCOMPARE(stream->series().size(), 20'000);
    QVERIFY(isWhole(stream->series(), m_market));
    openNow();
    QCOMPARE(m_stream.get(), stream);
    m_stream->reach(now - 22'500 * minute); // from the disk
    QTRY_VERIFY(first() <= now - 22'500 * minute && !m_stream->isLoadingOlder());
    QVERIFY(isWhole(m_stream->series(), m_market));
    QCOMPARE(asked(), before);
}

QTEST_GUILESS_MAIN(CandleStreamTest)
#include "tst_candles_stream.moc"
