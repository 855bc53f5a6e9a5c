// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/patience.h"
#include "ui/charts/plot/axisticks.h"
#include "ui/charts/plot/candlebuckets.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/charts/plot/chartscale.h"
#include "ui/charts/plot/charttool.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'700'002'800; // a full hour
constexpr qint64 hour = 3600;

struct Bench
{
    Settings settings{QString()};
    test::FakeClock clock;
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
};

market::CandleSeries series(int count, double low = 99, double high = 104)
{
    market::CandleSeries result(htx::Period::Hour1);
    QList<htx::Candle> candles;
    for (int i = 0; i < count; ++i) {
        const double open = i % 2 == 0 ? low : high;
        candles.append({start + i * hour, open, high, low, low + high - open, 1, double(10 + i % 7), 1});
    }
    result.merge(candles);
    return result;
}

ChartScale hourScale(double candles = 500, double width = 800)
{
    ChartScale scale;
    scale.setPlot(QRectF(0, 20, width, 400), QRectF(0, 430, width, 80));
    scale.setExtent(start, double(start) + candles * hour, hour);
    scale.showLatest();
    scale.fitPrices(90, 110, 0.01);
    return scale;
}

QImage painted(CandleChart &chart, const QSize &size = {640, 400})
{
    chart.resize(size);
    return chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// Pixels in the colours of candles.
int candlePixels(const QImage &image, const Colors &colors)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            count += pixel == colors.gain.rgb() || pixel == colors.loss.rgb();
        }
    }
    return count;
}

/// A mouse event at this time in ms.
void sendMouse(QWidget *target, QEvent::Type type, const QPointF &at, quint64 time)
{
    const bool isMove = type == QEvent::MouseMove;
    QMouseEvent event(type, at, target->mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    event.setTimestamp(time);
    QCoreApplication::sendEvent(target, &event);
}

void sendWheel(QWidget *target, const QPointF &at, int angle)
{
    QWheelEvent event(at, target->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(target, &event);
}

} // namespace

class TestChartPlot : public QObject
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

    void paintsWhateverComes_data();
    void paintsWhateverComes();
    void paintsNothingButTheMessageWithoutCandles();
    void wheelKeepsTheCandleUnderThePointer();
    void viewFollowsTheNewestCandle();
    void keysMoveTheView();
    void paintsEveryTypeAndScale_data();
    void paintsEveryTypeAndScale();
    void logarithmicScaleMapsBothWays();
    void logarithmicTicksAreRound();
    void heikinAshiIsAsItsFormulas();
    void heikinAshiDoesNotDependOnTheView();
    void findsTheLastCandleOfEachBucket();
    void livePricePaintsAsAFullFrame_data();
    void livePricePaintsAsAFullFrame();
    void olderCandlesLeaveTheViewAlone();
    void dragPansAndAFlickGoesOn();
    void inertiaSlowsDown();
    void boxZoomsAndADoubleClickFitsAgain();
    void axesAreDragged();
    void panesHaveRoomAndCanBeResized();
    void layersAndToolsTakeTheirTurn();
    void menuTellsTimeAndPrice();
    void linkedCursorAndTimes();
    void laggingLineFollowsALivePrice();
    void zoneIsOnTheWholeAxis();
    void nothingIsSetByHandWithoutCandles();
    void logarithmOfNothingIsFitted();
    void aLostReleaseEndsTheDrag();
};

void TestChartPlot::scaleMapsBothWays()
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

void TestChartPlot::zoomKeepsTheTimeUnderTheCursor_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("factor");
    for (const double x : {0.0, 133.0, 400.0, 700.0}) {
        for (const double factor : {1.01, 1.3, 4.0, 0.99, 0.7})
            QTest::addRow("%g at %g", factor, x) << x << factor;
    }
}

void TestChartPlot::zoomKeepsTheTimeUnderTheCursor()
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

void TestChartPlot::panStopsAtTheData()
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

