// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspage.h"

#include "core/clock.h"
#include "history/historysync.h"
#include "market/alerts/alertwatch.h"
#include "market/candles/candleservice.h"
#include "market/drawings/drawingservice.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertdesk.h"
#include "ui/charts/alerts/alertspanel.h"
#include "ui/charts/browser/marketbrowser.h"
#include "ui/charts/chartcontrols.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/chartwindow.h"
#include "ui/charts/depth/depthpanel.h"
#include "ui/charts/drawings/chartdrawings.h"
#include "ui/charts/drawings/drawingbar.h"
#include "ui/charts/markethead.h"
#include "ui/charts/periodchoices.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/format.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace coffer::ui {

namespace {

constexpr int listWidth = 260;
constexpr int sideWidth = 290;
constexpr int leastForSide = 900; // of the page: below, the chart needs the room more
constexpr int leastForSideOfSeveral = 1300;

const QString depthSide = QStringLiteral("depth");
const QString alertsSide = QStringLiteral("alerts");

} // namespace

ChartsPage::ChartsPage(const ChartServices &services, const Context &context, QWidget *parent)
    : Page(tr("Charts"), context, parent),
      m_services(services),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_browser(new MarketBrowser(services.board, services.watchlist, context)),
      m_desk(new AlertDesk(services.alerts, services.board, context, this)),
      m_grid(new ChartGrid(services, *m_desk, context)),
      m_head(new MarketHead(services.board, services.watchlist, context)),
      m_controls(new ChartControls(context)),
      m_drawingBar(new DrawingBar(Qt::Vertical, context)),
      m_sides(new QStackedWidget),
      m_depth(new DepthPanel(services.depth, context)),
      m_alerts(new AlertsPanel(*m_desk, services.alerts, services.board, context))
{
    setObjectName(QStringLiteral("chartsPage"));
    m_browser->setSparklines(&services.sparklines);
    m_browser->setRecent(&services.recent);
    makeSide();
    m_splitter->setObjectName(QStringLiteral("chartsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_splitter->addWidget(m_browser);
    m_splitter->addWidget(makeCenter());
    m_splitter->addWidget(m_sides);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({listWidth, 700, sideWidth});
    m_splitter->installEventFilter(this);
    m_browser->setMinimumWidth(240);
    content()->addWidget(m_splitter, 1);
    addButtons();
    connectParts();
    m_grid->setZone(static_cast<ChartZone>(std::clamp(context.settings.value(chartZoneSetting), 0, 2)));
    m_drawingBar->setVisible(context.settings.value(drawingBarSetting));
    setListVisible(context.settings.value(marketListSetting));
    setSide(context.settings.value(chartSideSetting));
    currentChanged();
}

ChartsPage::~ChartsPage()
{
    // Windows of single charts and the grid use the desk, which is a child too.
    qDeleteAll(findChildren<ChartWindow *>(QString(), Qt::FindDirectChildrenOnly));
    delete m_grid;
}

QWidget *ChartsPage::makeCenter()
{
    auto *center = new QWidget;
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_headRow = new QWidget;
    m_headRow->setMinimumWidth(1); // it breaks into two lines instead: see arrangeHead()
    m_headRow->installEventFilter(this);
    m_headLayout = new QBoxLayout(QBoxLayout::LeftToRight, m_headRow);
    m_headLayout->setContentsMargins({});
    m_headLayout->setSpacing(8);
    m_headLayout->addWidget(m_head, 1);
    m_headLayout->addWidget(m_controls, 0, Qt::AlignLeft);
    layout->addWidget(m_headRow);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_drawingBar);
    row->addWidget(m_grid, 1);
    layout->addLayout(row, 1);
    return center;
}

void ChartsPage::makeSide()
{
    m_sides->setObjectName(QStringLiteral("chartSide"));
    m_sides->setMinimumWidth(240);
    m_sides->addWidget(m_depth);
    m_sides->addWidget(m_alerts);
}

void ChartsPage::addButtons()
{
    const auto addToggle = [this](const QString &name, const QString &iconName, const QString &text) {
        QToolButton *button = m_controls->makeButton(name, iconName, text);
        button->setCheckable(true);
        m_head->addButton(button);
        return button;
    };
    m_draw = addToggle(QStringLiteral("drawButton"), QStringLiteral("pencil"), tr("Drawings"));
    m_draw->setChecked(context().settings.value(drawingBarSetting));
    connect(m_draw, &QToolButton::toggled, this, [this](bool on) {
        m_drawingBar->setVisible(on);
        context().settings.setValue(drawingBarSetting, on);
    });
    m_alertButton = addToggle(QStringLiteral("alertsButton"), QStringLiteral("bell"), tr("Alerts"));
    connect(m_alertButton, &QToolButton::clicked, this,
            [this](bool on) { setSide(on ? alertsSide : QString()); });
    m_depthButton =
        addToggle(QStringLiteral("depthButton"), QStringLiteral("ladder"), tr("Order book and trades"));
    connect(m_depthButton, &QToolButton::clicked, this,
            [this](bool on) { setSide(on ? depthSide : QString()); });
    addMoreMenu();
}

void ChartsPage::addMoreMenu()
{
    QToolButton *more =
        m_controls->makeButton(QStringLiteral("chartMore"), QStringLiteral("more"), tr("More"));
    auto *menu = new QMenu(more);
    fillLayoutMenu(menu);
    menu->addSeparator();
    menu->addAction(tr("Compare with…"), this, [this] { current().chooseComparison(); });
    menu->addAction(tr("Go to date…"), this, [this] { current().jumpToDate(); });
    menu->addAction(tr("Set an alert…"), this, [this] { m_desk->newAlertAt(current().setup().symbol); });
    menu->addAction(tr("Open in a window of its own"), this, [this] { openWindow(current().setup()); });
    menu->addSeparator();
    fillZoneMenu(menu->addMenu(tr("Time zone")));
    m_exportPlace = menu->addSeparator();
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    m_head->addButton(more);
}

void ChartsPage::fillLayoutMenu(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    for (const auto &[count, text] :
         {std::pair{1, tr("One chart")}, {2, tr("Two charts")}, {4, tr("Four charts")}}) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_grid->count() == count);
        group->addAction(action);
        connect(action, &QAction::triggered, m_grid, [this, number = count] { m_grid->setCount(number); });
    }
    QAction *markets = menu->addAction(tr("Same market on all charts"));
    markets->setCheckable(true);
    markets->setChecked(m_grid->areMarketsLinked());
    connect(markets, &QAction::toggled, m_grid, &ChartGrid::setMarketsLinked);
    QAction *cursors = menu->addAction(tr("Crosshair on all charts"));
    cursors->setCheckable(true);
    cursors->setChecked(m_grid->areCursorsLinked());
    connect(cursors, &QAction::toggled, m_grid, &ChartGrid::setCursorsLinked);
}

