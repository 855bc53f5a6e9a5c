// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historypage.h"

#include "history/historysync.h"
#include "market/tickerboard.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/narrowcolumns.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/history/historyfilter.h"
#include "ui/history/ledgermodel.h"
#include "ui/history/openordersmodel.h"
#include "ui/history/syncline.h"

#include <QHeaderView>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <chrono>
#include <memory>

namespace coffer::ui {

using namespace std::chrono_literals;
using history::Record;

namespace {

constexpr int cellPadding = 18;

/// Columns that a narrow window leaves out, the first one first.
constexpr std::array givingWay{LedgerColumn::Source, LedgerColumn::Role, LedgerColumn::Id,
                               LedgerColumn::Filled, LedgerColumn::Kind, LedgerColumn::Fee};

Record recordOf(HistoryPage::Tab tab)
{
    switch (tab) {
    case HistoryPage::Tab::Fills:
        return Record::Fill;
    case HistoryPage::Tab::Transfers:
        return Record::Transfer;
    case HistoryPage::Tab::OpenOrders:
    case HistoryPage::Tab::Orders:
    case HistoryPage::Tab::Count:
        break;
    }
    return Record::Order;
}

/// A text as wide as the column usually gets.
QLatin1String sample(Record record, LedgerColumn column)
{
    switch (column) {
    case LedgerColumn::Time:
        return QLatin1String("2026-11-22 22:48:48");
    case LedgerColumn::Market:
        return QLatin1String("(O) WHYPE/USDT");
    case LedgerColumn::Side:
        return record == Record::Transfer ? QLatin1String("Withdrawal") : QLatin1String("Side ");
    case LedgerColumn::Kind:
        return QLatin1String("Limit maker");
    case LedgerColumn::Price:
        return QLatin1String("0.000001654");
    case LedgerColumn::Amount:
    case LedgerColumn::Filled:
        return QLatin1String("8,888.888888");
    case LedgerColumn::Value:
        return QLatin1String("888,888.88");
    case LedgerColumn::Fee:
        return record == Record::Transfer ? QLatin1String("0.88888888") : QLatin1String("888,888.888 USDT");
    case LedgerColumn::Role:
    case LedgerColumn::Source:
        return QLatin1String("System");
    case LedgerColumn::State:
        return QLatin1String("Part cancelled ");
    case LedgerColumn::Address:
    case LedgerColumn::Id:
    case LedgerColumn::Count:
        break;
    }
    return QLatin1String("88888888888888");
}

} // namespace

HistoryPage::HistoryPage(history::HistorySync &sync, history::HistoryTable &table, market::TickerBoard &board,
                         const Context &context, QWidget *parent)
    : Page(tr("History"), context, parent),
      m_sync(sync),
      m_table(table),
      m_board(board),
      m_ledgerFormat(context.format, board),
      m_openOrders(new OpenOrdersModel(m_ledgerFormat, this)),
      m_orders(new LedgerModel(table, Record::Order, m_ledgerFormat, this)),
      m_fills(new LedgerModel(table, Record::Fill, m_ledgerFormat, this)),
      m_transfers(new LedgerModel(table, Record::Transfer, m_ledgerFormat, this)),
      m_filter(new HistoryFilter(context)),
      m_tabs(new QTabBar),
      m_stack(new QStackedWidget),
      m_line(new SyncLine(sync, context))
{
    setObjectName(QStringLiteral("historyPage"));
    setSubtitle(tr("Kept on this device for ever; the exchange forgets after months"));
    buildTabs();
    content()->setSpacing(8);
    content()->addWidget(m_tabs);
    content()->addWidget(m_filter);
    content()->addWidget(m_stack, 1);
    content()->addWidget(m_line);
    setFocusProxy(m_filter);

    auto *find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_filter, &HistoryFilter::focusSearch);
    connect(m_filter, &HistoryFilter::changed, this, &HistoryPage::filterChanged);
    m_marketsSoon.setSingleShot(true);
    m_marketsSoon.setInterval(1s);
    connect(&m_marketsSoon, &QTimer::timeout, this, &HistoryPage::loadMarkets);
    connectSync();
    const int remembered = context.settings.value(historyTabSetting);
    showTab(static_cast<Tab>(std::clamp(remembered, 0, m_tabs->count() - 1)));
    tabChanged();
}

