// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "toolbench.h"

#include <QPointer>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;
using Bench = ToolBench;

/// What the tool does to drawings that are there.
class TestDrawingEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doubleClickEditsText();
    void clickSelects();
    void dragMovesTheWhole();
    void dragMovesAHandle();
    void aTremblingClickMovesNothing();
    void lockedStaysWhereItIs();
    void keysNudgeAndRemove();
    void keysUndoAndRedo();
    void keysGoFromOneToTheNext();
    void menuChangesWhatIsSelected();
    void menuIsOnlyOverDrawings();
    void anUndoElsewhereEndsADrag();
    void hiddenDrawingsAreNotHit();
    void cursorsSayWhatAPressDoes();
    void tipsAreInWords();
};

void TestDrawingEdits::doubleClickEditsText()
{
    Bench bench;
    Drawing note = drawing(DrawingKind::Text, {bench.at(300, 200)});
    note.text = u"before"_s;
    bench.book->add(note);
    QVERIFY(bench.doubleClick({310, 205}));
    QCOMPARE(bench.entry()->text(), u"before"_s);
    bench.entry()->setText(u"after"_s);
    QTest::keyClick(bench.entry(), Qt::Key_Return);
    QCOMPARE(bench.only().text, u"after"_s);
    QTRY_VERIFY(!bench.entry());
    QVERIFY(bench.key(Qt::Key_Return)); // by the keyboard
    bench.entry()->clear();
    QTest::keyClick(bench.entry(), Qt::Key_Return);
    QVERIFY(bench.book->drawings().isEmpty());
    bench.book->undo();
    QCOMPARE(bench.only().text, u"after"_s);
    // Of what is no text it is not the chart's "show everything".
    bench.add(DrawingKind::HorizontalLine, {{100, 300}});
    QVERIFY(bench.doubleClick({400, 300}));
}

void TestDrawingEdits::clickSelects()
{
    Bench bench;
    const DrawingId low = bench.add(DrawingKind::HorizontalLine, {{100, 300}});
    const DrawingId high = bench.add(DrawingKind::HorizontalLine, {{100, 304}});
    QVERIFY(bench.click({400, 302})); // both are near: the topmost
    QCOMPARE(bench.editor.selected()->id, high);
    QVERIFY(bench.click({400, 295}));
    QCOMPARE(bench.editor.selected()->id, low);
    QVERIFY(bench.click({400, 302})); // what is selected goes first
    QCOMPARE(bench.editor.selected()->id, low);
    QVERIFY(!bench.click({400, 200}));
    QVERIFY(!bench.editor.selected());
    QVERIFY(!bench.book->find(low)->locked);
}

void TestDrawingEdits::dragMovesTheWhole()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    bench.stroke({250, 210}, {300, 240});
    QVERIFY(isAt(bench.only().points.first(), bench.at(150, 330)));
    QVERIFY(isAt(bench.only().points.last(), bench.at(450, 150)));
    bench.book->undo();
    QVERIFY(isAt(bench.only().points.first(), bench.at(100, 300)));
    bench.book->undo();
    QVERIFY(!bench.book->canUndo()); // a drag is one step
}

void TestDrawingEdits::dragMovesAHandle()
{
    Bench bench;
    bench.add(DrawingKind::Rectangle, {{100, 300}, {400, 120}});
    bench.click({250, 300});              // handles are there once it is selected
    bench.stroke({400, 300}, {500, 350}); // a corner that is no point of it
    QVERIFY(isAt(bench.only().points.first(), bench.at(100, 350)));
    QVERIFY(isAt(bench.only().points.last(), bench.at(500, 120)));

    bench.tool.setSnapping(true);
    const htx::Candle candle = bench.candles.at(30);
    const DrawingPoint low{double(candle.time) + hour / 2.0, candle.low};
    bench.stroke({500, 120}, pixelOf(low, bench.content.scale) + QPointF(1, 4));
    QVERIFY(isAt(bench.only().points.last(), low));
}

void TestDrawingEdits::aTremblingClickMovesNothing()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    const Drawing before = bench.only();
    bench.stroke({250, 210}, {252, 211});
    QCOMPARE(bench.only(), before);
    QVERIFY(bench.editor.selected());
}