void ChartsPage::fillZoneMenu(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    for (const auto &[zone, text] : {std::pair{ChartZone::Local, tr("Local time")},
                                     {ChartZone::Utc, tr("UTC")},
                                     {ChartZone::Exchange, tr("UTC+8, as the exchange")}}) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(context().settings.value(chartZoneSetting) == static_cast<int>(zone));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = zone] {
            context().settings.setValue(chartZoneSetting, static_cast<int>(chosen));
            m_grid->setZone(chosen);
            for (ChartWindow *window : findChildren<ChartWindow *>(QString(), Qt::FindDirectChildrenOnly))
                window->cell().setZone(chosen);
        });
    }
}

void ChartsPage::connectParts()
{
    connect(m_browser, &MarketBrowser::chosen, this,
            [this](const Symbol &symbol) { showMarket(symbol.value); });
    connect(m_browser, &MarketBrowser::prefetch, this,
            [this](const Symbol &symbol) { m_services.candles.prefetch(symbol, current().setup().period); });
    connect(m_browser, &MarketBrowser::openInWindowRequested, this, [this](const Symbol &symbol) {
        ChartSetup setup = current().setup();
        setup.symbol = symbol;
        openWindow(setup);
    });
    connect(m_browser, &MarketBrowser::alertRequested, this,
            [this](const Symbol &symbol) { m_desk->newAlertAt(symbol); });
    connect(m_browser, &MarketBrowser::compareRequested, this,
            [this](const Symbol &symbol) { current().compare(symbol); });
    connect(m_head, &MarketHead::listToggled, this, [this] { setListVisible(m_browser->isHidden()); });
    connect(m_grid, &ChartGrid::currentChanged, this, &ChartsPage::currentChanged);
    connect(m_grid, &ChartGrid::candlesChanged, this, &ChartsPage::updateHead);
    connect(m_grid, &ChartGrid::stateChanged, this, &ChartsPage::stateChanged);
    connect(m_grid, &ChartGrid::failed, this, [this](const Error &error) {
        m_candleError = error;
        showError(error);
    });
    connect(m_grid, &ChartGrid::windowRequested, this, &ChartsPage::openWindow);
    connect(m_depth, &DepthPanel::priceChosen, this,
            [this](const Decimal &price) { m_desk->newAlertAt(current().setup().symbol, price); });
    connect(m_depth, &DepthPanel::closeRequested, this, [this] { setSide({}); });
    connect(m_depth, &DepthPanel::remedyRequested, this, &ChartsPage::remedyRequested);
    connect(m_alerts, &AlertsPanel::chartRequested, this, &ChartsPage::showMarket);
    connect(m_alerts, &AlertsPanel::failed, this, &ChartsPage::showError);
    connect(m_desk, &AlertDesk::removed, this, [this](const QString &sentence) {
        if (!m_alerts->isVisible()) // where Undo is
            current().say(tr("%1 Undo it in the list of alerts.").arg(sentence));
    });
    connect(&m_services.alerts, &market::AlertWatch::failed, this, [this](const Error &error) {
        m_alertError = error;
        showError(error);
    });
    connect(&m_services.alerts, &market::AlertWatch::saved, this, [this] { recovered(m_alertError); });
    connect(&m_services.drawings, &market::DrawingService::failed, this, [this](const Error &error) {
        m_drawingError = error;
        showError(error);
    });
    connect(&m_services.drawings, &market::DrawingService::saved, this,
            [this] { recovered(m_drawingError); });
    connect(&m_services.board, &market::TickerBoard::symbolsChanged, this, [this] {
        updateHead();
        updateDepth();
    });
    connect(&m_services.history, &history::HistorySync::openOrdersChanged, this, &ChartsPage::updateDepth);
    connect(&context().format, &Format::changed, this, &ChartsPage::updateSubtitle);
    auto *next = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F6), this);
    connect(next, &QShortcut::activated, m_grid, &ChartGrid::selectNext);
}