void HistoryPage::buildTabs()
{
    m_tabs->setObjectName(QStringLiteral("historyTabs"));
    m_tabs->setAccessibleName(tr("Kinds of record"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->addTab(tr("Open orders"));
    m_tabs->addTab(tr("Orders"));
    m_tabs->addTab(tr("Fills"));
    m_tabs->addTab(tr("Deposits and withdrawals"));
    buildTable(Tab::OpenOrders, m_openOrders);
    buildTable(Tab::Orders, m_orders);
    buildTable(Tab::Fills, m_fills);
    buildTable(Tab::Transfers, m_transfers);
    connect(m_tabs, &QTabBar::currentChanged, this, &HistoryPage::tabChanged);
}

void HistoryPage::buildTable(Tab tab, QAbstractItemModel *model)
{
    static constexpr std::array names{"openOrdersTable", "ordersTable", "fillsTable", "transfersTable"};
    const auto place = static_cast<std::size_t>(tab);
    auto *view = new TableView(QString::fromLatin1(names[place]), context().theme);
    view->setAccessibleName(m_tabs->tabText(static_cast<int>(tab)));
    view->setModel(model);
    auto *empty = new EmptyState(QStringLiteral("history"), context().theme);
    connect(empty, &EmptyState::buttonClicked, this, &HistoryPage::emptyButtonClicked);
    view->setEmptyState(empty);

    const QList<LedgerColumn> &columns = LedgerFormat::columns(recordOf(tab));
    QHeaderView *header = view->horizontalHeader();
    header->setStretchLastSection(true);
    QList<int> widths;
    QList<int> yielding;
    for (int section = 0; section < columns.size(); ++section) {
        widths.append(view->fontMetrics().horizontalAdvance(sample(recordOf(tab), columns.at(section))) +
                      cellPadding);
        header->resizeSection(section, widths.constLast());
    }
    for (const LedgerColumn column : givingWay) {
        if (const auto section = columns.indexOf(column); section >= 0)
            yielding.append(static_cast<int>(section));
    }
    if (recordOf(tab) == Record::Order)
        view->hideInitially({static_cast<int>(columns.indexOf(LedgerColumn::Id))});
    view->sortInitially(static_cast<int>(columns.indexOf(LedgerColumn::Time)), Qt::DescendingOrder);
    view->rememberColumns(context().settings);
    new NarrowColumns(*view, yielding, widths, context().settings);
    connect(view, &QTableView::doubleClicked, this, &HistoryPage::openChart);
    m_views[place] = view;
    m_empty[place] = empty;
    m_stack->addWidget(view);
    if (LedgerModel *ledgerModel = ledger(tab)) {
        keepCurrentRow(*view, *ledgerModel);
        keepSortableOnly(*view, *ledgerModel);
        connect(ledgerModel, &LedgerModel::failed, this, &HistoryPage::showError);
    }
    connect(model, &QAbstractItemModel::modelReset, this, &HistoryPage::showCount);
    connect(model, &QAbstractItemModel::rowsInserted, this, &HistoryPage::showCount);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &HistoryPage::showCount);
}

void HistoryPage::keepCurrentRow(TableView &view, LedgerModel &model)
{
    auto kept = std::make_shared<std::pair<qint64, int>>();
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, &view, [&view, &model, kept] {
        *kept = {model.idAt(view.currentIndex().row()), view.currentIndex().column()};
    });
    connect(&model, &QAbstractItemModel::modelReset, &view, [&view, &model, kept] {
        const int row = kept->first != 0 ? model.rowOf(kept->first) : -1;
        if (row >= 0)
            view.setCurrentIndex(model.index(row, kept->second));
        else
            view.scrollToTop();
    });
}

