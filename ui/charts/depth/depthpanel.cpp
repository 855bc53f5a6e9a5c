// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/depthpanel.h"

#include "ui/charts/depth/depthchart.h"
#include "ui/charts/depth/depthnotice.h"
#include "ui/charts/depth/ladderview.h"
#include "ui/charts/depth/tradetape.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {

using market::BookStanding;
using market::MarketDepth;

DepthPanel::DepthPanel(MarketDepth &depth, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_depth(depth),
      m_context(context),
      m_views(new QButtonGroup(this)),
      m_status(new Label(Label::Role::Meta, this)),
      m_notice(new DepthNotice(context.theme, this)),
      m_splitter(new QSplitter(Qt::Vertical, this)),
      m_stack(new QStackedWidget),
      m_message(new EmptyState(QStringLiteral("charts"), context.theme)),
      m_ladder(new LadderView(context)),
      m_chart(new DepthChart(context)),
      m_tape(new TradeTape(context))
{
    setObjectName(QStringLiteral("depthPanel"));
    setAccessibleName(tr("Order book and trades"));
    m_status->setObjectName(QStringLiteral("depthStatus"));
    m_status->setElided(Qt::ElideRight);
    m_status->setContentsMargins(8, 0, 8, 0);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_ladder);
    m_stack->addWidget(m_chart);
    m_splitter->setObjectName(QStringLiteral("depthSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_tape);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({440, 240});
    m_splitter->restoreState(context.settings.value(depthSplitSetting));
    m_tape->setMinimumHeight(100);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(makeHead());
    layout->addWidget(m_status);
    layout->addWidget(m_notice);
    layout->addWidget(m_splitter, 1);

    connectService();
    setView(std::clamp(context.settings.value(depthViewSetting), 0, 1));
    updateState();
}

DepthPanel::~DepthPanel()
{
    m_depth.rest();
}

QWidget *DepthPanel::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    const std::pair<QString, QString> choices[] = {{tr("Book"), tr("Order book, level by level")},
                                                   {tr("Depth"), tr("Order book as a chart of sums")}};
    for (int view = 0; view < 2; ++view) {
        auto *button = new QToolButton(head);
        button->setObjectName(QStringLiteral("depthView%1").arg(view));
        button->setText(choices[view].first);
        button->setToolTip(choices[view].second);
        button->setAccessibleName(choices[view].second);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_views->addButton(button, view);
        layout->addWidget(button);
    }
    connect(m_views, &QButtonGroup::idClicked, this, &DepthPanel::setView);
    m_close = new QToolButton(head);
    m_close->setObjectName(QStringLiteral("depthClose"));
    m_close->setAutoRaise(true);
    m_close->setIcon(icon(QStringLiteral("close"), m_context.theme));
    m_close->setToolTip(tr("Hide the order book and trades"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, &DepthPanel::closeRequested);
    layout->addStretch(1);
    layout->addWidget(m_ladder->stepButton());
    layout->addWidget(m_close);
    return head;
}

void DepthPanel::connectService()
{
    connect(&m_depth, &MarketDepth::shown, this, &DepthPanel::renew);
    connect(&m_depth, &MarketDepth::bookChanged, this, &DepthPanel::updateBook);
    connect(&m_depth, &MarketDepth::tradesChanged, this, &DepthPanel::updateTrades);
    connect(&m_depth, &MarketDepth::stateChanged, this, &DepthPanel::updateState);
    connect(&m_depth, &MarketDepth::failed, this, &DepthPanel::updateState);
    connect(m_ladder, &LadderView::priceChosen, this, &DepthPanel::priceChosen);
    connect(m_notice, &DepthNotice::remedyRequested, this, [this](Remedy remedy) {
        if (remedy == Remedy::Retry)
            m_depth.refresh();
        else
            Q_EMIT remedyRequested(remedy);
    });
    connect(m_message, &EmptyState::buttonClicked, &m_depth, &MarketDepth::refresh);
    connect(&m_context.format, &Format::changed, this, &DepthPanel::updateState);
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_context.settings.setValue(depthSplitSetting, m_splitter->saveState()); });
}

void DepthPanel::setMarket(const Symbol &symbol, const QString &baseName, const QString &quoteName,
                           int priceDecimals, int amountDecimals)
{
    const DepthMarket market{symbol, Format::plain(baseName, 64), Format::plain(quoteName, 64), priceDecimals,
                             amountDecimals};
    if (market == m_market)
        return;
    m_market = market;
    m_ladder->setMarket(market);
    m_chart->setMarket(market);
    m_tape->setMarket(market);
    if (isVisible())
        follow();
    updateState();
}

