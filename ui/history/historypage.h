// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "core/settings.h"
#include "history/historytable.h"
#include "ui/common/page.h"
#include "ui/history/ledgerformat.h"

#include <QTimer>

#include <array>

class QModelIndex;
class QStackedWidget;
class QTabBar;

namespace coffer::history {
class HistorySync;
}

namespace coffer::ui {

class EmptyState;
class HistoryFilter;
class LedgerModel;
class OpenOrdersModel;
class SyncLine;
class TableView;

inline const Setting<int> historyTabSetting{QStringLiteral("history/tab"), 1};

/// Open orders, orders, fills, deposits and withdrawals, each a table of its own behind a tab; filters over
/// all of them. A tab's rows are asked for when it is first shown.
class HistoryPage : public Page
{
    Q_OBJECT

public:
    enum class Tab { OpenOrders, Orders, Fills, Transfers, Count };

    HistoryPage(history::HistorySync &sync, history::HistoryTable &table, market::TickerBoard &board,
                const Context &context, QWidget *parent = nullptr);

    /// Another user or sub-user; 0 for none.
    void setAccount(Uid uid);
    void showTab(Tab tab);

    void activate() override;
    void refresh() override;
    bool isReady() const override;

private:
    static constexpr std::size_t tabCount = static_cast<std::size_t>(Tab::Count);

    void buildTabs();
    void buildTable(Tab tab, QAbstractItemModel *model);
    void connectSync();
    void keepCurrentRow(TableView &view, LedgerModel &model);
    void keepSortableOnly(TableView &view, LedgerModel &model);
    void tabChanged();
    void filterChanged();
    void tableChanged(history::Record record);
    void query(Tab tab);
    void loadMarkets();
    void showMarkets(const QList<Symbol> &symbols);
    void showCount();
    void showEmptyState();
    void showState();
    void openChart(const QModelIndex &index);
    void emptyButtonClicked();
    void forEachLedger(const std::function<void(LedgerModel &)> &action) const;
    Tab tab() const;
    TableView &view(Tab tab) const { return *m_views[static_cast<std::size_t>(tab)]; }
    LedgerModel *ledger(Tab tab) const;
    QString countText() const;

    history::HistorySync &m_sync;
    history::HistoryTable &m_table;
    market::TickerBoard &m_board;
    LedgerFormat m_ledgerFormat;
    Uid m_uid;
    OpenOrdersModel *m_openOrders;
    LedgerModel *m_orders;
    LedgerModel *m_fills;
    LedgerModel *m_transfers;
    HistoryFilter *m_filter;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    std::array<TableView *, tabCount> m_views{};
    std::array<EmptyState *, tabCount> m_empty{};
    std::array<bool, tabCount> m_wanted{}; ///< shown once: its rows are kept up to date
    SyncLine *m_line;
    QTimer m_marketsSoon;
};

} // namespace coffer::ui
