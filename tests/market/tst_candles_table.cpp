// SPDX-License-Identifier: GPL-3.0-or-later
#include "candlescript.h"
#include "market/candles/derive.h"
#include "market/candles/periods.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::test;
using htx::Candle;
using htx::Period;

namespace {

const CandleKey minutes{btc, Period::Min1};

QList<Candle> series(qint64 from, qint64 to, double price = 10)
{
    QList<Candle> candles;
    for (qint64 time = from; time < to; time += 60)
        candles.append(candleAt(time, price + double(time % 7)));
    return candles;
}

} // namespace

class CandleTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup()
    {
        m_table.reset();
        m_database.reset();
        m_folder.reset();
    }
    void keepsEveryDigit();
    void survivesARestart();
    void anotherProgramReadsTheSame();
    void readsNoFurtherThanItIsComplete();
    void readsInPieces();
    void replacesWhatWasRevised();
    void keepsMarketsAndPeriodsApart();
    void knowsTheFirstOne();
    void derivesWhatIsNotKept();
    void derivesTheFirstOneOfAMarket();
    void dropsWhatNobodyLooksAt();
    void setsADamagedFileAside();
    void failsWhereThereIsNoFile();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("candles.sqlite")); }
    void reopen()
    {
        m_table.reset();
        m_database.reset(); // finishes its queue
        m_database =
            std::make_unique<store::Database>(file(), CandleTable::schema(), store::Durability::Cache);
        m_table = std::make_unique<CandleTable>(*m_database);
    }
    void add(const CandleKey &key, const QList<Candle> &candles, const CandleSpans &complete,
             std::optional<qint64> opened = std::nullopt)
    {
        waited(m_table->add(key, {candles, complete, opened}));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<CandleTable> m_table;
};

void CandleTableTest::keepsEveryDigit()
{
    const QList<Candle> odd{{60, 0.1, 1e-12, 1e-12, 3e-12, 0, 0, 0},
                            {120, 1.0 / 3, 1e15, 123456789.123456789, 2, 5e-324, 1.7e308, 9'000'000'000'000}};
    add(minutes, odd, CandleSpan{60, 180});
    reopen();
    QCOMPARE(waited(m_table->newest(minutes, 10)).candles, odd);
}

