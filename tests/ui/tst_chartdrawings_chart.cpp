// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawingbench.h"
#include "market/drawings/drawingservice.h"
#include "ui/charts/drawings/chartdrawings.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawingmenu.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/charts/plot/candlechart.h"

#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench
{
    Settings settings{QString()};
    FakeClock clock;
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
    CandleSeries candles = hourlyCandles(300);
    store::Database database{QString(), {0x434f4647, {DrawingTable::tables()}}, store::Durability::Record};
    DrawingTable table{database};
    DrawingService service{table};
    CandleChart chart{candles, context};
    ChartDrawings drawings{service, *chart.viewport(), context, &chart};

    explicit Bench(Scheme scheme = Scheme::Light)
    {
        theme.force(scheme);
        theme.apply(*qApp);
        settings.setValue(snapSetting, false);
        chart.setMarket(u"BTC/USDT"_s, u"USDT"_s, 2);
        chart.setPeriodName(u"1h"_s);
        chart.addLayer(&drawings.layer());
        chart.addTool(&drawings.tool());
        drawings.setMarket(Symbol{u"btcusdt"_s});
        chart.resize(960, 600);
        chart.reset();
        chart.show();
        [&] { QVERIFY(QTest::qWaitForWindowExposed(&chart)); }();
    }
    ~Bench()
    {
        chart.removeLayer(&drawings.layer());
        chart.removeTool(&drawings.tool());
    }
    DrawingBook &book() { return *drawings.editor().book(); }
    QPoint middle() const { return chart.scale().prices().center().toPoint(); }
    QPoint plot(double x, double y) const
    {
        const QRectF prices = chart.scale().prices();
        return QPointF(prices.left() + x * prices.width(), prices.top() + y * prices.height()).toPoint();
    }
    void stroke(const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, from);
        sendMove((from + to) / 2);
        sendMove(to);
        QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, to);
    }
    void sendMove(const QPoint &to)
    {
        QMouseEvent event(QEvent::MouseMove, to, chart.viewport()->mapToGlobal(QPointF(to)), Qt::NoButton,
                          Qt::LeftButton, {});
        QCoreApplication::sendEvent(chart.viewport(), &event);
    }
    int pixelsOf(const QColor &color)
    {
        const QImage image = chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == color.rgb();
        }
        return count;
    }
    Drawing make(DrawingKind kind, const QList<QPoint> &pixels, const QString &color = {})
    {
        Drawing drawing;
        drawing.kind = kind;
        drawing.color = color;
        for (const QPoint &pixel : pixels)
            drawing.points.append(pointAt(pixel, chart.scale()));
        return drawing;
    }
};

} // namespace

class TestChartWithDrawings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsWithTheMouseAndTheKeys();
    void theChartStillMovesElsewhere();
    void drawingsMoveWithTheChart();
    void draftsAreSeenWhileTheyAreDrawn();
    void aDragPaintsNothingElseAnew();
    void theMenuIsTheDrawings();
    void staysOnALogarithmicScale();
    void picturesOfAll_data();
    void picturesOfAll();
};