void TestChartPlot::resizeKeepsTheRightEdge()
{
    ChartScale scale = hourScale();
    const double to = scale.to();
    const double candle = scale.candleWidth();
    scale.setPlot(QRectF(0, 20, 500, 400), QRectF(0, 430, 500, 80));
    scale.resizeWidth(800);
    QVERIFY(std::abs(scale.to() - to) < 1e-3);
    QVERIFY(std::abs(scale.candleWidth() - candle) < 1e-6);
}

void TestChartPlot::pricesFitWhateverTheyAre_data()
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

void TestChartPlot::pricesFitWhateverTheyAre()
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

void TestChartPlot::priceTicksAreRound_data()
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

void TestChartPlot::priceTicksAreRound()
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

void TestChartPlot::timeTicksAreRoundLocalTimes()
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

void TestChartPlot::timeTicksKeepToTheZonesDays()
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

void TestChartPlot::bucketsKeepExtremes()
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

void TestChartPlot::bucketsDoNotChangeWhilePanning()
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

void TestChartPlot::paintsWhateverComes_data()
{
    QTest::addColumn<QList<htx::Candle>>("candles");
    QTest::addColumn<int>("decimals");
    const auto candle = [](qint64 index, double open, double high, double low, double close, double volume) {
        return htx::Candle{start + index * hour, open, high, low, close, 1, volume, 1};
    };
    QList<htx::Candle> many, gap;
    for (int i = 0; i < 20'000; ++i)
        many.append(candle(i, 100 + i % 7, 110, 95, 100 + i % 5, i % 100));
    for (int i = 0; i < 40; ++i)
        gap.append(candle(i < 20 ? i : i + 25, 10, 12, 9, 11, 5));
    QTest::newRow("one") << QList{candle(0, 1, 2, 0.5, 1.5, 3)} << 2;
    QTest::newRow("one, all equal, no volume") << QList{candle(0, 1, 1, 1, 1, 0)} << 8;
    QTest::newRow("equal prices") << QList{candle(0, 5, 5, 5, 5, 1), candle(1, 5, 5, 5, 5, 1)} << 4;
    QTest::newRow("gap") << gap << 2;
    QTest::newRow("tiny") << QList{candle(0, 1e-12, 3e-12, 1e-12, 2e-12, 1e-9),
                                   candle(1, 2e-12, 2e-12, 1e-12, 1e-12, 1)}
                          << 12;
    QTest::newRow("huge") << QList{candle(0, 1e14, 9e14, 1e14, 5e14, 1e18),
                                   candle(1, 5e14, 6e14, 2e14, 3e14, 1e18)}
                          << 2;
    QTest::newRow("decimals unknown") << QList{candle(0, 1, 2, 0.5, 1.5, 3)} << -1;
    QTest::newRow("many") << many << 2;
}

void TestChartPlot::paintsWhateverComes()
{
    QFETCH(QList<htx::Candle>, candles);
    QFETCH(int, decimals);
    Bench bench;
    market::CandleSeries data(htx::Period::Hour1);
    data.merge(candles);
    CandleChart chart(data, bench.context);
    chart.setMarket(u"BTC/USDT"_s, u"USDT"_s, decimals);
    QVERIFY(!chart.hasPainted());
    chart.reset();
    for (const QSize &size : {QSize(640, 400), QSize(240, 200), QSize(1600, 300)}) {
        QVERIFY(candlePixels(painted(chart, size), bench.theme.colors()) > 0);
        QVERIFY(chart.hasPainted());
    }
    QVERIFY(!chart.accessibleDescription().isEmpty());
    QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, {100, 100});
    QVERIFY(candlePixels(painted(chart), bench.theme.colors()) > 0);
    QTest::mouseMove(chart.viewport(), {200, 150});
    painted(chart);
}

