// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawingbench.h"
#include "ui/charts/drawings/candlesnap.h"
#include "ui/charts/drawings/drawinggeometry.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::ui;
using namespace coffer::test;

namespace {

const double infinite = std::numeric_limits<double>::infinity();

/// The place of a pixel as a point.
DrawingPoint at(const ChartScale &scale, double x, double y)
{
    return pointAt({x, y}, scale);
}

bool near(const QPointF &one, const QPointF &other, double distance = 1e-3)
{
    return QLineF(one, other).length() <= distance;
}

bool isInside(const QLineF &line, const QRectF &rectangle)
{
    const QRectF grown = rectangle.adjusted(-1e-9, -1e-9, 1e-9, 1e-9);
    return grown.contains(line.p1()) && grown.contains(line.p2());
}

/// Distance of a point to the endless line through two others, in long double: another way to the answer.
long double distanceToLine(const QPointF &point, const QPointF &a, const QPointF &b)
{
    const long double dx = static_cast<long double>(b.x()) - a.x();
    const long double dy = static_cast<long double>(b.y()) - a.y();
    const long double cross = dx * (static_cast<long double>(a.y()) - point.y()) -
                              dy * (static_cast<long double>(a.x()) - point.x());
    return std::abs(cross) / std::sqrt(dx * dx + dy * dy);
}

ChartScale logarithmicScale()
{
    ChartScale scale = plainScale();
    scale.setLogarithmic(true);
    scale.fitPrices(1, 10'000, 0.01);
    return scale;
}

} // namespace

class TestDrawingGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clipsLines_data();
    void clipsLines();
    void clipsWhatIsFarAway_data();
    void clipsWhatIsFarAway();
    void shapesOfKinds();
    void raysGoToTheEdge();
    void raysWithoutDirectionAreNothing();
    void retracementsAreLevelsOfPrice();
    void levelsOnALogarithmicScale();
    void pricesBelowALogarithmicScale();
    void nothingWithoutAPlot();
    void everyShapeStaysInSight_data();
    void everyShapeStaysInSight();
    void hitsLinesWithinTheTolerance();
    void hitsHandlesOnlyOfTheSelected();
    void movesHandles();
    void movesRectanglesByAnyCorner();
    void movesTheWhole_data();
    void movesTheWhole();
    void keepsToEighths_data();
    void keepsToEighths();
    void measures();
    void snapsToPricesOfCandles();
    void snapsOnlyNearby();
    void snapsToTheNearestOfMany();
};

void TestDrawingGeometry::clipsLines_data()
{
    QTest::addColumn<QPointF>("from");
    QTest::addColumn<QPointF>("to");
    QTest::addColumn<bool>("isEndless");
    QTest::addColumn<bool>("isSeen");
    QTest::addColumn<QLineF>("line");
    const auto row = [](const char *name, const QPointF &from, const QPointF &to, bool isEndless,
                        std::optional<QLineF> line) {
        QTest::newRow(name) << from << to << isEndless << line.has_value() << line.value_or(QLineF());
    };
    // The rectangle is 0 to 100, 0 to 50.
    row("inside", {10, 10}, {20, 30}, false, QLineF(10, 10, 20, 30));
    row("across", {-100, 25}, {200, 25}, false, QLineF(0, 25, 100, 25));
    row("diagonal", {-10, -10}, {1000, 1000}, false, QLineF(0, 0, 50, 50));
    row("backwards", {1000, 1000}, {-10, -10}, false, QLineF(50, 50, 0, 0));
    row("beside", {-10, 60}, {110, 60}, false, std::nullopt);
    row("past a corner", {-10, 45}, {10, 65}, false, std::nullopt);
    row("a point", {5, 5}, {5, 5}, false, QLineF(5, 5, 5, 5));
    row("a point outside", {-5, 5}, {-5, 5}, false, std::nullopt);
    row("endless", {10, 10}, {20, 10}, true, QLineF(10, 10, 100, 10));
    row("endless from outside", {-50, 0}, {-40, 10}, true, QLineF(0, 50, 0, 50));
    row("endless away", {110, 10}, {120, 10}, true, std::nullopt);
    row("endless up", {10, 40}, {10, 39}, true, QLineF(10, 40, 10, 0));
    row("endless nowhere", {10, 10}, {10, 10}, true, std::nullopt);
}

