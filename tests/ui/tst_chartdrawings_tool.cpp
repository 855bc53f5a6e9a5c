// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawingbench.h"
#include "support/patience.h"
#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawinglayer.h"
#include "ui/charts/drawings/drawingmenu.h"
#include "ui/charts/drawings/drawingtool.h"
#include "ui/charts/drawings/textentry.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;

namespace {

/// A tool with what it needs, and hands to use it.
struct Bench : ContentBench
{
    QWidget view;
    std::shared_ptr<DrawingBook> book = std::make_shared<DrawingBook>();
    DrawingEditor editor;
    DrawingLayer layer{editor};
    DrawingTool tool{editor, layer, view};
    Qt::KeyboardModifiers modifiers;

    Bench()
    {
        view.resize(880, 530);
        view.setFocusPolicy(Qt::StrongFocus);
        view.show();
        view.activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(&view)); }();
        view.setFocus();
        editor.setBook(book);
        tool.setSnapping(false);
        content.priceDecimals = -1; // points stay where they were put
    }
    QMouseEvent event(QEvent::Type type, const QPointF &at, Qt::MouseButton button,
                      Qt::MouseButtons buttons) const
    {
        return {type, at, view.mapToGlobal(at), button, buttons, modifiers};
    }
    bool press(const QPointF &at, Qt::MouseButton button = Qt::LeftButton)
    {
        return tool.press(event(QEvent::MouseButtonPress, at, button, button), content);
    }
    bool move(const QPointF &at, Qt::MouseButtons buttons = Qt::NoButton)
    {
        return tool.move(event(QEvent::MouseMove, at, Qt::NoButton, buttons), content);
    }
    bool release(const QPointF &at, Qt::MouseButton button = Qt::LeftButton)
    {
        return tool.release(event(QEvent::MouseButtonRelease, at, button, Qt::NoButton), content);
    }
    bool click(const QPointF &at)
    {
        const bool isTaken = press(at);
        release(at);
        return isTaken;
    }
    void stroke(const QPointF &from, const QPointF &to)
    {
        press(from);
        move((from + to) / 2, Qt::LeftButton);
        move(to, Qt::LeftButton);
        release(to);
    }
    bool doubleClick(const QPointF &at)
    {
        click(at);
        const bool isTaken =
            tool.doubleClick(event(QEvent::MouseButtonDblClick, at, Qt::LeftButton, Qt::LeftButton), content);
        release(at);
        return isTaken;
    }
    bool key(int code, Qt::KeyboardModifiers with = {})
    {
        return tool.key(QKeyEvent(QEvent::KeyPress, code, with), content);
    }
    DrawingMenu *menu(const QPointF &at)
    {
        press(at, Qt::RightButton);
        release(at, Qt::RightButton);
        const QContextMenuEvent asked(QContextMenuEvent::Mouse, at.toPoint(), view.mapToGlobal(at.toPoint()));
        return tool.contextMenu(asked, content) ? view.findChild<DrawingMenu *>() : nullptr;
    }
    DrawingPoint at(double x, double y) const { return pointAt({x, y}, content.scale); }
    DrawingId add(DrawingKind kind, const QList<QPointF> &pixels)
    {
        Drawing drawing;
        drawing.kind = kind;
        for (const QPointF &pixel : pixels)
            drawing.points.append(pointAt(pixel, content.scale));
        return *book->add(drawing);
    }
    const Drawing &only() const { return book->drawings().constFirst(); }
    TextEntry *entry() const { return view.findChild<TextEntry *>(); }
};

bool isAt(const DrawingPoint &point, const DrawingPoint &other)
{
    return std::abs(point.time - other.time) < 1e-3 && std::abs(point.price - other.price) < 1e-6;
}

} // namespace

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
    void doubleClickEditsText();
    void clickSelects();
    void dragMovesTheWhole();
    void dragMovesAHandle();
    void aTremblingClickMovesNothing();
    void lockedStaysWhereItIs();
    void keysNudgeAndRemove();
    void keysUndoAndRedo();
    void keysGoFromOneToTheNext();
    void keysDrawWithoutAPointer();
    void menuChangesWhatIsSelected();
    void menuIsOnlyOverDrawings();
    void tellsWhenThereIsNoRoom();
    void isLiveWhileItFollowsThePointer();
    void anotherMarketEndsWhatIsUnderWay();
    void anUndoElsewhereEndsADrag();
    void hiddenDrawingsAreNotHit();
    void cursorsSayWhatAPressDoes();
    void nothingHappensWithoutABook();
    void tipsAreInWords();
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

void TestDrawingTool::doubleClickEditsText()
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

void TestDrawingTool::clickSelects()
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

void TestDrawingTool::dragMovesTheWhole()
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

void TestDrawingTool::dragMovesAHandle()
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

void TestDrawingTool::aTremblingClickMovesNothing()
{
    Bench bench;
    bench.add(DrawingKind::TrendLine, {{100, 300}, {400, 120}});
    const Drawing before = bench.only();
    bench.stroke({250, 210}, {252, 211});
    QCOMPARE(bench.only(), before);
    QVERIFY(bench.editor.selected());
}

void TestDrawingTool::lockedStaysWhereItIs()
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

void TestDrawingTool::keysNudgeAndRemove()
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

void TestDrawingTool::keysUndoAndRedo()
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

void TestDrawingTool::keysGoFromOneToTheNext()
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

void TestDrawingTool::menuChangesWhatIsSelected()
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

void TestDrawingTool::menuIsOnlyOverDrawings()
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

void TestDrawingTool::anUndoElsewhereEndsADrag()
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

void TestDrawingTool::hiddenDrawingsAreNotHit()
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

void TestDrawingTool::cursorsSayWhatAPressDoes()
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

void TestDrawingTool::tipsAreInWords()
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

QTEST_MAIN(TestDrawingTool)
#include "tst_chartdrawings_tool.moc"
