// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"
#include "ui/common/page.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

class AlertDesk;
class AlertList;
class AlertLogModel;
class AlertsModel;
class EmptyState;
class UndoBar;

/// The alerts of the market on the chart or of all markets, and what fired. Return or a double click changes
/// an alert or opens the chart of what fired, Space switches an alert, Delete deletes it; Undo brings it
/// back.
class AlertsPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Alerts, Fired };

    AlertsPanel(AlertDesk &desk, market::AlertWatch &watch, const market::TickerBoard &board,
                const Context &context, QWidget *parent = nullptr);

    /// The market on the chart.
    void setMarket(const Symbol &symbol);
    void showTab(Tab tab);

    QSize sizeHint() const override { return {320, 480}; }

Q_SIGNALS:
    void chartRequested(const QString &symbol);
    void failed(const coffer::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makePlace(AlertList *list, EmptyState *empty);
    void makeLists();
    void applyScope();
    void renew();
    void renewEmptyStates();
    void activate(const QModelIndex &index);
    void showAlertMenu(const QPoint &position);
    void showLogMenu(const QPoint &position);
    void removeCurrent();
    market::AlertId currentAlert() const;

    AlertDesk &m_desk;
    market::AlertWatch &m_watch;
    const market::TickerBoard &m_board;
    Context m_context;
    Symbol m_symbol;
    AlertsModel *m_alerts;
    AlertLogModel *m_log;
    QTabBar *m_tabs;
    QComboBox *m_scope;
    QToolButton *m_new;
    QPushButton *m_seen;
    QPushButton *m_clear;
    QWidget *m_logButtons;
    QStackedWidget *m_stack;
    AlertList *m_alertList;
    AlertList *m_logList;
    EmptyState *m_noAlerts;
    EmptyState *m_noLog;
    UndoBar *m_undo;
};

} // namespace coffer::ui
