// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "toolbench.h"

#include <QPainter>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;
using Bench = ToolBench;

class TestDrawingTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesNothingByItself();
    void drawsEveryKind_data();
    void drawsEveryKind();
    void twoClicksMakeALine();
    void aDoubleClickIsNoLine();
    void escapeAndTheRightButtonGiveUp();
    void drawsOnlyOnThePlot();
    void shiftKeepsItStraight();
    void snapsAndShowsARing();
    void pricesAreThoseOfTheMarket();
    void drawsIntoTheFuture();
    void aMeasureGoesWithTheNextClick();
    void textIsWrittenInPlace();
    void emptyTextIsNothing();
    void keysDrawWithoutAPointer();
    void tellsWhenThereIsNoRoom();
    void isLiveWhileItFollowsThePointer();
    void anotherMarketEndsWhatIsUnderWay();
    void nothingHappensWithoutABook();
};

void TestDrawingTool::doesNothingByItself()
{
    Bench bench;
    QVERIFY(!bench.click({300, 200}));
    QVERIFY(!bench.move({310, 200}));
    QVERIFY(!bench.doubleClick({300, 200}));
    for (const int code : {Qt::Key_Left, Qt::Key_Delete, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Plus,
                           Qt::Key_Home, Qt::Key_Space, Qt::Key_N})
        QVERIFY(!bench.key(code));
    QVERIFY(bench.book->drawings().isEmpty());
}

void TestDrawingTool::drawsEveryKind_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < int(DrawingKind::Text); ++kind)
        QTest::newRow(qPrintable(wireName(DrawingKind(kind)))) << kind;
}

void TestDrawingTool::drawsEveryKind()
{
    QFETCH(int, kind);
    Bench bench;
    QSignalSpy chosen(&bench.tool, &DrawingTool::kindChanged);
    bench.tool.setKind(DrawingKind(kind));
    bench.stroke({100, 300}, {400, 120});
    QCOMPARE(bench.book->drawings().size(), 1);
    QCOMPARE(int(bench.only().kind), kind);
    QVERIFY(isAt(bench.only().points.last(), bench.at(400, 120)));
    if (bench.only().points.size() == 2)
        QVERIFY(isAt(bench.only().points.first(), bench.at(100, 300)));
    QVERIFY(!bench.tool.kind()); // the next click selects again
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(bench.editor.selected()->id, bench.only().id);
    bench.book->undo();
    QVERIFY(bench.book->drawings().isEmpty());
    QVERIFY(!bench.book->canUndo()); // one step
}

void TestDrawingTool::twoClicksMakeALine()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::TrendLine);
    QVERIFY(bench.click({100, 300}));
    QVERIFY(bench.book->drawings().isEmpty());
    QVERIFY(bench.move({250, 200}));
    QVERIFY(isAt(bench.layer.draft()->points.last(), bench.at(250, 200)));
    QVERIFY(bench.click({400, 120}));
    QCOMPARE(bench.book->drawings().size(), 1);
    QVERIFY(isAt(bench.only().points.first(), bench.at(100, 300)));
    QVERIFY(isAt(bench.only().points.last(), bench.at(400, 120)));
    QVERIFY(!bench.layer.draft());
}

void TestDrawingTool::aDoubleClickIsNoLine()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::TrendLine);
    QVERIFY(bench.doubleClick({100, 300}));
    QVERIFY(bench.book->drawings().isEmpty());
    bench.click({400, 120}); // the second point is still to come
    QCOMPARE(bench.book->drawings().size(), 1);
}

void TestDrawingTool::escapeAndTheRightButtonGiveUp()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::TrendLine);
    bench.click({100, 300});
    QVERIFY(bench.key(Qt::Key_Escape));
    QVERIFY(!bench.tool.isBusy() && bench.tool.kind());
    bench.click({100, 300});
    QVERIFY(bench.press({200, 200}, Qt::RightButton));
    QVERIFY(!bench.tool.isBusy());
    QVERIFY(bench.key(Qt::Key_Escape));
    QVERIFY(!bench.tool.kind());
    QVERIFY(!bench.key(Qt::Key_Escape)); // there is nothing left to give up
    QVERIFY(bench.book->drawings().isEmpty() && !bench.book->canUndo());

    const DrawingId id = bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    bench.press({250, 210});
    bench.move({300, 300}, Qt::LeftButton);
    QVERIFY(bench.layer.draft());
    QVERIFY(bench.key(Qt::Key_Escape));
    bench.release({300, 300});
    QVERIFY(isAt(bench.book->find(id)->points.first(), bench.at(100, 300)));
}