void TestDrawingEdits::lockedStaysWhereItIs()
{
    Bench bench;
    const DrawingId id = bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    bench.click({250, 210});
    bench.editor.setLocked(true);
    const Drawing before = *bench.book->find(id);
    QSignalSpy told(&bench.tool, &DrawingTool::told);
    bench.stroke({250, 210}, {300, 300});
    QVERIFY(bench.key(Qt::Key_Left));
    QVERIFY(bench.key(Qt::Key_Delete));
    QCOMPARE(told.size(), 1);
    QCOMPARE(*bench.book->find(id), before);
    bench.editor.setColor(u"amber"_s);
    QCOMPARE(bench.book->find(id)->color, u"amber"_s);
    bench.editor.setLocked(false);
    QVERIFY(bench.key(Qt::Key_Delete));
    QVERIFY(bench.book->drawings().isEmpty());
}

void TestDrawingEdits::keysNudgeAndRemove()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    const Drawing before = bench.only();
    bench.click({250, 210});
    QVERIFY(bench.key(Qt::Key_Right));
    QCOMPARE(bench.only().points.at(0).time, before.points.at(0).time + hour);
    QVERIFY(bench.key(Qt::Key_Right, Qt::ShiftModifier));
    QCOMPARE(bench.only().points.at(1).time, before.points.at(1).time + 11 * hour);
    QVERIFY(bench.key(Qt::Key_Up));
    QVERIFY(isAt(bench.only().points.at(0), bench.at(210, 299)));
    bench.book->undo(); // arrows in a row are one step
    QCOMPARE(bench.only(), before);

    QVERIFY(bench.key(Qt::Key_Space)); // the first handle
    QVERIFY(bench.key(Qt::Key_Down));
    QVERIFY(isAt(bench.only().points.at(0), bench.at(100, 301)));
    QCOMPARE(bench.only().points.at(1), before.points.at(1));
    QVERIFY(bench.key(Qt::Key_Space) && bench.key(Qt::Key_Space));
    QCOMPARE(bench.editor.handle(), -1); // the whole again

    QVERIFY(bench.key(Qt::Key_Delete));
    QVERIFY(bench.book->drawings().isEmpty());
    QVERIFY(!bench.key(Qt::Key_Delete));
}

void TestDrawingEdits::keysUndoAndRedo()
{
    Bench bench;
    bench.tool.setKind(DrawingKind::HorizontalLine);
    bench.click({100, 300});
    QVERIFY(bench.key(Qt::Key_Z, Qt::ControlModifier));
    QVERIFY(bench.book->drawings().isEmpty());
    QVERIFY(bench.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier));
    QCOMPARE(bench.book->drawings().size(), 1);
    QVERIFY(bench.key(Qt::Key_Z, Qt::ControlModifier));
    QVERIFY(bench.key(Qt::Key_Y, Qt::ControlModifier));
    QCOMPARE(bench.book->drawings().size(), 1);
    QVERIFY(!bench.key(Qt::Key_K, Qt::ControlModifier));
    QVERIFY(!bench.key(Qt::Key_T, Qt::AltModifier));
}

void TestDrawingEdits::keysGoFromOneToTheNext()
{
    Bench bench;
    const DrawingId first = bench.add(DrawingKind::HorizontalLine, {{100, 300}});
    const DrawingId second = bench.add(DrawingKind::HorizontalLine, {{100, 200}});
    const DrawingId third = bench.add(DrawingKind::HorizontalLine, {{100, 100}});
    Drawing hidden = *bench.book->find(second);
    hidden.visible = false;
    bench.book->change(hidden);
    QSignalSpy told(&bench.tool, &DrawingTool::told);
    QVERIFY(bench.key(Qt::Key_N));
    QCOMPARE(bench.editor.selected()->id, first);
    QCOMPARE(told.size(), 1); // for who does not see it
    QVERIFY(bench.key(Qt::Key_N));
    QCOMPARE(bench.editor.selected()->id, third);
    QVERIFY(bench.key(Qt::Key_N));
    QCOMPARE(bench.editor.selected()->id, first);
    QVERIFY(bench.key(Qt::Key_N, Qt::ShiftModifier));
    QCOMPARE(bench.editor.selected()->id, third);
    QVERIFY(bench.key(Qt::Key_Escape));
    QVERIFY(!bench.editor.selected());
}

