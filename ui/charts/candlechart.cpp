// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/candlechart.h"

#include "ui/charts/candleitem.h"
#include "ui/charts/crosshairitem.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double timeAxisPadding = 10;
constexpr double legendPadding = 10; // around the legend, above the highest candle
constexpr int legendDigits = 82;     // as wide as the legend in one line usually is
constexpr double volumeShare = 0.18;
constexpr double keyStep = 60; // pixels
constexpr double keyZoom = 1.25;
constexpr double wheelZoom = 1.0016; // an angle of 120 is a fifth

} // namespace

CandleChart::CandleChart(const market::CandleSeries &series, const Context &context, QWidget *parent)
    : QChartView(new QChart, parent),
      m_content{series, context.theme, context.format, {}, {}, {}, {}, {}, {}, {}, -1, {}},
      m_candles(new CandleItem(m_content, chart())),
      m_crosshair(new CrosshairItem(m_content, chart()))
{
    setObjectName(QStringLiteral("candleChart"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::CrossCursor);
    chart()->setMargins({});
    chart()->setBackgroundRoundness(0);
    chart()->setDropShadowEnabled(false);
    connect(&context.theme, &Theme::changed, this, &CandleChart::applyTheme);
    connect(&context.format, &Format::changed, this, &CandleChart::layOut);
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
    setBackgroundBrush(m_content.theme.colors().surface);
    chart()->setBackgroundBrush(m_content.theme.colors().surface);
    m_axisWidth = 0;
    layOut();
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

void CandleChart::reset()
{
    m_candles->resetPainted();
    m_placed = false;
    m_axisWidth = 0;
    m_lastTime = 0;
    updateSeries();
}

void CandleChart::updateSeries()
{
    const market::CandleSeries &series = m_content.series;
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

void CandleChart::applyExtent()
{
    const market::CandleSeries &series = m_content.series;
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
    placePlots(m_axisWidth);
    if (!m_content.series.isEmpty() && m_content.scale.isValid()) {
        if (!m_placed)
            m_content.scale.showLatest();
        else if (oldWidth != m_content.scale.prices().width())
            m_content.scale.resizeWidth(oldWidth);
        m_placed = true;
        fitVisible();
        if (const double needed = neededAxisWidth();
            needed > m_axisWidth) { // grows only, so that panning is steady
            const double width = m_content.scale.prices().width();
            m_axisWidth = needed;
            placePlots(m_axisWidth);
            m_content.scale.resizeWidth(width);
            fitVisible();
        }
    }
    viewChanged();
}

void CandleChart::placePlots(double axisWidth)
{
    const QRectF area = m_content.area;
    const QFontMetrics metrics(m_content.font);
    const double axisHeight = metrics.height() + timeAxisPadding;
    const double bottom = area.bottom() - axisHeight;
    const double right = area.right() - std::max(axisWidth, 64.0);
    const double volumeTop = bottom - std::floor((bottom - area.top()) * volumeShare);
    const int legendLines =
        right - area.left() < legendDigits * metrics.horizontalAdvance(QLatin1Char('0')) ? 2 : 1;
    const double legendRoom = legendLines * (metrics.height() + 2) + legendPadding;
    m_content.scale.setPlot(
        QRectF(QPointF(area.left(), area.top() + legendRoom), QPointF(right, volumeTop - 4)),
        QRectF(QPointF(area.left(), volumeTop), QPointF(right, bottom)));
}

double CandleChart::neededAxisWidth() const
{
    const QFontMetrics metrics(m_content.font);
    double widest = 0;
    for (const double price :
         {m_content.scale.low(), m_content.scale.high(), m_content.series.closes().back()})
        widest = std::max(widest, static_cast<double>(metrics.horizontalAdvance(m_content.priceText(price))));
    return std::ceil((widest + 18) / 8) * 8;
}

void CandleChart::fitVisible()
{
    m_content.buckets = bucketCandles(m_content.series, m_content.scale);
    if (m_content.buckets.buckets.empty())
        return;
    m_content.scale.fitPrices(m_content.buckets.low, m_content.buckets.high, m_content.priceStep());
    m_content.scale.fitVolume(m_content.buckets.volume);
}

void CandleChart::viewChanged()
{
    if (m_content.series.isEmpty())
        m_content.buckets = {};
    m_candles->update();
    m_crosshair->update();
}

void CandleChart::describe()
{
    const market::CandleSeries &series = m_content.series;
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

bool CandleChart::hasPainted() const
{
    return m_candles->hasPainted();
}

void CandleChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void CandleChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drag = event->position();
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void CandleChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag && !m_content.series.isEmpty()) {
        m_content.scale.pan(event->position().x() - m_drag->x());
        m_drag = event->position();
        layOut();
    }
    m_crosshair->setPosition(event->position());
}

void CandleChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drag.reset();
    viewport()->setCursor(Qt::CrossCursor);
}

void CandleChart::mouseDoubleClickEvent(QMouseEvent *)
{
    m_content.scale.showAll();
    layOut();
}

void CandleChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    m_crosshair->setPosition(std::nullopt);
}

void CandleChart::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const QPoint angle = event->angleDelta();
    if (std::abs(angle.x()) > std::abs(angle.y()))
        m_content.scale.pan(angle.x() / 2.0);
    else
        m_content.scale.zoom(event->position().x(), std::pow(wheelZoom, angle.y()));
    layOut();
    m_crosshair->setPosition(event->position());
}

void CandleChart::keyPressEvent(QKeyEvent *event)
{
    ChartScale &scale = m_content.scale;
    const double width = scale.prices().width();
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? width * 0.9 : keyStep;
    switch (event->key()) {
    case Qt::Key_Left:
        scale.pan(step);
        break;
    case Qt::Key_Right:
        scale.pan(-step);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        scale.zoom(scale.prices().center().x(), keyZoom);
        break;
    case Qt::Key_Minus:
        scale.zoom(scale.prices().center().x(), 1 / keyZoom);
        break;
    case Qt::Key_Home:
        scale.setTimes(scale.from() - 1e12, scale.to() - 1e12); // stops at the first candle
        scale.pan(-width * 0.8);
        break;
    case Qt::Key_End:
        scale.showLatest();
        break;
    default:
        event->ignore();
        return;
    }
    layOut();
}

void CandleChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    m_crosshair->setFocused(event->reason() != Qt::MouseFocusReason);
}

void CandleChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    m_crosshair->setFocused(false);
}

void CandleChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyTheme();
}

} // namespace coffer::ui
