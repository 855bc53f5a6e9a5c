// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "core/settings.h"
#include "ui/common/page.h"

#include <QTimer>

class QCheckBox;
class QLineEdit;

namespace coffer::portfolio {
class PortfolioService;
}

namespace coffer::ui {

class EmptyState;
class HoldingsModel;
class TableView;
class TotalsRow;

inline const Setting<bool> hideDustSetting{QStringLiteral("balances/hideDust"), true};

/// Every asset of the active account in a table: search, small holdings hidden, account parts on demand, a
/// totals row and a line that says what was counted.
class BalancesPage : public Page
{
    Q_OBJECT

public:
    BalancesPage(portfolio::PortfolioService &service, const Context &context, QWidget *parent = nullptr);

    void refresh() override;
    bool isReady() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildHead();
    void buildTable();
    void giveWayWhenNarrow();
    void buildFoot();
    void showPortfolio();
    void showState();
    void showTotals();
    void showCompleteness();
    void showEmptyState();
    void fitColumns();
    bool keyPressed(int key);
    bool chevronPressed(const QPoint &position);
    void toggle(const QModelIndex &index);
    void openChart(const QModelIndex &index);
    void showEverything();
    QString subtitleText() const;
    QStringList completenessParts() const;

    portfolio::PortfolioService &m_service;
    HoldingsModel *m_model;
    TableView *m_table = nullptr;
    TotalsRow *m_totals = nullptr;
    EmptyState *m_empty = nullptr;
    QLineEdit *m_search = nullptr;
    QCheckBox *m_hideDust = nullptr;
    Label *m_completeness = nullptr;
    QTimer m_searchDelay;
    QTimer m_ageTick;
    int m_amountWidth = 0; ///< what fitColumns() last gave the amount columns
    bool m_wide = true;
};

} // namespace coffer::ui
