// SPDX-License-Identifier: GPL-3.0-or-later
#include "plotbench.h"
#include "support/patience.h"
#include "ui/charts/plot/charttool.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;
using Bench = PlotBench;

/// What mouse and keyboard do to a chart.
class TestChartInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wheelKeepsTheCandleUnderThePointer();
    void keysMoveTheView();
    void dragPansAndAFlickGoesOn();
    void inertiaSlowsDown();
    void boxZoomsAndADoubleClickFitsAgain();
    void axesAreDragged();
    void panesHaveRoomAndCanBeResized();
    void layersAndToolsTakeTheirTurn();
    void menuTellsTimeAndPrice();
    void linkedCursorAndTimes();
    void nothingIsSetByHandWithoutCandles();
    void logarithmOfNothingIsFitted();
    void aLostReleaseEndsTheDrag();
};

void TestChartInput::wheelKeepsTheCandleUnderThePointer()
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

void TestChartInput::keysMoveTheView()
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

void TestChartInput::dragPansAndAFlickGoesOn()
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

void TestChartInput::inertiaSlowsDown()
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

void TestChartInput::boxZoomsAndADoubleClickFitsAgain()
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

void TestChartInput::axesAreDragged()
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

void TestChartInput::panesHaveRoomAndCanBeResized()
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

void TestChartInput::layersAndToolsTakeTheirTurn()
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

void TestChartInput::menuTellsTimeAndPrice()
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

void TestChartInput::linkedCursorAndTimes()
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

void TestChartInput::nothingIsSetByHandWithoutCandles()
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

void TestChartInput::logarithmOfNothingIsFitted()
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

void TestChartInput::aLostReleaseEndsTheDrag()
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

QTEST_MAIN(TestChartInput)
#include "tst_chartplot_input.moc"
