// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/format.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using portfolio::Holding;
using portfolio::HoldingPart;
using Column = HoldingsModel::Column;
using Tester = QAbstractItemModelTester;

namespace {

Decimal decimal(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

Holding holding(const QString &code, const char *amount, const char *price = nullptr,
                const char *change = nullptr)
{
    Holding holding;
    holding.currency = {code.toLower()};
    holding.displayName = code;
    holding.available = decimal(amount);
    holding.total = holding.available;
    holding.parts = {{AccountId{7}, QStringLiteral("spot"), {}, holding.available, {}, {}, {}}};
    if (price) {
        holding.price = decimal(price);
        holding.value = holding.total * *holding.price;
    }
    if (change)
        holding.change24h = decimal(change);
    return holding;
}

QStringList assets(const HoldingsModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, 0).data().toString().trimmed());
    return names;
}

/// The plainest model of numbered rows.
class NumbersModel : public KeyedRowsModel<int>
{
public:
    void show(const std::vector<int> &target) { morphTo(target); }
    const std::vector<int> &shown() const { return rows(); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return index.isValid() && role == Qt::DisplayRole ? QVariant(rowKey(index.row())) : QVariant();
    }
};

} // namespace

class TestBalances : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void morphsAnyOrderIntoAnyOther();
    void onlyWhatChangedIsSignalled();
    void movesARowThatOvertakes();
    void unknownSortsLastBothWays();
    void dust_data();
    void dust();
    void hidesDustButNeverTheUnpriced();
    void searches();
    void expandsIntoAccounts();
    void showsPlaceholdersWhileLoading();
    void convertsValues();
    void masksInPrivacy();
    void keepsTinyAmountsApartFromZero();
    void refreshesTwoThousandRows();

private:
    Settings m_settings{QString()};
    test::FakeClock m_clock;
    Format m_format{m_settings, m_clock};
};

void TestBalances::morphsAnyOrderIntoAnyOther()
{
    QRandomGenerator random(20261122);
    NumbersModel model;
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    std::vector<int> all(60);
    std::iota(all.begin(), all.end(), 0);
    for (int round = 0; round < 400; ++round) {
        std::vector<int> target = all;
        std::shuffle(target.begin(), target.end(), random);
        target.resize(random.bounded(61));
        if (round % 3 == 0) // mostly sorted, as live data is
            std::sort(target.begin(), target.end());
        QList<std::pair<QPersistentModelIndex, int>> kept;
        for (int row = 0; row < model.rowCount(); ++row)
            kept.append({model.index(row, 0), model.shown()[static_cast<std::size_t>(row)]});
        model.show(target);
        QCOMPARE(model.shown(), target);
        for (const auto &[index, key] : kept) {
            const bool stays = std::find(target.cbegin(), target.cend(), key) != target.cend();
            QCOMPARE(index.isValid(), stays);
            if (stays)
                QCOMPARE(index.data().toInt(), key);
        }
    }
}

void TestBalances::onlyWhatChangedIsSignalled()
{
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"),
                       holding(QStringLiteral("ETH"), "10", "3000"),
                       holding(QStringLiteral("XRP"), "1000", "2")});
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("BTC"), QStringLiteral("ETH"), QStringLiteral("XRP")}));

    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"),
                       holding(QStringLiteral("ETH"), "10", "3100"),
                       holding(QStringLiteral("SOL"), "100", "140")});
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("BTC"), QStringLiteral("ETH"), QStringLiteral("SOL")}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.constFirst().at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.constFirst().at(1).toModelIndex().row(), 1);
    QCOMPARE(moved.count() + layout.count() + reset.count(), 0);

    changed.clear();
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"),
                       holding(QStringLiteral("ETH"), "10", "3100"),
                       holding(QStringLiteral("SOL"), "100", "140")});
    QCOMPARE(changed.count() + moved.count() + layout.count() + reset.count(), 0);
    QCOMPARE(inserted.count() + removed.count(), 2);
}

void TestBalances::movesARowThatOvertakes()
{
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"),
                       holding(QStringLiteral("ETH"), "10", "3000"),
                       holding(QStringLiteral("XRP"), "1000", "2")});
    const QPersistentModelIndex xrp = model.index(2, 0);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"),
                       holding(QStringLiteral("ETH"), "10", "3000"),
                       holding(QStringLiteral("XRP"), "100000", "2")});
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("XRP"), QStringLiteral("BTC"), QStringLiteral("ETH")}));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(xrp.row(), 0);
}

