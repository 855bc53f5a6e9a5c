// SPDX-License-Identifier: GPL-3.0-or-later
#include "plotbench.h"
#include "ui/charts/plot/axisticks.h"

#include <QTest>

#include <cmath>

using namespace coffer;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;
using Bench = PlotBench;

namespace {

/// As many candles that differ from each other, with a few missing.
market::CandleSeries uneven(int count)
{
    market::CandleSeries result(htx::Period::Hour1);
    QList<htx::Candle> candles;
    quint32 state = 7;
    double price = 100;
    for (int i = 0; i < count; ++i) {
        state = state * 1'664'525 + 1'013'904'223;
        const double open = price;
        price = std::clamp(price + int(state >> 24) / 64.0 - 2, 90.0, 110.0);
        if (i % 97 == 50)
            continue;
        candles.append({start + i * hour, open, std::max(open, price) + 0.5, std::min(open, price) - 0.5,
                        price, 1, double(state >> 20), 1});
    }
    result.merge(candles);
    return result;
}

} // namespace

class TestChartPlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paintsWhateverComes_data();
    void paintsWhateverComes();
    void paintsNothingButTheMessageWithoutCandles();
    void viewFollowsTheNewestCandle();
    void paintsEveryTypeAndScale_data();
    void paintsEveryTypeAndScale();
    void livePricePaintsAsAFullFrame_data();
    void livePricePaintsAsAFullFrame();
    void olderCandlesLeaveTheViewAlone();
    void laggingLineFollowsALivePrice();
    void zoneIsOnTheWholeAxis();
};

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

void TestChartPlot::livePricePaintsAsAFullFrame_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("candles"); // in sight
    for (int type = 0; type < int(ChartType::Count); ++type) {
        for (int mode = 0; mode < int(PriceMode::Count); ++mode) {
            for (const int candles : {20, 150, 600})
                QTest::addRow("%s, %s, %d", qPrintable(wireName(ChartType(type))),
                              qPrintable(wireName(PriceMode(mode))), candles)
                    << type << mode << candles;
        }
    }
}

/// A price on the newest candle paints a part alone; the picture is the same as one painted from nothing.
void TestChartPlot::livePricePaintsAsAFullFrame()
{
    QFETCH(int, type);
    QFETCH(int, mode);
    QFETCH(int, candles);
    Bench bench;
    market::CandleSeries data = uneven(600);
    const auto prepare = [&](CandleChart &chart) {
        chart.setMarket(u"BTC/USDT"_s, u"USDT"_s, 2);
        chart.setType(ChartType(type));
        chart.setPriceMode(PriceMode(mode));
        chart.setIndicators(
            {{market::IndicatorSpec::of(market::IndicatorKind::Bollinger),
              u"B"_s,
              {Qt::red, Qt::blue, Qt::blue}},
             {market::IndicatorSpec::of(market::IndicatorKind::ParabolicSar), u"S"_s, {Qt::magenta}},
             {market::IndicatorSpec::of(market::IndicatorKind::Rsi), u"R"_s, {Qt::darkCyan}},
             {market::IndicatorSpec::of(market::IndicatorKind::Macd),
              u"M"_s,
              {Qt::darkCyan, Qt::darkYellow, Qt::gray}}});
        chart.reset();
        painted(chart); // now the scale knows its width
    };
    // Longer numbers at its side leave it other times.
    const auto settle = [&](CandleChart &chart, double width) {
        const double end = start + 600 * hour;
        for (int i = 0; i < 3 && chart.scale().prices().width() != width; ++i) {
            width = chart.scale().prices().width();
            chart.showTimes(end - candles * hour, end + candles * hour / 20.0);
            painted(chart);
        }
    };
    CandleChart live(data, bench.context);
    prepare(live);
    settle(live, 0);
    htx::Candle last = data.at(data.size() - 1);
    for (const double close : {100.5, 101.25, 99.75, 103.9, 120.0, 98.0}) {
        last.close = close;
        last.high = std::max(last.high, close);
        last.low = std::min(last.low, close);
        data.merge({last});
        const double width = live.scale().prices().width();
        live.updateSeries();
        CandleChart fresh(data, bench.context);
        prepare(fresh);
        settle(fresh, 0);
        painted(live);
        settle(live, width);
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

QTEST_MAIN(TestChartPlot)
#include "tst_chartplot.moc"