ChartCell &ChartsPage::current() const
{
    return m_grid->current();
}

void ChartsPage::activate()
{
    if (!m_loaded)
        load();
    m_browser->focusSearch();
}

void ChartsPage::refresh()
{
    m_services.board.refresh();
    m_depth->refresh();
    for (int i = 0; i < m_grid->count(); ++i)
        m_grid->cell(i).refresh();
}

void ChartsPage::load()
{
    m_loaded = true;
    m_services.board.setWatched(QStringLiteral("chart"), {current().setup().symbol});
}

bool ChartsPage::isReady() const
{
    return current().isReady() &&
           (current().state() == LoadState::Failed || m_services.board.updatedAt() > 0);
}

void ChartsPage::setAccount(Uid account)
{
    m_account = account;
    m_grid->setAccount(account);
    for (ChartWindow *window : findChildren<ChartWindow *>(QString(), Qt::FindDirectChildrenOnly))
        window->cell().setAccount(account);
}

void ChartsPage::setLocked(bool locked)
{
    m_locked = locked;
    m_grid->setLocked(locked);
    for (ChartWindow *window : findChildren<ChartWindow *>(QString(), Qt::FindDirectChildrenOnly))
        window->cell().setLocked(locked);
    updateDepth();
}

void ChartsPage::showMarket(const QString &symbol)
{
    m_grid->showMarket(Symbol{symbol.toLower()});
}

void ChartsPage::showAlerts()
{
    setSide(alertsSide);
}

void ChartsPage::setListVisible(bool visible)
{
    m_wantsList = visible;
    context().settings.setValue(marketListSetting, visible);
    if (visible && m_side == alertsSide && !hasRoomForAll())
        setSide({}); // what was asked for last has the room
    else
        arrangeSide();
}

void ChartsPage::setSide(const QString &side)
{
    m_side = side;
    context().settings.setValue(chartSideSetting, side);
    if (side == alertsSide)
        m_sides->setCurrentWidget(m_alerts);
    else
        m_sides->setCurrentWidget(m_depth);
    arrangeSide();
}

/// For the list of markets, the charts, and the column beside them.
bool ChartsPage::hasRoomForAll() const
{
    return m_splitter->width() >= (m_grid->count() > 1 ? leastForSideOfSeveral : leastForSide);
}

