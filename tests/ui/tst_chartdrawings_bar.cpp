// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawingbench.h"
#include "market/drawings/drawingservice.h"
#include "ui/charts/drawings/chartdrawings.h"
#include "ui/charts/drawings/drawingbar.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawingpainter.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/common/contrast.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace coffer;
using namespace coffer::market;
using namespace coffer::ui;
using namespace coffer::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench : ContentBench
{
    store::Database database{QString(), {0x434f4647, {DrawingTable::tables()}}, store::Durability::Record};
    DrawingTable table{database};
    DrawingService service{table};
    QWidget window, view{&window}, secondView{&window};
    ChartDrawings drawings{service, view, context};
    ChartDrawings second{service, secondView, context};
    DrawingBar bar{Qt::Vertical, context, &window};

    Bench()
    {
        drawings.setMarket(Symbol{u"btcusdt"_s});
        second.setMarket(Symbol{u"BTCUSDT"_s});
        bar.setTarget(&drawings);
        bar.resize(40, 600);
        window.show();
    }
    QAction *action(const QString &name) const
    {
        auto *found = bar.findChild<QAction *>(name);
        [&] { QVERIFY2(found, qPrintable(name)); }();
        return found;
    }
    DrawingBook &book() { return *drawings.editor().book(); }
};

Drawing oneOf(DrawingKind kind, const ChartScale &scale)
{
    Drawing result = drawing(kind, {pointAt({100, 320}, scale), pointAt({500, 90}, scale)});
    result.points.resize(pointCount(kind));
    result.text = u"Sell half here"_s;
    return result;
}

QImage painted(const ContentBench &bench, const Drawing &drawing, const DrawingLook &look = {})
{
    QImage image(880, 530, QImage::Format_RGB32);
    image.fill(bench.theme.colors().surface);
    QPainter painter(&image);
    painter.setClipRect(bench.content.scale.prices());
    paintDrawing(painter, bench.content, drawing, look);
    painter.setClipping(false);
    paintDrawingTags(painter, bench.content, drawing, look);
    return image;
}

int pixelsOf(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == color.rgb();
    }
    return count;
}

} // namespace

class TestDrawingBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buttonsHaveNamesAndOwnKeys();
    void choosesWhatToDraw();
    void followsTheBook();
    void hidesAndShows();
    void removesAllWithoutAQuestion();
    void remembersSnapping();
    void followsTheChartThatIsUsed();
    void twoChartsShowTheSameDrawings();
    void canLoseItsChart();

    void paintsEveryKind_data();
    void paintsEveryKind();
    void paintsAtExtremesAtOnce();
    void colorsAreReadable_data();
    void colorsAreReadable();
    void spansOfTime_data();
    void spansOfTime();
    void measuresInWords();
};

void TestDrawingBar::buttonsHaveNamesAndOwnKeys()
{
    Bench bench;
    QSet<QKeySequence> keys;
    const auto buttons = bench.bar.findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 14);
    for (const QToolButton *button : buttons) {
        QVERIFY(!button->accessibleName().isEmpty());
        QVERIFY(!button->toolTip().isEmpty());
        QVERIFY(!button->icon().isNull());
        QVERIFY(!button->icon().pixmap(20).toImage().convertToFormat(QImage::Format_Alpha8).isNull());
        const QKeySequence own = button->defaultAction()->shortcut();
        if (own.isEmpty())
            continue;
        QVERIFY(!keys.contains(own));
        keys.insert(own);
        QVERIFY(button->toolTip().contains(own.toString(QKeySequence::NativeText)));
        for (const Qt::Key menu : {Qt::Key_F, Qt::Key_A, Qt::Key_K, Qt::Key_V, Qt::Key_H})
            QVERIFY(own != QKeySequence(Qt::ALT | menu)); // the window's menus
    }
    QCOMPARE(keys.size(), 9);
    if (const QString folder = qEnvironmentVariable("COFFER_PICTURES"); !folder.isEmpty()) {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            bench.theme.force(scheme);
            bench.theme.apply(*qApp);
            DrawingBar row(Qt::Horizontal, bench.context);
            row.setTarget(&bench.drawings);
            bench.action(u"ray"_s)->trigger();
            row.resize(row.sizeHint());
            QImage image(row.size() * 2, QImage::Format_RGB32);
            image.setDevicePixelRatio(2);
            image.fill(bench.theme.colors().window);
            row.render(&image, {}, {}, QWidget::DrawChildren);
            QVERIFY(
                image.save(folder + (scheme == Scheme::Light ? u"/bar-light.png"_s : u"/bar-dark.png"_s)));
        }
    }
}

