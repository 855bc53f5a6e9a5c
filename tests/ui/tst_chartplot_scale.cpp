// SPDX-License-Identifier: GPL-3.0-or-later
#include "plotbench.h"
#include "ui/charts/plot/axisticks.h"
#include "ui/charts/plot/candlebuckets.h"
#include "ui/charts/plot/chartscale.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;

namespace {

ChartScale hourScale(double candles = 500, double width = 800)
{
    ChartScale scale;
    scale.setPlot(QRectF(0, 20, width, 400), QRectF(0, 430, width, 80));
    scale.setExtent(start, double(start) + candles * hour, hour);
    scale.showLatest();
    scale.fitPrices(90, 110, 0.01);
    return scale;
}

} // namespace

/// Scales, ticks and buckets, without a chart.
class TestChartScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scaleMapsBothWays();
    void zoomKeepsTheTimeUnderTheCursor_data();
    void zoomKeepsTheTimeUnderTheCursor();
    void panStopsAtTheData();
    void resizeKeepsTheRightEdge();
    void pricesFitWhateverTheyAre_data();
    void pricesFitWhateverTheyAre();
    void priceTicksAreRound_data();
    void priceTicksAreRound();
    void timeTicksAreRoundLocalTimes();
    void timeTicksKeepToTheZonesDays();
    void bucketsKeepExtremes();
    void bucketsDoNotChangeWhilePanning();

    void logarithmicScaleMapsBothWays();
    void logarithmicTicksAreRound();
    void heikinAshiIsAsItsFormulas();
    void heikinAshiDoesNotDependOnTheView();
    void findsTheLastCandleOfEachBucket();
};

void TestChartScale::scaleMapsBothWays()
{
    const ChartScale scale = hourScale();
    for (const double x : {0.0, 1.5, 400.0, 800.0})
        QVERIFY(std::abs(scale.xOf(scale.timeAt(x)) - x) < 1e-6);
    for (const double y : {20.0, 21.5, 420.0})
        QVERIFY(std::abs(scale.yOf(scale.priceAt(y)) - y) < 1e-6);
    QVERIFY(scale.xOf(start + hour) > scale.xOf(start));
    QVERIFY(scale.yOf(100) < scale.yOf(99)); // dearer is higher
    QVERIFY(scale.yOf(90) <= 420 && scale.yOf(110) >= 20);
}

void TestChartScale::zoomKeepsTheTimeUnderTheCursor_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("factor");
    for (const double x : {0.0, 133.0, 400.0, 700.0}) {
        for (const double factor : {1.01, 1.3, 4.0, 0.99, 0.7})
            QTest::addRow("%g at %g", factor, x) << x << factor;
    }
}

void TestChartScale::zoomKeepsTheTimeUnderTheCursor()
{
    QFETCH(double, x);
    QFETCH(double, factor);
    ChartScale scale = hourScale();
    const double time = scale.timeAt(x);
    const double before = scale.secondsPerPixel();
    scale.zoom(x, factor);
    QVERIFY(std::abs(scale.timeAt(x) - time) < 1e-3);
    QVERIFY(std::abs(scale.secondsPerPixel() * factor / before - 1) < 1e-9);
    for (int i = 0; i < 100; ++i)
        scale.zoom(x, factor); // to the end
    QVERIFY(std::isfinite(scale.from()) && scale.to() > scale.from());
    QVERIFY(scale.to() - scale.from() >= 8 * hour - 1);
}

void TestChartScale::panStopsAtTheData()
{
    ChartScale scale = hourScale(500);
    scale.pan(1e9);
    QVERIFY(scale.to() > start);
    QVERIFY(scale.from() < start);
    scale.pan(-1e9);
    QVERIFY(scale.from() < start + 500 * hour);
    scale.pan(std::numeric_limits<double>::max());
    QVERIFY(std::isfinite(scale.from()));
}

