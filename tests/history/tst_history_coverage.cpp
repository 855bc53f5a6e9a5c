// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/coverage.h"

#include "historyfixture.h"

#include <QTest>

#include <random>

using namespace coffer;
using namespace coffer::history;
using test::waited;

namespace {

const Uid uid{7};
constexpr qint64 day = 24 * 3600 * 1000LL;
const QString fills = QStringLiteral("fills");
const QString deposits = QStringLiteral("deposits");

} // namespace

class CoverageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksBackFromTheStart();
    void closesAGapFirst();
    void skipsWhatIsOutOfReach();
    void stopsAtARefusal();
    void everyMomentIsRead_data();
    void everyMomentIsRead();
    void survivesARestart();
    void refreshesJoin();
    void walksTakeOverTheOldStretch();
    void pagesOfRecords();
    void gapInRecords();
};

void CoverageTest::walksBackFromTheStart()
{
    const qint64 ref = 1000 * day;
    const qint64 limit = ref - 5 * day;
    Span walked;
    QCOMPARE(windowsLeft(walked, ref, limit), 3);
    auto window = nextWindow(walked, ref, limit);
    QVERIFY(window == (TimeWindow{ref - 2 * day, ref, false}));
    walked = afterReading(walked, *window);
    QVERIFY(walked == (Span{ref, ref - 2 * day, false}));
    walked = afterReading(walked, *nextWindow(walked, ref, limit));
    window = nextWindow(walked, ref, limit);
    QVERIFY(window == (TimeWindow{limit, ref - 4 * day, false})); // the last one is cut at the limit
    walked = afterReading(walked, *window);
    QVERIFY(!nextWindow(walked, ref, limit));
    QCOMPARE(windowsLeft(walked, ref, limit), 0);
    QVERIFY(!nextWindow(walked, ref, limit + day)); // and a day later there is nothing to do either
}

void CoverageTest::closesAGapFirst()
{
    const qint64 head = 1000 * day;
    const qint64 ref = head + 3 * day;
    Span walked{head, head - day, false};
    QCOMPARE(windowsLeft(walked, ref, head - 2 * day), 3);
    auto window = nextWindow(walked, ref, head - 2 * day);
    QVERIFY(window == (TimeWindow{head, head + 2 * day, true}));
    walked = afterReading(walked, *window);
    window = nextWindow(walked, ref, head - 2 * day);
    QVERIFY(window == (TimeWindow{head + 2 * day, ref, true}));
    walked = afterReading(walked, *window);
    QVERIFY(walked == (Span{ref, head - day, false}));
    QVERIFY(!nextWindow(walked, ref, head - 2 * day)->forward);
}

void CoverageTest::skipsWhatIsOutOfReach()
{
    const qint64 ref = 1000 * day;
    const qint64 limit = ref - 4 * day;
    Span walked{ref - 100 * day, ref - 200 * day, false};
    const auto window = nextWindow(walked, ref, limit);
    QVERIFY(window == (TimeWindow{limit, limit + 2 * day, true}));
    walked = afterReading(walked, *window);
    QVERIFY(walked == (Span{limit + 2 * day, limit, true})); // what is older was missed for good
}

void CoverageTest::stopsAtARefusal()
{
    const qint64 ref = 1000 * day;
    const qint64 limit = ref - 100 * day;
    Span walked;
    walked = afterRefusal(walked, *nextWindow(walked, ref, limit));
    QVERIFY(walked == (Span{ref, ref, true}));
    QVERIFY(!nextWindow(walked, ref, limit));
    walked = afterRefusal({ref, ref - day, false}, {ref - 3 * day, ref - day, false});
    QVERIFY(walked == (Span{ref, ref - day, true}));
}

void CoverageTest::everyMomentIsRead_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// A year of random visits, each of which may end in the middle of the walk: in the end every hour since the
/// first visit, and as far back as one could ask then, was read.
void CoverageTest::everyMomentIsRead()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto database = test::historyDatabase();
    HistoryTable table(*database);
    Coverage coverage(table, uid, {});
    constexpr qint64 hour = 3600 * 1000;
    constexpr qint64 first = 1000 * day;
    QSet<qint64> read;
    const auto note = [&](qint64 start, qint64 end) {
        for (qint64 at = (start + hour - 1) / hour; at <= end / hour; ++at)
            read.insert(at);
    };
    qint64 now = first;
    for (int visit = 0; visit < 60; ++visit) {
        note(now - windowMs, now);
        coverage.noteRecent(fills, now - windowMs, now);
        int steps = visit == 59 ? 1000 : static_cast<int>(random() % 12);
        const qint64 limit = now - reachMs;
        while (steps-- > 0) {
            const auto window = nextWindow(coverage.span(fills), coverage.recent(fills).tail, limit);
            if (!window)
                break;
            QVERIFY(window->end - window->start <= windowMs && window->end > window->start);
            note(window->start, window->end);
            coverage.setSpan(fills, afterReading(coverage.span(fills), *window));
        }
        if (visit < 59)
            now +=
                static_cast<qint64>(random() % 10 + 1) * day / 2 + static_cast<qint64>(random() % 24) * hour;
    }
    // Long absences may leave the oldest part out of reach; what is said to be covered must be.
    const qint64 from = coverage.fillsFrom();
    QVERIFY(from <= now - reachMs + windowMs);
    for (qint64 at = (from + hour - 1) / hour; at <= now / hour; ++at)
        QVERIFY2(read.contains(at), qPrintable(QString::number(at)));
}

