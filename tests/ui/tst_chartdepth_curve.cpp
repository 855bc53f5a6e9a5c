// SPDX-License-Identifier: GPL-3.0-or-later
#include "depthbench.h"
#include "ui/charts/depth/depthchart.h"

#include <QMouseEvent>
#include <QTest>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::ui;
using htx::Side;
using test::dec;
using test::DepthBench;

namespace {

DepthCurve simpleCurve()
{
    DepthCurve curve;
    curve.setPlot(QRectF(0, 0, 200, 100));
    curve.setLevels({{dec("99"), 1}, {dec("98"), 2}, {dec("95"), 4}},
                    {{dec("101"), 3}, {dec("102"), 1}, {dec("105"), 1}});
    curve.zoom(0.25); // all of it
    return curve;
}

void point(QWidget &widget, const QPointF &at)
{
    QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &move);
}

void fill(DepthChart &chart)
{
    chart.resize(280, 320);
    chart.setMarket(test::btcMarket());
    chart.setBook(test::levelsFrom("97123.44", Side::Buy), test::levelsFrom("97123.45", Side::Sell));
}

} // namespace

class TestChartDepthCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsUpToCalmFigures()
    {
        QCOMPARE(DepthCurve::roundedUp(1), 1.0);
        QCOMPARE(DepthCurve::roundedUp(1.01), 1.5);
        QCOMPARE(DepthCurve::roundedUp(76), 100.0);
        QCOMPARE(DepthCurve::roundedUp(0.0031), 0.005);
        for (const double odd : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()})
            QCOMPARE(DepthCurve::roundedUp(odd), 1.0);
        for (double value = 1e-12; value < 1e13; value *= 1.7) {
            QVERIFY(DepthCurve::roundedUp(value) >= value * (1 - 1e-9));
            QVERIFY(DepthCurve::roundedUp(value) <= value * 1.7);
        }
    }

    void curvesRiseFromTheMiddle()
    {
        const DepthCurve curve = simpleCurve();
        QCOMPARE(curve.center(), 100.0);
        QCOMPARE(curve.xOf(100), 100.0);
        QVERIFY(curve.most() >= 7);
        for (const Side side : {Side::Buy, Side::Sell}) {
            const QPolygonF line = curve.outline(side);
            QCOMPARE(line.first().y(), curve.plot().bottom()); // from nothing
            for (int i = 1; i < line.size(); ++i) {
                QVERIFY(line.at(i).y() <= line.at(i - 1).y());
                QVERIFY(side == Side::Buy ? line.at(i).x() <= line.at(i - 1).x()
                                          : line.at(i).x() >= line.at(i - 1).x());
                QVERIFY(curve.plot().adjusted(-1, -1, 1, 1).contains(line.at(i)));
            }
            QCOMPARE(line.last().x(), side == Side::Buy ? curve.plot().left() : curve.plot().right());
        }
    }

    void aPlaceIsReadAsWhatIsOfferedUpToIt()
    {
        const DepthCurve curve = simpleCurve();
        const auto totalAt = [&](double price) {
            const std::optional<DepthCurve::Hit> hit = curve.hitAt(curve.xOf(price));
            return hit ? curve.levels(hit->side).at(hit->index).total : Decimal(-1);
        };
        QCOMPARE(totalAt(98.5), Decimal(1));
        QCOMPARE(totalAt(97), Decimal(3));
        QCOMPARE(totalAt(101.5), Decimal(3));
        QCOMPARE(totalAt(103), Decimal(4));
        QCOMPARE(totalAt(99.9), Decimal(1)); // between the best ones: the nearer
        QVERIFY(!curve.hitAt(-5) && !curve.hitAt(500));
        QVERIFY(!DepthCurve().hitAt(0));
    }

    void zoomKeepsTheMiddle()
    {
        DepthCurve curve = simpleCurve();
        curve.resetZoom();
        const double before = curve.highest() - curve.lowest();
        curve.zoom(2);
        QVERIFY(std::abs((curve.highest() - curve.lowest()) * 2 / before - 1) < 1e-9);
        QCOMPARE(curve.center(), 100.0);
        for (int i = 0; i < 100; ++i)
            curve.zoom(10);
        QVERIFY(curve.highest() > curve.lowest());
        for (int i = 0; i < 100; ++i)
            curve.zoom(0.1);
        QVERIFY(std::isfinite(curve.highest()));
        curve.zoom(0);
        curve.zoom(std::nan(""));
        curve.resetZoom();
        QCOMPARE(curve.highest() - curve.lowest(), before);
    }

    void keysReadLevelByLevel()
    {
        DepthBench bench;
        DepthChart chart(bench.context);
        chart.resize(280, 320);
        chart.setMarket(test::btcMarket());
        QTest::keyClick(&chart, Qt::Key_Left);
        QVERIFY(!chart.readLevel());
        chart.setBook({{dec("99"), 1}, {dec("98"), 2}}, {{dec("101"), dec("3.5")}});
        QVERIFY(chart.readout().first().contains(QStringLiteral("3.0"))); // all bids
        QVERIFY(chart.readout().last().contains(QStringLiteral("54")));   // per cent of all are asks
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.readLevel()->price, dec("99"));
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.readLevel()->price, dec("98"));
        QCOMPARE(chart.readLevel()->total, Decimal(3));
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.readLevel()->price, dec("98")); // the last
        QVERIFY(chart.readout().first().contains(bench.format.percent(dec("-0.02"))));
        for (int i = 0; i < 2; ++i)
            QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(chart.readLevel()->price, dec("101"));
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("3.5")));
        chart.setBook({{dec("99"), 1}}, {}); // gone under the reader
        QVERIFY(!chart.readLevel());
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(chart.readLevel()->price, dec("99"));
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!chart.readLevel());
    }

    void thePointerReads()
    {
        DepthBench bench;
        DepthChart chart(bench.context);
        fill(chart);
        chart.show();
        point(chart, {20, 200});
        QVERIFY(chart.readLevel() && chart.readLevel()->price < dec("97123.44"));
        point(chart, {260, 200});
        QVERIFY(chart.readLevel() && chart.readLevel()->price > dec("97123.45"));
    }

    void drawsOddBooks()
    {
        DepthBench bench;
        for (const QSize size : {QSize(280, 320), QSize(160, 140), QSize(1, 1)}) {
            const QList<test::OddBook> books = test::oddBooks();
            for (const test::OddBook &odd : books) {
                DepthChart chart(bench.context);
                chart.resize(size);
                DepthMarket market = test::btcMarket();
                market.base = QString(64, u'W');
                chart.setMarket(market);
                chart.setBook(odd.bids, odd.asks);
                QTest::keyClick(&chart, Qt::Key_Right);
                QTest::keyClick(&chart, Qt::Key_Plus);
                QVERIFY(!chart.grab().isNull());
                QVERIFY(std::isfinite(chart.curve().lowest()) && std::isfinite(chart.curve().most()));
            }
        }
    }

    void repaints()
    {
        DepthBench bench;
        DepthChart chart(bench.context);
        fill(chart);
        chart.resize(300, 500);
        QImage image(chart.size(), QImage::Format_RGB32);
        const QList<htx::Level> bids = test::levelsFrom("97123.44", Side::Buy);
        const QList<htx::Level> asks = test::levelsFrom("97123.45", Side::Sell);
        QBENCHMARK
        {
            chart.setBook(bids, asks);
            chart.render(&image);
        }
    }
};

QTEST_MAIN(TestChartDepthCurve)
#include "tst_chartdepth_curve.moc"