void TestDrawingGeometry::clipsLines()
{
    QFETCH(QPointF, from);
    QFETCH(QPointF, to);
    QFETCH(bool, isEndless);
    QFETCH(bool, isSeen);
    QFETCH(QLineF, line);
    const auto found = clippedLine(from, to, QRectF(0, 0, 100, 50), isEndless);
    QCOMPARE(found.has_value(), isSeen);
    if (found) {
        QVERIFY(near(found->p1(), line.p1()));
        QVERIFY(near(found->p2(), line.p2()));
    }
}

void TestDrawingGeometry::clipsWhatIsFarAway_data()
{
    QTest::addColumn<double>("far");
    for (const double far : {1e3, 1e6, 1e9, 1e12})
        QTest::addRow("%g", far) << far;
}

void TestDrawingGeometry::clipsWhatIsFarAway()
{
    QFETCH(double, far);
    const QRectF plot(0, 0, 800, 400);
    const QList<QPointF> ways{{far, far}, {far, far / 3}, {far, 7}, {3, far}, {-far, far / 7}};
    for (const QPointF &way : ways) {
        const QPointF from = QPointF(400, 200) - way;
        const QPointF to = QPointF(401, 203) + way;
        for (const bool isEndless : {false, true}) {
            const auto line = clippedLine(from, to, plot, isEndless);
            QVERIFY(line);
            QVERIFY(isInside(*line, plot));
            QVERIFY(line->length() > 100);
            QVERIFY(distanceToLine(line->p1(), from, to) < 0.01);
            QVERIFY(distanceToLine(line->p2(), from, to) < 0.01);
        }
    }
}

void TestDrawingGeometry::shapesOfKinds()
{
    const ChartScale scale = plainScale();
    const DrawingPoint a = at(scale, 100, 300);
    const DrawingPoint b = at(scale, 500, 100);
    DrawingShape shape = shapeOf(drawing(DrawingKind::TrendLine, {a, b}), scale);
    QCOMPARE(shape.lines.size(), 1);
    QVERIFY(near(shape.lines.first().p1(), {100, 300}) && near(shape.lines.first().p2(), {500, 100}));
    QCOMPARE(shape.handles.size(), 2);
    QVERIFY(near(shape.handles.at(1), {500, 100}));

    shape = shapeOf(drawing(DrawingKind::HorizontalLine, {a}), scale);
    QVERIFY(shape.lines.first().p1().x() <= 0 && shape.lines.first().p2().x() >= 800);
    QVERIFY(std::abs(shape.lines.first().y1() - 300) < 1e-6 &&
            shape.lines.first().y2() == shape.lines.first().y1());

    shape = shapeOf(drawing(DrawingKind::VerticalLine, {a}), scale);
    QVERIFY(shape.lines.first().p1().y() <= 20 && shape.lines.first().p2().y() >= 420);
    QVERIFY(std::abs(shape.lines.first().x1() - 100) < 1e-3);

    shape = shapeOf(drawing(DrawingKind::Rectangle, {a, b}), scale);
    QCOMPARE(shape.lines.size(), 4);
    QCOMPARE(shape.handles.size(), 4);
    QVERIFY(near(shape.area->topLeft(), {100, 100}) && near(shape.area->bottomRight(), {500, 300}));

    shape = shapeOf(drawing(DrawingKind::Text, {a}), scale, {80, 20});
    QVERIFY(near(shape.text->topLeft(), {100, 300}));
    QCOMPARE(shape.text->size(), QSizeF(80, 20));

    shape = shapeOf(drawing(DrawingKind::Measure, {b, a}), scale);
    QVERIFY(near(shape.area->topLeft(), {100, 100}));

    // In the future, right of the last candle
    const DrawingPoint later{double(firstCandle) + 1e9, 100};
    shape = shapeOf(drawing(DrawingKind::TrendLine, {a, later}), scale);
    QVERIFY(shape.lines.first().p2().x() > 800);
}

