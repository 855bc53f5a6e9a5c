// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historysync.h"
#include "market/tickerboard.h"
#include "silentgateway.h"
#include "support/fakeclock.h"
#include "support/patience.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/narrowcolumns.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/history/historyfilter.h"
#include "ui/history/historypage.h"
#include "ui/history/ledgermodel.h"
#include "ui/history/openordersmodel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSqlError>
#include <QSqlQuery>
#include <QTabBar>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using history::HistoryTable;
using history::Query;
using history::Record;
using Tester = QAbstractItemModelTester;

namespace {

const Uid user{1001};
constexpr qint64 start = 1'768'000'000'000;

htx::Order order(int number, htx::OrderState state = htx::OrderState::Filled)
{
    htx::Order order;
    order.id = {QString::number(7'000'000 + number)};
    order.symbol = {number % 2 == 0 ? QStringLiteral("btcusdt") : QStringLiteral("ethusdt")};
    order.side = number % 3 == 0 ? htx::Side::Sell : htx::Side::Buy;
    order.kind = QStringLiteral("limit");
    order.price = Decimal(100 + number);
    order.amount = 2;
    order.state = state;
    order.rawState = QStringLiteral("filled");
    order.createdAt = start + number * 1000;
    order.finishedAt = htx::isFinal(state) ? order.createdAt + 500 : 0;
    return order;
}

QList<htx::Order> orders(int from, int count)
{
    QList<htx::Order> all;
    for (int i = 0; i < count; ++i)
        all.append(order(from + i));
    return all;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fetchesOnlyWhatIsLookedAt();
    void insertsNewRowsInFront();
    void appendsOlderRows();
    void keepsOldRowsOnScreenWhileRefreshing();
    void showsANewStateAfterReload();
    void sortsThroughTheQuery();
    void filters();
    void onlyTheLatestQueryCounts();
    void anotherUserStartsEmpty();
    void holdsAMillionIds();
    void openOrdersChangeRowByRow();
    void openOrdersFilterAndSort();
    void wordsAndColours();
    void filterCombines();
    void narrowTablesLeaveColumnsOut();
    void pageShowsAndClearsFilters();
    void pageWithoutAccountAsksForAKey();

private:
    Query query() const
    {
        Query query;
        query.uid = user;
        return query;
    }
    void save(const QList<htx::Order> &rows)
    {
        Future<int> saved = m_table->saveOrders(user, rows);
        saved.waitForFinished();
        QVERIFY(saved.result().has_value());
    }
    void load(LedgerModel &model)
    {
        QSignalSpy loaded(&model, &LedgerModel::loaded);
        model.setQuery(query());
        QTRY_COMPARE(loaded.count(), 1);
    }
    static QString text(const LedgerModel &model, int row, LedgerColumn column, int role = Qt::DisplayRole)
    {
        const auto section = static_cast<int>(LedgerFormat::columns(model.record()).indexOf(column));
        return model.index(row, section).data(role).toString();
    }

    Settings m_settings{QString()};
    test::FakeClock m_clock;
    test::SilentGateway m_gateway;
    Format m_format{m_settings, m_clock};
    Theme m_theme{m_settings};
    Context m_context{m_theme, m_format, m_settings, m_clock};
    std::unique_ptr<market::TickerBoard> m_board;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<HistoryTable> m_table;
    std::unique_ptr<LedgerFormat> m_ledgerFormat;
};

void TestHistory::init()
{
    m_board = std::make_unique<market::TickerBoard>(m_gateway, m_clock);
    m_ledgerFormat = std::make_unique<LedgerFormat>(m_format, *m_board);
    m_database = std::make_unique<store::Database>(
        QString(), store::Schema{0x43464331, {HistoryTable::tables()}}, store::Durability::Cache);
    m_table = std::make_unique<HistoryTable>(*m_database);
    Future<void> opened = m_database->open();
    opened.waitForFinished();
    QVERIFY(opened.result().has_value());
}

void TestHistory::cleanup()
{
    m_table.reset();
    m_database.reset();
}

void TestHistory::fetchesOnlyWhatIsLookedAt()
{
    save(orders(0, 450));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    load(model);
    QCOMPARE(model.rowCount(), 450);
    QVERIFY(!model.entry(0));
    QVERIFY(model.index(0, 0).data(PlaceholderRole).toBool());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(model.entry(0));
    QVERIFY(!model.index(0, 0).data(PlaceholderRole).toBool());
    QCOMPARE(text(model, 0, LedgerColumn::Id), order(449).id.value);
    QCOMPARE(changed.constFirst().at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.constFirst().at(1).toModelIndex().row(), 99);
    QVERIFY(!model.entry(100));
    QVERIFY(model.index(449, 0).data(PlaceholderRole).toBool());
    QTRY_VERIFY(model.entry(449));
    QCOMPARE(text(model, 449, LedgerColumn::Id), order(0).id.value);
    QVERIFY(!model.entry(250));
}

void TestHistory::insertsNewRowsInFront()
{
    save(orders(0, 150));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    const QPersistentModelIndex newest = model.index(0, 0);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    save(orders(150, 3));
    model.reload();
    QTRY_COMPARE(model.rowCount(), 153);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.constFirst().at(1).toInt(), 0);
    QCOMPARE(inserted.constFirst().at(2).toInt(), 2);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(newest.row(), 3);
}