void TestBalances::unknownSortsLastBothWays()
{
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setHoldings({holding(QStringLiteral("NEW"), "5"),
                       holding(QStringLiteral("BTC"), "1", "90000", "0.01"),
                       holding(QStringLiteral("ETH"), "10", "3000", "-0.02")});
    const auto value = static_cast<int>(Column::Value);
    model.sort(value, Qt::DescendingOrder);
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("BTC"), QStringLiteral("ETH"), QStringLiteral("NEW")}));
    model.sort(value, Qt::AscendingOrder);
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("ETH"), QStringLiteral("BTC"), QStringLiteral("NEW")}));
    model.sort(static_cast<int>(Column::Change24h), Qt::AscendingOrder);
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("ETH"), QStringLiteral("BTC"), QStringLiteral("NEW")}));
    model.sort(static_cast<int>(Column::Asset), Qt::DescendingOrder);
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("NEW"), QStringLiteral("ETH"), QStringLiteral("BTC")}));

    // Unknown is shown as unknown, and never as 0.
    const QModelIndex unknown = model.index(0, value);
    QVERIFY(!unknown.data(SortRole).isValid());
    QVERIFY(!unknown.data().toString().contains(QLatin1Char('0')));
}

void TestBalances::dust_data()
{
    QTest::addColumn<QByteArray>("available");
    QTest::addColumn<QByteArray>("borrowed");
    QTest::addColumn<QByteArray>("locked");
    QTest::addColumn<QByteArray>("price");
    QTest::addColumn<bool>("isDust");
    QTest::newRow("worth more") << QByteArray("2") << QByteArray("0") << QByteArray("0") << QByteArray("1")
                                << false;
    QTest::newRow("worth 1") << QByteArray("1") << QByteArray("0") << QByteArray("0") << QByteArray("1")
                             << false;
    QTest::newRow("just below") << QByteArray("0.999999") << QByteArray("0") << QByteArray("0")
                                << QByteArray("1") << true;
    QTest::newRow("no price") << QByteArray("0.000001") << QByteArray("0") << QByteArray("0") << QByteArray()
                              << false;
    QTest::newRow("owed as much") << QByteArray("5000") << QByteArray("5000") << QByteArray("0")
                                  << QByteArray("1") << false;
    QTest::newRow("locked only") << QByteArray("0") << QByteArray("0") << QByteArray("50") << QByteArray("1")
                                 << false;
}

void TestBalances::dust()
{
    QFETCH(QByteArray, available);
    QFETCH(QByteArray, borrowed);
    QFETCH(QByteArray, locked);
    QFETCH(QByteArray, price);
    QFETCH(bool, isDust);
    Holding row =
        holding(QStringLiteral("X"), available.constData(), price.isEmpty() ? nullptr : price.constData());
    row.borrowed = decimal(borrowed.constData());
    row.locked = decimal(locked.constData());
    row.total = row.available - row.borrowed;
    QCOMPARE(HoldingsModel::isDust(row), isDust);
}

void TestBalances::hidesDustButNeverTheUnpriced()
{
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    const QList<Holding> holdings{holding(QStringLiteral("BTC"), "1", "90000"),
                                  holding(QStringLiteral("TRX"), "2", "0.27"),
                                  holding(QStringLiteral("NEW"), "0.00000001")};
    model.setHoldings(holdings);
    QCOMPARE(assets(model), QStringList({QStringLiteral("BTC"), QStringLiteral("NEW")}));
    // What is hidden still counts: the total is the whole.
    QCOMPARE(model.totals().value, decimal("90000.54"));
    QCOMPARE(model.totals().dust, 1);
    QCOMPARE(model.totals().unpriced, 1);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setHideDust(false);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(assets(model),
             QStringList({QStringLiteral("BTC"), QStringLiteral("TRX"), QStringLiteral("NEW")}));
}

void TestBalances::searches()
{
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"),
                       holding(QStringLiteral("WBTC"), "1", "89000"),
                       holding(QStringLiteral("ETH"), "10", "3000")});
    model.setSearch(QStringLiteral(" btc "));
    QCOMPARE(assets(model), QStringList({QStringLiteral("BTC"), QStringLiteral("WBTC")}));
    QCOMPARE(model.totals().value, decimal("179000"));
    QCOMPARE(model.totals().filtered, 1);
    model.setSearch(QStringLiteral("zzz"));
    QCOMPARE(model.rowCount(), 0);
    model.setSearch({});
    QCOMPARE(model.rowCount(), 3);
}

void TestBalances::expandsIntoAccounts()
{
    Holding eth = holding(QStringLiteral("ETH"), "10", "3000");
    eth.share = decimal("0.5");
    eth.parts = {{AccountId{1}, QStringLiteral("spot"), {}, decimal("9"), {}, {}, {}},
                 {AccountId{2},
                  QStringLiteral("margin"),
                  QStringLiteral("ethusdt"),
                  decimal("2"),
                  {},
                  decimal("1"),
                  {}}};
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"), eth});
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setExpanded(eth.currency, true);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), 4);
    QVERIFY(model.isPart(2));
    QCOMPARE(model.index(2, 0).data().toString().trimmed(), QStringLiteral("Spot"));
    QCOMPARE(model.index(3, 0).data().toString().trimmed(), QStringLiteral("Margin ETHUSDT"));
    const auto total = static_cast<int>(Column::Total);
    QCOMPARE(model.index(3, total).data(SortRole).value<Decimal>(), decimal("1"));
    const auto value = static_cast<int>(Column::Value);
    QCOMPARE(model.index(3, value).data(SortRole).value<Decimal>(), decimal("3000"));
    QCOMPARE(model.index(3, static_cast<int>(Column::Share)).data(SortRole).value<Decimal>(),
             decimal("0.05"));

    // An account that goes takes its row along, the rest stays.
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    eth.parts.removeLast();
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000"), eth});
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.rowCount(), 3);
    model.setExpanded(eth.currency, false);
    QCOMPARE(model.rowCount(), 2);
}

