// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "history/historysync.h"
#include "keys/keyinventory.h"
#include "market/tickerboard.h"
#include "portfolio/portfolioservice.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/overview/accountscard.h"
#include "ui/overview/allocationcard.h"
#include "ui/overview/cardgrid.h"
#include "ui/overview/headline.h"
#include "ui/overview/keyhealthcard.h"
#include "ui/overview/moverscard.h"
#include "ui/overview/openorderscard.h"
#include "ui/overview/unknownscard.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace coffer::ui {

using namespace std::chrono_literals;

namespace {

/// Lets the number be painted before the charts are made.
constexpr auto chartDelay = 30ms;
constexpr int sectionSpacing = 16;

bool isSettled(LoadState state)
{
    return state == LoadState::Ready || state == LoadState::Failed;
}

} // namespace

OverviewPage::OverviewPage(portfolio::PortfolioService &portfolio, history::HistorySync &history,
                           keys::KeyInventory &keys, market::TickerBoard &board, const Context &context,
                           QWidget *parent)
    : Page(tr("Overview"), context, parent),
      m_portfolio(portfolio),
      m_history(history),
      m_keys(keys),
      m_board(board)
{
    setObjectName(QStringLiteral("overviewPage"));
    build();
    connectCards();
    connectServices();
    m_chartDelay.setSingleShot(true);
    m_chartDelay.setInterval(chartDelay);
    connect(&m_chartDelay, &QTimer::timeout, this, &OverviewPage::createCharts);
    m_ageTick.setInterval(1s);
    connect(&m_ageTick, &QTimer::timeout, this, [this] { setSubtitle(subtitleText()); });
    askForFiat();
    showEverything();
}

void OverviewPage::build()
{
    Theme &theme = context().theme;
    Format &format = context().format;
    m_headline = new Headline(context());
    m_allocation = new AllocationCard(theme, format);
    m_accounts = new AccountsCard(theme, format);
    m_movers = new MoversCard(m_board, theme, format);
    m_orders = new OpenOrdersCard(m_board, theme, format);
    m_keyHealth = new KeyHealthCard(theme);
    m_unknowns = new UnknownsCard(theme, format);
    m_grid = new CardGrid;
    for (Card *card :
         std::initializer_list<Card *>{m_allocation, m_accounts, m_movers, m_orders, m_keyHealth, m_unknowns})
        m_grid->add(card);

    auto *sheet = new QWidget;
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(sectionSpacing);
    column->addWidget(m_headline);
    column->addWidget(m_grid);
    column->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setWidget(sheet);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    sheet->setAutoFillBackground(false);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    m_empty = new EmptyState(QStringLiteral("keys"), theme);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_empty);
    content()->addWidget(m_stack, 1);
}

void OverviewPage::connectCards()
{
    connect(m_headline, &Headline::currencyChosen, this, &OverviewPage::chooseCurrency);
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        Q_EMIT goTo(PageId::Keys);
        Q_EMIT remedyRequested(Remedy::AddKey);
    });
    const auto leadsTo = [this](Card *card, PageId page) {
        connect(card, &Card::linkActivated, this, [this, page] { Q_EMIT goTo(page); });
    };
    leadsTo(m_allocation, PageId::Balances);
    leadsTo(m_accounts, PageId::Balances);
    leadsTo(m_unknowns, PageId::Balances);
    leadsTo(m_movers, PageId::Charts);
    leadsTo(m_orders, PageId::History);
    leadsTo(m_keyHealth, PageId::Keys);
    connect(m_movers, &MoversCard::chartRequested, this, &Page::chartRequested);
    connect(m_orders, &OpenOrdersCard::chartRequested, this, &Page::chartRequested);
}

void OverviewPage::connectServices()
{
    using history::HistorySync;
    using keys::KeyInventory;
    using portfolio::PortfolioService;
    connect(&m_portfolio, &PortfolioService::changed, this, &OverviewPage::showPortfolio);
    connect(&m_portfolio, &PortfolioService::stateChanged, this, [this](LoadState state) {
        if (state == LoadState::Ready)
            clearError();
        showStack();
        setSubtitle(subtitleText());
    });
    connect(&m_portfolio, &PortfolioService::failed, this, [this](const Error &error) {
        if (!hasNoKeys())
            showError(error);
    });
    connect(&m_history, &HistorySync::openOrdersChanged, this, &OverviewPage::showOrders);
    connect(&m_history, &HistorySync::stateChanged, this, &OverviewPage::showOrders);
    connect(&m_history, &HistorySync::progressChanged, this, &OverviewPage::showUnknowns);
    connect(&m_keys, &KeyInventory::changed, this, &OverviewPage::showKeys);
    connect(&m_keys, &KeyInventory::stateChanged, this, &OverviewPage::showKeys);
    connect(&m_keys, &KeyInventory::failed, this, [this](const Error &error) {
        if (hasNoKeys()) // else what they are for says it
            showError(error);
    });
    connect(&m_board, &market::TickerBoard::symbolsChanged, this, [this] {
        // Names and decimals of markets come with the symbol list.
        showOrders();
        m_movers->show(m_portfolio.portfolio().holdings);
    });
    connect(&context().format, &Format::changed, this, &OverviewPage::showEverything);
    connect(&context().settings, &Settings::changed, this, [this](const QString &key) {
        if (key != currencySetting.key)
            return;
        askForFiat();
        showPortfolio();
    });
}

