// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcell.h"

#include "core/clock.h"
#include "htx/reason.h"
#include "market/candles/candleservice.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertdesk.h"
#include "ui/charts/alerts/alertlayer.h"
#include "ui/charts/alerts/alerttool.h"
#include "ui/charts/compare/comparebar.h"
#include "ui/charts/compare/comparelayer.h"
#include "ui/charts/compare/comparison.h"
#include "ui/charts/drawings/chartdrawings.h"
#include "ui/charts/export/exportactions.h"
#include "ui/charts/export/exportnote.h"
#include "ui/charts/indicators/indicatorcolors.h"
#include "ui/charts/indicators/indicatorwords.h"
#include "ui/charts/periodchoices.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/charts/trades/owntrades.h"
#include "ui/charts/trades/tradeslayer.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto refreshInterval = 5s;
constexpr int exchangeOffset = 8 * 3600; // UTC+8

bool isUnknownMarket(const std::optional<Error> &error)
{
    return error && htx::reasonOf(*error) == htx::Reason::UnknownMarket;
}

QTimeZone timeZoneOf(ChartZone zone)
{
    switch (zone) {
    case ChartZone::Utc:
        return QTimeZone::utc();
    case ChartZone::Exchange:
        return QTimeZone(exchangeOffset);
    case ChartZone::Local:
        break;
    }
    return QTimeZone::systemTimeZone();
}

} // namespace

ChartCell::ChartCell(const ChartServices &services, AlertDesk &desk, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_desk(desk),
      m_context(context),
      m_caption(new Label(Label::Role::Meta, this)),
      m_chart(new CandleChart(series(), context, this)),
      m_drawings(new ChartDrawings(services.drawings, *m_chart->viewport(), context, this)),
      m_alertLayer(new AlertLayer(services.alerts, services.board, context, this)),
      m_alertTool(std::make_unique<AlertTool>(*m_alertLayer, desk, *m_chart->viewport())),
      m_comparison(new Comparison(services.candles, services.board, this)),
      m_compareLayer(new CompareLayer(*m_comparison, this)),
      m_compareBar(new CompareBar(*m_comparison, services.board, *m_chart, context, this)),
      m_export(new ExportActions(*m_chart, context, *this, this)),
      m_note(new ExportNote(context.theme, this)),
      m_trades(new OwnTrades(services.historyTable, services.history, this)),
      m_tradesLayer(new TradesLayer(*m_trades, context, this))
{
    setObjectName(QStringLiteral("chartCell"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_caption);
    layout->addWidget(m_compareBar);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_note);
    m_compareBar->hide();
    m_caption->setContentsMargins(8, 4, 8, 2);
    m_caption->hide();
    m_chart->installEventFilter(this);
    m_chart->viewport()->installEventFilter(this);
    m_timer.setInterval(refreshInterval);
    for (ChartLayer *layer :
         {static_cast<ChartLayer *>(m_compareLayer), static_cast<ChartLayer *>(m_tradesLayer),
          static_cast<ChartLayer *>(&m_drawings->layer()), static_cast<ChartLayer *>(m_alertLayer)})
        m_chart->addLayer(layer);
    m_chart->addTool(&m_drawings->tool());
    m_chart->addTool(m_alertTool.get());
    connectParts();
}

ChartCell::~ChartCell()
{
    if (m_stream) // which tells of its state when it is let go
        m_stream->disconnect(this);
    delete m_chart; // before its layers, tools and candles
    m_chart = nullptr;
}

void ChartCell::connectParts()
{
    connect(m_chart, &CandleChart::timesShown, this, [this](double from) { reachFor(from); });
    connect(m_chart, &CandleChart::menuRequested, this, &ChartCell::showMenu);
    connect(m_chart, &CandleChart::panesResized, this, &ChartCell::changed);
    connect(m_drawings, &ChartDrawings::message, m_note, [this](const QString &text) { m_note->say(text); });
    connect(m_compareBar, &CompareBar::said, m_note, [this](const QString &text) { m_note->say(text); });
    connect(m_export, &ExportActions::said, m_note, &ExportNote::say);
    connect(m_comparison, &Comparison::marketsChanged, this, &ChartCell::applyComparison);
    connect(&m_services.board, &market::TickerBoard::symbolsChanged, this, &ChartCell::updateMarket);
    connect(&m_context.theme, &Theme::changed, this, &ChartCell::applyIndicators);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_stream && m_stream->state() != LoadState::Loading)
            m_stream->refresh();
        m_comparison->refresh();
    });
}

