// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candleseries.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace coffer;
using market::CandleSeries;

namespace {

htx::Candle candle(qint64 time, double price = 10, double volume = 1)
{
    return {time, price, price + 1, price - 1, price, volume / price, volume, 1};
}

QList<qint64> timesOf(const CandleSeries &series)
{
    return {series.times().begin(), series.times().end()};
}

} // namespace

class CandleSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesInOrder();
    void leavesOutWhatCanNotBeDrawn_data();
    void leavesOutWhatCanNotBeDrawn();
    void equalsAModel_data();
    void equalsAModel();
    void findsRanges();
    void levelsEqualTheirCandles_data();
    void levelsEqualTheirCandles();
    void tellsWhatChanged();
    void tellsWhereCandlesWent();
    void takesFewBytes();
    void staysWhereItIs();
};

void CandleSeriesTest::mergesInOrder()
{
    CandleSeries series(htx::Period::Min1);
    QCOMPARE(series.period(), htx::Period::Min1);
    QCOMPARE(series.merge({candle(300), candle(60), candle(180)}), 3);
    QCOMPARE(timesOf(series), (QList<qint64>{60, 180, 300}));
    QCOMPARE(series.merge({candle(300), candle(60)}), 0);
    QCOMPARE(series.merge({candle(300, 11), candle(300, 12)}), 1); // the last of two counts
    QCOMPARE(series.at(2).open, 12.0);
    QCOMPARE(series.merge({candle(120), candle(360)}), 2);
    QCOMPARE(timesOf(series), (QList<qint64>{60, 120, 180, 300, 360}));
    QCOMPARE(series.lowerBound(0), 0);
    QCOMPARE(series.lowerBound(121), 2);
    QCOMPARE(series.lowerBound(361), 5);
    QCOMPARE(series.merge({}), 0);
    series.clear();
    QVERIFY(series.isEmpty());
    QCOMPARE(series.volumes().size(), std::size_t(0));
}

void CandleSeriesTest::leavesOutWhatCanNotBeDrawn_data()
{
    QTest::addColumn<htx::Candle>("bad");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    htx::Candle each = candle(60);
    each.open = nan;
    QTest::newRow("open nan") << each;
    each = candle(60);
    each.high = infinite;
    QTest::newRow("high infinite") << each;
    each = candle(60);
    each.low = 0;
    QTest::newRow("low zero") << each;
    each = candle(60);
    each.close = -3;
    QTest::newRow("close negative") << each;
    QTest::newRow("no time") << candle(0);
    QTest::newRow("time before 1970") << candle(-60);
    QTest::newRow("time that is no date") << candle(std::numeric_limits<qint64>::max());
}

void CandleSeriesTest::leavesOutWhatCanNotBeDrawn()
{
    QFETCH(htx::Candle, bad);
    CandleSeries series;
    QCOMPARE(series.merge({bad}), 0);
    QVERIFY(series.isEmpty());
    QCOMPARE(series.merge({candle(30), bad, candle(90)}), 2);
    QCOMPARE(timesOf(series), (QList<qint64>{30, 90}));
}

void CandleSeriesTest::equalsAModel_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Random pages with doubles, disorder, holes, nonsense and far future times, against a map of times.
void CandleSeriesTest::equalsAModel()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    std::map<qint64, htx::Candle> model;
    CandleSeries series;
    for (int round = 0; round < 60; ++round) {
        QList<htx::Candle> page;
        const std::map<qint64, htx::Candle> before = model;
        for (int i = pick(30); i > 0; --i) {
            htx::Candle each = candle(60 * (1 + pick(200)), 1 + pick(5), pick(4));
            switch (pick(12)) {
            case 0:
                each.low = 0;
                break;
            case 1:
                each.close = std::nan("");
                break;
            case 2:
                each.time = 4'000'000'000 + pick(3);
                break;
            case 3:
                each.volume = -1;
                break;
            default:
                break;
            }
            page.append(each);
            if (each.low > 0 && !std::isnan(each.close)) {
                each.volume = std::max(each.volume, 0.0);
                model[each.time] = each;
            }
        }
        qsizetype changed = 0;
        for (const auto &[time, each] : model)
            changed += before.contains(time) && before.at(time) == each ? 0 : 1;
        QCOMPARE(series.merge(page), changed);
        QCOMPARE(series.size(), static_cast<qsizetype>(model.size()));
        qsizetype i = 0;
        for (const auto &[time, each] : model) {
            QCOMPARE(series.times()[static_cast<std::size_t>(i)], time);
            QVERIFY(series.at(i++) == each);
        }
    }
}

