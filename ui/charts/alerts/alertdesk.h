// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"
#include "ui/common/page.h"

#include <QObject>

class QMenu;

namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

/// What can be done about alerts, for the list, the chart and the menus alike: opens the dialog, moves,
/// deletes and takes back. One a page.
class AlertDesk : public QObject
{
    Q_OBJECT

public:
    /// window: what dialogs open over where no other widget is named.
    AlertDesk(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
              QWidget *window);

    /// Opens the dialog for a new alert about this price, or the price now. From it the alert waits for the
    /// price to come from where it is. over: the dialog opens over the window that this widget is in.
    void newAlertAt(const Symbol &symbol, const std::optional<Decimal> &price = std::nullopt,
                    QWidget *over = nullptr);
    /// Opens the dialog with a draft, e.g. of an indicator on the chart.
    void newAlert(const market::Alert &draft, QWidget *over = nullptr);
    void edit(market::AlertId id, QWidget *over = nullptr);
    void setEnabled(market::AlertId id, bool enabled);
    /// What can be done about the alert, at the end of a menu; over the window that the menu belongs to.
    void addActions(QMenu &menu, market::AlertId id);
    /// Waits for another price (dragged on the chart). A side that it no longer comes from is turned round.
    void move(market::AlertId id, const Decimal &price);
    /// Deletes at once; removed() says so, undoRemove() brings it back.
    void remove(market::AlertId id);
    void undoRemove();

Q_SIGNALS:
    /// What was deleted, in words.
    void removed(const QString &sentence);
    void failed(const coffer::Error &error);

private:
    void open(const market::Alert &alert, QWidget *over);

    market::AlertWatch &m_watch;
    const market::TickerBoard &m_board;
    Context m_context;
    QWidget *m_window;
    std::optional<market::Alert> m_removed;
};

} // namespace coffer::ui
