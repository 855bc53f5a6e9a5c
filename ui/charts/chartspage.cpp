// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspage.h"

#include "market/candleservice.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/charts/candlechart.h"
#include "ui/charts/marketbrowser.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto refreshInterval = 5s;
constexpr int coinSize = 20;

struct PeriodChoice
{
    htx::Period period;
    const char *label;
    const char *name;
};

constexpr std::array<PeriodChoice, 9> periodChoices{
    {{htx::Period::Min1, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1m"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1 minute")},
     {htx::Period::Min5, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "5m"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "5 minutes")},
     {htx::Period::Min15, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "15m"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "15 minutes")},
     {htx::Period::Min30, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "30m"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "30 minutes")},
     {htx::Period::Hour1, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1h"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1 hour")},
     {htx::Period::Hour4, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "4h"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "4 hours")},
     {htx::Period::Day1, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1d"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1 day")},
     {htx::Period::Week1, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1w"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1 week")},
     {htx::Period::Month1, QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1M"),
      QT_TRANSLATE_NOOP("coffer::ui::ChartsPage", "1 month")}}};

htx::Period periodNamed(const QString &wire)
{
    for (const PeriodChoice &choice : periodChoices) {
        if (htx::wireName(choice.period) == wire)
            return choice.period;
    }
    return htx::Period::Hour1;
}

const PeriodChoice &choiceOf(htx::Period period)
{
    for (const PeriodChoice &choice : periodChoices) {
        if (choice.period == period)
            return choice;
    }
    return periodChoices[4];
}

} // namespace

ChartsPage::ChartsPage(market::TickerBoard &board, market::CandleService &candles,
                       market::Watchlist &watchlist, const Context &context, QWidget *parent)
    : Page(tr("Charts"), context, parent),
      m_board(board),
      m_service(candles),
      m_watchlist(watchlist),
      m_symbol{context.settings.value(chartMarketSetting)},
      m_period(periodNamed(context.settings.value(chartPeriodSetting))),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_browser(new MarketBrowser(board, watchlist, context)),
      m_chart(new CandleChart(candles.series(), context)),
      m_periods(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("chartsPage"));
    auto *right = new QWidget;
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_headRow = new QWidget;
    m_headRow->setMinimumWidth(1); // it breaks into two lines instead: see arrangeHead()
    m_headRow->installEventFilter(this);
    m_headLayout = new QBoxLayout(QBoxLayout::LeftToRight, m_headRow);
    m_headLayout->setContentsMargins({});
    m_headLayout->setSpacing(8);
    m_headLayout->addWidget(makeHead(), 1);
    m_headLayout->addWidget(makePeriods(), 0, Qt::AlignLeft);
    layout->addWidget(m_headRow);
    layout->addWidget(m_chart, 1);

    m_splitter->setObjectName(QStringLiteral("chartsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_splitter->addWidget(m_browser);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({280, 740});
    m_browser->setMinimumWidth(250);
    content()->addWidget(m_splitter, 1);

    connectServices();
    m_timer.setInterval(refreshInterval);
    setListVisible(context.settings.value(marketListSetting));
    m_browser->select(m_symbol);
    updateHead();
    updateMessage();
}

void ChartsPage::connectServices()
{
    connect(m_browser, &MarketBrowser::chosen, this,
            [this](const Symbol &symbol) { showMarket(symbol.value); });
    connect(&m_board, &market::TickerBoard::symbolsChanged, this, &ChartsPage::updateHead);
    connect(&m_board, &market::TickerBoard::quotesChanged, this, &ChartsPage::updateHead);
    connect(&m_watchlist, &market::Watchlist::changed, this, &ChartsPage::updateHead);
    connect(&m_service, &market::CandleService::shown, this, &ChartsPage::candlesShown);
    connect(&m_service, &market::CandleService::seriesChanged, this, &ChartsPage::candlesChanged);
    connect(&m_service, &market::CandleService::stateChanged, this, &ChartsPage::stateChanged);
    connect(&m_service, &market::CandleService::failed, this, [this](const Error &error) {
        showError(error);
        updateMessage();
    });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_service.state() != LoadState::Loading)
            m_service.refresh();
    });
    connect(&context().theme, &Theme::changed, this, [this] {
        setListVisible(!m_browser->isHidden());
        updateHead();
    });
    connect(&context().format, &Format::changed, this, [this] {
        updateHead();
        updateSubtitle();
    });
}