void TestDrawingTool::drawsOnlyOnThePlot()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::HorizontalLine);
    for (const QPointF at : {QPointF(850, 200), QPointF(300, 450), QPointF(300, 10)})
        QVERIFY(!bench.click(at)); // axes and volume are the chart's
    QVERIFY(bench.book->drawings().isEmpty());
    bench.candles.clear();
    QVERIFY(!bench.click({300, 200}));
}

void TestDrawingTool::shiftKeepsItStraight()
{
    Bench bench;
    bench.tool.setSnapping(true);
    bench.tool.setKind(DrawingKind::TrendLine);
    bench.press({100, 300});
    bench.modifiers = Qt::ShiftModifier;
    bench.move({400, 310}, Qt::LeftButton);
    bench.release({400, 310});
    QCOMPARE(bench.only().points.at(1).price, bench.only().points.at(0).price); // to the last digit

    const Drawing before = bench.only();
    const QPointF middle = pixelOf(before.points.at(0), bench.content.scale) + QPointF(100, 0);
    bench.stroke(middle, middle + QPointF(5, 60)); // Shift moves it straight, too
    QCOMPARE(bench.only().points.at(0).time, before.points.at(0).time);
    QVERIFY(bench.only().points.at(0).price < before.points.at(0).price);
}

void TestDrawingTool::snapsAndShowsARing()
{
    Bench bench;
    const htx::Candle candle = bench.candles.at(20);
    const DrawingPoint high{double(candle.time) + hour / 2.0, candle.high};
    const QPointF near = pixelOf(high, bench.content.scale) + QPointF(2, -5);
    bench.tool.setKind(DrawingKind::HorizontalLine);
    bench.move(near);
    QVERIFY(!bench.layer.ring());
    bench.tool.setSnapping(true);
    bench.move(near);
    QVERIFY(bench.layer.ring() && isAt(*bench.layer.ring(), high));
    bench.modifiers = Qt::ControlModifier; // turns it round
    bench.move(near);
    QVERIFY(!bench.layer.ring());
    bench.modifiers = {};
    bench.click(near);
    QCOMPARE(bench.only().points.first().price, candle.high);
    QVERIFY(!bench.layer.ring());

    bench.tool.setSnapping(false);
    bench.modifiers = Qt::ControlModifier;
    bench.tool.setKind(DrawingKind::HorizontalLine);
    bench.click(near);
    QCOMPARE(bench.book->drawings().last().points.first().price, candle.high);
}

void TestDrawingTool::pricesAreThoseOfTheMarket()
{
    Bench bench;
    bench.content.priceDecimals = 1;
    bench.tool.setKind(DrawingKind::HorizontalLine);
    bench.click({300, 201});
    const double price = bench.only().points.first().price;
    QVERIFY(std::abs(price * 10 - std::round(price * 10)) < 1e-9);
    QVERIFY(std::abs(price - bench.at(300, 201).price) <= 0.05 + 1e-9);
}

void TestDrawingTool::drawsIntoTheFuture()
{
    Bench bench; // ten candles of room at the right
    bench.tool.setSnapping(true);
    bench.tool.setKind(DrawingKind::TrendLine);
    bench.stroke({600, 200}, {780, 100});
    QVERIFY(bench.only().points.last().time > double(bench.candles.times().back()) + 2 * hour);
}

void TestDrawingTool::aMeasureGoesWithTheNextClick()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::Measure);
    bench.stroke({100, 300}, {400, 120});
    QVERIFY(bench.book->drawings().isEmpty() && !bench.book->canUndo());
    QCOMPARE(bench.layer.draft()->kind, DrawingKind::Measure);
    QVERIFY(!bench.layer.isLive());
    bench.move({500, 200});
    QVERIFY(bench.layer.draft());
    QVERIFY(!bench.click({500, 200})); // the chart may move with it
    QVERIFY(!bench.layer.draft());

    bench.tool.setKind(DrawingKind::Measure);
    bench.stroke({100, 300}, {400, 120});
    QVERIFY(bench.key(Qt::Key_Escape));
    QVERIFY(!bench.layer.draft());
}

void TestDrawingTool::textIsWrittenInPlace()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::Text);
    bench.click({300, 200});
    QVERIFY(bench.book->drawings().isEmpty());
    QVERIFY(bench.entry() && bench.entry()->hasFocus());
    QCOMPARE(bench.entry()->pos(), QPoint(300, 200));
    QTest::keyClicks(bench.entry(), u" Sell <b>half</b> "_s);
    QTest::keyClick(bench.entry(), Qt::Key_Up); // not the chart's
    QTest::keyClick(bench.entry(), Qt::Key_Return);
    QCOMPARE(bench.book->drawings().size(), 1);
    QCOMPARE(bench.only().text, u"Sell <b>half</b>"_s);
    QTRY_VERIFY(!bench.entry());
    QVERIFY(bench.view.hasFocus());
}

