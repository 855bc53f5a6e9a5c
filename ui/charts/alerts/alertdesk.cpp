// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertdesk.h"

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertdialog.h"
#include "ui/charts/alerts/alertwords.h"

#include <QMenu>

namespace coffer::ui {

using market::Alert;
using market::AlertDirection;
using market::AlertId;

namespace {

/// The way by which the price gets from where it is to the level.
AlertDirection wayTo(const Decimal &level, const std::optional<Decimal> &price)
{
    if (!price || *price == level)
        return AlertDirection::Either;
    return level > *price ? AlertDirection::Up : AlertDirection::Down;
}

} // namespace

AlertDesk::AlertDesk(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
                     QWidget *window)
    : QObject(window), m_watch(watch), m_board(board), m_context(context), m_window(window)
{
}

void AlertDesk::newAlertAt(const Symbol &symbol, const std::optional<Decimal> &price, QWidget *over)
{
    const AlertMarket market = alertMarket(symbol, m_board);
    Alert draft;
    draft.symbol = symbol;
    draft.level = price.value_or(market.price.value_or(Decimal()));
    draft.direction = wayTo(draft.level, market.price);
    newAlert(draft, over);
}

void AlertDesk::newAlert(const Alert &draft, QWidget *over)
{
    Alert alert = draft;
    alert.id = {};
    open(alert, over);
}

void AlertDesk::edit(AlertId id, QWidget *over)
{
    if (const Alert *alert = m_watch.alert(id))
        open(*alert, over);
}

void AlertDesk::open(const Alert &alert, QWidget *over)
{
    (new AlertDialog(m_watch, m_board, alert, m_context, over ? over : m_window))->open();
}

void AlertDesk::setEnabled(AlertId id, bool enabled)
{
    if (const Result<void> done = m_watch.setEnabled(id, enabled); !done)
        Q_EMIT failed(done.error());
}

void AlertDesk::addActions(QMenu &menu, AlertId id)
{
    const Alert *alert = m_watch.alert(id);
    if (!alert)
        return;
    const bool isOn = alert->isEnabled;
    menu.addAction(tr("&Change…"), this, [this, id, &menu] { edit(id, menu.parentWidget()); });
    menu.addAction(isOn ? tr("Switch &off") : tr("Switch &on"), this,
                   [this, id, isOn] { setEnabled(id, !isOn); });
    menu.addAction(tr("&Delete"), this, [this, id] { remove(id); });
}

void AlertDesk::move(AlertId id, const Decimal &price)
{
    const Alert *known = m_watch.alert(id);
    if (!known || known->kind != market::AlertKind::Price || known->level == price)
        return;
    Alert alert = *known;
    alert.level = price;
    if (alert.direction != AlertDirection::Either) {
        const AlertDirection way = wayTo(price, alertMarket(alert.symbol, m_board).price);
        alert.direction = way == AlertDirection::Either ? alert.direction : way;
    }
    if (const Result<void> moved = m_watch.update(alert); !moved)
        Q_EMIT failed(moved.error());
}

void AlertDesk::remove(AlertId id)
{
    const std::optional<Alert> removed = m_watch.remove(id);
    if (!removed)
        return;
    m_removed = removed;
    Q_EMIT this->removed(alertSentence(*removed, alertMarket(removed->symbol, m_board), m_context.format));
}

void AlertDesk::undoRemove()
{
    if (!m_removed)
        return;
    if (const Result<void> restored = m_watch.restore(*m_removed); !restored)
        Q_EMIT failed(restored.error());
    else
        m_removed.reset();
}

} // namespace coffer::ui