/// Where there is no room for all, the book gives way to the list of markets, and that to the alerts.
void ChartsPage::arrangeSide()
{
    const bool isListShown = m_wantsList && (m_side != alertsSide || hasRoomForAll());
    m_browser->setVisible(isListShown);
    m_head->setListShown(isListShown);
    const bool fits = !isListShown || hasRoomForAll();
    m_sides->setVisible(!m_side.isEmpty() && fits);
    m_alertButton->setChecked(m_side == alertsSide && fits);
    m_depthButton->setChecked(m_side == depthSide && fits);
}

/// Market and buttons side by side, or one above the other where there is no room for both.
void ChartsPage::arrangeHead()
{
    int needed = m_headLayout->spacing();
    for (int part = 0; part < m_headLayout->count(); ++part)
        needed += m_headLayout->itemAt(part)->sizeHint().width();
    m_headLayout->setDirection(needed <= m_headRow->width() ? QBoxLayout::LeftToRight
                                                            : QBoxLayout::TopToBottom);
}

void ChartsPage::openWindow(const ChartSetup &setup)
{
    auto *window = new ChartWindow(setup, m_services, *m_desk, context(), this);
    window->cell().setZone(current().zone());
    window->cell().setAccount(m_account);
    window->cell().setLocked(m_locked);
    connect(&window->cell(), &ChartCell::windowRequested, this,
            [this, window] { openWindow(window->cell().setup()); });
    window->show();
}

void ChartsPage::currentChanged()
{
    ChartCell &cell = current();
    m_browser->select(cell.setup().symbol);
    arrangeSide();
    if (m_loaded)
        m_services.board.setWatched(QStringLiteral("chart"), {cell.setup().symbol});
    m_controls->setTarget(&cell);
    showExport(cell.exportMenu());
    m_drawingBar->setTarget(&cell.drawings());
    m_alerts->setMarket(cell.setup().symbol);
    updateDepth();
    updateHead();
    updateSubtitle();
}

/// The menu is about the current chart's.
void ChartsPage::showExport(QMenu *menu)
{
    auto *more = qobject_cast<QMenu *>(m_exportPlace->parent());
    if (m_exportMenu)
        more->removeAction(m_exportMenu->menuAction());
    m_exportMenu = menu;
    more->insertMenu(m_exportPlace, menu);
}

void ChartsPage::stateChanged()
{
    if (current().state() == LoadState::Ready && !m_grid->hasFailed())
        recovered(m_candleError);
    updateSubtitle();
}

/// Takes the error away, unless what is shown is of something else.
void ChartsPage::recovered(std::optional<Error> &from)
{
    if (const std::optional<Error> gone = std::exchange(from, std::nullopt))
        clearError(*gone);
}

void ChartsPage::updateHead()
{
    ChartCell &cell = current();
    const market::CandleSeries &series = cell.series();
    m_head->show(cell.setup().symbol, cell.marketName(),
                 series.isEmpty() ? QString() : cell.chart().priceText(series.closes().back()));
    arrangeHead();
    updateSubtitle();
}

void ChartsPage::updateDepth()
{
    const Symbol symbol = current().setup().symbol;
    const market::Quote *quote = m_services.board.quote(symbol);
    m_depth->setMarket(symbol, quote ? quote->info.base.value.toUpper() : QString(),
                       quote ? quote->info.quote.value.toUpper() : QString(),
                       quote ? quote->info.priceDecimals : -1, quote ? quote->info.amountDecimals : -1);
    QList<std::pair<htx::Side, Decimal>> own;
    for (const htx::Order &order : m_services.history.openOrders()) {
        if (order.symbol == symbol && !m_locked)
            own.append({order.side, order.price});
    }
    m_depth->setOwnOrders(own);
}

void ChartsPage::updateSubtitle()
{
    const market::CandleSeries &series = current().series();
    if (series.isEmpty()) {
        setSubtitle(tr("Prices as the exchange's candles tell them"));
        return;
    }
    const QString since = context().format.time(series.times().front() * 1000);
    const QString count = tr("%n candles of %1 since %2", nullptr, static_cast<int>(series.size()))
                              .arg(PeriodChoices::name(current().setup().period), since);
    const qint64 updated = current().updatedAt();
    const bool isFresh = current().state() == LoadState::Ready && updated > 0;
    setSubtitle(isFresh ? tr("%1 · as of %2").arg(count, context().format.time(updated))
                        : tr("%1 · kept from earlier, being renewed").arg(count));
}

bool ChartsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        if (watched == m_headRow)
            arrangeHead();
        else if (watched == m_splitter)
            arrangeSide();
    }
    return Page::eventFilter(watched, event);
}

void ChartsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_loaded)
        load();
}

} // namespace coffer::ui