void HistoryPage::keepSortableOnly(TableView &view, LedgerModel &model)
{
    QHeaderView *header = view.horizontalHeader();
    connect(header, &QHeaderView::sortIndicatorChanged, &view, [header, &model](int section, Qt::SortOrder) {
        if (section < 0 || section >= model.columnCount() || LedgerFormat::sortOf(model.column(section)))
            return;
        // The arrow must not claim an order that the store can't give.
        const QList<LedgerColumn> &columns = LedgerFormat::columns(model.record());
        for (int other = 0; other < columns.size(); ++other) {
            if (LedgerFormat::sortOf(columns.at(other)) == model.query().sort)
                header->setSortIndicator(other,
                                         model.query().descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        }
    });
}

void HistoryPage::connectSync()
{
    using history::HistorySync;
    connect(&m_sync, &HistorySync::openOrdersChanged, this, [this] {
        m_openOrders->setOrders(m_sync.openOrders());
        showCount();
        m_marketsSoon.start();
    });
    connect(&m_sync, &HistorySync::tableChanged, this, &HistoryPage::tableChanged);
    connect(&m_sync, &HistorySync::stateChanged, this, &HistoryPage::showState);
    connect(&m_sync, &HistorySync::failed, this, &HistoryPage::showError);
    forEachLedger(
        [this](LedgerModel &model) { connect(&model, &LedgerModel::loaded, this, &HistoryPage::showCount); });
    const auto repaint = [this] {
        m_openOrders->repaintAll();
        forEachLedger([](LedgerModel &model) { model.repaintAll(); });
    };
    connect(&context().format, &Format::changed, this, repaint);
    connect(&m_board, &market::TickerBoard::symbolsChanged, this, [this, repaint] {
        repaint();
        loadMarkets();
    });
    m_openOrders->setOrders(m_sync.openOrders());
}

void HistoryPage::forEachLedger(const std::function<void(LedgerModel &)> &action) const
{
    for (LedgerModel *model : {m_orders, m_fills, m_transfers})
        action(*model);
}

HistoryPage::Tab HistoryPage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

LedgerModel *HistoryPage::ledger(Tab tab) const
{
    switch (tab) {
    case Tab::Orders:
        return m_orders;
    case Tab::Fills:
        return m_fills;
    case Tab::Transfers:
        return m_transfers;
    case Tab::OpenOrders:
    case Tab::Count:
        break;
    }
    return nullptr;
}

void HistoryPage::setAccount(Uid uid)
{
    if (m_uid == uid)
        return;
    m_uid = uid;
    for (std::size_t i = 0; i < tabCount; ++i) {
        if (m_wanted[i])
            query(static_cast<Tab>(i));
    }
    loadMarkets();
    showCount();
}

void HistoryPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void HistoryPage::activate()
{
    loadMarkets();
}

void HistoryPage::refresh()
{
    m_sync.refresh();
}

bool HistoryPage::isReady() const
{
    const LoadState state = m_sync.state();
    if (state == LoadState::Failed)
        return true;
    const LedgerModel *model = ledger(tab());
    if (m_uid.value == 0 || state == LoadState::Idle || (model && !model->isLoaded()))
        return false;
    // The first rows have been decoded too.
    return !model || model->rowCount() == 0 ? state == LoadState::Ready : model->entry(0) != nullptr;
}

void HistoryPage::tabChanged()
{
    const Tab now = tab();
    m_stack->setCurrentIndex(static_cast<int>(now));
    m_filter->setUsable(now != Tab::Transfers, now != Tab::Transfers, now == Tab::Orders);
    context().settings.setValue(historyTabSetting, static_cast<int>(now));
    m_wanted[static_cast<std::size_t>(now)] = true;
    query(now);
    showCount();
}

void HistoryPage::filterChanged()
{
    query(tab());
    showCount();
}

void HistoryPage::query(Tab tab)
{
    history::Query query;
    query.record = recordOf(tab);
    query.uid = m_uid;
    m_filter->apply(query);
    LedgerModel *model = ledger(tab);
    if (!model)
        m_openOrders->setFilter(query);
    else if (m_uid.value != 0)
        model->setQuery(query);
}

void HistoryPage::tableChanged(Record record)
{
    for (const Tab each : {Tab::Orders, Tab::Fills, Tab::Transfers}) {
        if (recordOf(each) == record && m_wanted[static_cast<std::size_t>(each)] && m_uid.value != 0)
            ledger(each)->reload();
    }
    if (!m_marketsSoon.isActive())
        m_marketsSoon.start();
}

void HistoryPage::loadMarkets()
{
    if (m_uid.value == 0)
        return;
    whenDone(this, m_table.symbols(m_uid), [this, uid = m_uid](Result<QList<Symbol>> symbols) {
        if (symbols && uid == m_uid)
            showMarkets(*symbols);
    });
}

void HistoryPage::showMarkets(const QList<Symbol> &symbols)
{
    QSet<Symbol> all(symbols.cbegin(), symbols.cend());
    for (const htx::Order &order : m_sync.openOrders())
        all.insert(order.symbol);
    QList<std::pair<Symbol, QString>> markets;
    for (const Symbol &symbol : std::as_const(all))
        markets.append({symbol, m_ledgerFormat.marketName(symbol)});
    std::sort(markets.begin(), markets.end(), [](const auto &left, const auto &right) {
        return left.second.localeAwareCompare(right.second) < 0;
    });
    m_filter->setMarkets(markets);
}

QString HistoryPage::countText() const
{
    const int rows = view(tab()).model()->rowCount();
    switch (tab()) {
    case Tab::OpenOrders:
        return rows == 1 ? tr("1 open order") : tr("%L1 open orders").arg(rows);
    case Tab::Orders:
        return rows == 1 ? tr("1 order") : tr("%L1 orders").arg(rows);
    case Tab::Fills:
        return rows == 1 ? tr("1 fill") : tr("%L1 fills").arg(rows);
    case Tab::Transfers:
        return rows == 1 ? tr("1 deposit or withdrawal") : tr("%L1 deposits and withdrawals").arg(rows);
    case Tab::Count:
        break;
    }
    return {};
}

void HistoryPage::showCount()
{
    m_line->setCount(countText());
    const auto open = m_sync.openOrders().size();
    m_tabs->setTabText(0, open > 0 ? tr("Open orders · %L1").arg(open) : tr("Open orders"));
    showEmptyState();
}

void HistoryPage::showState()
{
    if (m_sync.state() == LoadState::Ready)
        clearError();
    showEmptyState();
}

void HistoryPage::showEmptyState()
{
    const Tab now = tab();
    EmptyState &empty = *m_empty[static_cast<std::size_t>(now)];
    const LoadState state = m_sync.state();
    const LedgerModel *model = ledger(now);
    empty.setButton({});
    if (m_uid.value == 0) {
        empty.setText(tr("No account yet"),
                      tr("Coffer needs a key with the Read permission to fetch your history."));
        empty.setButton(tr("Add a key…"));
    } else if (!m_filter->isEmpty() && (now != Tab::OpenOrders || m_openOrders->hasOrders())) {
        empty.setText(tr("Nothing matches the filters"), tr("Other records are hidden by them."));
        empty.setButton(tr("Clear filters"));
    } else if (state == LoadState::Loading || (model && !model->isLoaded())) {
        empty.setText(tr("Reading…"), tr("Records appear here as they arrive."));
    } else if (now == Tab::OpenOrders) {
        empty.setText(tr("No open orders"), tr("Orders that wait on the exchange are listed here."));
    } else if (now == Tab::Transfers) {
        empty.setText(tr("No deposits or withdrawals"),
                      tr("None were found in the time that has been fetched so far."));
    } else {
        empty.setText(now == Tab::Orders ? tr("No orders") : tr("No fills"),
                      tr("None were found in the time that has been fetched so far."));
    }
}

void HistoryPage::emptyButtonClicked()
{
    if (m_uid.value == 0)
        Q_EMIT remedyRequested(Remedy::AddKey);
    else
        m_filter->clear();
}

void HistoryPage::openChart(const QModelIndex &index)
{
    const LedgerModel *model = ledger(tab());
    if (!model) {
        if (const htx::Order *order = m_openOrders->order(index.row()))
            Q_EMIT chartRequested(order->symbol.value);
        return;
    }
    const LedgerEntry *entry = model->entry(index.row());
    if (!entry)
        return;
    if (const auto *order = std::get_if<htx::Order>(entry))
        Q_EMIT chartRequested(order->symbol.value);
    else if (const auto *fill = std::get_if<htx::Fill>(entry))
        Q_EMIT chartRequested(fill->symbol.value);
}

} // namespace coffer::ui
