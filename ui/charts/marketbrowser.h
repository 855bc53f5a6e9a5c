// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/settings.h"
#include "ui/charts/marketfilter.h"
#include "ui/common/page.h"

#include <QWidget>

class QLineEdit;
class QButtonGroup;

namespace coffer::market {
class TickerBoard;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

class EmptyState;
class MarketModel;
class TableView;

inline const Setting<int> marketFilterSetting{QStringLiteral("charts/filter"), int(MarketFilter::Kind::Usdt)};

/// The list of markets beside the chart: search, quote filter, favourites. The arrow keys change the chart at
/// once. The order of rows is renewed only while nobody is pointing at or moving in the list.
class MarketBrowser : public QWidget
{
    Q_OBJECT

public:
    MarketBrowser(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                  QWidget *parent = nullptr);

    /// Marks this market; chosen() is not emitted.
    void select(const Symbol &symbol);
    void focusSearch();

    QSize sizeHint() const override { return {280, 480}; }

Q_SIGNALS:
    void chosen(const coffer::Symbol &symbol);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeFilters();
    void makeTable();
    void setKind(MarketFilter::Kind kind);
    void filterWords(const QString &words);
    void rowChosen(const QModelIndex &current);
    void toggleFavourite(const QModelIndex &index);
    void restoreSelection();
    void renewOrder();
    void updateEmptyState();

    market::TickerBoard &m_board;
    market::Watchlist &m_watchlist;
    Context m_context;
    MarketModel *m_model;
    MarketFilter *m_filter;
    QLineEdit *m_search;
    QButtonGroup *m_kinds;
    TableView *m_table;
    EmptyState *m_empty;
    Symbol m_selected;
    bool m_quiet = false; ///< the selection is being put back, not chosen
};

} // namespace coffer::ui