void TestChartPlot::paintsNothingButTheMessageWithoutCandles()
{
    Bench bench;
    const market::CandleSeries data(htx::Period::Hour1);
    CandleChart chart(data, bench.context);
    chart.reset();
    const QImage blank = painted(chart);
    chart.setMessage(u"Loading candles…"_s);
    const QImage said = painted(chart);
    QVERIFY(said != blank);
    QVERIFY(!chart.hasPainted());
    QCOMPARE(chart.accessibleDescription(), u"Loading candles…"_s);
    for (const int key :
         {Qt::Key_Left, Qt::Key_Plus, Qt::Key_Home, Qt::Key_End}) // nothing to move, nothing to break
        QTest::keyClick(&chart, static_cast<Qt::Key>(key));
    sendWheel(chart.viewport(), {100, 100}, 120);
}

void TestChartPlot::wheelKeepsTheCandleUnderThePointer()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const QPointF at(300, 100);
    const double time = chart.scale().timeAt(at.x());
    sendWheel(chart.viewport(), at, 120);
    QVERIFY(std::abs(chart.scale().timeAt(at.x()) - time) < 1);
    QVERIFY(chart.scale().candleWidth() > 9);
    sendWheel(chart.viewport(), at, -360);
    QVERIFY(std::abs(chart.scale().timeAt(at.x()) - time) < 1);
}

void TestChartPlot::viewFollowsTheNewestCandle()
{
    Bench bench;
    market::CandleSeries data = series(300);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const double to = chart.scale().to();
    data.merge({{start + 300 * hour, 100, 101, 99, 100, 1, 1, 1}});
    chart.updateSeries();
    QVERIFY(std::abs(chart.scale().to() - to - hour) < 1);

    QTest::keyClick(&chart, Qt::Key_Home); // looking at the past: it stays
    const double past = chart.scale().to();
    data.merge({{start + 301 * hour, 100, 101, 99, 100, 1, 1, 1}});
    chart.updateSeries();
    QVERIFY(std::abs(chart.scale().to() - past) < 1);
}

void TestChartPlot::keysMoveTheView()
{
    Bench bench;
    const market::CandleSeries data = series(2000);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const double from = chart.scale().from();
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.scale().from() < from);
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(std::abs(chart.scale().from() - from) < 1);
    const double width = chart.scale().candleWidth();
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.scale().candleWidth() > width);
    QTest::keyClick(&chart, Qt::Key_Minus);
    QTest::keyClick(&chart, Qt::Key_Home);
    QVERIFY(chart.scale().from() < start && chart.scale().to() > start);
    QTest::keyClick(&chart, Qt::Key_End);
    QVERIFY(chart.scale().to() > start + 2000 * hour);
}

void TestChartPlot::paintsEveryTypeAndScale_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("mode");
    for (int type = 0; type < int(ChartType::Count); ++type) {
        for (int mode = 0; mode < int(PriceMode::Count); ++mode)
            QTest::addRow("%s, %s", qPrintable(wireName(ChartType(type))),
                          qPrintable(wireName(PriceMode(mode))))
                << type << mode;
    }
}

void TestChartPlot::paintsEveryTypeAndScale()
{
    QFETCH(int, type);
    QFETCH(int, mode);
    QCOMPARE(int(chartTypeNamed(wireName(ChartType(type)))), type);
    QCOMPARE(int(priceModeNamed(wireName(PriceMode(mode)))), mode);
    Bench bench;
    const market::CandleSeries data = series(400, 20, 900);
    CandleChart chart(data, bench.context);
    chart.setMarket(u"BTC/USDT"_s, u"USDT"_s, 2);
    chart.reset();
    const QImage usual = painted(chart);
    chart.setType(ChartType(type));
    chart.setPriceMode(PriceMode(mode));
    const QImage found = painted(chart);
    QCOMPARE(found != usual, type != int(ChartType::Candles) || mode != int(PriceMode::Linear));
    QVERIFY(chart.scale().yOf(20) <= chart.scale().prices().bottom());
    QVERIFY(chart.scale().yOf(900) >= chart.scale().prices().top());
    QCOMPARE(chart.scale().isLogarithmic(), mode == int(PriceMode::Logarithmic));
}

void TestChartPlot::logarithmicScaleMapsBothWays()
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

