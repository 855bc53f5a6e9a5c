// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertuirig.h"

#include "ui/charts/alerts/alertdialog.h"
#include "ui/charts/alerts/alertlayer.h"
#include "ui/charts/alerts/alerttool.h"
#include "ui/charts/plot/chartcontent.h"

#include <QContextMenuEvent>
#include <QImage>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>

#include <limits>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;
using namespace coffer::market;

namespace {

/// The candles as ChartContent takes them.
struct Candles
{
    const CandleSeries &series;
    operator const CandleSeries &() const { return series; }
    operator const CandleSeries *() const { return &series; }
};

/// A chart of 600 x 300 whose prices are from about 60,000 to 70,000.
struct Chart : AlertUiRig
{
    Chart()
    {
        price("65000");
        content.area = QRectF(0, 0, 700, 340);
        content.scale.setPlot(QRectF(0, 0, 600, 300), QRectF(0, 300, 600, 20));
        content.scale.fitPrices(60000, 70000, 0.01);
        content.priceDecimals = 2;
        layer.setMarket(btc);
    }

    double yOf(const char *price) const { return content.scale.yOf(dec(price).toDouble()); }
    QMouseEvent mouse(QEvent::Type type, double y, Qt::MouseButton button = Qt::LeftButton) const
    {
        return {type, QPointF(300, y), QPointF(300, y), button, button, {}};
    }
    bool press(double y, Qt::MouseButton button = Qt::LeftButton)
    {
        return tool.press(mouse(QEvent::MouseButtonPress, y, button), content);
    }
    bool drag(double y) { return tool.move(mouse(QEvent::MouseMove, y), content); }
    bool release(double y) { return tool.release(mouse(QEvent::MouseButtonRelease, y), content); }

    QImage painted() const
    {
        QImage image(700, 340, QImage::Format_ARGB32_Premultiplied);
        image.fill(theme.colors().surface);
        QPainter painter(&image);
        layer.paint(painter, content);
        layer.paintOnAxis(painter, content);
        return image;
    }

    CandleSeries series;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
    ChartContent content{Candles{series}, theme, format};
#pragma GCC diagnostic pop
    AlertDesk desk{*watch, *board, context(), &window};
    AlertLayer layer{*watch, *board, context()};
    QWidget chartWindow; ///< a torn-off chart is in another window than the page
    AlertTool tool{layer, desk, chartWindow};
};

} // namespace

class TestAlertLayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesOfThisMarketThatWait();
    void found();
    void draggedToAnotherPrice();
    void aDraggedLineLeavesTheOthers();
    void aPressAloneMovesNothing();
    void escapeLeavesIt();
    void draggedOutOfThePlot();
    void doubleClickChanges();
    void theMenuOfALine();
    void absurdLevels();
    void pricesOfThePlot();
};

void TestAlertLayer::linesOfThisMarketThatWait()
{
    Chart rig;
    const QImage empty = rig.painted();
    Alert other = priceAlert("66000");
    other.symbol = Symbol{u"ethbtc"_s};
    rig.add(other);
    rig.add(moveAlert("5", 60, AlertDirection::Up));
    rig.add(priceAlert("90000")); // out of sight
    const AlertId off = rig.add(priceAlert("66000"));
    QVERIFY(rig.watch->setEnabled(off, false));
    QCOMPARE(rig.painted(), empty);
    QSignalSpy changed(&rig.layer, &ChartLayer::changed);
    rig.add(priceAlert("66000"));
    QVERIFY(changed.count() > 0);
    const QImage painted = rig.painted();
    QVERIFY(painted != empty);
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (!folder.isEmpty())
        painted.save(folder + u"/layer.png"_s);
    const int y = static_cast<int>(std::floor(rig.yOf("66000")));
    QCOMPARE(painted.pixelColor(2, y), rig.theme.colors().warning);
    QCOMPARE(painted.pixelColor(2, y + 3), rig.theme.colors().surface);
    rig.layer.setMarket(Symbol{u"usdtusd"_s});
    QCOMPARE(rig.painted(), empty);
}

