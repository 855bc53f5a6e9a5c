// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertspanel.h"

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertdesk.h"
#include "ui/charts/alerts/alertlist.h"
#include "ui/charts/alerts/alertlogmodel.h"
#include "ui/charts/alerts/alertsmodel.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/charts/alerts/undobar.h"
#include "ui/common/emptystate.h"
#include "ui/common/icons.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int ofMarket = 0;

} // namespace

AlertsPanel::AlertsPanel(AlertDesk &desk, market::AlertWatch &watch, const market::TickerBoard &board,
                         const Context &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_watch(watch),
      m_board(board),
      m_context(context),
      m_alerts(new AlertsModel(watch, board, context, this)),
      m_log(new AlertLogModel(watch, board, context, this)),
      m_tabs(new QTabBar(this)),
      m_scope(new QComboBox(this)),
      m_new(new QToolButton(this)),
      m_seen(new QPushButton(tr("Mark all as seen"), this)),
      m_clear(new QPushButton(tr("Clear"), this)),
      m_logButtons(new QWidget(this)),
      m_stack(new QStackedWidget(this)),
      m_alertList(new AlertList(QStringLiteral("alertList"), context.theme, this)),
      m_logList(new AlertList(QStringLiteral("alertLog"), context.theme, this)),
      m_noAlerts(new EmptyState(QStringLiteral("bell"), context.theme, this)),
      m_noLog(new EmptyState(QStringLiteral("bell"), context.theme, this)),
      m_undo(new UndoBar(context.theme, this))
{
    setObjectName(QStringLiteral("alertsPanel"));
    setAccessibleName(tr("Alerts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(makeHead());
    layout->addWidget(m_scope);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_logButtons);
    layout->addWidget(m_undo);
    makeLists();

    connect(&watch, &market::AlertWatch::changed, this, &AlertsPanel::renew);
    connect(&watch, &market::AlertWatch::logChanged, this, &AlertsPanel::renew);
    connect(&desk, &AlertDesk::removed, this,
            [this](const QString &sentence) { m_undo->offer(tr("Deleted: %1").arg(sentence)); });
    connect(&desk, &AlertDesk::failed, this, &AlertsPanel::failed);
    connect(m_alerts, &AlertsModel::failed, this, &AlertsPanel::failed);
    connect(m_undo, &UndoBar::undone, &desk, [this] {
        m_desk.undoRemove();
        m_alertList->setFocus();
    });
    applyScope();
}

QWidget *AlertsPanel::makeHead()
{
    m_tabs->setObjectName(QStringLiteral("alertTabs"));
    m_tabs->setAccessibleName(tr("Alerts and what fired"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->addTab(tr("Alerts"));
    m_tabs->addTab(tr("Fired"));
    m_new->setObjectName(QStringLiteral("newAlert"));
    m_new->setAutoRaise(true);
    m_new->setIcon(icon(QStringLiteral("add"), m_context.theme));
    m_new->setToolTip(tr("New alert"));
    m_new->setAccessibleName(m_new->toolTip());
    m_scope->setObjectName(QStringLiteral("alertScope"));
    m_scope->setAccessibleName(tr("Which markets"));
    m_scope->addItem(QString());
    m_scope->addItem(tr("All markets"));
    connect(m_tabs, &QTabBar::currentChanged, this, &AlertsPanel::renew);
    connect(m_new, &QToolButton::clicked, this, [this] { m_desk.newAlertAt(m_symbol); });
    connect(m_scope, &QComboBox::currentIndexChanged, this, &AlertsPanel::applyScope);

    auto *head = new QWidget(this);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_tabs);
    layout->addStretch(1);
    layout->addWidget(m_new);
    return head;
}

/// A list, or what to do where there is nothing in it.
QWidget *AlertsPanel::makePlace(AlertList *list, EmptyState *empty)
{
    auto *place = new QStackedWidget(m_stack);
    place->addWidget(list);
    place->addWidget(empty);
    list->installEventFilter(this);
    connect(list, &QListView::activated, this, &AlertsPanel::activate);
    return place;
}

void AlertsPanel::makeLists()
{
    m_alertList->setModel(m_alerts);
    m_alertList->setAccessibleName(tr("Alerts"));
    m_logList->setModel(m_log);
    m_logList->setAccessibleName(tr("What fired"));
    m_stack->addWidget(makePlace(m_alertList, m_noAlerts));
    m_stack->addWidget(makePlace(m_logList, m_noLog));
    connect(m_alertList, &QWidget::customContextMenuRequested, this, &AlertsPanel::showAlertMenu);
    connect(m_logList, &QWidget::customContextMenuRequested, this, &AlertsPanel::showLogMenu);
    connect(m_noAlerts, &EmptyState::buttonClicked, this, [this] { m_desk.newAlertAt(m_symbol); });

    m_seen->setObjectName(QStringLiteral("alertsSeen"));
    m_clear->setObjectName(QStringLiteral("clearAlertLog"));
    m_clear->setToolTip(tr("Forget what fired; the alerts stay"));
    auto *buttons = new QHBoxLayout(m_logButtons);
    buttons->setContentsMargins({});
    buttons->setSpacing(8);
    buttons->addWidget(m_seen);
    buttons->addStretch(1);
    buttons->addWidget(m_clear);
    connect(m_seen, &QPushButton::clicked, &m_watch, &market::AlertWatch::markAllSeen);
    connect(m_clear, &QPushButton::clicked, &m_watch, &market::AlertWatch::clearLog);
}

void AlertsPanel::setMarket(const Symbol &symbol)
{
    m_symbol = symbol;
    applyScope();
}

void AlertsPanel::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void AlertsPanel::applyScope()
{
    const bool isAll = m_scope->currentIndex() != ofMarket || m_symbol.value.isEmpty();
    const std::optional<Symbol> symbol = isAll ? std::nullopt : std::optional(m_symbol);
    m_alerts->setMarket(symbol);
    m_log->setMarket(symbol);
    renew();
}

void AlertsPanel::renew()
{
    m_scope->setItemText(ofMarket, m_symbol.value.isEmpty()
                                       ? tr("This market")
                                       : tr("Only %1").arg(alertMarket(m_symbol, m_board).name));
    const int unseen = m_watch.unseen();
    m_tabs->setTabText(1, unseen > 0 ? tr("Fired (%1)").arg(unseen) : tr("Fired"));
    const bool isLog = m_tabs->currentIndex() == static_cast<int>(Tab::Fired);
    m_stack->setCurrentIndex(m_tabs->currentIndex());
    m_logButtons->setVisible(isLog && !m_watch.log().isEmpty());
    m_seen->setEnabled(unseen > 0);
    m_new->setEnabled(!m_symbol.value.isEmpty());
    renewEmptyStates();
}

void AlertsPanel::renewEmptyStates()
{
    const auto show = [](AlertList *list, bool isEmpty) {
        auto *place = static_cast<QStackedWidget *>(list->parentWidget());
        place->setCurrentIndex(isEmpty ? 1 : 0);
    };
    show(m_alertList, m_alerts->rowCount() == 0);
    show(m_logList, m_log->rowCount() == 0);
    if (m_watch.state() == LoadState::Failed) {
        m_noAlerts->setText(tr("The alerts could not be read."),
                            tr("Coffer left the file as it is. Restart Coffer; if it stays so, restore the "
                               "file charts.sqlite of the profile folder from a backup."));
        m_noAlerts->setButton({});
        return;
    }
    m_noAlerts->setText(tr("No alerts"), tr("Be told when a price, a move or an indicator gets where you "
                                            "wait for it, whatever page is open."));
    m_noAlerts->setButton(m_symbol.value.isEmpty() ? QString() : tr("New alert…"));
    m_noLog->setText(tr("Nothing has fired"),
                     tr("Alerts that fire are listed here, the last 1,000 of them."));
}

market::AlertId AlertsPanel::currentAlert() const
{
    return m_alerts->idAt(m_alertList->currentIndex().row());
}

void AlertsPanel::activate(const QModelIndex &index)
{
    if (index.model() == m_alerts)
        m_desk.edit(m_alerts->idAt(index.row()));
    else
        Q_EMIT chartRequested(index.data(SymbolRole).toString());
}

/// The next one is current then, so that several can be deleted one after another.
void AlertsPanel::removeCurrent()
{
    m_desk.remove(currentAlert());
}

bool AlertsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_alertList && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace) && currentAlert().value != 0) {
            removeCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void AlertsPanel::showAlertMenu(const QPoint &position)
{
    const QModelIndex index = m_alertList->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("alertMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Open chart"), this,
                    [this, symbol = index.data(SymbolRole).toString()] { Q_EMIT chartRequested(symbol); });
    menu->addSeparator();
    m_desk.addActions(*menu, m_alerts->idAt(index.row()));
    menu->popup(m_alertList->viewport()->mapToGlobal(position));
}

void AlertsPanel::showLogMenu(const QPoint &position)
{
    const QModelIndex index = m_logList->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Open chart"), this,
                    [this, symbol = index.data(SymbolRole).toString()] { Q_EMIT chartRequested(symbol); });
    menu->addAction(tr("&Mark all as seen"), &m_watch, &market::AlertWatch::markAllSeen);
    menu->popup(m_logList->viewport()->mapToGlobal(position));
}

} // namespace coffer::ui