void CandleSeriesTest::findsRanges()
{
    CandleSeries series;
    series.merge({candle(60, 10, 5), candle(120, 20, 7), candle(180, 5, 1)});
    QVERIFY(!series.range(1, 1));
    QVERIFY(!series.range(7, 9));
    const auto all = series.range(-5, 99);
    QVERIFY(all);
    QCOMPARE(all->low, 4.0);
    QCOMPARE(all->high, 21.0);
    QCOMPARE(all->volume, 7.0);
    QCOMPARE(series.range(0, 1)->high, 11.0);
}

void CandleSeriesTest::levelsEqualTheirCandles_data()
{
    equalsAModel_data();
}

/// After pages in front, within, at the end and over what is there, each bucket is what its candles make it.
void CandleSeriesTest::levelsEqualTheirCandles()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    CandleSeries series(htx::Period::Min1);
    int oldest = 40'000;
    int newest = oldest;
    for (int round = 0; round < 16; ++round) {
        const int count = 1 + pick(900);
        int from = newest;
        switch (pick(4)) {
        case 0:
            from = std::max(oldest - count, 1);
            break;
        case 1:
            from = oldest + pick(newest - oldest + 1);
            break;
        default:
            break;
        }
        QList<htx::Candle> page;
        for (int i = 0; i < count; ++i) {
            if (pick(5) > 0)
                page.append(candle(60LL * (from + i), 2 + pick(1000), pick(50)));
        }
        oldest = std::min(oldest, from);
        newest = std::max(newest, from + count);
        series.merge(page);
        for (int number = 1; number < series.levels(); ++number) {
            const market::CandleRows rows = series.level(number);
            const qint64 length = 60LL << (2 * number);
            qsizetype next = 0;
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const qsizetype end = series.lowerBound(rows.times[row] + length);
                const auto range = series.range(next, end);
                const auto first = static_cast<std::size_t>(next);
                QVERIFY(range && rows.times[row] == series.times()[first] / length * length &&
                        rows.opens[row] == series.opens()[first] &&
                        rows.closes[row] == series.closes()[static_cast<std::size_t>(end) - 1] &&
                        rows.highs[row] == range->high && rows.lows[row] == range->low &&
                        rows.volumes[row] == range->volume);
                next = end;
            }
            QCOMPARE(next, series.size());
        }
    }
    QVERIFY(series.levels() > 1);
}

void CandleSeriesTest::tellsWhatChanged()
{
    CandleSeries series;
    const quint64 start = series.revision();
    QCOMPARE(series.firstChangedSince(start), 0); // nothing changed, and nothing is there
    series.merge({candle(60), candle(120), candle(180)});
    QCOMPARE(series.firstChangedSince(start), 0);
    quint64 before = series.revision();
    QCOMPARE(series.firstChangedSince(before), 3);
    series.merge({candle(180, 11)});
    QCOMPARE(series.firstChangedSince(before), 2);
    series.merge({candle(240)});
    QCOMPARE(series.firstChangedSince(before), 2);
    before = series.revision();
    series.merge({candle(240)}); // the same again
    QCOMPARE(series.firstChangedSince(before), 4);
    series.merge({candle(150)});
    QCOMPARE(series.firstChangedSince(before), 2);
    before = series.revision();
    series.merge({candle(30)});
    QCOMPARE(series.firstChangedSince(before), 0);
    before = series.revision();
    for (int i = 0; i < 100; ++i)
        series.merge({candle(240, 20 + i)});
    QCOMPARE(series.firstChangedSince(before), 0); // too long ago to know
}