void TestChartPlot::logarithmicTicksAreRound()
{
    QCOMPARE(logarithmicTicks(0.9, 120, 9, 0), (QList<double>{1, 2, 5, 10, 20, 50, 100}));
    QCOMPARE(logarithmicTicks(1e-6, 2e6, 6, 0).size() <= 13, true);
    QCOMPARE(logarithmicTicks(100, 110, 5, 0), priceTicks(100, 110, 5, 0)); // too little for powers
    QVERIFY(logarithmicTicks(0, 10, 5, 0).isEmpty() ||
            logarithmicTicks(0, 10, 5, 0) == priceTicks(0, 10, 5, 0));
}

void TestChartPlot::heikinAshiIsAsItsFormulas()
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

void TestChartPlot::heikinAshiDoesNotDependOnTheView()
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

void TestChartPlot::findsTheLastCandleOfEachBucket()
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

void TestChartPlot::livePricePaintsAsAFullFrame_data()
{
    paintsEveryTypeAndScale_data();
}

/// A price on the newest candle paints a part alone; the picture is the same as one painted from nothing.
void TestChartPlot::livePricePaintsAsAFullFrame()
{
    QFETCH(int, type);
    QFETCH(int, mode);
    Bench bench;
    market::CandleSeries data = series(600);
    const auto prepare = [&](CandleChart &chart) {
        chart.setMarket(u"BTC/USDT"_s, u"USDT"_s, 2);
        chart.setType(ChartType(type));
        chart.setPriceMode(PriceMode(mode));
        chart.setIndicators(
            {{market::IndicatorSpec::of(market::IndicatorKind::Bollinger),
              u"B"_s,
              {Qt::red, Qt::blue, Qt::blue}},
             {market::IndicatorSpec::of(market::IndicatorKind::Rsi), u"R"_s, {Qt::darkCyan}}});
        chart.reset();
    };
    CandleChart live(data, bench.context);
    prepare(live);
    painted(live);
    htx::Candle last = data.at(data.size() - 1);
    for (const double close : {100.5, 101.25, 99.75, 103.9, 120.0, 98.0}) {
        last.close = close;
        last.high = std::max(last.high, close);
        last.low = std::min(last.low, close);
        data.merge({last});
        live.updateSeries();
        CandleChart fresh(data, bench.context);
        prepare(fresh);
        QVERIFY2(painted(live) == painted(fresh), qPrintable(QString::number(close)));
    }
}

void TestChartPlot::olderCandlesLeaveTheViewAlone()
{
    Bench bench;
    market::CandleSeries data = series(300);
    CandleChart chart(data, bench.context);
    chart.setIndicators({{market::IndicatorSpec::of(market::IndicatorKind::Sma), u"S"_s, {Qt::red}}});
    chart.reset();
    const QImage before = painted(chart);
    const double from = chart.scale().from();
    QList<htx::Candle> older;
    for (int i = 1; i <= 500; ++i)
        older.append({start - i * hour, 50, 60, 40, 50, 1, 3, 1});
    data.merge(older);
    chart.updateSeries();
    QCOMPARE(chart.scale().from(), from);
    QCOMPARE(painted(chart), before);
    chart.showTimes(double(start - 400 * hour), double(start - 300 * hour));
    QVERIFY(candlePixels(painted(chart), bench.theme.colors()) > 100);
}

void TestChartPlot::dragPansAndAFlickGoesOn()
{
    Bench bench;
    const market::CandleSeries data = series(4000);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    chart.show();
    const double from = chart.scale().from();
    const double second = chart.scale().secondsPerPixel();
    sendMouse(chart.viewport(), QEvent::MouseButtonPress, {200, 150}, 1000);
    sendMouse(chart.viewport(), QEvent::MouseMove, {240, 150}, 1020);
    QVERIFY(std::abs(chart.scale().from() - (from - 40 * second)) < second);
    sendMouse(chart.viewport(), QEvent::MouseMove, {340, 150}, 1040);
    const double dragged = chart.scale().from();
    sendMouse(chart.viewport(), QEvent::MouseButtonRelease, {340, 150}, 1045);
    QTRY_VERIFY(chart.scale().from() < dragged - 5 * second);            // it goes on
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, {100, 100}); // and a click stops it
    const double stopped = chart.scale().from();
    QTest::qWait(0);
    QCOMPARE(chart.scale().from(), stopped);
}

