// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys do: the rest of DrawingTool.
#include "ui/charts/drawings/candlesnap.h"
#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawinglayer.h"
#include "ui/charts/drawings/drawingtool.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/charts/plot/chartcontent.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

using market::Drawing;
using market::DrawingKind;
using market::DrawingPoint;

namespace {

constexpr int farStep = 10;
const QPointF besideOriginal(16, 16);

bool isArrow(int key)
{
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

/// A point one candle or one pixel (at least one step of the market's prices) further.
DrawingPoint nudged(DrawingPoint point, int key, int steps, const ChartContent &content)
{
    const ChartScale &scale = content.scale;
    const double sign = key == Qt::Key_Right || key == Qt::Key_Up ? 1 : -1;
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        point.time += sign * steps * scale.candle();
        return point;
    }
    const double y = scale.yOf(point.price);
    if (!std::isfinite(y))
        return point;
    const double pixels = scale.priceAt(y - sign * steps) - point.price;
    point.price += sign * std::max(std::abs(pixels), content.priceStep() * steps);
    return point;
}

} // namespace

bool DrawingTool::key(const QKeyEvent &event, const ChartContent &content)
{
    const bool isShifted = event.modifiers().testFlag(Qt::ShiftModifier);
    if (event.modifiers().testFlag(Qt::ControlModifier)) {
        const bool isUndo = event.key() == Qt::Key_Z && !isShifted;
        if (!isUndo && event.key() != Qt::Key_Z && event.key() != Qt::Key_Y)
            return false;
        cancel();
        isUndo ? m_editor.undo() : m_editor.redo();
        return true;
    }
    if (event.modifiers().testAnyFlags(Qt::AltModifier | Qt::MetaModifier) || !m_editor.book())
        return false;
    switch (event.key()) {
    case Qt::Key_Escape:
        if (isBusy())
            cancel();
        else if (m_kind)
            setKind(std::nullopt);
        else if (m_editor.selected())
            m_editor.select(std::nullopt);
        else
            return false;
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return !isBusy() && removeSelected();
    case Qt::Key_N:
        m_editor.selectNext(isShifted ? -1 : 1);
        if (const Drawing *drawing = m_editor.selected())
            Q_EMIT told(drawingTip(*drawing, content));
        return m_editor.selected() != nullptr;
    case Qt::Key_Space:
        m_editor.nextHandle();
        return m_editor.selected() != nullptr;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_kind)
            return drawInTheMiddle(content);
        if (const Drawing *text = m_editor.selected();
            text && text->kind == DrawingKind::Text && !text->locked) {
            writeText(*text, content);
            return true;
        }
        return false;
    default:
        return isArrow(event.key()) && !isBusy() && nudge(event.key(), isShifted, content);
    }
}

bool DrawingTool::nudge(int key, bool isFar, const ChartContent &content)
{
    const Drawing *selected = m_editor.selected();
    if (!selected)
        return false;
    Drawing drawing = *selected;
    const int steps = isFar ? farStep : 1;
    if (m_editor.handle() >= 0) {
        const int handle = m_editor.handle();
        drawing = withHandleAt(drawing, handle, nudged(handlePoint(drawing, handle), key, steps, content));
    } else {
        for (DrawingPoint &point : drawing.points)
            point = nudged(point, key, steps, content);
    }
    m_editor.change(drawing, market::DrawingBook::Step::Joined);
    return true; // also of a locked one: the chart does not move instead
}

/// For who has no pointer: half as wide and high as what is seen.
bool DrawingTool::drawInTheMiddle(const ChartContent &content)
{
    const QRectF plot = content.scale.prices();
    if (!candlesOf(content) || isBusy())
        return false;
    Drawing drawing = newDrawing(*m_kind);
    const bool hasTwo = pointCount(*m_kind) == 2;
    const QPointF away = hasTwo ? QPointF(plot.width() / 4, -plot.height() / 4) : QPointF();
    drawing.points.append(pointAt(plot.center() - away, content.scale));
    if (hasTwo)
        drawing.points.append(pointAt(plot.center() + away, content.scale));
    m_editor.setHidden(false);
    m_draft = Draft{drawing, plot.center()};
    finishDraft(content);
    return true;
}

bool DrawingTool::removeSelected()
{
    const Drawing *drawing = m_editor.selected();
    if (!drawing)
        return false;
    if (!m_editor.removeSelected())
        Q_EMIT told(tr("This drawing is locked. Unlock it first: right-click it."));
    return true;
}

bool DrawingTool::duplicate(const ChartContent &content)
{
    const Drawing *drawing = m_editor.selected();
    if (!drawing)
        return false;
    Drawing copy = movedBy(*drawing, besideOriginal, content.scale);
    copy.locked = false;
    add(copy);
    return true;
}

} // namespace coffer::ui