void CoverageTest::survivesARestart()
{
    const auto database = test::historyDatabase();
    HistoryTable table(*database);
    {
        Coverage coverage(table, uid, {});
        coverage.setSpan(QStringLiteral("orders:btcusdt"), {5, 3, true});
        coverage.noteRecent(fills, 10, 20);
    }
    const Coverage coverage(table, uid, waited(table.cursors(uid)));
    QVERIFY(coverage.span(QStringLiteral("orders:btcusdt")) == (Span{5, 3, true}));
    QVERIFY(coverage.recent(fills) == (Span{20, 10, false}));
    QCOMPARE(coverage.fillsFrom(), 10);
}

void CoverageTest::refreshesJoin()
{
    const auto database = test::historyDatabase();
    HistoryTable table(*database);
    Coverage coverage(table, uid, {});
    QCOMPARE(coverage.fillsFrom(), 0);
    coverage.noteRecent(fills, 100, 200);
    coverage.noteRecent(fills, 150, 250);
    QVERIFY(coverage.recent(fills) == (Span{250, 100, false}));
    coverage.setSpan(fills, {100, 50, false});
    QCOMPARE(coverage.fillsFrom(), 50);
    coverage.noteRecent(fills, 300, 400); // away in between
    QVERIFY(coverage.recent(fills) == (Span{400, 300, false}));
    QCOMPARE(coverage.fillsFrom(), 300);
}

void CoverageTest::walksTakeOverTheOldStretch()
{
    const auto database = test::historyDatabase();
    HistoryTable table(*database);
    Coverage coverage(table, uid, {});
    const QString orders = QStringLiteral("orders");
    coverage.noteRecent(orders, 100, 200);
    coverage.setSpan(QStringLiteral("orders:a"), {100, 60, false}); // has met it
    coverage.setSpan(QStringLiteral("orders:b"), {80, 60, false});  // has not
    coverage.setSpan(fills, {100, 60, false});                      // another kind
    coverage.noteRecent(orders, 300, 400);
    QCOMPARE(coverage.span(QStringLiteral("orders:a")).head, 200);
    QCOMPARE(coverage.span(QStringLiteral("orders:b")).head, 80);
    QCOMPARE(coverage.span(fills).head, 100);
}

void CoverageTest::pagesOfRecords()
{
    const auto database = test::historyDatabase();
    HistoryTable table(*database);
    Coverage coverage(table, uid, {});
    QVERIFY(!coverage.nextPage(deposits));
    coverage.noteNewest(deposits, {}, true);
    QVERIFY(!coverage.nextPage(deposits));
    coverage.noteNewest(deposits, {90, 80, 70}, false);
    QCOMPARE(coverage.nextPage(deposits), std::optional<qint64>(70));
    coverage.notePage(deposits, {70, 60, 50}, false); // whether the first is repeated is not known
    QCOMPARE(coverage.nextPage(deposits), std::optional<qint64>(50));
    coverage.noteNewest(deposits, {100, 90}, false);
    QVERIFY(coverage.span(deposits) == (Span{100, 50, false}));
    coverage.notePage(deposits, {50}, false);
    QVERIFY(!coverage.nextPage(deposits));
    QVERIFY(coverage.span(deposits) == (Span{100, 50, true}));
}

void CoverageTest::gapInRecords()
{
    const auto database = test::historyDatabase();
    HistoryTable table(*database);
    Coverage coverage(table, uid, {});
    coverage.noteNewest(deposits, {90, 80}, true);
    QVERIFY(!coverage.nextPage(deposits));
    coverage.noteNewest(deposits, {200, 190}, false); // more came than fit on a page
    QCOMPARE(coverage.nextPage(deposits), std::optional<qint64>(190));
    coverage.notePage(deposits, {180, 170}, false);
    QCOMPARE(coverage.nextPage(deposits), std::optional<qint64>(170));
    coverage.notePage(deposits, {100, 90}, false);
    QVERIFY(!coverage.nextPage(deposits));
    QVERIFY(coverage.span(deposits) == (Span{200, 80, true}));
}

QTEST_GUILESS_MAIN(CoverageTest)
#include "tst_history_coverage.moc"