void TestChartPlot::inertiaSlowsDown()
{
    Inertia inertia;
    for (int i = 0; i <= 10; ++i)
        inertia.note(i * 10.0, i * 10);
    QVERIFY(inertia.release(105, 105));
    double before = std::numeric_limits<double>::max();
    double sum = 0;
    qint64 time = 105;
    while (inertia.isMoving() && time < 10'000) {
        time += 16;
        const double step = inertia.step(time);
        QVERIFY(step >= 0 && step < before);
        before = step;
        sum += step;
    }
    QVERIFY(time < 3000);
    QVERIFY(sum > 150 && sum < 260); // 1 pixel a ms
    inertia.note(0, 0);
    inertia.note(100, 20);
    QVERIFY(!inertia.release(500, 500)); // it was held still before
}

void TestChartPlot::boxZoomsAndADoubleClickFitsAgain()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    QSignalSpy fitted(&chart, &CandleChart::fittedChanged);
    const double left = chart.scale().timeAt(100);
    const double right = chart.scale().timeAt(300);
    const double top = chart.scale().priceAt(100);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, Qt::ShiftModifier, {100, 100});
    QTest::mouseMove(chart.viewport(), {300, 200});
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, Qt::ShiftModifier, {300, 200});
    QVERIFY(std::abs(chart.scale().from() - left) < hour && std::abs(chart.scale().to() - right) < hour);
    QVERIFY(std::abs(chart.scale().high() - top) < 1e-6);
    QVERIFY(!chart.isFitted());
    QCOMPARE(fitted.size(), 1);
    QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, {100, 100});
    QVERIFY(chart.isFitted());
    QVERIFY(chart.scale().from() <= start);
}

void TestChartPlot::axesAreDragged()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const double span = chart.scale().high() - chart.scale().low();
    const QPoint priceAxis(chart.width() - 10, 150);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, priceAxis);
    QTest::mouseMove(chart.viewport(), priceAxis + QPoint(0, 60));
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, priceAxis + QPoint(0, 60));
    QVERIFY(chart.scale().high() - chart.scale().low() > span);
    QVERIFY(!chart.isFitted());
    QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, priceAxis);
    QVERIFY(chart.isFitted());
    const double width = chart.scale().candleWidth();
    const QPoint timeAxis(300, chart.height() - 6);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, timeAxis);
    QTest::mouseMove(chart.viewport(), timeAxis - QPoint(60, 0));
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, timeAxis - QPoint(60, 0));
    QVERIFY(chart.scale().candleWidth() > width);
}

void TestChartPlot::panesHaveRoomAndCanBeResized()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    QList<NamedIndicator> all;
    for (const market::IndicatorKind kind :
         {market::IndicatorKind::Rsi, market::IndicatorKind::Macd, market::IndicatorKind::Obv})
        all.append({market::IndicatorSpec::of(kind), u"I"_s, {Qt::red, Qt::blue, Qt::green}});
    chart.setIndicators(all);
    chart.reset();
    painted(chart);
    const auto &panes = chart.content().panes;
    QCOMPARE(panes.size(), std::size_t(3));
    QCOMPARE(panes[0].range.low, 0.0);
    QCOMPARE(panes[0].range.high, 100.0);
    QVERIFY(chart.scale().prices().height() > 90);
    for (std::size_t i = 1; i < panes.size(); ++i)
        QVERIFY(panes[i].rect.top() > panes[i - 1].rect.bottom() - 1);
    QSignalSpy resized(&chart, &CandleChart::panesResized);
    const double before = panes[1].rect.height();
    const QPoint divider(200, int(panes[1].rect.top()) - 2);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, divider);
    QTest::mouseMove(chart.viewport(), divider - QPoint(0, 15));
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, divider - QPoint(0, 15));
    QCOMPARE(resized.size(), 1);
    QVERIFY(panes[1].rect.height() > before + 8);
    const QList<double> shares = chart.paneShares();
    all.removeLast();
    chart.setIndicators(all);
    QCOMPARE(chart.paneShares(), shares.first(2));
    all[0].spec.visible = false;
    chart.setIndicators(all);
    QCOMPARE(chart.content().panes.size(), std::size_t(1));
    painted(chart);
    chart.setIndicators({});
    QVERIFY(chart.content().panes.empty());
}