void TestDrawingGeometry::raysGoToTheEdge()
{
    const ChartScale scale = plainScale();
    const DrawingShape shape =
        shapeOf(drawing(DrawingKind::Ray, {at(scale, 100, 200), at(scale, 110, 201)}), scale);
    QVERIFY(near(shape.lines.first().p1(), {100, 200}));
    QVERIFY(shape.lines.first().x2() >= 800);
    QVERIFY(std::abs(shape.lines.first().y2() - 270) < 1); // a tenth of 700 px further down
    // To the left, from outside at the right
    const DrawingShape left =
        shapeOf(drawing(DrawingKind::Ray, {at(scale, 900, 200), at(scale, 890, 200)}), scale);
    QVERIFY(left.lines.first().x2() <= 0);
    QVERIFY(shapeOf(drawing(DrawingKind::Ray, {at(scale, 900, 200), at(scale, 910, 200)}), scale)
                .lines.isEmpty());
}

void TestDrawingGeometry::raysWithoutDirectionAreNothing()
{
    const ChartScale scale = plainScale();
    const DrawingPoint point = at(scale, 100, 200);
    const DrawingShape shape = shapeOf(drawing(DrawingKind::Ray, {point, point}), scale);
    QVERIFY(shape.lines.isEmpty());
    QCOMPARE(shape.handles.size(), 2); // it can still be mended by its handles
}

void TestDrawingGeometry::retracementsAreLevelsOfPrice()
{
    const ChartScale scale = plainScale();
    // From 60 up to 140: back by 38.2 % is 140 - 30.56.
    const Drawing up = drawing(DrawingKind::Retracement, {{scale.timeAt(100), 60}, {scale.timeAt(300), 140}});
    const DrawingShape shape = shapeOf(up, scale);
    const QList<double> ratios{0, 0.236, 0.382, 0.5, 0.618, 0.786, 1};
    const QList<double> prices{140, 121.12, 109.44, 100, 90.56, 77.12, 60};
    QCOMPARE(shape.levels.size(), ratios.size());
    for (qsizetype i = 0; i < ratios.size(); ++i) {
        QCOMPARE(shape.levels.at(i).ratio, ratios.at(i));
        QVERIFY(std::abs(shape.levels.at(i).price - prices.at(i)) < 1e-9);
        QVERIFY(std::abs(shape.levels.at(i).y - scale.yOf(prices.at(i))) < 1e-6);
    }
    QCOMPARE(shape.lines.size(), 8); // with the one between the points
    // Downwards the levels are counted from below.
    const Drawing down = drawing(DrawingKind::Retracement, {up.points.at(1), up.points.at(0)});
    QVERIFY(std::abs(shapeOf(down, scale).levels.at(2).price - 90.56) < 1e-9);
}

void TestDrawingGeometry::levelsOnALogarithmicScale()
{
    const ChartScale scale = logarithmicScale();
    const Drawing fan =
        drawing(DrawingKind::Retracement, {{scale.timeAt(100), 10}, {scale.timeAt(300), 1000}});
    const DrawingShape shape = shapeOf(fan, scale);
    // Halfway in price, not in pixels
    QVERIFY(std::abs(shape.levels.at(3).price - 505) < 1e-9);
    const double middle = (scale.yOf(10) + scale.yOf(1000)) / 2;
    QVERIFY(std::abs(shape.levels.at(3).y - scale.yOf(505)) < 1e-6);
    QVERIFY(shape.levels.at(3).y < middle - 20);
    QVERIFY(std::abs(middle - scale.yOf(100)) < 1e-6);
    // A line is straight in pixels: through the geometric mean.
    const Drawing line =
        drawing(DrawingKind::TrendLine, {{scale.timeAt(100), 10}, {scale.timeAt(300), 1000}});
    const QLineF drawn = shapeOf(line, scale).lines.first();
    QVERIFY(near(drawn.center(), {200, scale.yOf(100)}, 1e-2));
}