void TestChartScale::resizeKeepsTheRightEdge()
{
    ChartScale scale = hourScale();
    const double to = scale.to();
    const double candle = scale.candleWidth();
    scale.setPlot(QRectF(0, 20, 500, 400), QRectF(0, 430, 500, 80));
    scale.resizeWidth(800);
    QVERIFY(std::abs(scale.to() - to) < 1e-3);
    QVERIFY(std::abs(scale.candleWidth() - candle) < 1e-6);
}

void TestChartScale::pricesFitWhateverTheyAre_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("step");
    QTest::newRow("usual") << 87000.0 << 88000.0 << 0.01;
    QTest::newRow("equal") << 1.0 << 1.0 << 0.0001;
    QTest::newRow("equal, step unknown") << 1.0 << 1.0 << 0.0;
    QTest::newRow("zero") << 0.0 << 0.0 << 0.0;
    QTest::newRow("tiny") << 1e-12 << 1.1e-12 << 1e-12;
    QTest::newRow("huge") << 1e15 << 3e15 << 0.01;
    QTest::newRow("wide") << 1e-8 << 1e8 << 1e-8;
}

void TestChartScale::pricesFitWhateverTheyAre()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, step);
    ChartScale scale = hourScale();
    scale.fitPrices(low, high, step);
    QVERIFY(scale.high() > scale.low());
    QVERIFY(scale.low() >= 0);
    QVERIFY(scale.yOf(low) <= scale.prices().bottom() + 1e-6);
    QVERIFY(scale.yOf(high) >= scale.prices().top() - 1e-6);
    const QList<double> ticks = priceTicks(scale.low(), scale.high(), 6, step);
    QVERIFY(!ticks.isEmpty() && ticks.size() <= 7);
}

void TestChartScale::priceTicksAreRound_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("step");
    QTest::addColumn<QList<double>>("ticks");
    QTest::newRow("tens") << 3.0 << 47.0 << 0.0 << QList<double>{10, 20, 30, 40};
    QTest::newRow("thousands") << 86900.0 << 89100.0 << 0.01
                               << QList<double>{87000, 87500, 88000, 88500, 89000};
    QTest::newRow("not closer than the step") << 1.0 << 1.04 << 0.02 << QList<double>{1.0, 1.02, 1.04};
    QTest::newRow("nothing") << 1.0 << 1.0 << 0.0 << QList<double>{};
    QTest::newRow("not finite") << 1.0 << std::numeric_limits<double>::infinity() << 0.0 << QList<double>{};
}

void TestChartScale::priceTicksAreRound()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, step);
    QFETCH(QList<double>, ticks);
    const QList<double> found = priceTicks(low, high, 5, step);
    QCOMPARE(found.size(), ticks.size());
    for (qsizetype i = 0; i < ticks.size(); ++i)
        QVERIFY(std::abs(found.at(i) - ticks.at(i)) < 1e-9);
}