void CandleSeriesTest::tellsWhereCandlesWent()
{
    CandleSeries series;
    quint64 before = series.revision();
    const auto isSo = [&](qsizetype inFront, qsizetype first, qsizetype moved) {
        const CandleSeries::Changes changes = series.changesSince(before);
        return changes.inFront == inFront && changes.first == first && changes.moved == moved;
    };
    series.merge({candle(600), candle(660), candle(720)});
    QVERIFY(isSo(0, 0, 3));
    before = series.revision();
    QVERIFY(isSo(0, 3, 3));
    series.merge({candle(720, 11), candle(780)}); // the newest moved, and there is a newer one
    QVERIFY(isSo(0, 2, 4));
    series.merge({candle(480), candle(540)}); // two in front
    QVERIFY(isSo(2, 4, 6));
    series.merge({candle(360), candle(840)}); // at both ends
    QVERIFY(isSo(3, 5, 8));
    QCOMPARE(series.firstChangedSince(before), 0);
    series.merge({candle(660, 12)}); // another value
    QVERIFY(isSo(3, 4, 8));
    before = series.revision();
    series.merge({candle(750)}); // one that was missing
    QVERIFY(isSo(0, 6, 6));
    series.merge({candle(300)});
    QVERIFY(isSo(1, 7, 7));
    before = series.revision();
    series.clear();
    QVERIFY(isSo(0, 0, 0));
    series.merge({candle(600), candle(660)});
    series.merge({candle(540)});
    QVERIFY(isSo(1, 1, 1)); // nothing is where it was
    before = series.revision();
    for (int i = 0; i < 100; ++i)
        series.merge({candle(660, 20 + i)});
    QVERIFY(isSo(0, 0, 0)); // too long ago to know
}

void CandleSeriesTest::takesFewBytes()
{
    QList<htx::Candle> all;
    for (int i = 1; i <= 300'000; ++i)
        all.append(candle(60LL * i, 10 + i % 7));
    CandleSeries bulk(htx::Period::Min1);
    bulk.merge(all);
    QVERIFY2(bulk.bytes() < 88 * 300'000ULL, qPrintable(QString::number(bulk.bytes() / 300'000)));
    CandleSeries backwards(htx::Period::Min1); // as paging back does
    for (qsizetype end = all.size(); end > 0; end -= 2'000)
        backwards.merge(all.mid(std::max<qsizetype>(end - 2'000, 0), std::min<qsizetype>(end, 2'000)));
    QCOMPARE(backwards.size(), bulk.size());
    QVERIFY2(backwards.bytes() < 100 * 300'000ULL, qPrintable(QString::number(backwards.bytes() / 300'000)));
}

/// Once there are many, older and newer ones move nothing: to move a million would hold a frame up.
void CandleSeriesTest::staysWhereItIs()
{
    constexpr int most = 250'000;
    const auto page = [](int from, int count) {
        QList<htx::Candle> candles;
        for (int i = from; i < from + count; ++i)
            candles.append(candle(60LL * i, 10 + i % 7));
        return candles;
    };
    CandleSeries series(htx::Period::Min1);
    series.merge(page(most, 40'000));
    const double *newest = &series.closes().back();
    const qint64 *newestTime = &series.times().back();
    const double *highest = nullptr; // of the first level, once it has many, too
    for (int from = most - 10'000; from > 0; from -= 10'000) {
        series.merge(page(from, 10'000));
        QCOMPARE(&series.closes().back(), newest);
        QCOMPARE(&series.times().back(), newestTime);
        if (from == most - 120'000)
            highest = &series.level(1).highs.back();
        else if (from < most - 120'000)
            QCOMPARE(&series.level(1).highs.back(), highest);
    }
    QCOMPARE(series.merge(page(most + 40'000, 30'000)), 30'000);
    QCOMPARE(&series.closes()[series.closes().size() - 30'001], newest);
    QVERIFY2(series.bytes() < 88 * static_cast<std::size_t>(series.size()),
             qPrintable(QString::number(series.bytes() / static_cast<std::size_t>(series.size()))));
    CandleSeries moved = std::move(series);
    QCOMPARE(&moved.closes()[moved.closes().size() - 30'001], newest);
    moved.clear();
    QVERIFY(moved.isEmpty());
    QCOMPARE(moved.merge(page(1, 5)), 5);
    QCOMPARE(timesOf(moved), (QList<qint64>{60, 120, 180, 240, 300}));
}

QTEST_GUILESS_MAIN(CandleSeriesTest)
#include "tst_candles_series.moc"
