// SPDX-License-Identifier: GPL-3.0-or-later
#include "depthbench.h"
#include "support/patience.h"
#include "ui/charts/depth/depthchart.h"
#include "ui/charts/depth/depthnotice.h"
#include "ui/charts/depth/depthpanel.h"
#include "ui/charts/depth/ladderview.h"
#include "ui/charts/depth/tradetape.h"
#include "ui/common/label.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>

using namespace coffer;
using namespace coffer::ui;
using namespace std::chrono_literals;
using htx::Side;
using market::MarketDepth;
using test::dec;
using test::depthPath;
using test::historyPath;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};
const Symbol eth{QStringLiteral("ethusdt")};

struct PanelBench : test::DepthBench
{
    test::ScriptedGateway gateway;
    MarketDepth depth{gateway, clock, {1h, 1h, 1ms}};

    PanelBench()
    {
        gateway.answer(depthPath, test::depthReply("97123.44:1.5 97120.1:2", "97123.45:0.3 97130:4"));
        gateway.answer(historyPath, test::tradesReply({3, 2, 1}, "97123.45"));
    }
    void place(DepthPanel &panel)
    {
        panel.resize(280, 640);
        panel.setMarket(btc, QStringLiteral("BTC"), QStringLiteral("USDT"), 2, 6);
        panel.show();
        QTRY_COMPARE(depth.state(), LoadState::Ready);
        QTRY_COMPARE(depth.tradesState(), LoadState::Ready);
    }
};

template<class T>
T *part(const QWidget &panel, const char *name)
{
    return panel.findChild<T *>(QLatin1String(name));
}

/// With COFFER_PICTURES set to a folder, what was drawn is kept there to be looked at.
void keep(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

} // namespace

class TestChartDepthPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheMarketAndRestsWhenHidden()
    {
        PanelBench bench;
        DepthPanel panel(bench.depth, bench.context);
        panel.setMarket(btc, QStringLiteral("BTC"), QStringLiteral("USDT"), 2, 6);
        QVERIFY(bench.gateway.requests.isEmpty()); // nobody looks yet
        bench.place(panel);
        const auto *ladder = part<LadderView>(panel, "depthLadder");
        QTRY_COMPARE(ladder->book().side(Side::Buy).size(), 2);
        QTRY_COMPARE(part<TradeTape>(panel, "depthTape")->model()->rowCount(), 3);
        QVERIFY(ladder->isVisible());
        QVERIFY(part<Label>(panel, "depthStatus")->text().contains(QStringLiteral("renewed")));
        QVERIFY(panel.isReady());
        panel.hide();
        QVERIFY(bench.depth.isResting());
        panel.show();
        QVERIFY(!bench.depth.isResting());
        QCOMPARE(part<Label>(panel, "depthStatus")->text(), QStringLiteral("Being brought up to date"));
        QTRY_COMPARE(bench.depth.state(), LoadState::Ready);
    }

    void theNextMarketShowsNothingOfTheOneBefore()
    {
        PanelBench bench;
        DepthPanel panel(bench.depth, bench.context);
        bench.place(panel);
        const auto *ladder = part<LadderView>(panel, "depthLadder");
        QTRY_VERIFY(!ladder->book().isEmpty());
        panel.setOwnOrders({{Side::Buy, dec("97123.44")}});
        QVERIFY(ladder->book().isOwn(1));
        bench.gateway.hold();
        panel.setMarket(eth, QStringLiteral("ETH"), QStringLiteral("USDT"), 2, 4);
        QCOMPARE(bench.depth.symbol(), eth);
        QVERIFY(ladder->book().isEmpty());
        QCOMPARE(part<TradeTape>(panel, "depthTape")->model()->rowCount(), 0);
        QVERIFY(!ladder->isVisible()); // a sentence is
        bench.gateway.release();
        QTRY_VERIFY(ladder->isVisible());
        QVERIFY(!ladder->book().isOwn(1));
    }

    void theChoiceOfViewIsRemembered()
    {
        PanelBench bench;
        {
            DepthPanel panel(bench.depth, bench.context);
            bench.place(panel);
            part<QToolButton>(panel, "depthView1")->click();
            const auto *chart = part<DepthChart>(panel, "depthChart");
            QVERIFY(chart->isVisible());
            QCOMPARE(chart->curve().levels(Side::Sell).size(), 2);
            QVERIFY(!part<QToolButton>(panel, "depthStep")->isVisible());
        }
        DepthPanel next(bench.depth, bench.context);
        bench.place(next);
        QTRY_VERIFY(part<DepthChart>(next, "depthChart")->isVisible());
        part<QToolButton>(next, "depthView0")->click();
        QVERIFY(part<LadderView>(next, "depthLadder")->isVisible());
        QVERIFY(!part<LadderView>(next, "depthLadder")->book().isEmpty());
    }

    void aFailureIsSaidAndTriedAgain()
    {
        PanelBench bench;
        bench.gateway.refuse(depthPath, test::offline());
        bench.gateway.refuse(historyPath, test::offline());
        DepthPanel panel(bench.depth, bench.context);
        panel.resize(280, 640);
        panel.setMarket(btc, QStringLiteral("BTC"), QStringLiteral("USDT"), 2, 6);
        panel.show();
        QTRY_COMPARE(bench.depth.state(), LoadState::Failed);
        QTRY_COMPARE(bench.depth.tradesState(), LoadState::Failed);
        auto *notice = part<DepthNotice>(panel, "depthNotice");
        QVERIFY(notice->isVisible());
        keep(panel, QStringLiteral("failed"));
        bench.gateway.answer(depthPath, test::depthReply("99:1", "101:1"));
        bench.gateway.answer(historyPath, test::tradesReply({1}));
        part<QPushButton>(panel, "depthRemedy")->click();
        QTRY_COMPARE(bench.depth.state(), LoadState::Ready);
        QTRY_VERIFY(!notice->isVisible());
        QVERIFY(part<LadderView>(panel, "depthLadder")->isVisible());
        // The next failure keeps the book under it.
        bench.gateway.refuse(depthPath, test::offline());
        panel.refresh();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(part<LadderView>(panel, "depthLadder")->isVisible());
        QVERIFY(part<Label>(panel, "depthStatus")->text().startsWith(QStringLiteral("Kept from")));
    }

    void emptyAndNoneAreSaid()
    {
        PanelBench bench;
        bench.gateway.answer(depthPath, test::depthReply("", ""));
        bench.gateway.answer(historyPath, test::tradesReply({}));
        DepthPanel panel(bench.depth, bench.context);
        panel.resize(280, 640);
        panel.show(); // no market yet
        QVERIFY(bench.gateway.requests.isEmpty());
        bench.place(panel);
        QVERIFY(!part<LadderView>(panel, "depthLadder")->isVisible());
        keep(panel, QStringLiteral("empty"));
    }

    void choosesAndCloses()
    {
        PanelBench bench;
        DepthPanel panel(bench.depth, bench.context);
        bench.place(panel);
        QSignalSpy chosen(&panel, &DepthPanel::priceChosen);
        QSignalSpy closed(&panel, &DepthPanel::closeRequested);
        auto *ladder = part<LadderView>(panel, "depthLadder");
        QTRY_VERIFY(!ladder->book().isEmpty());
        QTest::keyClick(ladder, Qt::Key_Up);
        QTest::keyClick(ladder, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Decimal>(), dec("97123.45"));
        part<QToolButton>(panel, "depthClose")->click();
        QCOMPARE(closed.size(), 1);
    }

    void namesOfAServerArePlainText()
    {
        PanelBench bench;
        DepthPanel panel(bench.depth, bench.context);
        panel.resize(260, 640);
        panel.setMarket(btc, QString(64, u'W'), QStringLiteral("<b>U\u202eSD</b>"), -1, -1);
        panel.show();
        QTRY_COMPARE(bench.depth.state(), LoadState::Ready);
        QTRY_VERIFY(part<LadderView>(panel, "depthLadder")->isVisible());
        QVERIFY(!panel.grab().isNull());
        QVERIFY(!part<LadderView>(panel, "depthLadder")->accessibleName().contains(u'\u202e'));
        QVERIFY(panel.minimumSizeHint().width() <= 260);
    }

    void looksRightInBothThemes()
    {
        for (const bool dark : {false, true}) {
            PanelBench bench;
            bench.theme.force(dark ? Scheme::Dark : Scheme::Light);
            const QString name = dark ? QStringLiteral("dark") : QStringLiteral("light");
            DepthPanel panel(bench.depth, bench.context);
            panel.setAutoFillBackground(true);
            bench.place(panel);
            auto *ladder = part<LadderView>(panel, "depthLadder");
            ladder->setBook(test::levelsFrom("97123.44", Side::Buy),
                            test::levelsFrom("97123.45", Side::Sell));
            ladder->setLast(dec("97123.45"), 1);
            panel.setOwnOrders({{Side::Buy, ladder->book().level(3)->price}});
            part<TradeTape>(panel, "depthTape")->setTrades(test::tradesUpTo(100, 100));
            QTest::keyClick(ladder, Qt::Key_Down);
            keep(panel, QStringLiteral("ladder-") + name);
            part<QToolButton>(panel, "depthView1")->click();
            auto *chart = part<DepthChart>(panel, "depthChart");
            chart->setBook(test::levelsFrom("97123.44", Side::Buy), test::levelsFrom("97123.45", Side::Sell));
            keep(panel, QStringLiteral("chart-") + name);
            for (int i = 0; i < 20; ++i)
                QTest::keyClick(chart, Qt::Key_Right);
            keep(panel, QStringLiteral("reading-") + name);
            QVERIFY(chart->readLevel());
        }
    }
};

QTEST_MAIN(TestChartDepthPanel)
#include "tst_chartdepth_panel.moc"