void TestChartWithDrawings::drawsWithTheMouseAndTheKeys()
{
    Bench bench;
    bench.drawings.tool().setKind(DrawingKind::TrendLine);
    bench.stroke(bench.plot(0.2, 0.7), bench.plot(0.6, 0.3));
    QCOMPARE(bench.book().drawings().size(), 1);
    const double from = bench.chart.scale().from();
    QTest::keyClick(&bench.chart, Qt::Key_Left); // moves the drawing, not the chart
    QCOMPARE(bench.chart.scale().from(), from);
    QTest::keyClick(&bench.chart, Qt::Key_Escape);
    QTest::keyClick(&bench.chart, Qt::Key_Left);
    QVERIFY(bench.chart.scale().from() < from);
    QTest::keyClick(&bench.chart, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(&bench.chart, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(bench.book().drawings().isEmpty());
    QTest::keyClick(&bench.chart, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(bench.book().drawings().size(), 1);
}

void TestChartWithDrawings::theChartStillMovesElsewhere()
{
    Bench bench;
    const DrawingId id = *bench.book().add(bench.make(DrawingKind::HorizontalLine, {bench.plot(0.5, 0.3)}));
    const Drawing before = *bench.book().find(id);
    double from = bench.chart.scale().from();
    bench.stroke(bench.plot(0.4, 0.6), bench.plot(0.6, 0.6));
    QVERIFY(bench.chart.scale().from() < from);
    QCOMPARE(*bench.book().find(id), before);
    from = bench.chart.scale().from();
    const double y = bench.chart.scale().yOf(before.points.first().price);
    const QPoint on(bench.middle().x(), int(y));
    bench.stroke(on, on + QPoint(60, 30));
    QCOMPARE(bench.chart.scale().from(), from);
    QVERIFY(bench.book().find(id)->points.first().price < before.points.first().price);
}

void TestChartWithDrawings::drawingsMoveWithTheChart()
{
    Bench bench;
    const QColor violet = colorOf(u"violet"_s, bench.theme.colors());
    QCOMPARE(bench.pixelsOf(violet), 0);
    bench.book().add(bench.make(DrawingKind::VerticalLine, {bench.plot(0.5, 0.5)}, u"violet"_s));
    QVERIFY(bench.pixelsOf(violet) > 100);
    bench.chart.showTimes(double(firstCandle), double(firstCandle) + 20 * hour);
    QCOMPARE(bench.pixelsOf(violet), 0); // it is not there
    bench.book().undo();
    bench.chart.showLatest();
    QCOMPARE(bench.pixelsOf(violet), 0);
    bench.book().redo();
    QVERIFY(bench.pixelsOf(violet) > 100);
    bench.drawings.editor().setHidden(true);
    QCOMPARE(bench.pixelsOf(violet), 0);
}

void TestChartWithDrawings::draftsAreSeenWhileTheyAreDrawn()
{
    Bench bench;
    const QColor accent = bench.theme.colors().accent;
    const int before = bench.pixelsOf(accent);
    bench.drawings.tool().setKind(DrawingKind::HorizontalLine);
    QTest::mousePress(bench.chart.viewport(), Qt::LeftButton, {}, bench.plot(0.5, 0.4));
    bench.sendMove(bench.plot(0.5, 0.45));
    QVERIFY(bench.drawings.layer().isLive());
    QVERIFY(bench.pixelsOf(accent) > before + 300);
    QTest::mouseRelease(bench.chart.viewport(), Qt::LeftButton, {}, bench.plot(0.5, 0.45));
    QVERIFY(!bench.drawings.layer().isLive());
    QVERIFY(bench.pixelsOf(accent) > before + 300);
}

void TestChartWithDrawings::aDragPaintsNothingElseAnew()
{
    /// Counts how often the kept picture was painted.
    struct Counter final : ChartLayer
    {
        mutable int count = 0;
        void paint(QPainter &, const ChartContent &) const override { ++count; }
    };
    Counter counter;
    Bench bench;
    bench.chart.addLayer(&counter);
    const QColor violet = colorOf(u"violet"_s, bench.theme.colors());
    const QColor pink = colorOf(u"pink"_s, bench.theme.colors());
    bench.book().add(bench.make(DrawingKind::VerticalLine, {bench.plot(0.3, 0.5)}, u"pink"_s));
    const DrawingId id =
        *bench.book().add(bench.make(DrawingKind::HorizontalLine, {bench.plot(0.5, 0.4)}, u"violet"_s));
    bench.drawings.editor().select(id);
    const int still = bench.pixelsOf(pink);
    QVERIFY(still > 100);
    const auto rowsOf = [&](const QColor &color) { // in a column of pixels
        const QImage image = bench.chart.grab().toImage();
        QList<int> rows;
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixelColor(bench.plot(0.7, 0).x(), y) == color)
                rows.append(y);
        }
        return rows;
    };
    const QList<int> before = rowsOf(violet);
    QVERIFY(!before.isEmpty());
    const QPoint from =
        bench.plot(0.6, 0.4) + QPoint(0, 3); // beside the line, which the crosshair then leaves
    QTest::mousePress(bench.chart.viewport(), Qt::LeftButton, {}, from);
    bench.sendMove(from + QPoint(0, 20));
    QCOMPARE(rowsOf(violet).size(), before.size());
    const int painted = counter.count;
    for (const int way : {40, 60, 80}) {
        bench.sendMove(from + QPoint(0, way));
        const QList<int> rows = rowsOf(violet); // once, and at another place
        QCOMPARE(rows.size(), before.size());
        QVERIFY(std::abs(rows.first() - before.first() - way) <= 2);
        QVERIFY(std::abs(bench.pixelsOf(pink) - still) <= 8); // where others cross it
    }
    QCOMPARE(counter.count, painted);
    QTest::mouseRelease(bench.chart.viewport(), Qt::LeftButton, {}, from + QPoint(0, 80));
    QCOMPARE(rowsOf(violet).size(), before.size());
    QVERIFY(counter.count > painted);
    bench.chart.removeLayer(&counter);
}

void TestChartWithDrawings::theMenuIsTheDrawings()
{
    Bench bench;
    bench.book().add(bench.make(DrawingKind::HorizontalLine, {bench.plot(0.5, 0.4)}));
    QSignalSpy asked(&bench.chart, &CandleChart::menuRequested);
    const auto ask = [&](const QPoint &at) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, bench.chart.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(bench.chart.viewport(), &event);
        return bench.chart.viewport()->findChild<DrawingMenu *>();
    };
    QVERIFY(!ask(bench.plot(0.5, 0.8)));
    QCOMPARE(asked.size(), 1);
    QVERIFY(ask(bench.plot(0.7, 0.4)));
    QCOMPARE(asked.size(), 1);
}