void TestBalances::showsPlaceholdersWhileLoading()
{
    HoldingsModel model(m_format);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setLoading(true);
    QVERIFY(model.rowCount() > 0);
    QVERIFY(model.index(0, 0).data(PlaceholderRole).toBool());
    QVERIFY(!model.holding(0));
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000")});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.index(0, 0).data(PlaceholderRole).toBool());
}

void TestBalances::convertsValues()
{
    const QMap<QString, Decimal> rates{{QStringLiteral("EUR"), decimal("0.9")},
                                       {QStringLiteral("JPY"), decimal("150")}};
    QCOMPARE(Denomination::choose(QStringLiteral("USDT"), rates).decimals, 2);
    QCOMPARE(Denomination::choose(QStringLiteral("JPY"), rates).decimals, 0);
    const Denomination unknown = Denomination::choose(QStringLiteral("GBP"), rates);
    QCOMPARE(unknown.currency, QStringLiteral("USDT"));
    QCOMPARE(unknown.unavailable, QStringLiteral("GBP"));

    HoldingsModel model(m_format);
    model.setHoldings({holding(QStringLiteral("BTC"), "1", "90000")});
    QSignalSpy header(&model, &QAbstractItemModel::headerDataChanged);
    model.setDenomination(Denomination::choose(QStringLiteral("EUR"), rates));
    QCOMPARE(header.count(), 1);
    const auto value = static_cast<int>(Column::Value);
    QVERIFY(model.headerData(value, Qt::Horizontal).toString().contains(QStringLiteral("EUR")));
    QCOMPARE(model.index(0, value).data().toString(), m_format.money(decimal("81000")));
    // Sorting goes by the raw value, whatever is shown.
    QCOMPARE(model.index(0, value).data(SortRole).value<Decimal>(), decimal("90000"));
}

void TestBalances::masksInPrivacy()
{
    HoldingsModel model(m_format);
    model.setHoldings({holding(QStringLiteral("BTC"), "1234.5", "90000")});
    m_format.setPrivate(true);
    for (int column = 0; column < model.columnCount(); ++column) {
        const QModelIndex index = model.index(0, column);
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
            QVERIFY2(!index.data(role).toString().contains(QStringLiteral("234")),
                     qPrintable(index.data(role).toString()));
    }
    m_format.setPrivate(false);
}

void TestBalances::keepsTinyAmountsApartFromZero()
{
    HoldingsModel model(m_format);
    model.setAmountDecimals(6);
    model.setHoldings(
        {holding(QStringLiteral("AAA"), "0.00000012"), holding(QStringLiteral("BBB"), "1.23456789")});
    model.sort(static_cast<int>(Column::Asset), Qt::AscendingOrder);
    const auto available = static_cast<int>(Column::Available);
    QCOMPARE(model.index(0, available).data().toString(), m_format.amount(decimal("0.00000012")));
    // Cut, never rounded up to more than there is; the tooltip has it all.
    QCOMPARE(model.index(1, available).data().toString(), m_format.alignedAmount(decimal("1.234567"), 6));
    QVERIFY(model.index(1, available)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(m_format.amount(decimal("1.23456789"))));
}

void TestBalances::refreshesTwoThousandRows()
{
    QList<Holding> holdings;
    for (int i = 0; i < 2000; ++i) {
        const QByteArray amount = QByteArray::number(i % 97) + ".000" + QByteArray::number(i);
        holdings.append(holding(QStringLiteral("C%1").arg(i, 4, 10, QLatin1Char('0')), amount.constData(),
                                "1.5", "0.01"));
    }
    HoldingsModel model(m_format);
    model.setHideDust(false);
    model.setHoldings(holdings);
    QCOMPARE(model.rowCount(), 2000);
    QList<Holding> next = holdings;
    for (int i = 0; i < 2000; ++i) {
        next[i].price = decimal("1.6");
        next[i].value = next.at(i).total * *next.at(i).price;
    }
    QElapsedTimer timer;
    qint64 best = std::numeric_limits<qint64>::max();
    for (int round = 0; round < 10; ++round) {
        timer.start();
        model.setHoldings(round % 2 == 0 ? next : holdings);
        best = std::min(best, timer.nsecsElapsed());
    }
    qInfo("2,000 holdings, all values changed: %.2f ms", static_cast<double>(best) / 1e6);
    QCOMPARE(model.rowCount(), 2000);
}

QTEST_MAIN(TestBalances)
#include "tst_balances.moc"