namespace {

class Marker final : public ChartLayer
{
public:
    bool isLive() const override { return live; }
    std::optional<ValueRange> range(const ChartContent &) const override { return seen; }
    void paint(QPainter &, const ChartContent &) const override { ++painted; }
    QList<LegendEntry> legend(const ChartContent &, qsizetype) const override
    {
        return {{u"Mark"_s, u"1"_s, Qt::red}};
    }
    std::optional<ValueRange> seen;
    bool live = false;
    mutable int painted = 0;
};

class Catcher final : public ChartTool
{
public:
    bool press(const QMouseEvent &, const ChartContent &) override { return taken = wants; }
    bool move(const QMouseEvent &, const ChartContent &) override
    {
        ++moves;
        return taken;
    }
    bool release(const QMouseEvent &, const ChartContent &) override
    {
        taken = false;
        return true;
    }
    bool wants = false, taken = false;
    int moves = 0;
};

} // namespace

void TestChartPlot::layersAndToolsTakeTheirTurn()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    Marker marker;
    chart.addLayer(&marker);
    painted(chart);
    QCOMPARE(marker.painted, 1);
    QTest::mouseMove(chart.viewport(), {200, 150});
    painted(chart);
    QCOMPARE(marker.painted, 1); // the picture is kept
    marker.live = true;
    Q_EMIT marker.changed();
    painted(chart);
    painted(chart);
    QCOMPARE(marker.painted, 3); // over it, in each frame
    marker.live = false;
    marker.seen = ValueRange{95, 110}; // near: taken in
    Q_EMIT marker.changed();
    QVERIFY(chart.scale().high() >= 110 && chart.scale().low() <= 95);
    marker.seen = ValueRange{5, 9000}; // far away: not worth the candles
    Q_EMIT marker.changed();
    QVERIFY(chart.scale().high() < 1000 && chart.scale().low() > 50);

    Catcher catcher;
    chart.addTool(&catcher);
    const double from = chart.scale().from();
    catcher.wants = true;
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, {200, 150});
    QTest::mouseMove(chart.viewport(), {300, 150});
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, {300, 150});
    QCOMPARE(chart.scale().from(), from);
    QVERIFY(catcher.moves > 0);
    chart.removeTool(&catcher);
    chart.removeLayer(&marker);
}

void TestChartPlot::menuTellsTimeAndPrice()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    QSignalSpy asked(&chart, &CandleChart::menuRequested);
    QContextMenuEvent event(QContextMenuEvent::Mouse, {200, 150}, chart.mapToGlobal(QPoint(200, 150)));
    QCoreApplication::sendEvent(chart.viewport(), &event);
    QCOMPARE(asked.size(), 1);
    QVERIFY(std::abs(asked[0][1].toDouble() - chart.scale().timeAt(200)) < 1);
    QVERIFY(std::abs(asked[0][2].toDouble() - chart.scale().priceAt(150)) < 1e-6);
}

void TestChartPlot::linkedCursorAndTimes()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    const QImage before = painted(chart);
    chart.setLinkedTime(chart.scale().timeAt(300));
    QVERIFY(painted(chart) != before);
    chart.setLinkedTime(std::nullopt);
    QCOMPARE(painted(chart), before);
    QSignalSpy shown(&chart, &CandleChart::timesShown);
    chart.goTo(double(start + 200 * hour));
    QVERIFY(!shown.isEmpty());
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Minus, Qt::Key_Home, Qt::Key_End}) { // and not only then
        shown.clear();
        QTest::keyClick(&chart, key);
        QCOMPARE(shown.count(), 1);
        QCOMPARE(shown.first().first().toDouble(), chart.scale().from());
    }
    chart.goTo(double(start + 200 * hour));
    QVERIFY(std::abs((chart.scale().from() + chart.scale().to()) / 2 - double(start + 200 * hour)) < hour);
    QSignalSpy moved(&chart, &CandleChart::pointerMoved);
    sendMouse(chart.viewport(), QEvent::MouseMove, {210, 160}, 1000);
    QVERIFY(!moved.isEmpty());
}

