// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/settings.h"
#include "ui/charts/browser/marketfilter.h"
#include "ui/common/page.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QAction;
class QLineEdit;

namespace coffer::market {
class RecentMarkets;
class Sparklines;
class TickerBoard;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

class EmptyState;
class Label;
class MarketDelegate;
class MarketList;
class MarketModel;
class ScopeBar;
class SortBar;

inline const Setting<QString> marketScopeSetting{QStringLiteral("charts/markets"),
                                                 QStringLiteral("quote:usdt")};
inline const Setting<bool> marketTrendSetting{QStringLiteral("charts/sparklines"), true};

/// The list of markets beside the chart: search, quote filters, favourites, recently viewed. The arrow keys
/// change the chart at once. The order of rows is renewed only while nobody is pointing at or moving in the
/// list.
class MarketBrowser : public QWidget
{
    Q_OBJECT

public:
    MarketBrowser(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                  QWidget *parent = nullptr);
    ~MarketBrowser() override;

    /// Where the courses of the last 24 hours come from; without it none are shown.
    void setSparklines(market::Sparklines *sparklines);
    /// Where the markets that were looked at for a moment are kept; without it there is no such list.
    void setRecent(market::RecentMarkets *recent);

    /// Marks this market; chosen() is not emitted.
    void select(const Symbol &symbol);
    void focusSearch();

    QSize sizeHint() const override { return {280, 480}; }

Q_SIGNALS:
    /// To be charted.
    void chosen(const coffer::Symbol &symbol);
    /// Likely to be chosen next: the neighbour in the direction of travel, after chosen().
    void prefetch(const coffer::Symbol &symbol);
    void openInWindowRequested(const coffer::Symbol &symbol);
    void compareRequested(const coffer::Symbol &symbol);
    void alertRequested(const coffer::Symbol &symbol);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeSearch();
    void makeList();
    void connectServices();
    void setScope(const MarketScope &scope);
    void setSort(MarketFilter::Sort sort, Qt::SortOrder order);
    void restoreSort();
    void filterWords(const QString &words);
    void rowChosen(const QModelIndex &current, const QModelIndex &previous);
    void restoreSelection(bool scrolls = false);
    void renewOrder();
    void listChanged();
    void updateEmptyState();
    void updateNotice();
    void setTrendVisible(bool visible);
    void askForTrends();
    void showMenu(int row, const QPoint &globalPosition);
    bool searchKey(int key);

    market::TickerBoard &m_board;
    market::Watchlist &m_watchlist;
    Context m_context;
    QPointer<market::Sparklines> m_sparklines;
    QPointer<market::RecentMarkets> m_recent;
    MarketModel *m_model;
    MarketFilter *m_filter;
    QLineEdit *m_search;
    ScopeBar *m_scopes;
    SortBar *m_sorts;
    Label *m_notice;
    MarketDelegate *m_delegate;
    MarketList *m_list;
    EmptyState *m_empty;
    QAction *m_trendAction;
    QTimer m_lookedAt; ///< runs while the market that is selected is on its way to the recent ones
    Symbol m_selected;
    QString m_selectedName; ///< as it was last listed
    bool m_quiet = false;   ///< the selection is being put back, not chosen
};

} // namespace coffer::ui
