// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/candles.h"
#include "market/candles/candlespans.h"
#include "market/candles/periods.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace coffer;
using namespace coffer::market;
using htx::Period;

namespace {

qint64 at(const char *text)
{
    return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toSecsSinceEpoch();
}

QList<Period> periods()
{
    QList<Period> all;
    for (int i = 0; i < static_cast<int>(Period::Count); ++i)
        all.append(static_cast<Period>(i));
    return all;
}

} // namespace

/// Where candles start, and sets of spans.
class CandlePeriodsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWhereTheExchangeSays_data();
    void startsWhereTheExchangeSays();
    void agreesWithTheExchange();
    void stepsBack();
    void nothingShorterThanItsParts();
    void spansMerge();
    void spansAnswer();
};

void CandlePeriodsTest::startsWhereTheExchangeSays_data()
{
    QTest::addColumn<Period>("period");
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("after");
    const auto row = [](const char *name, Period period, const char *time, const char *start,
                        const char *after) {
        QTest::newRow(name) << period << at(time) << at(start) << at(after);
    };
    row("minute", Period::Min1, "2026-03-01T10:17:59Z", "2026-03-01T10:17:00Z", "2026-03-01T10:18:00Z");
    row("4 hours", Period::Hour4, "2026-03-01T15:59:59Z", "2026-03-01T12:00:00Z", "2026-03-01T16:00:00Z");
    row("day", Period::Day1, "2026-03-01T15:59:59Z", "2026-02-28T16:00:00Z", "2026-03-01T16:00:00Z");
    row("day, its first second", Period::Day1, "2026-03-01T16:00:00Z", "2026-03-01T16:00:00Z",
        "2026-03-02T16:00:00Z");
    row("week, on its Sunday", Period::Week1, "2026-03-01T15:59:59Z", "2026-02-22T16:00:00Z",
        "2026-03-01T16:00:00Z");
    row("week, on its Monday", Period::Week1, "2026-03-01T16:00:00Z", "2026-03-01T16:00:00Z",
        "2026-03-08T16:00:00Z");
    row("month of 28 days", Period::Month1, "2026-02-28T15:59:59Z", "2026-01-31T16:00:00Z",
        "2026-02-28T16:00:00Z");
    row("month of 29 days", Period::Month1, "2024-02-28T16:00:00Z", "2024-01-31T16:00:00Z",
        "2024-02-29T16:00:00Z");
    row("December", Period::Month1, "2025-12-31T15:59:59Z", "2025-11-30T16:00:00Z", "2025-12-31T16:00:00Z");
    row("year", Period::Year1, "2025-12-31T15:59:59Z", "2024-12-31T16:00:00Z", "2025-12-31T16:00:00Z");
    row("before 1970", Period::Day1, "1969-12-31T15:00:00Z", "1969-12-30T16:00:00Z", "1969-12-31T16:00:00Z");
}

void CandlePeriodsTest::startsWhereTheExchangeSays()
{
    QFETCH(Period, period);
    QFETCH(qint64, time);
    QFETCH(qint64, start);
    QFETCH(qint64, after);
    QCOMPARE(startOf(period, time), start);
    QCOMPARE(next(period, time), after);
    QCOMPARE(next(period, start), after);
    QCOMPARE(startOf(period, after), after);
}

void CandlePeriodsTest::agreesWithTheExchange()
{
    std::mt19937_64 random(3);
    for (const Period period : periods()) {
        for (int i = 0; i < 500; ++i) {
            const auto minute = static_cast<qint64>(random() % 40'000'000);
            const qint64 start = exchange::candleStart(period, minute);
            QCOMPARE(startOf(period, minute * 60), start * 60);
            QCOMPARE(startOf(period, minute * 60 + 59), start * 60);
            QCOMPARE(next(period, minute * 60), exchange::nextCandle(period, start) * 60);
        }
    }
}

void CandlePeriodsTest::stepsBack()
{
    const qint64 time = at("2026-03-15T03:04:05Z");
    for (const Period period : periods()) {
        QCOMPARE(stepBack(period, time, 0), startOf(period, time));
        qint64 start = startOf(period, time);
        for (int count = 1; count < 40; ++count) {
            start = startOf(period, start - 1);
            QCOMPARE(stepBack(period, time, count), start);
        }
    }
}

void CandlePeriodsTest::nothingShorterThanItsParts()
{
    QVERIFY(divides(Period::Min1, Period::Week1));
    QVERIFY(divides(Period::Day1, Period::Month1));
    QVERIFY(divides(Period::Month1, Period::Year1));
    QVERIFY(!divides(Period::Week1, Period::Month1));
    QVERIFY(!divides(Period::Week1, Period::Year1));
    QVERIFY(!divides(Period::Hour1, Period::Hour1));
    QVERIFY(!divides(Period::Day1, Period::Hour1));
    // Whatever is said to divide has a start wherever the coarser one has.
    std::mt19937_64 random(5);
    for (const Period finer : periods()) {
        for (const Period coarser : periods()) {
            if (!divides(finer, coarser))
                continue;
            const qint64 start = startOf(coarser, static_cast<qint64>(random() % 2'000'000'000));
            QCOMPARE(startOf(finer, start), start);
            QCOMPARE(startOf(finer, next(coarser, start)), next(coarser, start));
        }
    }
}

void CandlePeriodsTest::spansMerge()
{
    CandleSpans spans;
    spans.add({10, 10}); // empty
    spans.add({20, 10});
    QVERIFY(spans.isEmpty());
    spans.add({10, 20});
    spans.add({40, 50});
    QCOMPARE(spans.list(), QList<CandleSpan>({{10, 20}, {40, 50}}));
    spans.add({20, 25}); // adjacent
    spans.add({0, 5});
    QCOMPARE(spans.list(), QList<CandleSpan>({{0, 5}, {10, 25}, {40, 50}}));
    spans.add({4, 45});
    QCOMPARE(spans.list(), QList<CandleSpan>({{0, 50}}));
    spans.add({12, 13});
    QCOMPARE(spans.list(), QList<CandleSpan>({{0, 50}}));

    // Against a plain set of seconds.
    std::mt19937 random(11);
    CandleSpans many;
    std::vector<bool> seconds(200);
    for (int i = 0; i < 60; ++i) {
        const qint64 from = random() % 190;
        const qint64 to = from + random() % 9;
        many.add({from, to});
        std::fill(seconds.begin() + from, seconds.begin() + to, true);
        for (qint64 second = 0; second < 200; ++second)
            QCOMPARE(many.covers({second, second + 1}), bool(seconds[static_cast<std::size_t>(second)]));
        for (qsizetype j = 1; j < many.list().size(); ++j)
            QVERIFY(many.list()[j - 1].to < many.list()[j].from);
    }
}

void CandlePeriodsTest::spansAnswer()
{
    CandleSpans spans;
    spans.add({10, 20});
    spans.add({30, 40});
    QVERIFY(spans.covers({12, 20}));
    QVERIFY(!spans.covers({12, 21}));
    QVERIFY(!spans.covers({15, 35}));
    QVERIFY(spans.covers({5, 5}));
    QVERIFY(spans.endingAt(20) == CandleSpan({10, 20}));
    QVERIFY(spans.endingAt(15) == CandleSpan({10, 20}));
    QVERIFY(!spans.endingAt(10));
    QVERIFY(!spans.endingAt(21));
    QVERIFY(!spans.endingAt(41));
}

QTEST_GUILESS_MAIN(CandlePeriodsTest)
#include "tst_candles_periods.moc"