/// Ichimoku's lagging line draws the newest close 26 candles back.
void TestChartPlot::laggingLineFollowsALivePrice()
{
    Bench bench;
    market::CandleSeries data = series(600);
    const auto prepare = [](CandleChart &chart) {
        chart.setIndicators({{market::IndicatorSpec::of(market::IndicatorKind::Ichimoku),
                              u"I"_s,
                              {Qt::red, Qt::blue, Qt::green, Qt::cyan, Qt::magenta}}});
        chart.reset();
    };
    CandleChart live(data, bench.context);
    prepare(live);
    painted(live);
    htx::Candle last = data.at(data.size() - 1);
    for (const double close : {100.5, 102.0, 99.5}) {
        last.close = close;
        data.merge({last});
        live.updateSeries();
        CandleChart fresh(data, bench.context);
        prepare(fresh);
        QVERIFY(painted(live) == painted(fresh));
    }
}

void TestChartPlot::zoneIsOnTheWholeAxis()
{
    Bench bench;
    const market::CandleSeries data = series(300);
    CandleChart chart(data, bench.context);
    chart.setZone(QTimeZone::utc());
    chart.reset();
    const QList<TimeTick> utc = chart.content().times;
    chart.setZone(QTimeZone(8 * 3600));
    QVERIFY(chart.content().times.first().label != utc.first().label ||
            chart.content().times.first().time != utc.first().time);
    CandleChart fresh(data, bench.context);
    fresh.setZone(QTimeZone(8 * 3600));
    fresh.reset();
    QVERIFY(painted(chart) == painted(fresh));
}

void TestChartPlot::nothingIsSetByHandWithoutCandles()
{
    Bench bench;
    market::CandleSeries data(htx::Period::Hour1);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    sendWheel(chart.viewport(), QPointF(chart.width() - 5, 100), 240); // over the price axis
    data.merge({{start, 100, 110, 90, 105, 1, 1, 1}, {start + hour, 105, 111, 95, 100, 1, 1, 1}});
    chart.updateSeries();
    QVERIFY(chart.isFitted());
    QVERIFY(chart.scale().low() > 80 && chart.scale().high() < 120);
}

void TestChartPlot::logarithmOfNothingIsFitted()
{
    Bench bench;
    const market::CandleSeries data = series(300);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    for (int i = 0; i < 40; ++i)
        sendWheel(chart.viewport(), QPointF(chart.width() - 5, 100), -240); // until zero is in sight
    QVERIFY(!chart.isFitted() && chart.scale().low() <= 0);
    QVERIFY(chart.scale().prices().width() > 300); // however long the labels
    chart.setPriceMode(PriceMode::Logarithmic);
    QVERIFY(chart.isFitted());
    QVERIFY(chart.scale().low() > 50 && chart.scale().high() < 200);
}

void TestChartPlot::aLostReleaseEndsTheDrag()
{
    Bench bench;
    const market::CandleSeries data = series(2000);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    sendMouse(chart.viewport(), QEvent::MouseButtonPress, {200, 150}, 1000);
    sendMouse(chart.viewport(), QEvent::MouseMove, {220, 150}, 1010);
    const double from = chart.scale().from();
    const QPointF at(260, 150);
    QMouseEvent loose(QEvent::MouseMove, at, chart.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(chart.viewport(), &loose);
    QCOMPARE(chart.scale().from(), from);
}

QTEST_MAIN(TestChartPlot)
#include "tst_chartplot.moc"
