// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/candlechart.h"

#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/candleitem.h"
#include "ui/charts/plot/charttool.h"
#include "ui/charts/plot/crosshairitem.h"
#include "ui/charts/plot/indicatorpainter.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QAccessible>
#include <QtCharts/QChart>

#include <algorithm>
#include <limits>
#include <utility>

namespace coffer::ui {

namespace {

constexpr double firstShare = 0.18; // of the chart's height for a new pane

} // namespace

CandleChart::CandleChart(const market::CandleSeries &series, const Context &context, QWidget *parent)
    : QChartView(new QChart, parent),
      m_content{&series, context.theme, context.format},
      m_runner(m_content, context.clock),
      m_candles(new CandleItem(m_content, chart())),
      m_crosshair(new CrosshairItem(m_content, chart()))
{
    setObjectName(QStringLiteral("candleChart"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRenderHint(QPainter::Antialiasing, false);
    setBackgroundBrush(Qt::NoBrush); // the picture covers all, nothing else need be filled
    for (QWidget *covered : {static_cast<QWidget *>(this), viewport()}) {
        covered->setAttribute(Qt::WA_OpaquePaintEvent);
        covered->setAutoFillBackground(false);
    }
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::CrossCursor);
    chart()->setMargins({});
    chart()->setBackgroundVisible(false); // the candles' picture covers it
    chart()->setDropShadowEnabled(false);
    m_elapsed.start();
    connect(&context.theme, &Theme::changed, this, &CandleChart::applyTheme);
    connect(&context.format, &Format::changed, this, &CandleChart::layOut);
    connect(&m_runner, &IndicatorRunner::calculated, this, &CandleChart::layOut);
    applyTheme();
}

CandleChart::~CandleChart()
{
    // The items refer to the content, which dies before the base class deletes the scene.
    delete m_crosshair;
    delete m_candles;
}

void CandleChart::applyTheme()
{
    m_content.font = Label::font(Label::Role::Meta);
    m_axisWidth = 0;
    layOut();
}

void CandleChart::setSeries(const market::CandleSeries &series)
{
    m_content.series = &series;
    reset();
}

void CandleChart::setMarket(const QString &name, const QString &quoteName, int decimals)
{
    if (m_content.market == name && m_content.quoteName == quoteName && m_content.priceDecimals == decimals)
        return;
    m_content.market = name;
    m_content.quoteName = quoteName;
    m_content.priceDecimals = decimals;
    m_axisWidth = 0;
    layOut();
}

void CandleChart::setPeriodName(const QString &name)
{
    m_content.periodName = name;
    describe();
}

void CandleChart::setMessage(const QString &message)
{
    m_content.message = message;
    describe();
    viewChanged();
}

void CandleChart::setOlderMessage(const QString &message)
{
    if (m_content.olderMessage == message)
        return;
    m_content.olderMessage = message;
    viewChanged();
}

void CandleChart::reset()
{
    stopMoving();
    m_candles->resetPainted();
    m_placed = false;
    m_timesTold.reset();
    m_axisWidth = 0;
    m_lastTime = 0;
    m_runner.reset();
    if (!m_isFitted) {
        m_isFitted = true;
        Q_EMIT fittedChanged(true);
    }
    updateSeries();
}

void CandleChart::updateSeries()
{
    const market::CandleSeries &series = *m_content.series;
    const market::CandleSeries::Changes changes = m_runner.follow();
    // The newest candle alone changed, and is none that is new.
    const bool isLive = m_placed && !series.isEmpty() && changes.inFront == 0 &&
                        changes.first >= series.size() - 1 && series.times().back() == m_lastTime;
    if (isLive && updateNewest()) {
        if (QAccessible::isActive())
            describe();
        return;
    }
    if (!series.isEmpty()) {
        const qint64 newest = series.times().back();
        applyExtent();
        if (m_placed && m_lastTime != 0 && newest > m_lastTime &&
            m_content.scale.to() > static_cast<double>(m_lastTime)) {
            const auto moved = static_cast<double>(newest - m_lastTime);
            m_content.scale.setTimes(m_content.scale.from() + moved, m_content.scale.to() + moved);
        }
        m_lastTime = newest;
    }
    layOut();
    describe();
}

/// The newest candle alone has another price: as long as the axes stay, the picture does too, but for what is
/// right of the candle before. False when they don't.
bool CandleChart::updateNewest()
{
    struct Axes
    {
        double low, high, volume;
        double highest, highestAt, lowest, lowestAt; // which have labels
        std::vector<std::pair<double, double>> panes;
        bool operator==(const Axes &) const = default;
    };
    const auto axes = [this] {
        const CandleBuckets &seen = m_content.buckets;
        Axes result{m_content.scale.low(), m_content.scale.high(),
                    seen.volume,           seen.high,
                    seen.highTime,         seen.low,
                    seen.lowTime,          {}};
        for (const ChartPane &pane : m_content.panes)
            result.panes.emplace_back(pane.range.low, pane.range.high);
        return result;
    };
    const Axes before = axes();
    const double base = m_content.percentBase();
    fitVisible();
    const bool drawsBack = std::ranges::any_of(m_content.indicators, [](const IndicatorView &view) {
        for (int output = 0; output < view.indicator.outputCount(); ++output) {
            if (view.indicator.shift(output) < 0)
                return true;
        }
        return false;
    });
    if (drawsBack || axes() != before || m_content.percentBase() != base ||
        m_content.type == ChartType::HeikinAshi || neededAxisWidth(m_content) > m_axisWidth)
        return false;
    if (!m_content.buckets.isEmpty()) {
        const double left =
            m_content.scale.xOf(m_content.buckets.buckets.back().time - m_content.buckets.length) - 2;
        m_candles->invalidate(QRectF(QPointF(left, m_content.area.top()), m_content.area.bottomRight()));
    }
    m_crosshair->update();
    return true;
}

void CandleChart::applyExtent()
{
    const market::CandleSeries &series = *m_content.series;
    const auto candle = static_cast<double>(std::max<qint64>(htx::seconds(series.period()), 1));
    m_content.scale.setExtent(static_cast<double>(series.times().front()),
                              static_cast<double>(series.times().back()) + candle, candle);
}

void CandleChart::layOut()
{
    m_candles->beginLayout();
    m_crosshair->beginLayout();
    m_content.area = QRectF(viewport()->rect());
    const double oldWidth = m_content.scale.prices().width();
    placePlots(m_content, m_axisWidth);
    if (!m_content.isEmpty() && m_content.scale.isValid()) {
        if (!m_placed)
            m_content.scale.showLatest();
        else if (oldWidth != m_content.scale.prices().width())
            m_content.scale.resizeWidth(oldWidth);
        m_placed = true;
        fitVisible();
        if (const double needed = neededAxisWidth(m_content);
            needed > m_axisWidth) { // grows only, so that panning is steady
            const double width = m_content.scale.prices().width();
            m_axisWidth = needed;
            placePlots(m_content, m_axisWidth);
            m_content.scale.resizeWidth(width);
            fitVisible();
        }
    }
    viewChanged();
    if (!m_placed || m_content.isEmpty())
        return;
    const std::pair shown(m_content.scale.from(), m_content.scale.to());
    if (std::exchange(m_timesTold, shown) != shown)
        Q_EMIT timesShown(shown.first, shown.second);
}

void CandleChart::fitVisible()
{
    const market::CandleSeries &series = *m_content.series;
    m_content.buckets = m_content.type == ChartType::HeikinAshi ? heikinAshi(series, m_content.scale)
                                                                : bucketCandles(series, m_content.scale);
    m_content.lasts.clear();
    if (m_content.buckets.isEmpty())
        return;
    if (!m_content.indicators.empty())
        m_content.lasts = lastCandles(series, m_content.buckets);
    m_content.scale.fitVolume(m_content.buckets.volume);
    if (m_isFitted)
        fitPrices();
    for (std::size_t pane = 0; pane < m_content.panes.size(); ++pane)
        m_content.panes[pane].range = paneRange(m_content, static_cast<int>(pane));
    placeTicks(m_content);
}

void CandleChart::fitPrices()
{
    double low = m_content.buckets.low;
    double high = m_content.buckets.high;
    const double candles = high - low;
    const auto include = [&](const std::optional<ValueRange> &range, bool whole) {
        // What is far away is not worth the candles, unless it is what is looked at.
        const double reach =
            whole ? std::numeric_limits<double>::infinity() : std::max(candles * 2, high * 0.001);
        if (range && range->low > m_content.buckets.low - reach && range->low > 0)
            low = std::min(low, range->low);
        if (range && range->high < m_content.buckets.high + reach)
            high = std::max(high, range->high);
    };
    for (const IndicatorView &view : m_content.indicators) {
        if (view.pane < 0 && view.indicator.spec().visible)
            include(visibleRange(m_content, view.indicator), false);
    }
    for (const ChartLayer *layer : m_content.layers)
        include(layer->range(m_content), layer->ownsRange());
    m_content.scale.fitPrices(low, high, m_content.priceStep());
}

void CandleChart::viewChanged()
{
    if (m_content.isEmpty())
        m_content.buckets = {};
    m_candles->invalidate();
    m_crosshair->update();
}

void CandleChart::describe()
{
    const market::CandleSeries &series = *m_content.series;
    setAccessibleName(tr("Candle chart of %1, %2").arg(m_content.market, m_content.periodName));
    if (series.isEmpty()) {
        setAccessibleDescription(m_content.message);
        return;
    }
    const htx::Candle last = series.at(series.size() - 1);
    setAccessibleDescription(tr("%n candles. The newest, %1: open %2, high %3, low %4, close %5, %6.",
                                nullptr, static_cast<int>(series.size()))
                                 .arg(m_content.candleTime(static_cast<double>(last.time)),
                                      m_content.priceText(last.open), m_content.priceText(last.high),
                                      m_content.priceText(last.low), m_content.priceText(last.close),
                                      changeText(m_content.format, last.open, last.close)));
}

void CandleChart::setType(ChartType type)
{
    m_content.type = type;
    layOut();
}

void CandleChart::setPriceMode(PriceMode mode)
{
    m_content.priceMode = mode;
    // A scale that was set by hand may show what has no logarithm.
    if (mode == PriceMode::Logarithmic && !(m_content.scale.low() > 0) && !std::exchange(m_isFitted, true))
        Q_EMIT fittedChanged(true);
    m_content.scale.setLogarithmic(mode == PriceMode::Logarithmic);
    m_content.scale.setPrices(m_content.scale.low(), m_content.scale.high());
    m_axisWidth = 0;
    layOut();
}

void CandleChart::setVolumeVisible(bool visible)
{
    m_content.showsVolume = visible;
    layOut();
}

void CandleChart::setZone(const QTimeZone &zone)
{
    m_content.zone = zone.isValid() ? zone : QTimeZone::systemTimeZone();
    layOut();
    describe();
}

void CandleChart::setFitted(bool fitted)
{
    if (m_isFitted == fitted)
        return;
    m_isFitted = fitted;
    m_axisWidth = 0;
    layOut();
    Q_EMIT fittedChanged(fitted);
}

void CandleChart::setIndicators(const QList<NamedIndicator> &indicators)
{
    if (indicators == m_named)
        return;
    std::vector<IndicatorView> before = std::move(m_content.indicators);
    m_content.indicators.clear();
    for (const NamedIndicator &wanted : indicators) {
        const auto same = std::ranges::find_if(before, [&](const IndicatorView &view) {
            return view.indicator.spec().calculatesAs(wanted.spec);
        });
        if (same == before.end()) {
            m_content.indicators.push_back({market::Indicator(wanted.spec), wanted.name, wanted.colors, -1});
            continue;
        }
        same->indicator.setSpec(wanted.spec);
        same->name = wanted.name;
        same->colors = wanted.colors;
        m_content.indicators.push_back(std::move(*same));
        before.erase(same);
    }
    m_named = indicators;
    m_runner.follow();
    placeInPanes();
    m_axisWidth = 0;
    layOut();
}

/// Each visible one that has a scale of its own gets a pane.
void CandleChart::placeInPanes()
{
    const QList<double> shares = paneShares();
    m_content.panes.clear();
    for (IndicatorView &view : m_content.indicators) {
        const market::IndicatorSpec &spec = view.indicator.spec();
        view.pane = -1;
        if (market::indicatorInfo(spec.kind).onPrice)
            continue;
        // A hidden one has a place in no pane; -1 would draw it on the prices were it visible.
        if (!spec.visible)
            continue;
        view.pane = static_cast<int>(m_content.panes.size());
        ChartPane pane;
        pane.share = shares.value(view.pane, firstShare);
        m_content.panes.push_back(pane);
    }
}

QList<double> CandleChart::paneShares() const
{
    QList<double> shares;
    for (const ChartPane &pane : m_content.panes)
        shares.append(pane.share);
    return shares;
}

void CandleChart::setPaneShares(const QList<double> &shares)
{
    for (std::size_t i = 0; i < m_content.panes.size(); ++i) {
        const double share = shares.value(static_cast<qsizetype>(i), firstShare);
        m_content.panes[i].share = share > 0.02 && share < 0.9 ? share : firstShare;
    }
    layOut();
}

void CandleChart::addLayer(ChartLayer *layer)
{
    const auto after = std::ranges::upper_bound(m_content.layers, layer->order(), {}, &ChartLayer::order);
    m_content.layers.insert(after, layer);
    connect(layer, &ChartLayer::changed, this, &CandleChart::layOut);
    connect(layer, &ChartLayer::liveChanged, this, [this] { m_crosshair->update(); });
    layOut();
}

void CandleChart::removeLayer(ChartLayer *layer)
{
    disconnect(layer, nullptr, this, nullptr);
    m_content.layers.removeAll(layer);
    layOut();
}

void CandleChart::removeTool(ChartTool *tool)
{
    m_tools.removeAll(tool);
    if (m_activeTool == tool)
        m_activeTool = nullptr;
}

void CandleChart::goTo(double time)
{
    stopMoving();
    const double half = (m_content.scale.to() - m_content.scale.from()) / 2;
    showTimes(time - half, time + half);
}

void CandleChart::showLatest()
{
    stopMoving();
    m_content.scale.showLatest();
    layOut();
}

void CandleChart::showTimes(double from, double to)
{
    if (m_content.isEmpty())
        return;
    m_content.scale.setTimes(from, to);
    m_timesTold.reset(); // whoever asked for them hears of them
    layOut();
}

void CandleChart::setLinkedTime(std::optional<double> time)
{
    m_crosshair->setLinkedTime(time);
}

bool CandleChart::hasPainted() const
{
    return m_candles->hasPainted();
}

void CandleChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void CandleChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyTheme();
}

} // namespace coffer::ui
