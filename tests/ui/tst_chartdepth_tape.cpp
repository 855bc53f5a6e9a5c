// SPDX-License-Identifier: GPL-3.0-or-later
#include "depthbench.h"
#include "market/depth/tradelist.h"
#include "ui/charts/depth/tapemodel.h"
#include "ui/charts/depth/tradetape.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using htx::Side;
using test::dec;
using test::DepthBench;

namespace {

using Column = TapeModel::Column;

QString cell(const QAbstractItemModel &model, int row, Column column, int role = Qt::DisplayRole)
{
    return model.index(row, static_cast<int>(column)).data(role).toString();
}

} // namespace

class TestChartDepthTape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeInAtTheTop()
    {
        DepthBench bench;
        TapeModel model(bench.format, bench.clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setMarket(test::btcMarket());
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setTrades(test::tradesUpTo(500, 500));
        QCOMPARE(inserted.size(), 1);
        model.setTrades(test::tradesUpTo(503, 500));
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(inserted.last().at(1).toInt(), 0);
        QCOMPARE(inserted.last().at(2).toInt(), 2);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.last().at(1).toInt(), 497);
        QCOMPARE(model.rowCount(), 500);
        QCOMPARE(model.trade(0).tradeId, QStringLiteral("503"));
        model.setTrades(test::tradesUpTo(503, 500)); // the same
        QCOMPARE(inserted.size(), 2);
        model.setTrades(test::tradesUpTo(9'000, 500)); // nothing in common
        QCOMPARE(model.rowCount(), 500);
        model.setTrades({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(resets.isEmpty());
    }

    void aFloodIsBoundedAndQuick()
    {
        DepthBench bench;
        market::TradeList list;
        list.merge(test::tradesUpTo(100'000, 100'000));
        TradeTape tape(bench.context);
        tape.resize(280, 240);
        tape.setMarket(test::btcMarket());
        tape.setTrades(list.trades());
        QCOMPARE(tape.model()->rowCount(), static_cast<int>(market::TradeList::limit));
    }

    void tradesWithoutIdsAreToldApart()
    {
        DepthBench bench;
        TapeModel model(bench.format, bench.clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const htx::Trade one{{}, 5'000, dec("1"), dec("1"), Side::Buy};
        const htx::Trade two{{}, 5'000, dec("1"), dec("2"), Side::Sell};
        model.setTrades({one, two});
        model.setTrades({{QStringLiteral("9"), 6'000, dec("2"), dec("1"), Side::Buy}, one, two});
        QCOMPARE(model.rowCount(), 3);
    }

    void cellsSayWhoTook()
    {
        DepthBench bench;
        TapeModel model(bench.format, bench.clock);
        model.setMarket(test::btcMarket());
        const qint64 now = bench.clock.nowMs();
        model.setTrades(
            {{QStringLiteral("2"), now, dec("97123.4"), dec("0.5"), Side::Buy},
             {QStringLiteral("1"), now - 3 * 86'400'000LL, dec("97123.45"), dec("1e12"), Side::Sell}});
        QCOMPARE(cell(model, 0, Column::Time), bench.format.time(now).right(8));
        QCOMPARE(cell(model, 1, Column::Time).size(), 11); // of another day: with it
        QCOMPARE(cell(model, 0, Column::Price), QStringLiteral("▲ 97,123.40"));
        QCOMPARE(cell(model, 1, Column::Price), QStringLiteral("▼ 97,123.45"));
        QCOMPARE(cell(model, 0, Column::Amount), QStringLiteral("0.500000"));
        QCOMPARE(cell(model, 1, Column::Amount), QStringLiteral("1.00 T"));
        QCOMPARE(model.index(0, 1).data(SignRole).toInt(), 1);
        QCOMPARE(model.index(1, 1).data(SignRole).toInt(), -1);
        QVERIFY(cell(model, 1, Column::Price, Qt::AccessibleTextRole).contains(QStringLiteral("seller")));
        QVERIFY(
            cell(model, 1, Column::Amount, Qt::ToolTipRole).startsWith(QStringLiteral("1,000,000,000,000")));
        for (int row = 0; row < 2; ++row) {
            const double part = model.index(row, 2).data(FractionRole).toDouble();
            QVERIFY(part >= 0 && part <= 1);
        }
    }

    void oneWhaleLeavesTheOtherBars()
    {
        DepthBench bench;
        TapeModel model(bench.format, bench.clock);
        QList<htx::Trade> trades = test::tradesUpTo(100, 100);
        trades[40].amount = dec("1000000");
        model.setTrades(trades);
        QVERIFY(model.fullBar() < Decimal(1));
    }

    void whatIsReadStaysInItsPlace()
    {
        DepthBench bench;
        TradeTape tape(bench.context);
        tape.resize(280, 240);
        tape.setMarket(test::btcMarket());
        tape.setTrades(test::tradesUpTo(500, 500));
        tape.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tape));
        const auto *model = qobject_cast<TapeModel *>(tape.model());
        const auto topId = [&] { return model->trade(tape.rowAt(2)).tradeId; };
        QCOMPARE(topId(), QStringLiteral("500"));
        tape.setTrades(test::tradesUpTo(501, 500));
        QCOMPARE(topId(), QStringLiteral("501")); // at the top: the newest
        tape.verticalScrollBar()->setValue(1000);
        const QString read = topId();
        const int place = tape.rowViewportPosition(tape.rowAt(2));
        tape.setTrades(test::tradesUpTo(520, 500));
        QCOMPARE(topId(), read);
        QCOMPARE(tape.rowViewportPosition(tape.rowAt(2)), place);
    }

    void repaints()
    {
        DepthBench bench;
        TradeTape tape(bench.context);
        tape.resize(300, 400);
        tape.setMarket(test::btcMarket());
        tape.setTrades(test::tradesUpTo(1'000, 500));
        tape.grab();
        QImage image(tape.size(), QImage::Format_RGB32);
        const QList<htx::Trade> before = test::tradesUpTo(1'000, 500);
        const QList<htx::Trade> after = test::tradesUpTo(1'003, 500);
        QBENCHMARK // two updates
        {
            for (const QList<htx::Trade> &trades : {after, before}) {
                tape.setTrades(trades);
                tape.render(&image);
            }
        }
    }
};

QTEST_MAIN(TestChartDepthTape)
#include "tst_chartdepth_tape.moc"