void TestHistory::appendsOlderRows()
{
    save(orders(100, 50));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    save(orders(0, 100)); // what the walk back brings
    model.reload();
    QTRY_COMPARE(model.rowCount(), 150);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.constFirst().at(1).toInt(), 50);
    QCOMPARE(inserted.constFirst().at(2).toInt(), 149);
}

void TestHistory::keepsOldRowsOnScreenWhileRefreshing()
{
    save(orders(0, 50));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    load(model);
    QVERIFY(model.index(0, 0).data(PlaceholderRole).toBool());
    QTRY_VERIFY(model.entry(0));
    QSignalSpy loaded(&model, &LedgerModel::loaded);
    model.reload();
    QTRY_COMPARE(loaded.count(), 1);
    for (int row = 0; row < 50; ++row)
        QVERIFY(!model.index(row, 0).data(PlaceholderRole).toBool());
}

void TestHistory::showsANewStateAfterReload()
{
    save({order(1, htx::OrderState::Submitted)});
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    load(model);
    model.index(0, 0).data();
    QTRY_VERIFY(model.entry(0));
    QCOMPARE(text(model, 0, LedgerColumn::State), QStringLiteral("Open"));
    save({order(1, htx::OrderState::Canceled)});
    model.reload();
    // Looking at it is what refreshes it.
    QTRY_COMPARE(text(model, 0, LedgerColumn::State), QStringLiteral("Cancelled"));
}

void TestHistory::sortsThroughTheQuery()
{
    save(orders(0, 250));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    const qint64 first = model.idAt(0);
    QSignalSpy loaded(&model, &LedgerModel::loaded);
    model.sort(static_cast<int>(LedgerFormat::columns(Record::Order).indexOf(LedgerColumn::Price)),
               Qt::AscendingOrder);
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(model.rowOf(first), 249);
    QCOMPARE(model.query().sort, Query::Sort::Price);
    // A column that the store can't sort by changes nothing.
    model.sort(static_cast<int>(LedgerFormat::columns(Record::Order).indexOf(LedgerColumn::Source)),
               Qt::AscendingOrder);
    QCOMPARE(model.query().sort, Query::Sort::Price);
}

void TestHistory::filters()
{
    save(orders(0, 60));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    Query wanted = query();
    wanted.symbol = {QStringLiteral("btcusdt")};
    wanted.side = htx::Side::Sell;
    model.setQuery(wanted);
    QTRY_COMPARE(model.rowCount(), 10);
    wanted.text = order(6).id.value;
    model.setQuery(wanted);
    QTRY_COMPARE(model.rowCount(), 1);
    wanted.text = QStringLiteral("no such thing");
    model.setQuery(wanted);
    QTRY_COMPARE(model.rowCount(), 0);
}

void TestHistory::onlyTheLatestQueryCounts()
{
    save(orders(0, 60));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    QSignalSpy loaded(&model, &LedgerModel::loaded);
    Query one = query();
    one.symbol = {QStringLiteral("btcusdt")};
    model.setQuery(one);
    Query other = query();
    other.text = order(7).id.value;
    model.setQuery(other);
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(model.rowCount(), 1);
    m_table->find(one).waitForFinished(); // behind all that was asked for before
    QCoreApplication::sendPostedEvents();
    QCOMPARE(loaded.count(), 1);
}

void TestHistory::anotherUserStartsEmpty()
{
    save(orders(0, 10));
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    load(model);
    QCOMPARE(model.rowCount(), 10);
    Query other = query();
    other.uid = {2002};
    model.setQuery(other);
    QCOMPARE(model.rowCount(), 0); // at once: nothing of the other user stays on screen
    QVERIFY(!model.isLoaded());
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.rowCount(), 0);
}

