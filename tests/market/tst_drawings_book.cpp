// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/drawings/drawingbook.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace coffer::market;
using namespace Qt::StringLiterals;

namespace {

Drawing line(double price, DrawingKind kind = DrawingKind::TrendLine)
{
    Drawing drawing;
    drawing.kind = kind;
    for (qsizetype i = 0; i < pointCount(kind); ++i)
        drawing.points.append({1'700'000'000.0 + double(i) * 3600, price + double(i)});
    return drawing;
}

/// Follows a book by its signals alone.
class Follower : public QObject
{
public:
    explicit Follower(const DrawingBook &book) : m_book(book), drawings(book.drawings())
    {
        connect(&book, &DrawingBook::added, this,
                [this](qsizetype index) { drawings.insert(index, m_book.drawings().at(index)); });
        connect(&book, &DrawingBook::changed, this,
                [this](qsizetype index) { drawings[index] = m_book.drawings().at(index); });
        connect(&book, &DrawingBook::removed, this, [this](DrawingId id) {
            drawings.removeIf([id](const Drawing &drawing) { return drawing.id == id; });
        });
    }

private:
    const DrawingBook &m_book;

public:
    QList<Drawing> drawings;
};

} // namespace

class TestDrawingBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kindsHaveNames();
    void textsAreOnePlainLine_data();
    void textsAreOnePlainLine();
    void refusesWhatIsNotSound_data();
    void refusesWhatIsNotSound();
    void undoesAndRedoes();
    void clearsAsOneStep();
    void joinsTheChangesOfArrowKeys();
    void isBounded();
    void putsWhatWasKeptFirst();
    void showsWhatWasHidden();
    void followsAModelThroughRandomEdits_data();
    void followsAModelThroughRandomEdits();
};

void TestDrawingBook::kindsHaveNames()
{
    QStringList names;
    for (int i = 0; i < int(DrawingKind::Count); ++i) {
        const QString name = wireName(DrawingKind(i));
        QVERIFY(!name.isEmpty() && !names.contains(name));
        QCOMPARE(drawingKindNamed(name), DrawingKind(i));
        names << name;
    }
    QVERIFY(!drawingKindNamed(u"circle"_s));
    QVERIFY(!drawingKindNamed({}));
}

void TestDrawingBook::textsAreOnePlainLine_data()
{
    QTest::addColumn<QString>("entered");
    QTest::addColumn<QString>("kept");
    QTest::newRow("plain") << u"Sell half here"_s << u"Sell half here"_s;
    QTest::newRow("blanks and lines") << u"  a\n\tb \r\n "_s << u"a b"_s;
    QTest::newRow("control") << u"a\ab"_s << u"a b"_s;
    QTest::newRow("empty") << QString() << u""_s;
    QTest::newRow("only blanks") << u" \n "_s << u""_s;
    QTest::newRow("markup stays what it is") << u"<b>x</b>"_s << u"<b>x</b>"_s;
    QTest::newRow("long") << QString(5000, u'x') << QString(200, u'x');
    // 199 letters and a pair: half a pair is no character
    QTest::newRow("a pair at the end") << QString(199, u'x') + u"\U0001F600"_s << QString(199, u'x');
}

void TestDrawingBook::textsAreOnePlainLine()
{
    QFETCH(QString, entered);
    QFETCH(QString, kept);
    QCOMPARE(drawingText(entered), kept);
    QCOMPARE(drawingText(kept), kept);
}

void TestDrawingBook::refusesWhatIsNotSound_data()
{
    QTest::addColumn<Drawing>("drawing");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    Drawing drawing = line(1);
    drawing.points.clear();
    QTest::newRow("no point") << drawing;
    drawing = line(1);
    drawing.points.append(DrawingPoint{});
    QTest::newRow("a point too many") << drawing;
    drawing = line(nan);
    QTest::newRow("nan") << drawing;
    drawing = line(infinite);
    QTest::newRow("infinite") << drawing;
    drawing = line(1e300);
    QTest::newRow("huge") << drawing;
    drawing = line(1);
    drawing.points[1].time = -infinite;
    QTest::newRow("no time") << drawing;
    drawing = line(1);
    drawing.width = 0;
    QTest::newRow("no width") << drawing;
    drawing.width = 1000;
    QTest::newRow("wide") << drawing;
    drawing = line(1);
    drawing.text = QString(201, u'x');
    QTest::newRow("long text") << drawing;
    drawing = line(1);
    drawing.color = QString(17, u'x');
    QTest::newRow("long colour") << drawing;
    drawing = line(1);
    drawing.kind = DrawingKind(77);
    QTest::newRow("unknown kind") << drawing;
    QTest::newRow("measure") << line(1, DrawingKind::Measure);
}

void TestDrawingBook::refusesWhatIsNotSound()
{
    QFETCH(Drawing, drawing);
    DrawingBook book;
    const DrawingId id = *book.add(line(1));
    QSignalSpy edited(&book, &DrawingBook::edited);
    QVERIFY(!book.add(drawing));
    drawing.id = id;
    QVERIFY(!book.change(drawing));
    book.restore({drawing});
    QCOMPARE(book.drawings().size(), 1);
    QCOMPARE(book.drawings().first().points, line(1).points);
    QCOMPARE(edited.size(), 0);
}

void TestDrawingBook::undoesAndRedoes()
{
    DrawingBook book;
    QVERIFY(!book.canUndo() && !book.canRedo());
    book.undo();
    book.redo();
    const DrawingId first = *book.add(line(1));
    const DrawingId second = *book.add(line(2, DrawingKind::Text));
    QVERIFY(first != second);
    Drawing changed = *book.find(first);
    changed.color = u"green"_s;
    QVERIFY(book.change(changed));
    QVERIFY(book.change(changed)); // equal: no step
    QVERIFY(book.remove(first));
    QVERIFY(!book.remove(first));
    QVERIFY(!book.find(first));
    QVERIFY(!book.change(changed)); // it is gone

    book.undo();
    QCOMPARE(book.find(first)->color, u"green"_s);
    QCOMPARE(book.drawings().first().id, first); // where it was
    book.undo();
    QCOMPARE(book.find(first)->color, QString());
    book.undo();
    QVERIFY(!book.find(second));
    book.undo();
    QVERIFY(book.drawings().isEmpty() && !book.canUndo());
    for (int i = 0; i < 4; ++i)
        book.redo();
    QVERIFY(!book.canRedo());
    QCOMPARE(book.drawings().size(), 1);
    QCOMPARE(book.drawings().first().id, second);

    book.undo();
    QVERIFY(book.canRedo());
    book.add(line(3)); // what was undone is forgotten
    QVERIFY(!book.canRedo());
}

void TestDrawingBook::clearsAsOneStep()
{
    DrawingBook book;
    book.clear();
    QVERIFY(!book.canUndo());
    for (int i = 0; i < 20; ++i)
        book.add(line(i));
    const QList<Drawing> all = book.drawings();
    book.clear();
    QVERIFY(book.drawings().isEmpty());
    book.undo();
    QCOMPARE(book.drawings(), all);
    book.redo();
    QVERIFY(book.drawings().isEmpty());
}

void TestDrawingBook::joinsTheChangesOfArrowKeys()
{
    DrawingBook book;
    const DrawingId first = *book.add(line(1));
    const DrawingId second = *book.add(line(1));
    const auto nudge = [&](DrawingId id, double price) {
        Drawing drawing = *book.find(id);
        drawing.points[0].price = price;
        QVERIFY(book.change(drawing, DrawingBook::Step::Joined));
    };
    for (double price = 2; price < 50; ++price)
        nudge(first, price);
    nudge(second, 9);
    nudge(first, 100);
    book.undo();
    QCOMPARE(book.find(first)->points.first().price, 49.0);
    book.undo();
    QCOMPARE(book.find(second)->points.first().price, 1.0);
    book.undo();
    QCOMPARE(book.find(first)->points.first().price, 1.0);
    book.redo();
    QCOMPARE(book.find(first)->points.first().price, 49.0);
    nudge(first, 50); // not with the step that was redone
    book.undo();
    QCOMPARE(book.find(first)->points.first().price, 49.0);
}

void TestDrawingBook::isBounded()
{
    DrawingBook book;
    for (int i = 0; i < DrawingBook::mostDrawings; ++i)
        QVERIFY(book.add(line(i)));
    QVERIFY(book.isFull());
    QVERIFY(!book.add(line(1)));
    int steps = 0;
    while (book.canUndo()) {
        book.undo();
        ++steps;
    }
    QCOMPARE(steps, int(DrawingBook::mostSteps));
    QCOMPARE(book.drawings().size(), DrawingBook::mostDrawings - steps);
}

void TestDrawingBook::putsWhatWasKeptFirst()
{
    DrawingBook book;
    QSignalSpy edited(&book, &DrawingBook::edited);
    const DrawingId mine = *book.add(line(7));
    Drawing kept = line(1);
    kept.id = mine; // an id from elsewhere means nothing
    book.restore({kept, line(2)});
    QCOMPARE(edited.size(), 1);
    QCOMPARE(book.drawings().size(), 3);
    QCOMPARE(book.drawings().at(0).points, line(1).points);
    QCOMPARE(book.drawings().at(2).id, mine);
    QVERIFY(book.remove(mine));
    book.undo();
    QCOMPARE(book.drawings().at(2).id, mine);
    book.undo(); // of what was drawn, not of what was kept
    QCOMPARE(book.drawings().size(), 2);
    book.redo();
    QCOMPARE(book.drawings().at(2).id, mine);
}

void TestDrawingBook::showsWhatWasHidden()
{
    DrawingBook book;
    Drawing hidden = line(1);
    hidden.visible = false;
    book.add(hidden);
    book.add(line(2));
    book.add(hidden);
    QSignalSpy changed(&book, &DrawingBook::changed);
    book.showAll();
    QCOMPARE(changed.size(), 2);
    QVERIFY(book.drawings().at(0).visible && book.drawings().at(2).visible);
    book.undo();
    QVERIFY(!book.drawings().at(0).visible && book.drawings().at(1).visible);
}

void TestDrawingBook::followsAModelThroughRandomEdits_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

// The model keeps every state whole; the book keeps differences.
void TestDrawingBook::followsAModelThroughRandomEdits()
{
    QFETCH(int, seed);
    std::mt19937 random{unsigned(seed)};
    const auto below = [&](qsizetype limit) { return qsizetype(random() % unsigned(limit)); };
    DrawingBook book;
    const Follower follower(book);
    QList<QList<Drawing>> states{{}};
    qsizetype now = 0;
    for (int step = 0; step < 1000; ++step) {
        const QList<Drawing> before = book.drawings();
        const qsizetype count = before.size();
        switch (below(count > 40 ? 12 : 9)) {
        case 0:
        case 1:
        case 2:
            book.add(line(step, DrawingKind(below(int(DrawingKind::Measure)))));
            break;
        case 3:
        case 4:
            if (count > 0) {
                Drawing changed = before.at(below(count));
                changed.points[0].price = step;
                book.change(changed);
            }
            break;
        case 5:
            if (count > 0)
                book.remove(before.at(below(count)).id);
            break;
        case 6:
        case 7:
            book.undo();
            now = std::max(now - 1, qsizetype(0));
            QCOMPARE(book.drawings(), states.at(now));
            QCOMPARE(follower.drawings, book.drawings());
            continue;
        case 8:
            book.redo();
            now = std::min(now + 1, states.size() - 1);
            QCOMPARE(book.drawings(), states.at(now));
            QCOMPARE(follower.drawings, book.drawings());
            continue;
        default:
            book.clear();
            break;
        }
        QCOMPARE(follower.drawings, book.drawings());
        if (book.drawings() != before) {
            states.resize(now + 1);
            states.append(book.drawings());
            ++now;
            if (states.size() > qsizetype(DrawingBook::mostSteps) + 1) {
                states.removeFirst();
                --now;
            }
        }
        QCOMPARE(book.canUndo(), now > 0);
        QCOMPARE(book.canRedo(), now + 1 < states.size());
    }
}

QTEST_GUILESS_MAIN(TestDrawingBook)
#include "tst_drawings_book.moc"