void TestChartScale::timeTicksAreRoundLocalTimes()
{
    const QTimeZone zone("Asia/Kolkata"); // half an hour beside the full hours of UTC
    const QLocale locale(QLocale::English);
    for (const double span :
         {1800.0, 7200.0, 86'400.0, 7 * 86'400.0, 90 * 86'400.0, 900 * 86'400.0, 9000 * 86'400.0}) {
        const QList<TimeTick> ticks = timeTicks(start, start + span, 8, zone, locale);
        QVERIFY2(ticks.size() >= 2 && ticks.size() <= 9, qPrintable(QString::number(span)));
        for (qsizetype i = 0; i < ticks.size(); ++i) {
            const QDateTime local = QDateTime::fromSecsSinceEpoch(qint64(ticks.at(i).time), zone);
            QCOMPARE(local.time().second(), 0);
            QVERIFY(!ticks.at(i).label.isEmpty());
            QVERIFY(i == 0 || ticks.at(i).time > ticks.at(i - 1).time);
            if (span > 8 * 86'400)
                QCOMPARE(local.time(), QTime(0, 0));
        }
    }
    QVERIFY(timeTicks(1, 1, 8, zone, locale).isEmpty());
    QVERIFY(timeTicks(-1e300, 1e300, 8, zone, locale).isEmpty());
}

void TestChartScale::timeTicksKeepToTheZonesDays()
{
    // On 29 March 2026 the clocks in Berlin go from 02:00 to 03:00.
    const QTimeZone zone("Europe/Berlin");
    const double from = double(QDateTime(QDate(2026, 3, 29), QTime(0, 0), zone).toSecsSinceEpoch());
    const QList<TimeTick> ticks = timeTicks(from, from + 6 * hour, 6, zone, QLocale(QLocale::English));
    QStringList labels;
    for (const TimeTick &tick : ticks)
        labels << tick.label;
    QCOMPARE(labels, QStringList({u"29 Mar"_s, u"01:00"_s, u"03:00"_s, u"04:00"_s, u"05:00"_s, u"06:00"_s,
                                  u"07:00"_s}));
    QVERIFY(ticks.first().major);
}

void TestChartScale::bucketsKeepExtremes()
{
    market::CandleSeries candles = series(5000);
    candles.merge({{start + 2500 * hour, 100, 500, 1, 100, 1, 900, 1}});
    ChartScale scale = hourScale(5000, 300);
    scale.showAll();
    const CandleBuckets found = bucketCandles(candles, scale);
    QVERIFY(found.candlesEach > 1);
    QVERIFY(found.buckets.size() <= 302);
    QVERIFY(found.buckets.size() >= 75);
    QCOMPARE(found.high, 500.0);
    QCOMPARE(found.low, 1.0);
    QCOMPARE(found.volume, 900.0);
    QVERIFY(found.highTime <= start + 2500 * hour &&
            found.highTime + found.candlesEach * hour > start + 2500 * hour);
    for (std::size_t i = 1; i < found.buckets.size(); ++i)
        QVERIFY(found.buckets[i].time > found.buckets[i - 1].time);
    QVERIFY(bucketCandles(market::CandleSeries(htx::Period::Hour1), scale).buckets.empty());
}

void TestChartScale::bucketsDoNotChangeWhilePanning()
{
    const market::CandleSeries candles = series(5000);
    ChartScale scale = hourScale(5000, 300);
    scale.setTimes(start + 1000 * hour, start + 3000 * hour);
    const CandleBuckets before = bucketCandles(candles, scale);
    scale.pan(-7);
    const CandleBuckets after = bucketCandles(candles, scale);
    const CandleBucket &sample = before.buckets[before.buckets.size() / 2];
    const auto same = std::find_if(after.buckets.begin(), after.buckets.end(),
                                   [&](const CandleBucket &bucket) { return bucket.time == sample.time; });
    QVERIFY(same != after.buckets.end());
    QCOMPARE(same->high, sample.high);
    QCOMPARE(same->open, sample.open);
    QCOMPARE(same->close, sample.close);
}

void TestChartScale::logarithmicScaleMapsBothWays()
{
    ChartScale scale = hourScale();
    scale.setLogarithmic(true);
    scale.fitPrices(1e-8, 1e8, 1e-8);
    for (const double price : {1e-8, 0.003, 1.0, 7e4, 1e8})
        QVERIFY(std::abs(scale.priceAt(scale.yOf(price)) / price - 1) < 1e-9);
    // Equal ratios are equally far apart.
    QVERIFY(std::abs((scale.yOf(1) - scale.yOf(10)) - (scale.yOf(1000) - scale.yOf(10'000))) < 1e-6);
    scale.setPrices(5, 1); // nonsense changes nothing
    scale.setPrices(-1, 10);
    scale.setPrices(1, std::numeric_limits<double>::infinity());
    QVERIFY(std::abs(scale.priceAt(scale.yOf(7.0)) / 7 - 1) < 1e-9);
    scale.zoomPrices(2);
    scale.panPrices(40);
    QVERIFY(scale.low() > 0 && scale.high() > scale.low());
}

void TestChartScale::logarithmicTicksAreRound()
{
    QCOMPARE(logarithmicTicks(0.9, 120, 9, 0), (QList<double>{1, 2, 5, 10, 20, 50, 100}));
    QCOMPARE(logarithmicTicks(1e-6, 2e6, 6, 0).size() <= 13, true);
    QCOMPARE(logarithmicTicks(100, 110, 5, 0), priceTicks(100, 110, 5, 0)); // too little for powers
    QVERIFY(logarithmicTicks(0, 10, 5, 0).isEmpty() ||
            logarithmicTicks(0, 10, 5, 0) == priceTicks(0, 10, 5, 0));
}

void TestChartScale::heikinAshiIsAsItsFormulas()
{
    market::CandleSeries data(htx::Period::Hour1);
    data.merge({{start, 10, 14, 8, 12, 1, 1, 1},
                {start + hour, 12, 18, 11, 17, 1, 1, 1},
                {start + 2 * hour, 17, 17, 9, 10, 1, 1, 1}});
    ChartScale scale = hourScale(3);
    scale.showAll();
    const CandleBuckets found = heikinAshi(data, scale);
    QCOMPARE(found.buckets.size(), std::size_t(3));
    const CandleBucket &first = found.buckets[0];
    QCOMPARE(first.close, (10 + 14 + 8 + 12) / 4.0);
    QCOMPARE(first.open, (10 + 12) / 2.0);
    const CandleBucket &second = found.buckets[1];
    QCOMPARE(second.open, (first.open + first.close) / 2);
    QCOMPARE(second.close, (12 + 18 + 11 + 17) / 4.0);
    QCOMPARE(second.high, 18.0);
    QCOMPARE(second.low, 11.0);
    const CandleBucket &third = found.buckets[2];
    QCOMPARE(third.open, (second.open + second.close) / 2);
    QCOMPARE(third.low, 9.0);
}

void TestChartScale::heikinAshiDoesNotDependOnTheView()
{
    const market::CandleSeries data = series(3000, 50, 90);
    ChartScale scale = hourScale(3000);
    scale.setTimes(start + 2000 * hour, start + 2080 * hour);
    const CandleBuckets one = heikinAshi(data, scale);
    scale.setTimes(start + 1950 * hour, start + 2080 * hour);
    const CandleBuckets wider = heikinAshi(data, scale);
    QCOMPARE(one.buckets.back().time, wider.buckets.back().time);
    QVERIFY(std::abs(one.buckets.back().open - wider.buckets.back().open) < 1e-12);
    QVERIFY(std::abs(one.buckets.front().open -
                     wider.buckets[wider.buckets.size() - one.buckets.size()].open) < 1e-12);
}

void TestChartScale::findsTheLastCandleOfEachBucket()
{
    market::CandleSeries data(htx::Period::Hour1);
    QList<htx::Candle> candles;
    for (int i = 0; i < 6000; ++i) {
        if (i % 97 > 20) // with gaps
            candles.append({start + i * hour, 1, 2, 0.5, 1, 1, 1, 1});
    }
    data.merge(candles);
    for (const double visible : {100.0, 700.0, 6000.0}) {
        ChartScale scale = hourScale(6000, 300);
        scale.setTimes(start + 10 * hour, start + (10 + visible) * hour);
        const CandleBuckets buckets = bucketCandles(data, scale);
        const std::vector<qsizetype> last = lastCandles(data, buckets);
        QCOMPARE(last.size(), buckets.buckets.size());
        for (std::size_t i = 0; i < last.size(); ++i)
            QCOMPARE(last[i], data.lowerBound(qint64(buckets.buckets[i].time + buckets.length)) - 1);
    }
}

QTEST_MAIN(TestChartScale)
#include "tst_chartplot_scale.moc"