const market::CandleSeries &ChartCell::series() const
{
    static const market::CandleSeries none;
    return m_stream ? m_stream->series() : none;
}

LoadState ChartCell::state() const
{
    return m_stream ? m_stream->state() : LoadState::Idle;
}

bool ChartCell::hasFailed() const
{
    return m_stream && m_stream->error();
}

qint64 ChartCell::updatedAt() const
{
    return m_stream ? m_stream->updatedAt() : 0;
}

bool ChartCell::isReady() const
{
    return state() == LoadState::Failed || m_chart->hasPainted() ||
           (state() == LoadState::Ready && series().isEmpty());
}

QString ChartCell::marketName() const
{
    const market::Quote *quote = m_services.board.quote(m_setup.symbol);
    const bool named = quote && !quote->info.displayName.isEmpty();
    return Format::plain(named ? quote->info.displayName : m_setup.symbol.value.toUpper(), 64);
}

void ChartCell::setSetup(const ChartSetup &setup)
{
    m_setup = setup;
    m_chart->setType(setup.type);
    m_chart->setPriceMode(setup.priceMode);
    m_chart->setVolumeVisible(setup.volume);
    m_tradesLayer->setFillsVisible(setup.fills);
    m_tradesLayer->setOrdersVisible(setup.orders);
    applyIndicators();
    m_chart->setPaneShares(setup.paneShares);
    open();
    m_isRestoring = true;
    m_comparison->setSymbols(setup.compared);
    m_isRestoring = false;
    applyComparison();
    Q_EMIT setupChanged();
}

/// While others are compared all are in percent.
void ChartCell::applyComparison()
{
    const bool compares = !m_comparison->isEmpty();
    m_compareBar->setVisible(compares);
    m_chart->setPriceMode(compares ? PriceMode::Percent : m_setup.priceMode);
    m_setup.compared = m_comparison->symbols();
    if (!m_isRestoring)
        changed();
}

void ChartCell::setMarket(const Symbol &symbol)
{
    if (symbol == m_setup.symbol)
        return;
    m_setup.symbol = symbol;
    open();
    changed();
}

void ChartCell::setPeriod(htx::Period period)
{
    if (period == m_setup.period)
        return;
    m_setup.period = period;
    open();
    changed();
}

void ChartCell::setType(ChartType type)
{
    m_setup.type = type;
    m_chart->setType(type);
    changed();
}

void ChartCell::setPriceMode(PriceMode mode)
{
    m_setup.priceMode = mode;
    if (m_comparison->isEmpty())
        m_chart->setPriceMode(mode);
    changed();
}

void ChartCell::setVolumeVisible(bool visible)
{
    m_setup.volume = visible;
    m_chart->setVolumeVisible(visible);
    changed();
}

void ChartCell::setFillsVisible(bool visible)
{
    m_setup.fills = visible;
    m_tradesLayer->setFillsVisible(visible);
    changed();
}

void ChartCell::setOrdersVisible(bool visible)
{
    m_setup.orders = visible;
    m_tradesLayer->setOrdersVisible(visible);
    changed();
}

void ChartCell::setIndicators(const QList<market::IndicatorSpec> &indicators)
{
    m_setup.indicators = indicators;
    applyIndicators();
    changed();
}

void ChartCell::applyIndicators()
{
    QList<NamedIndicator> named;
    for (const market::IndicatorSpec &spec : m_setup.indicators) {
        NamedIndicator each{spec, IndicatorWords::shortName(spec), {}};
        const auto outputs = static_cast<int>(market::indicatorInfo(spec.kind).outputs.size());
        for (int output = 0; output < outputs; ++output)
            each.colors.append(indicatorColor(spec, output, m_context.theme.colors()));
        named.append(each);
    }
    m_chart->setIndicators(named);
}

void ChartCell::setZone(ChartZone zone)
{
    m_zone = zone;
    m_chart->setZone(timeZoneOf(zone));
}

void ChartCell::setAccount(Uid account)
{
    m_trades->setAccount(account);
}

void ChartCell::setLocked(bool locked)
{
    m_isLocked = locked;
    m_trades->setLocked(locked);
    updateTimer();
}

void ChartCell::setCaptioned(bool captioned, bool current)
{
    m_isCurrent = captioned && current;
    m_caption->setVisible(captioned);
    const int frame = captioned ? 1 : 0;
    layout()->setContentsMargins(frame, frame, frame, frame);
    update();
}