void CandleTableTest::survivesARestart()
{
    add(minutes, series(600, 6'060), CandleSpan{600, 6'000});
    reopen();
    const KeptCandles kept = waited(m_table->newest(minutes, 1'000));
    QCOMPARE(kept.candles, series(600, 6'060)); // with the one that was being made
    QCOMPARE(kept.complete, CandleSpan({600, 6'000}));
    QVERIFY(!kept.hasOldest);
    const KeptCandles none = waited(m_table->newest({eth, Period::Min1}, 10));
    QVERIFY(none.isEmpty());
    QVERIFY(waited(m_table->before({eth, Period::Min1}, 600, 10)).isEmpty());
}

void CandleTableTest::anotherProgramReadsTheSame()
{
    add(minutes, {{60, 1.5, 2.25, 0.1, 1e-12, 3, 1.0 / 3, 7}, candleAt(120, 5)}, CandleSpan{60, 120});
    add({eth, Period::Day1}, {candleAt(57'600, 9)}, {});
    reopen(); // nothing is left in the log of the one before
    const auto rows = sqliteSays(file(), QStringLiteral("SELECT symbol, period, time, open, high, low,"
                                                        " close = 1e-12, volume = 1.0 / 3, count FROM candles"
                                                        " JOIN series ON id = series ORDER BY 1, 2, 3"));
    if (!rows)
        QSKIP("sqlite3 is not installed.");
    QCOMPARE(*rows, QStringList({QStringLiteral("btcusdt|1min|60|1.5|2.25|0.1|1|1|7"),
                                 QStringLiteral("btcusdt|1min|120|5.0|6.0|2.5|0|0|1"),
                                 QStringLiteral("ethusdt|1day|57600|9.0|10.0|4.5|0|0|1")}));
    QCOMPARE(sqliteSays(file(), QStringLiteral("SELECT first, last FROM spans")),
             QStringList({QStringLiteral("60|120")}));
    QCOMPARE(sqliteSays(file(), QStringLiteral("PRAGMA application_id; PRAGMA integrity_check")),
             QStringList({QString::number(0x434f4648), QStringLiteral("ok")}));
}

void CandleTableTest::readsNoFurtherThanItIsComplete()
{
    CandleSpans known;
    known.add({0, 600});
    known.add({1'200, 2'400});
    add(minutes, series(0, 600) + series(900, 2'400), known);
    const KeptCandles newest = waited(m_table->newest(minutes, 1'000));
    QCOMPARE(newest.complete, CandleSpan({1'200, 2'400}));
    QCOMPARE(newest.candles,
             series(1'200, 2'400)); // what lies around in the gap is not shown as if it were all
    QVERIFY(waited(m_table->before(minutes, 1'200, 1'000)).isEmpty());
    QCOMPARE(waited(m_table->before(minutes, 600, 1'000)).candles, series(0, 600));
    QCOMPARE(waited(m_table->before(minutes, 300, 1'000)).candles, series(0, 300));

    // The gap is closed: a time without a candle in it has none.
    add(minutes, {}, CandleSpan{600, 1'200});
    QCOMPARE(waited(m_table->spans(minutes)).list(), QList<CandleSpan>({{0, 2'400}}));
    const KeptCandles all = waited(m_table->before(minutes, 2'400, 1'000));
    QCOMPARE(all.complete, CandleSpan({0, 2'400}));
    QCOMPARE(all.candles, series(0, 600) + series(900, 2'400));
}

void CandleTableTest::readsInPieces()
{
    add(minutes, series(0, 60'000), CandleSpan{0, 60'000});
    QList<Candle> read;
    qint64 end = 60'000;
    int pieces = 0;
    while (end > 0) {
        const KeptCandles piece = waited(m_table->before(minutes, end, 300));
        QVERIFY(piece.candles.size() <= 300);
        QCOMPARE(piece.complete.to, end);
        QVERIFY(piece.complete.from < end);
        read = piece.candles + read;
        end = piece.complete.from;
        ++pieces;
    }
    QCOMPARE(read, series(0, 60'000));
    QVERIFY(pieces <= 5);
}

void CandleTableTest::replacesWhatWasRevised()
{
    add(minutes, series(0, 600), CandleSpan{0, 600});
    add(minutes, {candleAt(540, 77), candleAt(60, 5), candleAt(120, 8)}, {});
    const QList<Candle> kept = waited(m_table->newest(minutes, 100)).candles;
    QCOMPARE(kept.size(), 10);
    QCOMPARE(kept[1], candleAt(60, 5));
    QCOMPARE(kept[2], candleAt(120, 8));
    QCOMPARE(kept[9], candleAt(540, 77));
}

void CandleTableTest::keepsMarketsAndPeriodsApart()
{
    add(minutes, series(0, 600, 1), CandleSpan{0, 600});
    add({eth, Period::Min1}, series(0, 600, 2), CandleSpan{0, 600});
    add({btc, Period::Hour1}, {candleAt(0, 3)}, CandleSpan{0, 3'600});
    const Symbol odd{QStringLiteral("a'; DROP TABLE candles; --").repeated(3)};
    add({odd, Period::Min1}, series(0, 60, 4), CandleSpan{0, 60});
    QCOMPARE(waited(m_table->newest(minutes, 100)).candles, series(0, 600, 1));
    QCOMPARE(waited(m_table->newest({eth, Period::Min1}, 100)).candles, series(0, 600, 2));
    QCOMPARE(waited(m_table->newest({btc, Period::Hour1}, 100)).candles.size(), 1);
    QCOMPARE(waited(m_table->newest({odd, Period::Min1}, 100)).candles, series(0, 60, 4));
}

void CandleTableTest::knowsTheFirstOne()
{
    add(minutes, series(1'200, 2'400), CandleSpan{600, 2'400}, 600);
    const KeptCandles all = waited(m_table->newest(minutes, 1'000));
    QVERIFY(all.hasOldest);
    QCOMPARE(all.complete, CandleSpan({600, 2'400}));
    QVERIFY(!waited(m_table->newest(minutes, 10)).hasOldest); // there are more before these
    QVERIFY(waited(m_table->before(minutes, 1'200, 10)).hasOldest);
}

void CandleTableTest::derivesWhatIsNotKept()
{
    const CandleKey hours{btc, Period::Hour1};
    const QList<Candle> parts = series(3'600, 36'000);
    add(minutes, parts, CandleSpan{3'600, 36'000});
    const KeptCandles derived = waited(m_table->newest(hours, 1'000));
    QCOMPARE(derived.candles, derive(parts, Period::Min1, Period::Hour1, CandleSpan{3'600, 36'000}).candles);
    QCOMPARE(derived.candles.size(), 9);
    QCOMPARE(derived.complete, CandleSpan({3'600, 36'000}));

    // They are kept from then on, also when the minutes are gone.
    reopen();
    QCOMPARE(waited(m_table->spans(hours)).list(), QList<CandleSpan>({{3'600, 36'000}}));
    QCOMPARE(waited(m_table->before(hours, 36'000, 1'000)).candles, derived.candles);

    // Not what would not reach up to what is there.
    QVERIFY(waited(m_table->before(hours, 43'200, 1'000)).isEmpty());
    // The coarser of two is taken, and a day is not there as a whole.
    QVERIFY(waited(m_table->newest({btc, Period::Day1}, 1'000)).isEmpty());
    QCOMPARE(waited(m_table->before({btc, Period::Hour4}, 28'800, 1'000)).candles.size(), 1);
}

void CandleTableTest::derivesTheFirstOneOfAMarket()
{
    // Opened at 01:20: its first hour is whole, since there is nothing before.
    add(minutes, series(4'800, 10'800), CandleSpan{4'800, 10'800}, 4'800);
    const KeptCandles derived = waited(m_table->newest({btc, Period::Hour1}, 100));
    QCOMPARE(derived.candles.size(), 2);
    QCOMPARE(derived.candles.first().time, 3'600);
    QVERIFY(derived.hasOldest);
}

void CandleTableTest::dropsWhatNobodyLooksAt()
{
    const CandleKey other{eth, Period::Min1};
    add(minutes, series(0, 600'000), CandleSpan{0, 600'000});
    add(other, series(0, 600'000), CandleSpan{0, 600'000});
    waited(m_table->look(minutes, 2'000));
    waited(m_table->look(other, 1'000));
    reopen(); // so that all of it is in the file
    const qint64 size = QFile(file()).size();
    QCOMPARE(waited(m_table->trim(size)), 0);
    QCOMPARE(waited(m_table->trim(size * 3 / 4)), 1);
    QVERIFY(waited(m_table->newest(other, 10)).isEmpty());
    QCOMPARE(waited(m_table->newest(minutes, 100'000)).candles.size(), 10'000);
    QCOMPARE(waited(m_table->trim(1)), 0); // the last one stays, whatever it takes

    // What became free is used again: the file does not grow.
    add(other, series(0, 540'000), CandleSpan{0, 540'000});
    reopen();
    QCOMPARE(QFile(file()).size(), size);
}

void CandleTableTest::setsADamagedFileAside()
{
    add(minutes, series(0, 600'000), CandleSpan{0, 600'000});
    m_table.reset();
    m_database.reset();
    QFile damaged(file());
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    damaged.seek(0);
    damaged.write(QByteArray(8'192, 'x'));
    damaged.close();
    reopen();
    QVERIFY(waited(m_table->newest(minutes, 10)).isEmpty());
    add(minutes, series(0, 600), CandleSpan{0, 600});
    QCOMPARE(waited(m_table->newest(minutes, 100)).candles, series(0, 600));
    QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("*.corrupt-*")}).isEmpty(), false);
}

void CandleTableTest::failsWhereThereIsNoFile()
{
    store::Database nowhere(m_folder->path(), CandleTable::schema(), store::Durability::Cache); // a folder
    CandleTable table(nowhere);
    Future<KeptCandles> read = table.newest(minutes, 10);
    read.waitForFinished();
    QVERIFY(!read.result());
    QCOMPARE(read.result().error().kind, ErrorKind::StorageUnavailable);
    Future<void> written = table.add(minutes, {series(0, 600), {}, std::nullopt});
    written.waitForFinished();
    QVERIFY(!written.result());
}

QTEST_GUILESS_MAIN(CandleTableTest)
#include "tst_candles_table.moc"
