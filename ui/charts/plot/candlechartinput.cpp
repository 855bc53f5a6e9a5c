// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and the keys do to a chart.
#include "ui/charts/plot/candlechart.h"
#include "ui/charts/plot/charttool.h"
#include "ui/charts/plot/crosshairitem.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double keyStep = 60; // pixels
constexpr double keyZoom = 1.25;
constexpr double wheelZoom = 1.0016; // an angle of 120 is a fifth
constexpr double axisZoom = 1.006;   // a pixel of dragging an axis
constexpr double leastBox = 6;       // pixels; a smaller one was a click
constexpr int frameTime = 12;        // ms

} // namespace

void CandleChart::mousePressEvent(QMouseEvent *event)
{
    stopMoving();
    if (m_drag == Drag::Tool && m_activeTool)
        m_activeTool->press(*event, m_content);
    if (m_drag != Drag::None)
        return;
    for (ChartTool *tool : m_tools) {
        if (!m_content.isEmpty() && tool->press(*event, m_content)) {
            m_activeTool = tool;
            m_drag = Drag::Tool;
            return;
        }
    }
    if (event->button() == Qt::LeftButton && !m_content.isEmpty())
        beginDrag(*event);
}

void CandleChart::beginDrag(const QMouseEvent &event)
{
    m_dragStart = m_dragAt = event.position();
    switch (partAt(m_content, event.position())) {
    case ChartPart::PriceAxis:
        m_drag = Drag::Prices;
        return;
    case ChartPart::TimeAxis:
        m_drag = Drag::Times;
        return;
    case ChartPart::Divider:
        m_drag = Drag::Divider;
        m_divider = dividerAt(m_content, event.position()).value_or(0);
        return;
    case ChartPart::Plot:
        break;
    }
    m_drag = event.modifiers().testFlag(Qt::ShiftModifier) ? Drag::Box : Drag::Pan;
    if (m_drag == Drag::Pan) {
        viewport()->setCursor(Qt::ClosedHandCursor);
        m_inertia.note(event.position().x(), qint64(event.timestamp()));
    }
}

void CandleChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_drag != Drag::None && m_drag != Drag::Tool && event->buttons() == Qt::NoButton)
        endDrag(); // the release went elsewhere
    if (m_drag == Drag::Tool) {
        if (m_activeTool)
            m_activeTool->move(*event, m_content);
    } else if (m_drag != Drag::None) {
        drag(m_dragAt, at);
        if (m_drag == Drag::Pan)
            m_inertia.note(at.x(), qint64(event->timestamp()));
        m_dragAt = at;
    } else {
        const bool taken = !m_content.isEmpty() && std::ranges::any_of(m_tools, [&](ChartTool *tool) {
            return tool->move(*event, m_content);
        });
        Q_UNUSED(taken); // a tool that follows the pointer leaves the crosshair
        showCursor(at);
    }
    setPointer(at);
}

void CandleChart::drag(const QPointF &from, const QPointF &to)
{
    ChartScale &scale = m_content.scale;
    switch (m_drag) {
    case Drag::Pan:
        scale.pan(to.x() - from.x());
        if (!m_isFitted)
            scale.panPrices(to.y() - from.y());
        break;
    case Drag::Box:
        m_crosshair->setBox(QRectF(m_dragStart, to).normalized().intersected(m_content.plot()));
        return;
    case Drag::Prices:
        movePrices(to.y() - from.y());
        break;
    case Drag::Times:
        scale.zoom(scale.prices().right(), std::pow(axisZoom, from.x() - to.x()));
        break;
    case Drag::Divider:
        moveDivider(m_content, m_divider, to.y());
        break;
    case Drag::Tool:
    case Drag::None:
        return;
    }
    layOut();
}

void CandleChart::movePrices(double pixels)
{
    if (std::exchange(m_isFitted, false))
        Q_EMIT fittedChanged(false);
    m_content.scale.zoomPrices(std::pow(axisZoom, -pixels));
}

void CandleChart::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag ended = m_drag;
    if (ended == Drag::Tool) {
        if (m_activeTool)
            m_activeTool->release(*event, m_content);
        if (event->button() != Qt::LeftButton && event->buttons() != Qt::NoButton)
            return; // another button, in the middle of it
        m_activeTool = nullptr;
        m_drag = Drag::None;
        showCursor(event->position());
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_drag = Drag::None;
    if (ended == Drag::Box)
        zoomToBox(QRectF(m_dragStart, event->position()).normalized());
    else if (ended == Drag::Pan && m_inertia.release(qint64(event->timestamp()), m_elapsed.elapsed()))
        m_frames.start(frameTime, Qt::PreciseTimer, this);
    else if (ended == Drag::Divider)
        Q_EMIT panesResized();
    showCursor(event->position());
}

