// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/denomination.h"
#include "ui/common/page.h"

#include <QTimer>

class QScrollArea;
class QStackedWidget;

namespace coffer::history {
class HistorySync;
}
namespace coffer::keys {
class KeyInventory;
}
namespace coffer::market {
class TickerBoard;
}
namespace coffer::portfolio {
class PortfolioService;
}

namespace coffer::ui {

class AccountsCard;
class AllocationCard;
class CardGrid;
class EmptyState;
class Headline;
class KeyHealthCard;
class MoversCard;
class OpenOrdersCard;
class UnknownsCard;

/// What everything is worth and how it changed, and below it a grid of cards that each lead to a page. The
/// number is shown as soon as there is one; the charts are made a moment later.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    OverviewPage(portfolio::PortfolioService &portfolio, history::HistorySync &history,
                 keys::KeyInventory &keys, market::TickerBoard &board, const Context &context,
                 QWidget *parent = nullptr);

    void refresh() override;
    bool isReady() const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void connectCards();
    void connectServices();
    void showPortfolio();
    void showOrders();
    void showKeys();
    void showEmptyState();
    void showUnknowns();
    void showEverything();
    void showStack();
    void chooseCurrency(const QString &currency);
    void askForFiat();
    void createCharts();
    bool hasNoKeys() const;
    Denomination denomination() const;
    QString subtitleText() const;

    portfolio::PortfolioService &m_portfolio;
    history::HistorySync &m_history;
    keys::KeyInventory &m_keys;
    market::TickerBoard &m_board;
    QStackedWidget *m_stack = nullptr;
    QScrollArea *m_scroll = nullptr;
    EmptyState *m_empty = nullptr;
    Headline *m_headline = nullptr;
    CardGrid *m_grid = nullptr;
    AllocationCard *m_allocation = nullptr;
    AccountsCard *m_accounts = nullptr;
    MoversCard *m_movers = nullptr;
    OpenOrdersCard *m_orders = nullptr;
    KeyHealthCard *m_keyHealth = nullptr;
    UnknownsCard *m_unknowns = nullptr;
    QTimer m_chartDelay;
    QTimer m_ageTick;
    bool m_charted = false;
};

} // namespace coffer::ui