void TestDrawingBar::choosesWhatToDraw()
{
    Bench bench;
    QVERIFY(bench.action(u"select"_s)->isChecked());
    bench.action(u"ray"_s)->trigger();
    QCOMPARE(bench.drawings.tool().kind(), DrawingKind::Ray);
    QVERIFY(bench.action(u"ray"_s)->isChecked() && !bench.action(u"select"_s)->isChecked());
    bench.action(u"text"_s)->trigger();
    QCOMPARE(bench.drawings.tool().kind(), DrawingKind::Text);
    QVERIFY(!bench.action(u"ray"_s)->isChecked());
    bench.action(u"text"_s)->trigger(); // again: not any more
    QVERIFY(!bench.drawings.tool().kind());
    QVERIFY(bench.action(u"select"_s)->isChecked() && !bench.action(u"text"_s)->isChecked());
    bench.action(u"select"_s)->trigger();
    QVERIFY(bench.action(u"select"_s)->isChecked());
}

void TestDrawingBar::followsTheBook()
{
    Bench bench;
    QVERIFY(!bench.action(u"undo"_s)->isEnabled() && !bench.action(u"redo"_s)->isEnabled());
    QVERIFY(!bench.action(u"removeAll"_s)->isEnabled() && !bench.action(u"hide"_s)->isEnabled());
    bench.book().add(oneOf(DrawingKind::Ray, bench.content.scale));
    QVERIFY(bench.action(u"undo"_s)->isEnabled() && bench.action(u"removeAll"_s)->isEnabled());
    bench.action(u"undo"_s)->trigger();
    QVERIFY(bench.book().drawings().isEmpty());
    QVERIFY(bench.action(u"redo"_s)->isEnabled());
    bench.action(u"redo"_s)->trigger();
    QCOMPARE(bench.book().drawings().size(), 1);
}

void TestDrawingBar::hidesAndShows()
{
    Bench bench;
    bench.book().add(oneOf(DrawingKind::Ray, bench.content.scale));
    QCOMPARE(bench.action(u"hide"_s)->text(), u"Hide all drawings"_s);
    bench.action(u"hide"_s)->trigger();
    QVERIFY(bench.drawings.editor().isHidden());
    QVERIFY(!bench.second.editor().isHidden()); // on this chart
    QCOMPARE(bench.action(u"hide"_s)->text(), u"Show all drawings"_s);
    bench.action(u"hide"_s)->trigger();
    QVERIFY(!bench.drawings.editor().hidesAny());
    Drawing hidden = bench.book().drawings().first();
    hidden.visible = false;
    bench.book().change(hidden);
    QCOMPARE(bench.action(u"hide"_s)->text(), u"Show all drawings"_s);
    bench.action(u"hide"_s)->trigger();
    QVERIFY(bench.book().drawings().first().visible);
}

void TestDrawingBar::removesAllWithoutAQuestion()
{
    Bench bench;
    for (int i = 0; i < 3; ++i)
        bench.book().add(oneOf(DrawingKind::Ray, bench.content.scale));
    QSignalSpy message(&bench.drawings, &ChartDrawings::message);
    bench.action(u"removeAll"_s)->trigger();
    QVERIFY(bench.book().drawings().isEmpty());
    QCOMPARE(message.size(), 1);
    bench.action(u"undo"_s)->trigger();
    QCOMPARE(bench.book().drawings().size(), 3);
}