void DepthPanel::setOwnOrders(const QList<std::pair<htx::Side, Decimal>> &orders)
{
    m_ladder->setOwnOrders(orders);
}

void DepthPanel::refresh()
{
    m_depth.refresh();
}

bool DepthPanel::isReady() const
{
    return m_depth.state() == LoadState::Ready || m_depth.state() == LoadState::Failed;
}

void DepthPanel::follow()
{
    if (m_depth.isResting() || m_depth.symbol() != m_market.symbol)
        m_depth.show(m_market.symbol);
    renew();
}

/// Everything as the service has it now.
void DepthPanel::renew()
{
    updateBook();
    updateTrades();
    updateState();
}

void DepthPanel::setView(int view)
{
    m_views->button(view)->setChecked(true);
    m_context.settings.setValue(depthViewSetting, view);
    m_ladder->stepButton()->setVisible(view == 0);
    updateBook();
    updateStack();
}

/// Only what is on screen is kept up to date.
void DepthPanel::updateBook()
{
    const bool isShown = m_depth.symbol() == m_market.symbol;
    const QList<htx::Level> bids = isShown ? m_depth.bids() : QList<htx::Level>();
    const QList<htx::Level> asks = isShown ? m_depth.asks() : QList<htx::Level>();
    if (m_views->checkedId() == 1)
        m_chart->setBook(bids, asks);
    else
        m_ladder->setBook(bids, asks);
    m_status->setText(statusText()); // also of when it is
    updateStack();
}

void DepthPanel::updateTrades()
{
    const bool isShown = m_depth.symbol() == m_market.symbol;
    const market::TradeList &trades = m_depth.trades();
    m_tape->setTrades(isShown ? trades.trades() : QList<htx::Trade>());
    m_ladder->setLast(isShown ? trades.lastPrice() : std::nullopt, trades.lastDirection());
}

void DepthPanel::updateState()
{
    const bool isDoubtful = m_depth.standing() == BookStanding::Doubtful;
    m_ladder->setDoubtful(isDoubtful);
    m_chart->setDoubtful(isDoubtful);
    m_status->setText(statusText());
    m_notice->setError(m_depth.error());
    const bool hasFailed = m_depth.tradesState() == LoadState::Failed;
    const bool isThere = m_depth.tradesState() == LoadState::Ready;
    m_tape->setEmptyText(hasFailed ? tr("Trades not available")
                         : isThere ? tr("No trades yet")
                                   : tr("Loading trades…"),
                         {});
    updateStack();
}

void DepthPanel::updateStack()
{
    const bool hasLevels = !m_depth.bids().isEmpty() || !m_depth.asks().isEmpty();
    if (hasLevels && m_depth.symbol() == m_market.symbol) {
        m_stack->setCurrentIndex(m_views->checkedId() == 1 ? 2 : 1);
        return;
    }
    const auto [title, advice] = messageText();
    m_message->setText(title, advice);
    m_stack->setCurrentWidget(m_message);
}

QString DepthPanel::statusText() const
{
    const QString time = m_context.format.time(m_depth.updatedAt()).right(8);
    switch (m_depth.standing()) {
    case BookStanding::None:
        return m_depth.state() == LoadState::Loading ? tr("Loading…") : QString();
    case BookStanding::Live:
        return tr("Live");
    case BookStanding::Asked:
        return tr("As of %1, renewed every few seconds").arg(time);
    case BookStanding::Doubtful:
        return m_depth.error() ? tr("Kept from %1").arg(time) : tr("Being brought up to date");
    }
    Q_UNREACHABLE();
}

std::pair<QString, QString> DepthPanel::messageText() const
{
    if (m_market.symbol.value.isEmpty())
        return {tr("No market chosen"), tr("Choose one from the list of markets.")};
    switch (m_depth.state()) {
    case LoadState::Failed:
        return {tr("The order book could not be read."), {}};
    case LoadState::Ready:
    case LoadState::Stale:
        return {tr("Nobody buys or sells here at the moment."), tr("The book appears with the first order.")};
    case LoadState::Idle:
    case LoadState::Loading:
        break;
    }
    return {tr("Loading the order book…"), {}};
}

void DepthPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void DepthPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_depth.rest();
}

} // namespace coffer::ui