void TestDrawingEdits::menuChangesWhatIsSelected()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    const auto choose = [&](const QString &name, const QPointF &at = {250, 210}) {
        QPointer<DrawingMenu> menu = bench.menu(at);
        QVERIFY(menu);
        auto *action = menu->findChild<QAction *>(name);
        QVERIFY2(action, qPrintable(name));
        QVERIFY(action->isEnabled());
        action->trigger();
        menu->close();
        QTRY_VERIFY(!menu);
    };
    choose(u"amber"_s);
    QCOMPARE(bench.only().color, u"amber"_s);
    choose(u"lock"_s);
    QVERIFY(bench.only().locked);
    {
        QPointer<DrawingMenu> menu = bench.menu({250, 210});
        QVERIFY(!menu->findChild<QAction *>(u"remove"_s)->isEnabled());
        menu->close();
        QTRY_VERIFY(!menu);
    }
    choose(u"lock"_s);
    QVERIFY(!bench.only().locked);
    choose(u"duplicate"_s);
    QCOMPARE(bench.book->drawings().size(), 2);
    QVERIFY(isAt(bench.book->drawings().last().points.first(), bench.at(116, 316)));
    QCOMPARE(bench.book->drawings().last().color, u"amber"_s);
    choose(u"hide"_s);
    choose(u"remove"_s, {266, 226});
    QCOMPARE(bench.book->drawings().size(), 1);
    QVERIFY(bench.editor.hidesAny());
    bench.editor.showAll();
    QVERIFY(bench.only().visible);
}

void TestDrawingEdits::menuIsOnlyOverDrawings()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    QVERIFY(!bench.menu({250, 350}));
    const QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(400, 200), QPoint(400, 200));
    QVERIFY(!bench.tool.contextMenu(byKey, bench.content)); // nothing is selected
    bench.click({250, 210});
    QVERIFY(bench.tool.contextMenu(byKey, bench.content));
    QVERIFY(bench.view.findChild<DrawingMenu *>());
}

void TestDrawingEdits::anUndoElsewhereEndsADrag()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    bench.press({250, 210});
    bench.move({300, 260}, Qt::LeftButton);
    bench.book->undo(); // by another chart of the market
    bench.move({310, 260}, Qt::LeftButton);
    bench.release({310, 260});
    QVERIFY(bench.book->drawings().isEmpty());
    QVERIFY(!bench.layer.draft());
}

void TestDrawingEdits::hiddenDrawingsAreNotHit()
{
    Bench bench;
    bench.add(DrawingKind::HorizontalLine, {{100, 300}});
    bench.editor.setHidden(true);
    QVERIFY(!bench.click({400, 300}));
    QVERIFY(!bench.key(Qt::Key_N));
    bench.tool.setKind(DrawingKind::HorizontalLine);
    bench.click({100, 200}); // who draws wants to see it
    QVERIFY(!bench.editor.isHidden());
}

void TestDrawingEdits::cursorsSayWhatAPressDoes()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    const auto cursor = [&](double x, double y) { return bench.tool.cursor({x, y}, bench.content); };
    QCOMPARE(cursor(250, 210), Qt::PointingHandCursor);
    QVERIFY(!cursor(250, 300));
    bench.click({250, 210});
    QCOMPARE(cursor(400, 120), Qt::SizeAllCursor);
    bench.tool.setKind(DrawingKind::Ray);
    QCOMPARE(cursor(250, 300), Qt::CrossCursor);
    QVERIFY(!cursor(850, 300)); // the axis keeps its own
}

void TestDrawingEdits::tipsAreInWords()
{
    Bench bench;
    Drawing line = drawing(DrawingKind::HorizontalLine, {{bench.at(100, 0).time, 123.456}});
    line.locked = true;
    bench.content.priceDecimals = 2;
    bench.book->add(line);
    const double y = bench.content.scale.yOf(123.456);
    QCOMPARE(bench.layer.tip(bench.content, {300, y}), u"Horizontal line: 123.46, locked"_s);
    QCOMPARE(bench.layer.tip(bench.content, {300, y + 50}), QString());
    Drawing note = drawing(DrawingKind::Text, {bench.at(300, 300)});
    note.text = u"a\u202Eb"_s;
    bench.book->add(note);
    const QString tip = bench.layer.tip(bench.content, {305, 305});
    QVERIFY(tip.startsWith(u"Text: a"_s) && !tip.contains(QChar(0x202E)));
}

QTEST_MAIN(TestDrawingEdits)
#include "tst_chartdrawings_edit.moc"