void OverviewPage::refresh()
{
    m_board.refresh();
    m_portfolio.refresh();
    m_history.refresh();
}

bool OverviewPage::hasNoKeys() const
{
    const LoadState state = m_keys.state();
    const bool anyHeld =
        std::any_of(m_keys.entries().cbegin(), m_keys.entries().cend(),
                    [](const keys::InventoryEntry &entry) { return entry.held.has_value(); });
    return !anyHeld && isSettled(state);
}

bool OverviewPage::isReady() const
{
    if (hasNoKeys())
        return true;
    if (m_portfolio.state() == LoadState::Failed)
        return true;
    return m_portfolio.state() == LoadState::Ready && m_portfolio.portfolio().pricesAt != 0 && m_charted &&
           isSettled(m_keys.state()) && (isSettled(m_history.state()) || !m_history.openOrders().isEmpty());
}

void OverviewPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_ageTick.start();
    setSubtitle(subtitleText());
    showStack();
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    m_ageTick.stop();
    Page::hideEvent(event);
}

Denomination OverviewPage::denomination() const
{
    return Denomination::choose(context().settings.value(currencySetting), m_portfolio.portfolio().rates);
}

void OverviewPage::chooseCurrency(const QString &currency)
{
    context().settings.setValue(currencySetting, currency);
}

void OverviewPage::askForFiat()
{
    const QString currency = context().settings.value(currencySetting);
    if (currency != QLatin1String("USDT") && currency != QLatin1String("BTC"))
        m_portfolio.setFiat(currency);
}

QString OverviewPage::subtitleText() const
{
    const portfolio::Portfolio &portfolio = m_portfolio.portfolio();
    const Format &format = context().format;
    if (hasNoKeys())
        return tr("What your accounts hold and what it is worth");
    if (portfolio.balancesAt == 0)
        return m_portfolio.state() == LoadState::Failed ? tr("Your accounts could not be read")
                                                        : tr("Reading your accounts…");
    QString balances = tr("Balances %1").arg(format.age(portfolio.balancesAt));
    if (m_portfolio.state() == LoadState::Failed)
        balances = tr("Balances of %1, could not be read again").arg(format.age(portfolio.balancesAt));
    else if (portfolio.fromCache)
        balances = tr("Balances kept from %1, reading again…").arg(format.age(portfolio.balancesAt));
    const QString prices =
        portfolio.pricesAt == 0 ? tr("no prices yet") : tr("prices %1").arg(format.age(portfolio.pricesAt));
    return balances + QStringLiteral(" · ") + prices;
}

void OverviewPage::showPortfolio()
{
    const portfolio::Portfolio &portfolio = m_portfolio.portfolio();
    const Denomination money = denomination();
    m_headline->show(portfolio, money);
    setSubtitle(subtitleText());
    m_allocation->show(portfolio.isPriced() ? portfolio.holdings : QList<portfolio::Holding>(), money);
    m_accounts->show(portfolio.isPriced() ? portfolio.accounts : QList<portfolio::AccountValue>(), money);
    m_movers->show(portfolio.holdings);
    showUnknowns();
    showStack();
}

void OverviewPage::showOrders()
{
    m_orders->show(m_history.openOrders(), m_history.state());
}

void OverviewPage::showKeys()
{
    m_keyHealth->show(m_keys.entries(), m_keys.state());
    showEmptyState();
    showStack();
}

/// Keys that could not be read must not look as if there were none.
void OverviewPage::showEmptyState()
{
    if (m_keys.state() == LoadState::Failed) {
        m_empty->setText(tr("The list of keys could not be read"),
                         tr("Your keys are not lost: the message above says what to do."));
        m_empty->setButton({});
        return;
    }
    m_empty->setText(
        tr("No key yet"),
        tr("Coffer reads your HTX accounts with an API key. A key with the Read permission is enough to see "
           "everything here, and its secret stays in your system's keychain."));
    m_empty->setButton(tr("Add a key…"));
}

void OverviewPage::showUnknowns()
{
    m_unknowns->show(m_portfolio.portfolio(), m_history.progress());
}

void OverviewPage::showEverything()
{
    showPortfolio();
    showOrders();
    showKeys();
}

void OverviewPage::showStack()
{
    m_stack->setCurrentWidget(hasNoKeys() ? static_cast<QWidget *>(m_empty) : m_scroll);
    const bool something = m_portfolio.portfolio().balancesAt != 0;
    m_grid->setVisible(something || m_portfolio.state() == LoadState::Failed);
    if (something && !m_charted && isVisible() && !m_chartDelay.isActive())
        m_chartDelay.start();
}

void OverviewPage::createCharts()
{
    m_allocation->createChart();
    m_accounts->createChart();
    m_charted = true;
}

} // namespace coffer::ui