void TestDrawingBar::remembersSnapping()
{
    Bench bench;
    QVERIFY(bench.action(u"snap"_s)->isChecked() && bench.drawings.tool().isSnapping());
    bench.action(u"snap"_s)->trigger();
    QVERIFY(!bench.drawings.tool().isSnapping() && !bench.second.tool().isSnapping());
    QCOMPARE(bench.settings.value(snapSetting), false);
    const DrawingBar other(Qt::Horizontal, bench.context);
    QVERIFY(!other.findChild<QAction *>(u"snap"_s)->isChecked());
}

void TestDrawingBar::followsTheChartThatIsUsed()
{
    Bench bench;
    bench.action(u"ray"_s)->trigger();
    bench.bar.setTarget(&bench.second);
    QVERIFY(!bench.drawings.tool().kind());
    QVERIFY(!bench.view.actions().contains(bench.action(u"ray"_s)));
    QVERIFY(bench.secondView.actions().contains(bench.action(u"ray"_s))); // its key
    QCOMPARE(bench.second.tool().kind(), DrawingKind::Ray);
    QVERIFY(bench.action(u"ray"_s)->isChecked());
    bench.bar.setTarget(nullptr);
    QVERIFY(!bench.action(u"ray"_s)->isEnabled() && !bench.action(u"undo"_s)->isEnabled());
}

void TestDrawingBar::twoChartsShowTheSameDrawings()
{
    Bench bench;
    QSignalSpy changed(&bench.second.layer(), &ChartLayer::changed);
    bench.book().add(oneOf(DrawingKind::Ray, bench.content.scale));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(bench.second.editor().book(), &bench.book());
    bench.second.setMarket(Symbol{u"ethusdt"_s});
    QVERIFY(bench.second.editor().book() != &bench.book());
    QVERIFY(bench.second.editor().book()->drawings().isEmpty());
}

void TestDrawingBar::canLoseItsChart()
{
    Bench bench;
    {
        ChartDrawings gone(bench.service, bench.view, bench.context);
        gone.setMarket(Symbol{u"btcusdt"_s});
        bench.bar.setTarget(&gone);
        QVERIFY(bench.action(u"ray"_s)->isEnabled());
    }
    QVERIFY(!bench.bar.target());
    QVERIFY(!bench.action(u"ray"_s)->isEnabled());
}

void TestDrawingBar::paintsEveryKind_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isDark");
    for (int kind = 0; kind < int(DrawingKind::Count); ++kind) {
        for (const bool isDark : {false, true})
            QTest::addRow("%s, %s", qPrintable(wireName(DrawingKind(kind))), isDark ? "dark" : "light")
                << kind << isDark;
    }
}

void TestDrawingBar::paintsEveryKind()
{
    QFETCH(int, kind);
    QFETCH(bool, isDark);
    ContentBench bench;
    bench.theme.force(isDark ? Scheme::Dark : Scheme::Light);
    const Drawing each = oneOf(DrawingKind(kind), bench.content.scale);
    const QImage plain = painted(bench, each);
    const Colors &colors = bench.theme.colors();
    QVERIFY(pixelsOf(plain, colors.surface) < plain.width() * plain.height());
    const QImage selected = painted(bench, each, {true, 0});
    QVERIFY(pixelsOf(selected, colors.accent) > 0);
    if (const QString folder = qEnvironmentVariable("COFFER_PICTURES"); !folder.isEmpty()) {
        const QString name = wireName(DrawingKind(kind)) + (isDark ? u"-dark"_s : u"-light"_s);
        QVERIFY(selected.save(folder + u'/' + name + u".png"_s));
    }
    QVERIFY(selected != plain || DrawingKind(kind) == DrawingKind::Count);
    if (DrawingKind(kind) == DrawingKind::Measure)
        return; // coloured by what it measures
    Drawing other = each;
    other.color = u"violet"_s;
    other.width = 3;
    QVERIFY(pixelsOf(painted(bench, other), colorOf(u"violet"_s, colors)) > 0);
    // Nothing goes over the axis or the volume but the tag.
    for (int x = 0; x < 800; ++x)
        QCOMPARE(selected.pixel(x, 422), colors.surface.rgb());
}