void TestAlertLayer::found()
{
    Chart rig;
    const AlertId id = rig.add(priceAlert("66000"));
    const AlertId near = rig.add(priceAlert("66050"));
    QCOMPARE(rig.layer.alertAt({100, rig.yOf("66000") + 1}, rig.content), std::optional(id));
    QCOMPARE(rig.layer.alertAt({100, rig.yOf("66050") - 2}, rig.content), std::optional(near));
    QVERIFY(!rig.layer.alertAt({100, rig.yOf("66000") + 8}, rig.content));
    QVERIFY(!rig.layer.alertAt({650, rig.yOf("66000")}, rig.content)); // on the axis
    QCOMPARE(rig.tool.cursor({100, rig.yOf("66000")}, rig.content), std::optional(Qt::SizeVerCursor));
    QVERIFY(!rig.tool.cursor({100, 20}, rig.content));
    QVERIFY(rig.layer.tip(rig.content, {100, rig.yOf("66000") + 1}).contains(u"66,000.00"_s));
    QVERIFY(rig.layer.tip(rig.content, {100, 20}).isEmpty());
}

void TestAlertLayer::draggedToAnotherPrice()
{
    Chart rig;
    const AlertId id = rig.add(priceAlert("66000"));
    QVERIFY(!rig.press(rig.yOf("68000"))); // nothing is there: the chart pans
    QVERIFY(!rig.press(rig.yOf("66000"), Qt::RightButton));
    QVERIFY(rig.press(rig.yOf("66000")));
    QVERIFY(!rig.layer.isLive());
    QVERIFY(rig.drag(rig.yOf("67000")));
    QVERIFY(rig.layer.isLive());
    QCOMPARE(rig.watch->alert(id)->level, dec("66000")); // not before it is let go
    QVERIFY(rig.release(rig.yOf("68000")));
    QVERIFY(!rig.layer.isLive());
    const Decimal level = rig.watch->alert(id)->level;
    QVERIFY((level - dec("68000")).abs() < dec("0.01"));
    QVERIFY(level.decimals() <= 2);             // the market's step
    QVERIFY(!rig.drag(10) && !rig.release(10)); // it is over
}