void TestDrawingGeometry::pricesBelowALogarithmicScale()
{
    const ChartScale scale = logarithmicScale();
    for (const double price : {0.0, -5.0, -1e18}) {
        const QPointF pixel = pixelOf({double(firstCandle), price}, scale);
        QVERIFY(std::isfinite(pixel.x()) && std::isfinite(pixel.y()));
        QVERIFY(pixel.y() > scale.prices().bottom());
        const Drawing line =
            drawing(DrawingKind::TrendLine, {{scale.timeAt(100), 100}, {scale.timeAt(300), price}});
        QVERIFY(isInside(shapeOf(line, scale).lines.first(), scale.prices().adjusted(-8, -8, 8, 8)));
        const Drawing moved = movedBy(line, {10, -20}, scale);
        QVERIFY(isSound(moved));
        QVERIFY(moved.points.at(0).price > 100);
    }
}

void TestDrawingGeometry::nothingWithoutAPlot()
{
    const ChartScale none;
    const DrawingShape shape =
        shapeOf(drawing(DrawingKind::TrendLine, {{firstCandle, 1}, {firstCandle + hour, 2}}), none);
    QVERIFY(shape.lines.isEmpty() && shape.handles.isEmpty());
    const ChartScale scale = plainScale();
    QVERIFY(
        shapeOf(drawing(DrawingKind::TrendLine, {{firstCandle, infinite}, {0, 2}}), scale).lines.isEmpty());
    QVERIFY(shapeOf(drawing(DrawingKind::TrendLine, {{firstCandle, 1}}), scale).handles.isEmpty());
    QVERIFY(!hitShape({}, {0, 0}, true));
}

void TestDrawingGeometry::everyShapeStaysInSight_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < int(DrawingKind::Count); ++kind)
        QTest::newRow(qPrintable(wireName(DrawingKind(kind)))) << kind;
}

// Zoomed in until its points are a trillion pixels away, and at the limits of what a drawing may have.
void TestDrawingGeometry::everyShapeStaysInSight()
{
    QFETCH(int, kind);
    const DrawingKind each = DrawingKind(kind);
    for (const double reach : {1e2, 1e6, 1e12, 2e14}) {
        for (const bool isLogarithmic : {false, true}) {
            ChartScale scale = plainScale();
            scale.setLogarithmic(isLogarithmic);
            scale.fitPrices(99.9999, 100.0001, 0);
            const double seconds = reach * scale.secondsPerPixel();
            const double prices = reach * (scale.priceAt(0) - scale.priceAt(1));
            const double middle = scale.timeAt(400);
            QList<DrawingPoint> points{{std::max(middle - seconds, -2.5e11), 100 - prices},
                                       {std::min(middle + seconds, 2.5e11), 100 + prices / 3}};
            points.resize(pointCount(each));
            const Drawing far = drawing(each, points);
            QVERIFY(isSound(far));
            const DrawingShape shape = shapeOf(far, scale, {100, 20});
            const QRectF sight = scale.prices().adjusted(-8, -8, 8, 8);
            for (const QLineF &line : shape.lines)
                QVERIFY(isInside(line, sight));
            if (shape.area)
                QVERIFY(sight.contains(*shape.area));
            for (const QPointF &handle : shape.handles)
                QVERIFY(std::isfinite(handle.x()) && std::isfinite(handle.y()));
            hitShape(shape, {400, 200}, true);
        }
    }
}

void TestDrawingGeometry::hitsLinesWithinTheTolerance()
{
    const ChartScale scale = plainScale();
    const auto hits = [&](const Drawing &each, double x, double y) {
        return hitShape(shapeOf(each, scale, {80, 20}), {x, y}, false).has_value();
    };
    const Drawing line = drawing(DrawingKind::TrendLine, {at(scale, 100, 300), at(scale, 400, 300)});
    QVERIFY(hits(line, 250, 305.9) && hits(line, 250, 294.1));
    QVERIFY(!hits(line, 250, 306.2) && !hits(line, 250, 293.8));
    QVERIFY(hits(line, 405, 300) && !hits(line, 407, 300)); // beyond its end
    const Drawing ray = drawing(DrawingKind::Ray, {at(scale, 100, 300), at(scale, 200, 200)});
    QVERIFY(hits(ray, 300, 100) && !hits(ray, 80, 320));
    const Drawing box = drawing(DrawingKind::Rectangle, {at(scale, 100, 300), at(scale, 400, 100)});
    QVERIFY(hits(box, 100, 200) && hits(box, 250, 103));
    QVERIFY(!hits(box, 250, 200)); // inside, the chart is moved
    const Drawing note = drawing(DrawingKind::Text, {at(scale, 100, 300)});
    QVERIFY(hits(note, 150, 310) && !hits(note, 190, 310));
    const Drawing levels = drawing(DrawingKind::Retracement, {at(scale, 100, 400), at(scale, 300, 200)});
    QVERIFY(hits(levels, 290, 300) && !hits(levels, 280, 315)); // the half
    QVERIFY(!hits(drawing(DrawingKind::Measure, line.points), 250, 300));
}