QWidget *ChartsPage::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_listButton = new QToolButton(head);
    m_listButton->setObjectName(QStringLiteral("marketListButton"));
    m_listButton->setAutoRaise(true);
    m_coin = new QLabel(head);
    m_name = new Label(Label::Role::Section, head);
    m_name->setObjectName(QStringLiteral("chartMarket"));
    m_price = new Label(Label::Role::Section, head);
    m_price->setObjectName(QStringLiteral("chartPrice"));
    m_change = new Label(Label::Role::Body, head);
    m_change->setObjectName(QStringLiteral("chartChange"));
    m_star = new QToolButton(head);
    m_star->setObjectName(QStringLiteral("chartStar"));
    m_star->setAutoRaise(true);
    connect(m_listButton, &QToolButton::clicked, this, [this] { setListVisible(m_browser->isHidden()); });
    connect(m_star, &QToolButton::clicked, this, &ChartsPage::toggleFavourite);

    layout->addWidget(m_listButton);
    layout->addWidget(m_coin);
    layout->addWidget(m_name);
    layout->addWidget(m_star);
    layout->addSpacing(4);
    layout->addWidget(m_price);
    layout->addWidget(m_change);
    layout->addStretch(1);
    return head;
}

QWidget *ChartsPage::makePeriods()
{
    auto *row = new QWidget;
    row->setAccessibleName(tr("Length of a candle"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    for (const PeriodChoice &choice : periodChoices) {
        auto *button = new QToolButton(row);
        button->setObjectName(QStringLiteral("period_%1").arg(QLatin1String(choice.label)));
        button->setText(tr(choice.label));
        button->setToolTip(tr(choice.name));
        button->setAccessibleName(tr(choice.name));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(choice.period == m_period);
        m_periods->addButton(button, int(choice.period));
        layout->addWidget(button);
    }
    connect(m_periods, &QButtonGroup::idClicked, this,
            [this](int id) { setPeriod(static_cast<htx::Period>(id)); });
    return row;
}

void ChartsPage::activate()
{
    if (!m_loaded)
        load();
    m_browser->focusSearch();
}

void ChartsPage::refresh()
{
    m_board.refresh();
    if (m_loaded)
        m_service.refresh();
    else
        load();
}

void ChartsPage::load()
{
    m_loaded = true;
    m_updatedAt = 0;
    m_board.setWatched(QStringLiteral("chart"), {m_symbol});
    m_service.show(m_symbol, m_period);
}

bool ChartsPage::isReady() const
{
    if (m_service.state() == LoadState::Failed)
        return true;
    const bool empty = m_service.state() == LoadState::Ready && m_service.series().isEmpty();
    return m_board.updatedAt() > 0 && (m_chart->hasPainted() || empty);
}

void ChartsPage::showMarket(const QString &symbol)
{
    const Symbol wanted{symbol.toLower()};
    if (m_loaded && wanted == m_symbol)
        return;
    m_symbol = wanted;
    context().settings.setValue(chartMarketSetting, wanted.value);
    m_browser->select(wanted);
    load();
    updateHead();
}

void ChartsPage::setPeriod(htx::Period period)
{
    if (period == m_period && m_loaded)
        return;
    m_period = period;
    context().settings.setValue(chartPeriodSetting, htx::wireName(period));
    load();
}

void ChartsPage::setListVisible(bool visible)
{
    m_browser->setVisible(visible);
    m_listButton->setIcon(
        icon(visible ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right"), context().theme));
    m_listButton->setToolTip(visible ? tr("Hide the list of markets") : tr("Show the list of markets"));
    m_listButton->setAccessibleName(m_listButton->toolTip());
    context().settings.setValue(marketListSetting, visible);
}

void ChartsPage::toggleFavourite()
{
    m_watchlist.toggle(m_symbol);
}

void ChartsPage::candlesShown()
{
    m_updatedAt = 0;
    updateHead();
    m_chart->setPeriodName(tr(choiceOf(m_service.period()).label));
    m_chart->reset();
    updateMessage();
    updateSubtitle();
}

void ChartsPage::candlesChanged()
{
    m_chart->updateSeries();
    updateHead();
    updateSubtitle();
}

void ChartsPage::stateChanged(LoadState state)
{
    if (state == LoadState::Ready) {
        m_updatedAt = context().clock.nowMs();
        clearError();
    }
    updateMessage();
    updateSubtitle();
}

void ChartsPage::updateHead()
{
    const market::Quote *quote = m_board.quote(m_symbol);
    const bool named = quote && !quote->info.displayName.isEmpty();
    const QString name = Format::plain(named ? quote->info.displayName : m_symbol.value.toUpper(), 64);
    const int decimals = quote ? quote->info.priceDecimals : -1;
    m_chart->setMarket(name, quote ? Format::plain(quote->info.quote.value.toUpper(), 16) : QString(),
                       decimals);
    m_name->setText(name);
    if (quote)
        m_coin->setPixmap(coinDisc(quote->info.base.value, coinSize, devicePixelRatioF()));
    m_coin->setVisible(quote != nullptr);

    const market::CandleSeries &series = m_service.series();
    const bool own = m_service.symbol() == m_symbol && !series.isEmpty();
    m_price->setText(own ? m_chart->priceText(series.closes().back())
                         : context().format.price(quote ? quote->price : std::nullopt, decimals));
    const std::optional<Decimal> change = quote ? quote->change() : std::nullopt;
    m_change->setText(
        QStringLiteral("%1 %2").arg(Format::arrow(change), context().format.percent(change)).trimmed());
    m_change->setSign(change ? change->rounded(4).sign() : 0, context().theme);
    m_change->setToolTip(quote && quote->open24h ? tr("Over the last 24 hours")
                                                 : tr("Since 00:00 UTC+8, where HTX starts its day"));
    const bool favourite = m_watchlist.contains(m_symbol);
    m_star->setIcon(
        icon(favourite ? QStringLiteral("star-filled") : QStringLiteral("star"), context().theme));
    m_star->setToolTip(favourite ? tr("Take %1 off the favourites").arg(name)
                                 : tr("Make %1 a favourite").arg(name));
    m_star->setAccessibleName(m_star->toolTip());
    arrangeHead();
}

/// Market and periods side by side, or one above the other where there is no room for both.
void ChartsPage::arrangeHead()
{
    int needed = m_headLayout->spacing();
    for (int part = 0; part < m_headLayout->count(); ++part)
        needed += m_headLayout->itemAt(part)->sizeHint().width();
    m_headLayout->setDirection(needed <= m_headRow->width() ? QBoxLayout::LeftToRight
                                                            : QBoxLayout::TopToBottom);
}

bool ChartsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_headRow && event->type() == QEvent::Resize)
        arrangeHead();
    return Page::eventFilter(watched, event);
}

void ChartsPage::updateSubtitle()
{
    const market::CandleSeries &series = m_service.series();
    if (series.isEmpty()) {
        setSubtitle(tr("Prices as the exchange's candles tell them, in local time"));
        return;
    }
    const QString since = context().format.time(series.times().front() * 1000);
    const QString count = tr("%n candles of %1 since %2", nullptr, static_cast<int>(series.size()))
                              .arg(tr(choiceOf(m_service.period()).name), since);
    setSubtitle(m_updatedAt > 0 ? tr("%1 · as of %2").arg(count, context().format.time(m_updatedAt))
                                : tr("%1 · kept from earlier, being renewed").arg(count));
}

void ChartsPage::updateMessage()
{
    if (m_service.state() == LoadState::Failed)
        m_chart->setMessage(tr("The candles could not be read."));
    else if (m_service.state() == LoadState::Ready)
        m_chart->setMessage(tr("The exchange has no candles of this market and period."));
    else
        m_chart->setMessage(tr("Loading candles…"));
}

void ChartsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_loaded)
        load();
    m_timer.start();
}

void ChartsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_timer.stop();
}

} // namespace coffer::ui
