// SPDX-License-Identifier: GPL-3.0-or-later
#include "depthbench.h"
#include "ui/charts/depth/depthfigures.h"
#include "ui/charts/depth/ladderview.h"

#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace coffer;
using namespace coffer::ui;
using htx::Side;
using test::dec;
using test::DepthBench;

namespace {

int pixelsOf(const QImage &image, const QColor &color, const QRect &within)
{
    int count = 0;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x)
            count += image.pixel(x, y) == color.rgb();
    }
    return count;
}

QImage painted(QWidget &widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void fill(LadderView &ladder)
{
    ladder.resize(280, 420);
    ladder.setMarket(test::btcMarket());
    ladder.setBook(test::levelsFrom("97123.44", Side::Buy), test::levelsFrom("97123.45", Side::Sell));
}

} // namespace

class TestChartDepthLadder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresFitTheirColumn_data()
    {
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<int>("room");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char *name, const char *amount, int decimals, int room,
                            const char *wanted) {
            QTest::newRow(name) << QByteArray(amount) << decimals << room << QString::fromUtf8(wanted);
        };
        row("as it is", "0.5", 6, 11, "0.500000");
        row("cut, not rounded up", "12345.678999", 6, 10, "12,345.678");
        row("whole", "123456789.9", 6, 11, "123,456,789");
        row("magnitude", "1000000000000", 6, 11, "1.00 T");
        row("millions", "98765432.1", 2, 8, "98.76 M");
        row("less than shown", "0.000000000001", 6, 11, "<0.000001");
        row("nothing", "0", 6, 11, "0.000000");
        row("unknown decimals", "1.23456", -1, 11, "1.2345");
        row("no decimals", "7", 0, 11, "7");
    }
    void figuresFitTheirColumn()
    {
        QFETCH(QByteArray, amount);
        QFETCH(int, decimals);
        QFETCH(int, room);
        QFETCH(QString, wanted);
        DepthBench bench;
        const Decimal value = *Decimal::parse(QByteArrayView(amount));
        const int fit = fittingDecimals(bench.format, value, decimals, room);
        const QString text = columnAmount(bench.format, value, fit, room);
        QCOMPARE(text, wanted);
        QVERIFY(text.size() <= room);
    }

    void amountsOfOthersAreNotMasked()
    {
        DepthBench bench;
        bench.format.setPrivate(true);
        QCOMPARE(columnAmount(bench.format, dec("1.5"), 2, 11), QStringLiteral("1.50"));
    }

    void rowsCountFromTheSpread()
    {
        LadderBook book;
        book.reset(2);
        book.setLevels(test::levelsFrom("97123.44", Side::Buy, 3),
                       test::levelsFrom("97123.45", Side::Sell, 2));
        QCOMPARE(book.firstRow(), -2);
        QCOMPARE(book.lastRow(), 3);
        QCOMPARE(book.level(-1)->price, dec("97123.45"));
        QCOMPARE(book.level(1)->price, dec("97123.44"));
        QVERIFY(!book.level(0) && !book.level(-3) && !book.level(4));
        QCOMPARE(book.rowOf(Side::Buy, dec("97123.44")), 1);
        QCOMPARE(book.rowOf(Side::Sell, dec("97123.46")), -2);
        QCOMPARE(book.rowOf(Side::Buy, dec("1")), 3); // the nearest
        QCOMPARE(book.rowOf(Side::Sell, dec("1")), -1);
        QCOMPARE(book.spread(), dec("0.01"));
        book.reset(2);
        QVERIFY(book.isEmpty());
        QCOMPARE(book.rowOf(Side::Buy, dec("1")), 0);
    }

    void gathersByTheStep()
    {
        LadderBook book;
        book.reset(2);
        book.setLevels({{dec("97123.44"), 1}, {dec("97122.99"), 2}},
                       {{dec("97123.45"), 3}, {dec("97124"), 4}});
        book.setOwnOrders({{Side::Sell, dec("97123.8")}, {Side::Buy, dec("97122.99")}});
        QVERIFY(!book.isOwn(-1) && !book.isOwn(-2) && !book.isOwn(1) && book.isOwn(2));
        book.setPower(2);
        QCOMPARE(book.steps().at(book.power()), Decimal(1));
        QCOMPARE(book.shownDecimals(), 0);
        QCOMPARE(book.side(Side::Sell).size(), 1);
        QCOMPARE(book.level(-1)->price, dec("97124"));
        QCOMPARE(book.level(-1)->total, Decimal(7));
        QCOMPARE(book.level(1)->price, dec("97123"));
        QVERIFY(book.isOwn(-1) && !book.isOwn(1) && book.isOwn(2));
        book.setPower(99); // the coarsest there is
        QVERIFY(book.steps().at(book.power()) * Decimal(10) <= dec("97124"));
        book.setPower(-1);
        QCOMPARE(book.power(), 0);
    }

    void unknownDecimalsComeFromThePrices()
    {
        LadderBook book;
        book.reset(-1);
        book.setLevels({{dec("0.0125"), 1}}, {{dec("0.013"), 1}});
        QCOMPARE(book.priceDecimals(), 4);
        book.setLevels({{dec("0.013"), 1}}, {});
        QCOMPARE(book.priceDecimals(), 4); // doesn't tremble
    }

    void layoutFindsItsRows()
    {
        LadderLayout layout;
        layout.size = {260, 400};
        for (int scroll : {0, 55, -123}) {
            layout.scroll = scroll;
            for (int row = -12; row <= 12; ++row) {
                const QRect area = layout.rowRect(row);
                QCOMPARE(layout.rowAt(area.top()), row);
                QCOMPARE(layout.rowAt(area.bottom()), row);
                QCOMPARE(layout.rowTop(row + 1), area.bottom() + 1);
            }
        }
        QCOMPARE(layout.mostScroll(3), 0);
        QVERIFY(layout.mostScroll(150) > 0 && layout.leastScroll(150) < 0);
    }

    void keysGoFromLevelToLevel()
    {
        DepthBench bench;
        LadderView ladder(bench.context);
        fill(ladder);
        ladder.show();
        QSignalSpy chosen(&ladder, &LadderView::priceChosen);
        QTest::keyClick(&ladder, Qt::Key_Return);
        QVERIFY(chosen.isEmpty());
        QTest::keyClick(&ladder, Qt::Key_Up);
        QCOMPARE(ladder.currentRow(), -1);
        QTest::keyClick(&ladder, Qt::Key_Down);
        QCOMPARE(ladder.currentRow(), 1); // over the spread
        QTest::keyClick(&ladder, Qt::Key_Down);
        QCOMPARE(ladder.currentRow(), 2);
        QTest::keyClick(&ladder, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Decimal>(), ladder.book().level(2)->price);
        QVERIFY(ladder.accessibleDescription().contains(QStringLiteral("BTC")));
        QTest::keyClick(&ladder, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString::fromLatin1(ladder.book().level(2)->price.toString()));
        QTest::keyClick(&ladder, Qt::Key_Home);
        QCOMPARE(ladder.currentRow(), -150);
        QTest::keyClick(&ladder, Qt::Key_Up);
        QCOMPARE(ladder.currentRow(), -150);
        QTest::keyClick(&ladder, Qt::Key_PageDown);
        QVERIFY(ladder.currentRow() > -150);
        QTest::keyClick(&ladder, Qt::Key_End);
        QCOMPARE(ladder.currentRow(), 150);
        QTest::keyClick(&ladder, Qt::Key_Escape);
        QCOMPARE(ladder.currentRow(), 0);
        LadderView bare(bench.context);
        for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp,
                                  Qt::Key_PageDown, Qt::Key_Return, Qt::Key_Escape})
            QTest::keyClick(&bare, key); // nothing there
        QCOMPARE(bare.currentRow(), 0);
    }

    void theChosenRowStaysWithItsPrice()
    {
        DepthBench bench;
        LadderView ladder(bench.context);
        fill(ladder);
        QTest::keyClick(&ladder, Qt::Key_Down);
        const Decimal price = ladder.book().level(1)->price;
        QList<htx::Level> better = test::levelsFrom("97123.44", Side::Buy);
        better.prepend({dec("97123.445"), Decimal(1)});
        ladder.setBook(better, test::levelsFrom("97123.45", Side::Sell));
        QCOMPARE(ladder.currentRow(), 2);
        QCOMPARE(ladder.book().level(2)->price, price);
        ladder.setBook({}, {});
        QCOMPARE(ladder.currentRow(), 0);
    }

    void aClickChoosesThePrice()
    {
        DepthBench bench;
        LadderView ladder(bench.context);
        fill(ladder);
        ladder.show();
        QSignalSpy chosen(&ladder, &LadderView::priceChosen);
        const QPoint middle(ladder.width() / 2, ladder.height() / 2 + 40);
        QTest::mouseClick(&ladder, Qt::LeftButton, {}, middle);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(ladder.currentRow() > 0);
        QCOMPARE(chosen.first().first().value<Decimal>(), ladder.book().level(ladder.currentRow())->price);
        QTest::mouseClick(&ladder, Qt::LeftButton, {}, {10, 5}); // the header
        QCOMPARE(chosen.size(), 1);
    }

    /// What is chosen is what was pressed, also when the book moves under the pointer; let go elsewhere it is
    /// nothing.
    void aPressIsNotYetAChoice()
    {
        DepthBench bench;
        LadderView ladder(bench.context);
        fill(ladder);
        ladder.show();
        QSignalSpy chosen(&ladder, &LadderView::priceChosen);
        const QPoint at(ladder.width() / 2, ladder.height() / 2 + 40);
        QTest::mousePress(&ladder, Qt::LeftButton, {}, at);
        const Decimal price = ladder.book().level(ladder.currentRow())->price;
        QVERIFY(chosen.isEmpty());
        QList<htx::Level> better = test::levelsFrom("97123.44", Side::Buy);
        better.prepend({dec("97123.445"), Decimal(1)});
        ladder.setBook(better, test::levelsFrom("97123.45", Side::Sell));
        QTest::mouseRelease(&ladder, Qt::LeftButton, {}, at);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Decimal>(), price);
        QTest::mousePress(&ladder, Qt::LeftButton, {}, at);
        QTest::mouseRelease(&ladder, Qt::LeftButton, {}, at + QPoint(0, 60));
        QTest::mousePress(&ladder, Qt::LeftButton, {}, at);
        QTest::mouseRelease(&ladder, Qt::LeftButton, {}, {ladder.width() + 40, at.y()});
        QCOMPARE(chosen.size(), 1);
    }

    void theTooltipSaysWhatAClickDoes()
    {
        DepthBench bench;
        LadderView ladder(bench.context);
        fill(ladder);
        ladder.show();
        const QPoint at(ladder.width() / 2, ladder.height() / 2 + 40);
        QHelpEvent help(QEvent::ToolTip, at, ladder.mapToGlobal(at));
        QCoreApplication::sendEvent(&ladder, &help);
        QVERIFY(QToolTip::text().startsWith(QStringLiteral("Bid at ")));
        QVERIFY(QToolTip::text().endsWith(QStringLiteral("Click to set an alert at this price.")));
        QToolTip::hideText();
    }

    void theStepIsRemembered()
    {
        DepthBench bench;
        {
            LadderView ladder(bench.context);
            fill(ladder);
            QCOMPARE(ladder.stepButton()->text(), QStringLiteral("0.01"));
            QMenu *menu = ladder.stepButton()->menu();
            Q_EMIT menu->aboutToShow();
            QVERIFY(menu->actions().size() >= 5);
            menu->actions().at(2)->trigger();
            QCOMPARE(ladder.stepButton()->text(), QStringLiteral("1"));
            QCOMPARE(ladder.book().power(), 2);
        }
        LadderView next(bench.context);
        fill(next);
        QCOMPARE(next.book().power(), 2);
        DepthMarket cheap = test::btcMarket();
        cheap.symbol = Symbol{QStringLiteral("xusdt")};
        next.setMarket(cheap);
        next.setBook({{dec("0.05"), 1}}, {{dec("0.06"), 1}});
        QCOMPARE(next.book().power(), 0); // as coarse as makes sense there
    }

    void anotherMarketClears()
    {
        DepthBench bench;
        LadderView ladder(bench.context);
        fill(ladder);
        ladder.setLast(dec("97123.45"), 1);
        ladder.setOwnOrders({{Side::Buy, dec("97123.44")}});
        QTest::keyClick(&ladder, Qt::Key_Down);
        DepthMarket better = test::btcMarket();
        better.amountDecimals = 4;
        ladder.setMarket(better); // the same, better known
        QVERIFY(!ladder.book().isEmpty());
        QVERIFY(ladder.book().isOwn(1));
        DepthMarket other = test::btcMarket();
        other.symbol = Symbol{QStringLiteral("ethusdt")};
        ladder.setMarket(other);
        QVERIFY(ladder.book().isEmpty());
        QCOMPARE(ladder.currentRow(), 0);
        fill(ladder); // back: own orders are not those of the other
        QVERIFY(!ladder.book().isOwn(1));
    }

    void drawsOddBooks_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(280, 420), QSize(160, 140), QSize(1, 1), QSize(900, 60)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void drawsOddBooks()
    {
        QFETCH(QSize, size);
        DepthBench bench;
        const QList<test::OddBook> books = test::oddBooks();
        for (const test::OddBook &odd : books) {
            LadderView ladder(bench.context);
            ladder.resize(size);
            DepthMarket market = test::btcMarket();
            market.base = QString(64, u'W');
            market.priceDecimals = qstrcmp(odd.name, "18 decimals") == 0 ? 18 : 2;
            ladder.setMarket(market);
            ladder.setBook(odd.bids, odd.asks);
            for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_End, Qt::Key_Home})
                QTest::keyClick(&ladder, key);
            const QImage image = painted(ladder);
            QCOMPARE(image.size(), size * image.devicePixelRatio());
        }
    }

    void bothSidesShowInBothThemes()
    {
        DepthBench bench;
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            bench.theme.force(scheme);
            LadderView ladder(bench.context);
            fill(ladder);
            ladder.setLast(dec("97123.45"), 1);
            ladder.setOwnOrders({{Side::Buy, ladder.book().level(3)->price}});
            const QImage image = painted(ladder);
            const Colors &colors = bench.theme.colors();
            const QRect upper(0, 30, 280, 160);
            const QRect lower(0, 260, 280, 150);
            QVERIFY(pixelsOf(image, colors.loss, upper) > 0);
            QVERIFY(pixelsOf(image, colors.gain, lower) > 0);
            QCOMPARE(pixelsOf(image, colors.gain, upper), 0);
            QCOMPARE(pixelsOf(image, colors.loss, lower), 0);
            QVERIFY(pixelsOf(image, colors.accent, lower) > 0); // the dot
        }
    }

    void repaints_data()
    {
        QTest::addColumn<int>("power");
        QTest::newRow("as it is") << 0;
        QTest::newRow("gathered") << 1;
    }
    void repaints()
    {
        QFETCH(int, power);
        DepthBench bench;
        bench.settings.setValue(depthStepSetting, power);
        LadderView ladder(bench.context);
        fill(ladder);
        ladder.resize(300, 700);
        QImage image(ladder.size(), QImage::Format_RGB32);
        const QList<htx::Level> bids = test::levelsFrom("97123.44", Side::Buy);
        const QList<htx::Level> asks = test::levelsFrom("97123.45", Side::Sell);
        QBENCHMARK
        {
            ladder.setBook(bids, asks);
            ladder.render(&image);
        }
    }
};

QTEST_MAIN(TestChartDepthLadder)
#include "tst_chartdepth_ladder.moc"