void TestDrawingTool::emptyTextIsNothing()
{
    Bench bench;
    for (const int code : {Qt::Key_Return, Qt::Key_Escape}) {
        bench.tool.setKind(DrawingKind::Text);
        bench.click({300, 200});
        if (code == Qt::Key_Escape)
            QTest::keyClicks(bench.entry(), u"not kept"_s);
        QTest::keyClick(bench.entry(), Qt::Key(code));
        QTRY_VERIFY(!bench.entry());
    }
    QVERIFY(bench.book->drawings().isEmpty());
    // What is written is kept when the user clicks elsewhere.
    bench.tool.setKind(DrawingKind::Text);
    bench.click({300, 200});
    QTest::keyClicks(bench.entry(), QString(300, u'x'));
    bench.click({600, 300});
    QCOMPARE(bench.book->drawings().size(), 1);
    QCOMPARE(bench.only().text.size(), Drawing::longestText);
}

void TestDrawingTool::keysDrawWithoutAPointer()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::TrendLine);
    QVERIFY(bench.key(Qt::Key_Return));
    QCOMPARE(bench.book->drawings().size(), 1);
    for (const DrawingPoint &point : bench.only().points)
        QVERIFY(bench.content.scale.prices().contains(pixelOf(point, bench.content.scale)));
    QVERIFY(bench.editor.selected());
    QVERIFY(bench.key(Qt::Key_Right));
}

void TestDrawingTool::tellsWhenThereIsNoRoom()
{
    Bench bench;
    for (int i = 0; i < DrawingBook::mostDrawings; ++i)
        bench.add(DrawingKind::HorizontalLine, {{100, 300}});
    QSignalSpy told(&bench.tool, &DrawingTool::told);
    bench.tool.setKind(DrawingKind::Ray);
    bench.stroke({100, 300}, {400, 120});
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first().first().toString().contains(u"500"));
    QCOMPARE(bench.book->drawings().size(), DrawingBook::mostDrawings);
}

void TestDrawingTool::isLiveWhileItFollowsThePointer()
{
    Bench bench;
    QSignalSpy changed(&bench.layer, &ChartLayer::changed);
    QVERIFY(!bench.layer.isLive());
    bench.tool.setKind(DrawingKind::TrendLine);
    bench.press({100, 300});
    QVERIFY(bench.layer.isLive());
    bench.move({200, 300}, Qt::LeftButton);
    const qsizetype sofar = changed.size();
    QSignalSpy liveChanged(&bench.layer, &ChartLayer::liveChanged);
    bench.move({201, 300}, Qt::LeftButton);
    QVERIFY(!liveChanged.isEmpty());
    QCOMPARE(changed.size(), sofar); // what does not follow the pointer stays as it is painted
    bench.release({400, 120});
    QVERIFY(!bench.layer.isLive());
    bench.press({250, 210}); // a press is no drag
    QVERIFY(!bench.layer.isLive());
    bench.move({300, 210}, Qt::LeftButton);
    QVERIFY(bench.layer.isLive());
    bench.release({300, 210});
    QVERIFY(!bench.layer.isLive());
}

void TestDrawingTool::anotherMarketEndsWhatIsUnderWay()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::TrendLine);
    bench.press({100, 300});
    const auto other = std::make_shared<DrawingBook>();
    bench.editor.setBook(other);
    QVERIFY(!bench.tool.isBusy());
    bench.release({400, 120});
    QVERIFY(bench.book->drawings().isEmpty() && other->drawings().isEmpty());

    bench.tool.setKind(DrawingKind::Text);
    bench.click({300, 200});
    QTest::keyClicks(bench.entry(), u"of the market before"_s);
    bench.editor.setBook(bench.book);
    QTRY_VERIFY(!bench.entry());
    QVERIFY(bench.book->drawings().isEmpty() && other->drawings().isEmpty());
}

void TestDrawingTool::nothingHappensWithoutABook()
{
    Bench bench;
    bench.editor.setBook(nullptr);
    bench.tool.setKind(DrawingKind::Ray);
    QVERIFY(!bench.click({100, 300}));
    QVERIFY(!bench.key(Qt::Key_N) && !bench.key(Qt::Key_Delete) && !bench.key(Qt::Key_Left));
    bench.editor.undo();
    bench.editor.clear();
    QImage image(880, 530, QImage::Format_RGB32);
    QPainter painter(&image);
    bench.layer.paint(painter, bench.content);
    QVERIFY(!bench.layer.find({100, 300}, bench.content));
}

QTEST_MAIN(TestDrawingTool)
#include "tst_chartdrawings_tool.moc"