void TestChartWithDrawings::staysOnALogarithmicScale()
{
    Bench bench;
    bench.drawings.tool().setKind(DrawingKind::TrendLine);
    bench.stroke(bench.plot(0.2, 0.7), bench.plot(0.6, 0.3));
    const Drawing before = bench.book().drawings().first();
    bench.chart.setPriceMode(PriceMode::Logarithmic);
    QCOMPARE(bench.book().drawings().first(), before);
    const QPointF first = pixelOf(before.points.first(), bench.chart.scale());
    QTest::mouseClick(bench.chart.viewport(), Qt::LeftButton, {}, bench.plot(0.9, 0.05)); // deselects
    QVERIFY(!bench.drawings.editor().selected());
    QTest::mouseClick(bench.chart.viewport(), Qt::LeftButton, {}, first.toPoint());
    QVERIFY(bench.drawings.editor().selected());
    QCOMPARE(bench.book().drawings().first(), before);
}

void TestChartWithDrawings::picturesOfAll_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestChartWithDrawings::picturesOfAll()
{
    QFETCH(bool, isDark);
    Bench bench(isDark ? Scheme::Dark : Scheme::Light);
    DrawingBook &book = bench.book();
    Drawing trend =
        bench.make(DrawingKind::TrendLine, {bench.plot(0.05, 0.75), bench.plot(0.3, 0.35)}, u"teal"_s);
    trend.width = 2;
    book.add(trend);
    book.add(bench.make(DrawingKind::Ray, {bench.plot(0.3, 0.95), bench.plot(0.5, 0.85)}, u"brown"_s));
    book.add(bench.make(DrawingKind::HorizontalLine, {bench.plot(0.5, 0.12)}, u"amber"_s));
    book.add(bench.make(DrawingKind::VerticalLine, {bench.plot(0.97, 0.5)}, u"sky"_s));
    book.add(bench.make(DrawingKind::Rectangle, {bench.plot(0.33, 0.3), bench.plot(0.5, 0.6)}, u"pink"_s));
    book.add(bench.make(DrawingKind::Retracement, {bench.plot(0.55, 0.85), bench.plot(0.72, 0.2)}));
    Drawing note = bench.make(DrawingKind::Text, {bench.plot(0.08, 0.2)}, u"green"_s);
    note.text = u"Bought the dip here"_s;
    book.add(note);
    const QColor green = colorOf(u"green"_s, bench.theme.colors());
    QVERIFY(bench.pixelsOf(green) > 20);
    bench.drawings.tool().setKind(DrawingKind::Measure);
    bench.stroke(bench.plot(0.76, 0.8), bench.plot(0.92, 0.4));
    QCOMPARE(book.drawings().size(), 7); // a measure is not kept
    bench.drawings.editor().select(book.drawings().at(4).id, 1);
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (folder.isEmpty())
        return;
    const QString end = isDark ? u"-dark.png"_s : u"-light.png"_s;
    QVERIFY(bench.chart.grab().save(folder + u"/chart"_s + end));
    DrawingMenu menu(bench.drawings.editor(), bench.theme, nullptr);
    QVERIFY(menu.grab().save(folder + u"/menu"_s + end));
    QVERIFY(menu.findChild<QMenu *>(u"colors"_s)->grab().save(folder + u"/colors"_s + end));
    QVERIFY(menu.findChild<QMenu *>(u"widths"_s)->grab().save(folder + u"/widths"_s + end));
    bench.drawings.tool().setKind(DrawingKind::Text);
    QTest::mouseClick(bench.chart.viewport(), Qt::LeftButton, {}, bench.plot(0.3, 0.8));
    QVERIFY(bench.chart.grab().save(folder + u"/entry"_s + end));
    bench.drawings.tool().cancel();
}

QTEST_MAIN(TestChartWithDrawings)
#include "tst_chartdrawings_chart.moc"