// 500 drawings, each with points a trillion pixels away and the widest pen: as quick as any other, else this
// does not end.
void TestDrawingBar::paintsAtExtremesAtOnce()
{
    ContentBench bench;
    const double seconds = 1e12 * bench.content.scale.secondsPerPixel();
    QImage image(880, 530, QImage::Format_RGB32);
    QPainter painter(&image);
    for (int i = 0; i < 500; ++i) {
        Drawing far = oneOf(DrawingKind(i % int(DrawingKind::Count)), bench.content.scale);
        const double reach = std::min(seconds, 2e11);
        far.points.first() = {far.points.first().time - reach, -1e13};
        far.points.last() = {far.points.last().time + reach, 1e13 + i};
        far.width = Drawing::widest;
        QVERIFY(isSound(far));
        paintDrawing(painter, bench.content, far, {true, -1});
        paintDrawingTags(painter, bench.content, far, {true, -1});
    }
}

void TestDrawingBar::colorsAreReadable_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestDrawingBar::colorsAreReadable()
{
    QFETCH(bool, isDark);
    const Colors colors = Theme::schemeColors(isDark, GainColors::GreenRed);
    QCOMPARE(colorOf({}, colors), colors.accent);
    QCOMPARE(colorOf(u"no such colour"_s, colors), colors.accent);
    QSet<QRgb> distinct{colors.accent.rgb()};
    for (const DrawingColor &each : drawingColors()) {
        QVERIFY(each.name.size() <= Drawing::longestColor && !each.word.isEmpty());
        const QColor color = colorOf(each.name, colors);
        QVERIFY(!distinct.contains(color.rgb()));
        distinct.insert(color.rgb());
        const QColor words = readableOn(color, colors);
        QVERIFY(std::abs(words.lightnessF() - color.lightnessF()) > 0.25);
    }
}

void TestDrawingBar::spansOfTime_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << u"0 s"_s;
    QTest::newRow("seconds") << 59.4 << u"59 s"_s;
    QTest::newRow("minutes") << 3599.0 << u"59 min 59 s"_s;
    QTest::newRow("an hour") << 3600.0 << u"1 h"_s;
    QTest::newRow("backwards") << -5400.0 << u"1 h 30 min"_s;
    QTest::newRow("days") << 129'600.0 << u"1 d 12 h"_s;
    QTest::newRow("days and minutes") << 86'460.0 << u"1 d"_s;
    QTest::newRow("many") << 86'400.0 * 1234 << QLocale().toString(1234) + u" d"_s;
}

void TestDrawingBar::spansOfTime()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(spanText(seconds), text);
}

void TestDrawingBar::measuresInWords()
{
    ContentBench bench;
    const auto lines = [&](double from, double to, double hours) {
        return measureLines(drawing(DrawingKind::Measure,
                                    {{double(firstCandle), from}, {double(firstCandle) + hours * hour, to}}),
                            bench.content);
    };
    QCOMPARE(lines(100, 110, 36), QStringList({u"+10.00 (+10.00\u00A0%)"_s, u"36 candles · 1 d 12 h"_s}));
    const QStringList back = lines(110, 99, -2);
    QVERIFY(back.at(0).startsWith(u"−11.00 ("_s));
    QCOMPARE(back.at(1), u"−2 candles · −2 h"_s);
    QVERIFY(lines(0, 1, 1).at(0).contains(u"–"_s)); // no percentage of nothing
    QVERIFY(!lines(1e-12, 1e18, 1e7).isEmpty());
}

QTEST_MAIN(TestDrawingBar)
#include "tst_chartdrawings_bar.moc"