void TestHistory::holdsAMillionIds()
{
    save({order(0)});
    Future<void> filled = m_database->run<void>([](QSqlDatabase &database) -> Result<void> {
        // Copies of one order, far faster than a million values.
        QSqlQuery copy(database);
        const bool done = copy.exec(QStringLiteral(
            "INSERT INTO history_order SELECT NULL, uid, 'c' || n, symbol, account, client_id, side, kind, "
            "amount, price,"
            " filled_amount, filled_cash, filled_fees, state, raw_state, source, created_at - n, finished_at,"
            " canceled_at, stop_price, is_open, sort_price, sort_amount, sort_value FROM history_order, ("
            "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000)"
            " SELECT n FROM numbers)"));
        return done ? Result<void>() : Result<void>(fail(store::errorFrom(copy.lastError())));
    });
    filled.waitForFinished();
    QVERIFY(filled.result().has_value());
    LedgerModel model(*m_table, Record::Order, *m_ledgerFormat);
    TableView view(QStringLiteral("million"), m_theme);
    view.setModel(&model);
    view.sortInitially(0, Qt::DescendingOrder);
    view.resize(900, 600);
    view.show();
    QSignalSpy loaded(&model, &LedgerModel::loaded);
    model.setQuery(query());
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, 60'000);
    QCOMPARE(model.rowCount(), 1'000'001);
    QElapsedTimer timer;
    timer.start();
    view.scrollToBottom();
    QTRY_VERIFY(model.entry(model.rowCount() - 1));
    qInfo("last of a million rows decoded after %lld ms", timer.elapsed());
    QCOMPARE(text(model, model.rowCount() - 1, LedgerColumn::Id), QStringLiteral("c1000000"));

    save({order(5)});
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.reload();
    QTRY_COMPARE_WITH_TIMEOUT(inserted.count(), 1, 60'000);
    QCOMPARE(model.rowCount(), 1'000'002);
}

void TestHistory::openOrdersChangeRowByRow()
{
    OpenOrdersModel model(*m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    const auto open = [](int number) { return order(number, htx::OrderState::Submitted); };
    model.setOrders({open(1), open(2), open(3)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.order(0)->id, order(3).id); // newest first
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    htx::Order filled = open(3);
    filled.state = htx::OrderState::PartiallyFilled;
    filled.filledAmount = 1;
    model.setOrders({open(1), filled, open(4)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.constFirst().at(0).toModelIndex().row(), 1);
    QCOMPARE(model.order(1)->state, htx::OrderState::PartiallyFilled);
}

void TestHistory::openOrdersFilterAndSort()
{
    OpenOrdersModel model(*m_ledgerFormat);
    Tester tester(&model, Tester::FailureReportingMode::Fatal);
    QList<htx::Order> open;
    for (int i = 0; i < 12; ++i)
        open.append(order(i, htx::OrderState::Submitted));
    model.setOrders(open);
    Query filter;
    filter.side = htx::Side::Sell;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 4);
    filter.symbol = {QStringLiteral("btcusdt")};
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 2);
    model.setFilter({});
    model.sort(static_cast<int>(LedgerFormat::columns(Record::Order).indexOf(LedgerColumn::Price)),
               Qt::AscendingOrder);
    QCOMPARE(model.order(0)->price, Decimal(100));
    QCOMPARE(model.order(11)->price, Decimal(111));
}

void TestHistory::wordsAndColours()
{
    const auto data = [this](const LedgerEntry &entry, Record record, LedgerColumn column, int role) {
        return m_ledgerFormat->data(entry, record, column, role);
    };
    htx::Order sell = order(3, htx::OrderState::Unknown);
    sell.rawState = QStringLiteral("frobnicated\u202e");
    QCOMPARE(data(sell, Record::Order, LedgerColumn::Side, Qt::DisplayRole).toString(),
             QStringLiteral("Sell"));
    QCOMPARE(data(sell, Record::Order, LedgerColumn::Side, SignRole).toInt(), -1);
    const auto chips = data(sell, Record::Order, LedgerColumn::State, ChipsRole).value<QList<Chip>>();
    QCOMPARE(chips.size(), 1);
    QVERIFY(chips.constFirst().text.startsWith(QStringLiteral("frobnicated"))); // kept, and safe to show
    QVERIFY(!chips.constFirst().text.contains(QChar(0x202e)));

    htx::Order market = order(1);
    market.kind = QStringLiteral("market");
    market.price = 0;
    QCOMPARE(data(market, Record::Order, LedgerColumn::Price, Qt::DisplayRole).toString(),
             QStringLiteral("market"));
    market.filledAmount = 2;
    market.filledCash = 250;
    QCOMPARE(data(market, Record::Order, LedgerColumn::Price, SortRole).value<Decimal>(), Decimal(125));

    htx::Fill fill;
    fill.feeCurrency = {QStringLiteral("usdt")};
    fill.deducted = 3;
    fill.deductCurrency = {QStringLiteral("htx")};
    QVERIFY(data(fill, Record::Fill, LedgerColumn::Fee, Qt::DisplayRole)
                .toString()
                .endsWith(QStringLiteral("HTX")));
    QVERIFY(data(LedgerEntry(), Record::Fill, LedgerColumn::Time, Qt::DisplayRole)
                .toString()
                .contains(QStringLiteral("could not be read")));
}

void TestHistory::filterCombines()
{
    HistoryFilter filter(m_context);
    filter.setUsable(true, true, true);
    filter.setMarkets({{Symbol{QStringLiteral("btcusdt")}, QStringLiteral("BTC/USDT")}});
    QVERIFY(filter.isEmpty());
    QSignalSpy changed(&filter, &HistoryFilter::changed);
    filter.findChild<QComboBox *>(QStringLiteral("market"))->setCurrentIndex(1);
    filter.findChild<QComboBox *>(QStringLiteral("side"))->setCurrentIndex(2);
    filter.findChild<QComboBox *>(QStringLiteral("state"))->setCurrentIndex(1);
    QCOMPARE(changed.count(), 3);
    filter.findChild<QLineEdit *>()->setText(QStringLiteral(" 42 "));
    QTRY_COMPARE(changed.count(), 4);
    Query query;
    filter.apply(query);
    QCOMPARE(query.symbol.value, QStringLiteral("btcusdt"));
    QCOMPARE(query.side.value(), htx::Side::Sell);
    QCOMPARE(query.open.value(), true);
    QCOMPARE(query.text, QStringLiteral("42"));
    // A market that is no longer listed stays chosen; hidden filters don't count.
    filter.setMarkets({});
    filter.setUsable(true, false, false);
    filter.apply(query);
    QCOMPARE(query.symbol.value, QStringLiteral("btcusdt"));
    QVERIFY(!query.side && !query.open);
    filter.clear();
    QCOMPARE(changed.count(), 5);
    QVERIFY(filter.isEmpty());
}

void TestHistory::narrowTablesLeaveColumnsOut()
{
    OpenOrdersModel model(*m_ledgerFormat);
    TableView view(QStringLiteral("narrow"), m_theme);
    view.setModel(&model);
    const QList<int> wanted(model.columnCount(), 50); // 11 columns
    view.setColumnHidden(5, true);                    // the user's choice
    new NarrowColumns(view, {9, 8, 5}, wanted, m_settings);
    view.resize(700, 300);
    view.show();
    QTRY_COMPARE(view.width(), 700);
    QVERIFY(!view.isColumnHidden(9) && !view.isColumnHidden(8) && view.isColumnHidden(5));
    view.resize(460, 300);
    QTRY_VERIFY(view.isColumnHidden(9));
    QVERIFY(!view.isColumnHidden(8));
    view.resize(300, 300);
    QTRY_VERIFY(view.isColumnHidden(8));
    view.resize(800, 300);
    QTRY_VERIFY(!view.isColumnHidden(9) && !view.isColumnHidden(8));
    QVERIFY(view.isColumnHidden(5));
}

void TestHistory::pageShowsAndClearsFilters()
{
    save(orders(0, 30));
    history::HistorySync sync(m_gateway, *m_table, m_clock);
    HistoryPage page(sync, *m_table, *m_board, m_context);
    page.resize(900, 600);
    page.show();
    page.showTab(HistoryPage::Tab::Orders);
    page.setAccount(user);
    auto *table = page.findChild<TableView *>(QStringLiteral("ordersTable"));
    QTRY_COMPARE(table->model()->rowCount(), 30);
    page.findChild<QLineEdit *>(QStringLiteral("search"))->setText(QStringLiteral("nothing like it"));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    auto *empty = table->findChild<EmptyState *>();
    QVERIFY(empty && empty->isVisible());
    Q_EMIT empty->buttonClicked();
    QTRY_COMPARE(table->model()->rowCount(), 30);
    QVERIFY(!empty->isVisible());

    auto *market = page.findChild<QComboBox *>(QStringLiteral("market"));
    QTRY_COMPARE(market->count(), 3);
    market->setCurrentIndex(market->findData(QStringLiteral("btcusdt")));
    QTRY_COMPARE(table->model()->rowCount(), 15);
    QSignalSpy chart(&page, &Page::chartRequested);
    QTRY_VERIFY(!table->model()->index(0, 0).data(PlaceholderRole).toBool());
    Q_EMIT table->doubleClicked(table->model()->index(0, 0));
    QCOMPARE(chart.count(), 1);
    QCOMPARE(chart.constFirst().constFirst().toString(), QStringLiteral("btcusdt"));
}

void TestHistory::pageWithoutAccountAsksForAKey()
{
    history::HistorySync sync(m_gateway, *m_table, m_clock);
    HistoryPage page(sync, *m_table, *m_board, m_context);
    QSignalSpy remedy(&page, &Page::remedyRequested);
    page.showTab(HistoryPage::Tab::Fills);
    auto *empty = page.findChild<TableView *>(QStringLiteral("fillsTable"))->findChild<EmptyState *>();
    Q_EMIT empty->buttonClicked();
    QCOMPARE(remedy.count(), 1);
    QCOMPARE(remedy.constFirst().constFirst().value<Remedy>(), Remedy::AddKey);
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