void CandleChart::endDrag()
{
    m_drag = Drag::None;
    m_inertia.stop();
    m_crosshair->setBox({});
}

void CandleChart::zoomToBox(const QRectF &box)
{
    m_crosshair->setBox({});
    const ChartScale &scale = m_content.scale;
    if (box.width() < leastBox)
        return;
    const double high = scale.priceAt(std::max(box.top(), scale.prices().top()));
    const double low = scale.priceAt(std::min(box.bottom(), scale.prices().bottom()));
    m_content.scale.setTimes(scale.timeAt(box.left()), scale.timeAt(box.right()));
    if (box.height() >= leastBox && low < high) {
        m_content.scale.setPrices(low, high);
        if (std::exchange(m_isFitted, false))
            Q_EMIT fittedChanged(false);
    }
    layOut();
}

void CandleChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    for (ChartTool *tool : m_tools) {
        if (!m_content.isEmpty() && tool->doubleClick(*event, m_content))
            return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    stopMoving();
    if (partAt(m_content, event->position()) != ChartPart::PriceAxis)
        m_content.scale.showAll();
    const bool wasFitted = std::exchange(m_isFitted, true);
    m_axisWidth = 0;
    layOut();
    if (!wasFitted)
        Q_EMIT fittedChanged(true);
}

void CandleChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    setPointer(std::nullopt);
}

void CandleChart::wheelEvent(QWheelEvent *event)
{
    event->accept();
    stopMoving();
    if (m_content.isEmpty())
        return;
    const QPoint angle = event->angleDelta();
    const bool overAxis = partAt(m_content, event->position()) == ChartPart::PriceAxis;
    if (std::abs(angle.x()) > std::abs(angle.y()))
        m_content.scale.pan(angle.x() / 2.0);
    else if (event->modifiers().testFlag(Qt::ShiftModifier))
        m_content.scale.pan(angle.y() / 2.0);
    else if (overAxis || event->modifiers().testFlag(Qt::ControlModifier))
        movePrices(-angle.y() / 4.0);
    else
        m_content.scale.zoom(event->position().x(), std::pow(wheelZoom, angle.y()));
    layOut();
    setPointer(event->position());
}

void CandleChart::keyPressEvent(QKeyEvent *event)
{
    for (ChartTool *tool : m_tools) {
        if (!m_content.isEmpty() && tool->key(*event, m_content))
            return;
    }
    stopMoving();
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

void CandleChart::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    const ChartScale &scale = m_content.scale;
    if (m_content.isEmpty() || m_drag != Drag::None)
        return;
    for (ChartTool *tool : m_tools) {
        if (tool->contextMenu(*event, m_content))
            return;
    }
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPointF at = byKey ? scale.prices().center() : QPointF(event->pos());
    Q_EMIT menuRequested(byKey ? viewport()->mapToGlobal(at.toPoint()) : event->globalPos(),
                         scale.timeAt(at.x()),
                         scale.priceAt(std::clamp(at.y(), scale.prices().top(), scale.prices().bottom())));
}

bool CandleChart::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_content.isEmpty())
        return QChartView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString tip;
    for (auto layer = m_content.layers.crbegin(); layer != m_content.layers.crend() && tip.isEmpty(); ++layer)
        tip = (*layer)->tip(m_content, help->pos());
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(),
                           tip.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")), viewport());
    return true;
}

void CandleChart::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_frames.timerId()) {
        QChartView::timerEvent(event);
        return;
    }
    const double from = m_content.scale.from();
    m_content.scale.pan(m_inertia.step(m_elapsed.elapsed()));
    if (!m_inertia.isMoving() || m_content.scale.from() == from) // at rest, or at an end
        stopMoving();
    layOut();
}

void CandleChart::stopMoving()
{
    m_inertia.stop();
    m_frames.stop();
}

void CandleChart::setPointer(std::optional<QPointF> position)
{
    m_crosshair->setPosition(position);
    const std::optional<QPointF> &shown = m_crosshair->position();
    Q_EMIT pointerMoved(shown && !m_content.isEmpty() ? std::optional(m_content.scale.timeAt(shown->x()))
                                                      : std::nullopt);
}

void CandleChart::showCursor(const QPointF &point)
{
    Qt::CursorShape shape = Qt::CrossCursor;
    switch (partAt(m_content, point)) {
    case ChartPart::PriceAxis:
    case ChartPart::Divider:
        shape = Qt::SizeVerCursor;
        break;
    case ChartPart::TimeAxis:
        shape = Qt::SizeHorCursor;
        break;
    case ChartPart::Plot:
        break;
    }
    for (const ChartTool *tool : m_tools) {
        if (const std::optional<Qt::CursorShape> own = tool->cursor(point, m_content)) {
            shape = *own;
            break;
        }
    }
    if (viewport()->cursor().shape() != shape)
        viewport()->setCursor(shape);
}

} // namespace coffer::ui