void TestDrawingGeometry::hitsHandlesOnlyOfTheSelected()
{
    const ChartScale scale = plainScale();
    const DrawingShape shape =
        shapeOf(drawing(DrawingKind::TrendLine, {at(scale, 100, 300), at(scale, 400, 200)}), scale);
    QCOMPARE(hitShape(shape, {101, 300}, true)->handle, 0);
    QCOMPARE(hitShape(shape, {399, 202}, true)->handle, 1);
    QCOMPARE(hitShape(shape, {250, 250}, true)->handle, -1);
    QCOMPARE(hitShape(shape, {101, 300}, false)->handle, -1);
}

void TestDrawingGeometry::movesHandles()
{
    const ChartScale scale = plainScale();
    const Drawing line = drawing(DrawingKind::TrendLine, {at(scale, 100, 300), at(scale, 400, 200)});
    const DrawingPoint place{123, 45};
    const Drawing moved = withHandleAt(line, 1, place);
    QCOMPARE(moved.points.at(0), line.points.at(0));
    QCOMPARE(moved.points.at(1), place);
    for (const int none : {-1, 2, 3, 99})
        QCOMPARE(withHandleAt(line, none, place), line);
    QCOMPARE(oppositeHandle(line, 0), 1);
    QVERIFY(!oppositeHandle(line, -1));
    QVERIFY(!oppositeHandle(drawing(DrawingKind::Text, {place}), 0));
}

void TestDrawingGeometry::movesRectanglesByAnyCorner()
{
    const Drawing box = drawing(DrawingKind::Rectangle, {{100, 10}, {200, 20}});
    const DrawingPoint place{150, 15};
    for (int handle = 0; handle < 4; ++handle) {
        const Drawing moved = withHandleAt(box, handle, place);
        QCOMPARE(handlePoint(moved, handle), place);
        const int opposite = *oppositeHandle(box, handle);
        QCOMPARE(handlePoint(moved, opposite), handlePoint(box, opposite));
        QCOMPARE(oppositeHandle(box, opposite), handle);
    }
}

void TestDrawingGeometry::movesTheWhole_data()
{
    QTest::addColumn<bool>("isLogarithmic");
    QTest::newRow("linear") << false;
    QTest::newRow("logarithmic") << true;
}

void TestDrawingGeometry::movesTheWhole()
{
    QFETCH(bool, isLogarithmic);
    const ChartScale scale = isLogarithmic ? logarithmicScale() : plainScale();
    const Drawing line = drawing(DrawingKind::TrendLine, {at(scale, 100, 300), at(scale, 400, 200)});
    const Drawing moved = movedBy(line, {30, -40}, scale);
    QVERIFY(near(pixelOf(moved.points.at(0), scale), {130, 260}));
    QVERIFY(near(pixelOf(moved.points.at(1), scale), {430, 160}));
    const Drawing aside = movedBy(line, {30, 0}, scale);
    QCOMPARE(aside.points.at(0).price, line.points.at(0).price); // to the last digit
    const Drawing up = movedBy(line, {0, -40}, scale);
    QCOMPARE(up.points.at(1).time, line.points.at(1).time);
    QCOMPARE(movedBy(line, {0, 0}, scale), line);
}

void TestDrawingGeometry::keepsToEighths_data()
{
    QTest::addColumn<QPointF>("pixel");
    QTest::addColumn<QPointF>("kept");
    QTest::newRow("right") << QPointF(150, 105) << QPointF(150, 100);
    QTest::newRow("left") << QPointF(50, 95) << QPointF(50, 100);
    QTest::newRow("left below") << QPointF(50, 105) << QPointF(50, 100);
    QTest::newRow("up") << QPointF(103, 20) << QPointF(100, 20);
    QTest::newRow("down") << QPointF(97, 180) << QPointF(100, 180);
    QTest::newRow("diagonal") << QPointF(150, 160) << QPointF(155, 155);
    QTest::newRow("other diagonal") << QPointF(60, 150) << QPointF(55, 145);
    QTest::newRow("nowhere") << QPointF(100, 100) << QPointF(100, 100);
}