/// The picture of the chart holds the other lines, and is not painted anew while one is dragged.
void TestAlertLayer::aDraggedLineLeavesTheOthers()
{
    Chart rig;
    rig.add(priceAlert("66000"));
    rig.add(priceAlert("67000"));
    const auto still = [&rig] {
        QImage image(700, 340, QImage::Format_ARGB32_Premultiplied);
        image.fill(rig.theme.colors().surface);
        QPainter painter(&image);
        rig.layer.paintStill(painter, rig.content);
        rig.layer.paintStillOnAxis(painter, rig.content);
        return image;
    };
    const auto lineAt = [&rig](const QImage &image, const char *price) {
        return image.pixelColor(2, static_cast<int>(std::floor(rig.yOf(price)))) ==
               rig.theme.colors().warning;
    };
    QVERIFY(lineAt(rig.painted(), "66000") && lineAt(rig.painted(), "67000"));
    rig.press(rig.yOf("66000"));
    QSignalSpy changed(&rig.layer, &ChartLayer::changed);
    QSignalSpy liveChanged(&rig.layer, &ChartLayer::liveChanged);
    rig.drag(rig.yOf("67500"));
    QCOMPARE(changed.count(), 1); // it leaves the picture
    const QImage others = still();
    QVERIFY(lineAt(others, "67000") && !lineAt(others, "66000") && !lineAt(others, "67500"));
    rig.drag(rig.yOf("68000"));
    rig.drag(rig.yOf("68500"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(liveChanged.count(), 2);
    QCOMPARE(still(), others);
    QVERIFY(lineAt(rig.painted(), "68500") && !lineAt(rig.painted(), "67000"));
    rig.release(rig.yOf("68500"));
    QVERIFY(changed.count() > 1);
    QVERIFY(lineAt(rig.painted(), "68500") && lineAt(rig.painted(), "67000"));
}

void TestAlertLayer::aPressAloneMovesNothing()
{
    Chart rig;
    const AlertId id = rig.add(priceAlert("66000"));
    QVERIFY(rig.press(rig.yOf("66000") + 1));
    QVERIFY(rig.drag(rig.yOf("66000") + 2)); // a hand that shakes
    QVERIFY(rig.release(rig.yOf("66000") + 2));
    QCOMPARE(rig.watch->alert(id)->level, dec("66000"));
}

void TestAlertLayer::escapeLeavesIt()
{
    Chart rig;
    const AlertId id = rig.add(priceAlert("66000"));
    const QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, {});
    QVERIFY(!rig.tool.key(escape, rig.content));
    rig.press(rig.yOf("66000"));
    rig.drag(rig.yOf("68000"));
    QVERIFY(rig.tool.key(escape, rig.content));
    QVERIFY(!rig.layer.isLive());
    QVERIFY(!rig.release(rig.yOf("68000")));
    QCOMPARE(rig.watch->alert(id)->level, dec("66000"));
}

void TestAlertLayer::draggedOutOfThePlot()
{
    Chart rig;
    const AlertId id = rig.add(priceAlert("66000"));
    rig.press(rig.yOf("66000"));
    rig.drag(5000);
    rig.release(5000);
    const double bottom = rig.content.scale.priceAt(300);
    QVERIFY(std::abs(rig.watch->alert(id)->level.toDouble() - bottom) < 0.01);
}

void TestAlertLayer::doubleClickChanges()
{
    Chart rig;
    rig.add(priceAlert("66000"));
    rig.chartWindow.show();
    QVERIFY(!rig.tool.doubleClick(rig.mouse(QEvent::MouseButtonDblClick, 20), rig.content));
    QVERIFY(rig.tool.doubleClick(rig.mouse(QEvent::MouseButtonDblClick, rig.yOf("66000")), rig.content));
    QVERIFY(rig.chartWindow.findChild<AlertDialog *>());
    QVERIFY(!rig.window.findChild<AlertDialog *>());
}

void TestAlertLayer::theMenuOfALine()
{
    Chart rig;
    const AlertId id = rig.add(priceAlert("66000"));
    rig.chartWindow.show();
    const auto menuAt = [&rig](double y) {
        const QPoint point(300, static_cast<int>(y));
        return rig.tool.contextMenu(QContextMenuEvent(QContextMenuEvent::Mouse, point, point), rig.content);
    };
    QVERIFY(!menuAt(20)); // the chart's own
    QVERIFY(menuAt(rig.yOf("66000")));
    auto *menu = rig.chartWindow.findChild<QMenu *>(u"alertLineMenu"_s);
    QCOMPARE(menu->actions().size(), 3);
    menu->actions().at(0)->trigger();
    auto *dialog = rig.chartWindow.findChild<AlertDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    dialog->close();
    menu->actions().at(1)->trigger();
    QVERIFY(!rig.watch->alert(id)->isEnabled);
    menu->actions().at(2)->trigger();
    QVERIFY(!rig.watch->alert(id));
    rig.desk.undoRemove();
    QVERIFY(rig.watch->alert(id));
    menu->close();
}

void TestAlertLayer::absurdLevels()
{
    Chart rig;
    const QImage empty = rig.painted();
    rig.add(priceAlert("1e-18"));
    rig.add(priceAlert("1e18"));
    QCOMPARE(rig.painted(), empty);
    for (const double y : {-1e300, 1e300, std::numeric_limits<double>::quiet_NaN()})
        QVERIFY(!rig.layer.alertAt({100, y}, rig.content));
}

void TestAlertLayer::pricesOfThePlot()
{
    Chart rig;
    QCOMPARE(priceAt(rig.yOf("65000"), rig.content).value().decimals() <= 2, true);
    QVERIFY(!priceAt(std::numeric_limits<double>::quiet_NaN(), rig.content));
    QVERIFY(!priceAt(1e12, rig.content)); // below 0
    rig.content.priceDecimals = -1;
    QVERIFY(priceAt(150, rig.content));
}

QTEST_MAIN(TestAlertLayer)
#include "tst_chartalerts_layer.moc"