/// Follows another market or period: at once with what is in memory.
void ChartCell::open()
{
    m_isDue = !isVisible(); // nothing is asked before it is shown
    if (m_isDue) {
        updateMarket();
        return;
    }
    m_jump.reset();
    if (m_stream)
        m_stream->disconnect(this);
    const std::shared_ptr<market::CandleStream> before = m_stream; // until the chart lets go of its candles
    m_stream = m_services.candles.open(m_setup.symbol, m_setup.period);
    follow();
    m_comparison->setOwn(m_setup.symbol, m_setup.period);
    m_trades->setMarket(m_setup.symbol);
    m_drawings->setMarket(m_setup.symbol);
    m_alertLayer->setMarket(m_setup.symbol);
    m_chart->setPeriodName(PeriodChoices::label(m_setup.period));
    updateMarket();
    m_chart->setSeries(m_stream->series());
    updateState();
    Q_EMIT candlesChanged();
}

void ChartCell::follow()
{
    connect(m_stream.get(), &market::CandleStream::seriesChanged, this, &ChartCell::take);
    connect(m_stream.get(), &market::CandleStream::stateChanged, this, &ChartCell::updateState);
    connect(m_stream.get(), &market::CandleStream::loadingOlderChanged, this, &ChartCell::updateMessage);
    connect(m_stream.get(), &market::CandleStream::failed, this, [this](const Error &error) {
        if (isUnknownMarket(error))
            m_services.board.noteUnknown(m_setup.symbol);
        Q_EMIT failed(error);
    });
    connect(m_stream.get(), &market::CandleStream::recovered, this, &ChartCell::updateState);
}

void ChartCell::take()
{
    m_chart->updateSeries();
    arrive();
    Q_EMIT candlesChanged();
}

void ChartCell::updateState()
{
    updateMessage();
    Q_EMIT stateChanged();
}

void ChartCell::updateMessage()
{
    switch (state()) {
    case LoadState::Failed:
        m_chart->setMessage(isUnknownMarket(m_stream->error())
                                ? tr("The exchange does not have this market any longer.")
                                : tr("The candles could not be read."));
        break;
    case LoadState::Ready:
        m_chart->setMessage(tr("The exchange has no candles of this market and period."));
        break;
    case LoadState::Idle:
    case LoadState::Loading:
    case LoadState::Stale:
        m_chart->setMessage(tr("Loading candles…"));
        break;
    }
    if (m_stream->hasOldest())
        m_chart->setOlderMessage(tr("The market's first candle"));
    else
        m_chart->setOlderMessage(m_stream->isLoadingOlder() ? tr("Loading older candles…") : QString());
}

void ChartCell::updateMarket()
{
    const market::Quote *quote = m_services.board.quote(m_setup.symbol);
    m_chart->setMarket(marketName(), quote ? Format::plain(quote->info.quote.value.toUpper(), 16) : QString(),
                       quote ? quote->info.priceDecimals : -1);
    m_caption->setText(QStringLiteral("%1  %2").arg(marketName(), PeriodChoices::label(m_setup.period)));
}

void ChartCell::reachFor(double from)
{
    const ChartScale &scale = m_chart->scale();
    if (m_stream) // a screen ahead, so that panning seldom meets the end
        m_stream->reach(static_cast<qint64>(from - (scale.to() - scale.from())));
    m_comparison->reach(static_cast<qint64>(from - (scale.to() - scale.from())));
    m_trades->setTimes(scale.from(), scale.to(), scale.candle());
}

void ChartCell::refresh()
{
    if (m_stream)
        m_stream->refresh();
}

void ChartCell::changed()
{
    m_setup.paneShares = m_chart->paneShares();
    Q_EMIT setupChanged();
}

void ChartCell::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isDue)
        open();
    else if (m_stream)
        m_stream->refresh();
    updateTimer();
}

/// Nothing is asked for while it can't be seen or Coffer is locked.
void ChartCell::updateTimer()
{
    if (isVisible() && !m_isLocked)
        m_timer.start();
    else
        m_timer.stop();
}

void ChartCell::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void ChartCell::paintEvent(QPaintEvent *)
{
    if (!m_caption->isVisible())
        return;
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().surface);
    painter.setPen(m_isCurrent ? m_context.theme.colors().accent : m_context.theme.colors().line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool ChartCell::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusIn)
        Q_EMIT activated();
    return QWidget::eventFilter(watched, event);
}

} // namespace coffer::ui