void TestDrawingGeometry::keepsToEighths()
{
    QFETCH(QPointF, pixel);
    QFETCH(QPointF, kept);
    QCOMPARE(inEighths({100, 100}, pixel), kept);
}

void TestDrawingGeometry::measures()
{
    const auto of = [](double from, double to, double seconds) {
        return measured(drawing(DrawingKind::Measure, {{firstCandle, from}, {firstCandle + seconds, to}}),
                        hour);
    };
    QCOMPARE(of(100, 110, 36 * hour).change, 10.0);
    QCOMPARE(*of(100, 110, 36 * hour).fraction, 0.1);
    QCOMPARE(of(100, 110, 36 * hour).candles, 36);
    QCOMPARE(of(110, 100, -36 * hour).candles, -36);
    QCOMPARE(of(110, 99, -36 * hour).change, -11.0);
    QCOMPARE(of(1, 2, 1.6 * hour).candles, 2);
    QCOMPARE(of(1, 2, 1.6 * hour).seconds, 2.0 * hour);
    QVERIFY(!of(0, 5, hour).fraction);
    QVERIFY(!of(-1, 5, hour).fraction);
    const Drawing line = drawing(DrawingKind::Measure, {{firstCandle, 1}, {firstCandle + hour, 2}});
    QCOMPARE(measured(line, 0).candles, 0);
}

void TestDrawingGeometry::snapsToPricesOfCandles()
{
    const ChartScale scale = plainScale();
    CandleSeries candles(htx::Period::Hour1);
    candles.merge({{firstCandle + 10 * hour, 100, 120, 80, 110, 1, 1, 1}});
    const double x = scale.xOf(firstCandle + 10.5 * hour);
    for (const double price : {100.0, 120.0, 80.0, 110.0}) {
        for (const double away : {-7.5, 0.0, 7.5}) {
            const auto found = snapped({x + 3, scale.yOf(price) + away}, candles, scale);
            QVERIFY(found);
            QCOMPARE(found->price, price);
            QCOMPARE(found->time, firstCandle + 10.5 * hour);
        }
    }
}

void TestDrawingGeometry::snapsOnlyNearby()
{
    const ChartScale scale = plainScale();
    CandleSeries candles(htx::Period::Hour1);
    QVERIFY(!snapped({400, 200}, candles, scale));
    candles.merge({{firstCandle + 10 * hour, 100, 120, 80, 110, 1, 1, 1}});
    const double x = scale.xOf(firstCandle + 10.5 * hour);
    QVERIFY(!snapped({x, scale.yOf(120) - 8.5}, candles, scale));
    QVERIFY(!snapped({x, scale.yOf(90)}, candles, scale)); // 40 px from any price
    QVERIFY(snapped({x + 7.9, scale.yOf(120)}, candles, scale));
    QVERIFY(!snapped({x + 8.5, scale.yOf(120)}, candles, scale));
    QVERIFY(!snapped({-1e9, scale.yOf(120)}, candles, scale));
    QVERIFY(!snapped({1e9, scale.yOf(120)}, candles, scale));
}

void TestDrawingGeometry::snapsToTheNearestOfMany()
{
    const CandleSeries candles = hourlyCandles(100);
    ChartScale scale = plainScale();
    for (qsizetype i = 0; i < 79; ++i) {
        const htx::Candle candle = candles.at(i);
        const double middle = double(candle.time) + hour / 2.0;
        for (const double aside : {-4.0, 0.0, 4.0}) {
            const auto found = snapped({scale.xOf(middle) + aside, scale.yOf(candle.high)}, candles, scale);
            QVERIFY(found);
            QCOMPARE(found->time, middle);
        }
    }
}

QTEST_GUILESS_MAIN(TestDrawingGeometry)
#include "tst_chartdrawings_geometry.moc"
