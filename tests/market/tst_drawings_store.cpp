// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/drawings/drawingservice.h"
#include "store/statement.h"
#include "support/patience.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using namespace Qt::StringLiterals;

namespace {

const Symbol bitcoin{u"btcusdt"_s};
const Symbol ether{u"ethusdt"_s};

store::Schema schema()
{
    return {0x434f4647, {DrawingTable::tables()}};
}

template<class T>
Result<T> waited(Future<T> future)
{
    future.waitForFinished();
    return future.result();
}

Drawing drawing(DrawingKind kind, double price = 43'210.123456789)
{
    Drawing result;
    result.kind = kind;
    for (qsizetype i = 0; i < pointCount(kind); ++i)
        result.points.append({1'700'000'000.5 + double(i) * 1e9, price / double(1 + i)});
    return result;
}

QList<Drawing> oneOfEachKind()
{
    QList<Drawing> result;
    for (int i = 0; i < int(DrawingKind::Measure); ++i)
        result.append(drawing(DrawingKind(i)));
    result[0].color = u"green"_s;
    result[1].width = 4;
    result[2].locked = true;
    result[3].visible = false;
    result[6].text = u"'); DROP TABLE drawing; -- <b>ÄÖ \U0001F600</b>"_s;
    return result;
}

/// Without ids, which are the book's own.
QList<Drawing> bare(QList<Drawing> drawings)
{
    for (Drawing &each : drawings)
        each.id = {};
    return drawings;
}

class Bench
{
public:
    Bench() { reopen(); }
    void close()
    {
        service.reset();
        table.reset();
        database.reset();
    }
    void reopen()
    {
        close();
        database = std::make_unique<store::Database>(file(), schema(), store::Durability::Record);
        table = std::make_unique<DrawingTable>(*database);
        service = std::make_unique<DrawingService>(*table);
    }
    QString file() const { return m_folder.filePath(u"charts.sqlite"_s); }
    void run(const QString &sql)
    {
        const auto done = waited(database->run<void>([sql](QSqlDatabase &open) -> Result<void> {
            const auto result = store::execute(open, sql);
            return result ? Result<void>() : fail(result.error());
        }));
        QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
    }
    int rows(const QString &where = u"1"_s)
    {
        return *waited(database->run<int>([where](QSqlDatabase &open) -> Result<int> {
            auto found = store::execute(open, u"SELECT count(*) FROM drawing WHERE "_s + where);
            if (!found)
                return fail(found.error());
            found->next();
            return found->value(0).toInt();
        }));
    }
    std::shared_ptr<DrawingBook> loadedBook(const Symbol &market)
    {
        QSignalSpy loaded(service.get(), &DrawingService::loaded);
        auto book = service->book(market);
        [&] { QTRY_COMPARE(loaded.size(), 1); }();
        return book;
    }

private:
    QTemporaryDir m_folder;

public:
    std::unique_ptr<store::Database> database;
    std::unique_ptr<DrawingTable> table;
    std::unique_ptr<DrawingService> service;
};

} // namespace

class TestDrawingStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryKind();
    void keepsMarketsApart();
    void anotherProgramReadsTheSame();
    void leavesOutWhatIsDamaged_data();
    void leavesOutWhatIsDamaged();
    void readsNoMoreThanItCanHold();
    void givesTheSameBookWhileItIsHeld();
    void writesSoonAfterAnEdit();
    void writesWhenAnotherMarketIsShown();
    void writesWhenItEnds();
    void keepsWhatWasDrawnBeforeTheFileWasRead();
    void tellsAFailureOnceAndLosesNothing();
    void forgetsBooksThatNobodyShows();
};

void TestDrawingStore::keepsEveryKind()
{
    Bench bench;
    QVERIFY(waited(bench.table->save(bitcoin, oneOfEachKind())));
    bench.reopen();
    const auto found = waited(bench.table->load(bitcoin));
    QVERIFY(found);
    QCOMPARE(*found, oneOfEachKind());
    QVERIFY(waited(bench.table->save(bitcoin, {})));
    QCOMPARE(waited(bench.table->load(bitcoin))->size(), 0);
    QCOMPARE(bench.rows(), 0);
}

void TestDrawingStore::keepsMarketsApart()
{
    Bench bench;
    QVERIFY(waited(bench.table->save(bitcoin, oneOfEachKind())));
    QVERIFY(waited(bench.table->save(ether, {drawing(DrawingKind::Ray)})));
    QVERIFY(waited(bench.table->save(Symbol{u"BTCUSDT"_s}, {drawing(DrawingKind::Text)}))); // the same market
    QCOMPARE(waited(bench.table->load(bitcoin))->size(), 1);
    QCOMPARE(waited(bench.table->load(ether))->size(), 1);
    QCOMPARE(waited(bench.table->load(Symbol{u"EthUsdt"_s}))->size(), 1);
    QCOMPARE(waited(bench.table->load(Symbol{}))->size(), 0);
    QVERIFY(waited(bench.table->save(Symbol{}, {drawing(DrawingKind::Ray)})));
    QCOMPARE(waited(bench.table->load(Symbol{}))->size(), 1);
}

void TestDrawingStore::anotherProgramReadsTheSame()
{
    const QString program = QStandardPaths::findExecutable(u"sqlite3"_s);
    if (program.isEmpty())
        QSKIP("sqlite3 is not installed.");
    Bench bench;
    Drawing text = drawing(DrawingKind::Text, 0.00000012);
    text.text = u"sell | half"_s;
    text.color = u"amber"_s;
    QVERIFY(waited(bench.table->save(bitcoin, {drawing(DrawingKind::Ray, 1.5), text})));
    bench.close();
    QProcess witness;
    witness.start(program,
                  {u"-readonly"_s, bench.file(),
                   u"PRAGMA application_id; PRAGMA integrity_check; SELECT market, place, kind, time1, "
                   u"price1, time2, price2, text, color, width, locked, visible FROM drawing"_s});
    QVERIFY(witness.waitForFinished());
    QCOMPARE(QString::fromUtf8(witness.readAllStandardError()), QString());
    QCOMPARE(
        QString::fromUtf8(witness.readAllStandardOutput()).split(u'\n'),
        QStringList({u"1129268807"_s, u"ok"_s, u"btcusdt|0|ray|1700000000.5|1.5|2700000000.5|0.75|||1|0|1"_s,
                     u"btcusdt|1|text|1700000000.5|1.2e-07|||sell | half|amber|1|0|1"_s, QString()}));
}

void TestDrawingStore::leavesOutWhatIsDamaged_data()
{
    QTest::addColumn<QString>("values");
    const auto row = [](const char *name, const QString &values) { QTest::newRow(name) << values; };
    row("unknown kind", u"'hexagon', 1, 1, 1, 1, '', '', 1, 0, 1"_s);
    row("measure", u"'measure', 1, 1, 1, 1, '', '', 1, 0, 1"_s);
    row("words for a time", u"'ray', 'soon', 1, 1, 1, '', '', 1, 0, 1"_s);
    row("a blob for a price", u"'ray', 1, x'00ff', 1, 1, '', '', 1, 0, 1"_s);
    row("second point missing", u"'ray', 1, 1, NULL, NULL, '', '', 1, 0, 1"_s);
    row("infinite", u"'ray', 1, 9e999, 1, 1, '', '', 1, 0, 1"_s);
    row("beyond every date", u"'ray', 1e18, 1, 1, 1, '', '', 1, 0, 1"_s);
    row("no width", u"'ray', 1, 1, 1, 1, '', '', 0, 0, 1"_s);
    row("a width beyond numbers", u"'ray', 1, 1, 1, 1, '', '', 1e300, 0, 1"_s);
    row("words for a width", u"'ray', 1, 1, 1, 1, '', '', 'wide', 0, 1"_s);
    row("a flood of text", u"'text', 1, 1, NULL, NULL, hex(zeroblob(1000000)), '', 1, 0, 1"_s);
    row("lines of text", u"'text', 1, 1, NULL, NULL, 'a' || char(10) || 'b', '', 1, 0, 1"_s);
    row("a long colour", u"'ray', 1, 1, 1, 1, '', hex(zeroblob(100)), 1, 0, 1"_s);
}

void TestDrawingStore::leavesOutWhatIsDamaged()
{
    QFETCH(QString, values);
    Bench bench;
    QVERIFY(waited(bench.table->save(bitcoin, {drawing(DrawingKind::Ray)})));
    bench.run(u"INSERT INTO drawing (market, place, kind, time1, price1, time2, price2, text, color, width,"
              u" locked, visible) VALUES ('btcusdt', 0, %1)"_s.arg(values));
    const auto found = waited(bench.table->load(bitcoin));
    QVERIFY(found);
    QCOMPARE(*found, QList<Drawing>{drawing(DrawingKind::Ray)});
    // It may be another version's: what can't be read is not removed.
    QVERIFY(waited(bench.table->save(bitcoin, {drawing(DrawingKind::Text), drawing(DrawingKind::Ray)})));
    QCOMPARE(bench.rows(), 3);
    QCOMPARE(waited(bench.table->load(bitcoin))->size(), 2);
}

void TestDrawingStore::readsNoMoreThanItCanHold()
{
    Bench bench;
    bench.run(u"INSERT INTO drawing (market, place, kind, time1, price1, text, color, width, locked, visible)"
              u" WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
              u" SELECT 'btcusdt', i, 'text', i, i, '', '', 1, 0, 1 FROM n"_s);
    QCOMPARE(waited(bench.table->load(bitcoin))->size(), DrawingTable::mostRows);
}

void TestDrawingStore::givesTheSameBookWhileItIsHeld()
{
    Bench bench;
    const auto first = bench.service->book(bitcoin);
    QVERIFY(first);
    QCOMPARE(bench.service->book(Symbol{u"BTCUSDT"_s}), first);
    QVERIFY(bench.service->book(ether) != first);
}

void TestDrawingStore::writesSoonAfterAnEdit()
{
    Bench bench;
    const auto book = bench.loadedBook(bitcoin);
    QSignalSpy saved(bench.service.get(), &DrawingService::saved);
    for (const Drawing &each : oneOfEachKind())
        QVERIFY(book->add(each));
    QCOMPARE(bench.rows(), 0); // not for each of them
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(*waited(bench.table->load(bitcoin)), oneOfEachKind());
    book->undo();
    QTRY_COMPARE(saved.size(), 2);
    QCOMPARE(bench.rows(), int(oneOfEachKind().size()) - 1);
}

void TestDrawingStore::writesWhenAnotherMarketIsShown()
{
    Bench bench;
    bench.loadedBook(bitcoin)->add(drawing(DrawingKind::Ray));
    bench.service->book(ether);
    QCOMPARE(bench.rows(u"market = 'btcusdt'"_s), 1); // in the queue before this
}

void TestDrawingStore::writesWhenItEnds()
{
    Bench bench;
    auto book = bench.loadedBook(bitcoin);
    book->add(drawing(DrawingKind::Ray));
    book.reset();
    bench.reopen();
    book = bench.loadedBook(bitcoin);
    QCOMPARE(bare(book->drawings()), QList<Drawing>{drawing(DrawingKind::Ray)});
    QVERIFY(!book->canUndo());
}

void TestDrawingStore::keepsWhatWasDrawnBeforeTheFileWasRead()
{
    Bench bench;
    QVERIFY(waited(bench.table->save(bitcoin, {drawing(DrawingKind::Ray)})));
    bench.reopen();
    bench.service->book(bitcoin)->add(drawing(DrawingKind::Text));
    bench.reopen(); // at once: it never came to hear what was there
    const auto book = bench.loadedBook(bitcoin);
    QCOMPARE(bare(book->drawings()), (QList<Drawing>{drawing(DrawingKind::Ray), drawing(DrawingKind::Text)}));
}

void TestDrawingStore::tellsAFailureOnceAndLosesNothing()
{
    Bench bench;
    const auto book = bench.loadedBook(bitcoin);
    bench.run(u"ALTER TABLE drawing RENAME TO gone"_s);
    QSignalSpy failed(bench.service.get(), &DrawingService::failed);
    book->add(drawing(DrawingKind::Ray));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(bench.service->problem());
    book->add(drawing(DrawingKind::Text));
    const auto other = bench.service->book(ether); // can't be read either
    other->add(drawing(DrawingKind::Ray));
    bench.service->flush();
    bench.run(u"SELECT 1"_s); // behind all that the store was given
    QCoreApplication::sendPostedEvents();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(book->drawings().size(), 2);

    bench.run(u"ALTER TABLE gone RENAME TO drawing"_s);
    QSignalSpy saved(bench.service.get(), &DrawingService::saved);
    bench.service->flush();
    QTRY_VERIFY(!saved.isEmpty());
    QVERIFY(!bench.service->problem());
    QCOMPARE(bench.rows(u"market = 'btcusdt'"_s), 2);
    QCOMPARE(bench.rows(u"market = 'ethusdt'"_s), 1);
}

void TestDrawingStore::forgetsBooksThatNobodyShows()
{
    Bench bench;
    const auto held = bench.loadedBook(bitcoin);
    std::weak_ptr<DrawingBook> idle = bench.loadedBook(ether);
    QVERIFY(!idle.expired()); // its undo steps are kept
    for (std::size_t i = 0; i < DrawingService::mostIdle + 2; ++i)
        bench.loadedBook(Symbol{u"market%1"_s.arg(i)});
    QVERIFY(idle.expired());
    QCOMPARE(bench.service->book(bitcoin), held);
}

QTEST_GUILESS_MAIN(TestDrawingStore)
#include "tst_drawings_store.moc"
