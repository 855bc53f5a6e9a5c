// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawingtool.h"

#include "ui/charts/drawings/candlesnap.h"
#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawinglayer.h"
#include "ui/charts/drawings/drawingmenu.h"
#include "ui/charts/drawings/textentry.h"
#include "ui/charts/plot/chartcontent.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

using market::Drawing;
using market::DrawingKind;
using market::DrawingPoint;

namespace {

constexpr double strokeDistance = 4; ///< pixels; a press that moves less is a click

bool isOnPlot(const QPointF &pixel, const ChartContent &content)
{
    return candlesOf(content) && content.scale.prices().contains(pixel);
}

/// As the market can trade it.
DrawingPoint onStep(DrawingPoint point, const ChartContent &content)
{
    if (const double step = content.priceStep(); step > 0)
        point.price = std::round(point.price / step) * step;
    return point;
}

double distance(const QPointF &one, const QPointF &other)
{
    return QLineF(one, other).length();
}

} // namespace

DrawingTool::DrawingTool(DrawingEditor &editor, DrawingLayer &layer, QWidget &view, QObject *parent)
    : QObject(parent), m_editor(editor), m_layer(layer), m_view(view)
{
    connect(&editor, &DrawingEditor::bookChanged, this, &DrawingTool::cancel);
}

DrawingTool::~DrawingTool()
{
    delete m_entry;
}

void DrawingTool::setKind(std::optional<DrawingKind> kind)
{
    if (kind == m_kind)
        return;
    cancel();
    m_kind = kind;
    if (kind)
        m_editor.select(std::nullopt);
    Q_EMIT kindChanged();
}

bool DrawingTool::isBusy() const
{
    return m_draft || m_drag || m_entry || m_layer.draft();
}

void DrawingTool::cancel()
{
    m_draft.reset();
    m_drag.reset();
    if (m_entry) {
        m_entry->disconnect(this);
        m_entry->hide();
        m_entry->deleteLater();
        m_entry.clear();
    }
    m_layer.setDraft(std::nullopt, false);
    m_layer.setRing(std::nullopt);
}

void DrawingTool::clearMeasure()
{
    if (!m_draft && !m_drag)
        m_layer.setDraft(std::nullopt, false);
}

DrawingPoint DrawingTool::place(const QPointF &pixel, Qt::KeyboardModifiers modifiers,
                                const std::optional<DrawingPoint> &anchor, const ChartContent &content)
{
    m_layer.setRing(std::nullopt);
    if (modifiers.testFlag(Qt::ShiftModifier) && anchor) {
        const QPointF from = pixelOf(*anchor, content.scale);
        const QPointF to = inEighths(from, pixel);
        DrawingPoint point = onStep(pointAt(to, content.scale), content);
        if (to.x() == from.x())
            point.time = anchor->time;
        if (to.y() == from.y())
            point.price = anchor->price;
        return point;
    }
    const market::CandleSeries *candles = candlesOf(content);
    if (candles && m_isSnapping != modifiers.testFlag(Qt::ControlModifier)) {
        if (const auto point = snapped(pixel, *candles, content.scale)) {
            m_layer.setRing(point);
            return *point;
        }
    }
    return onStep(pointAt(pixel, content.scale), content);
}

Drawing DrawingTool::newDrawing(DrawingKind kind)
{
    Drawing drawing;
    drawing.kind = kind;
    const bool isSlanted = kind == DrawingKind::TrendLine || kind == DrawingKind::Ray;
    drawing.width = isSlanted ? 2 : 1; // upright lines are sharp, and seen better
    return drawing;
}

bool DrawingTool::press(const QMouseEvent &event, const ChartContent &content)
{
    if (m_entry) // the field takes its text when it loses the focus
        m_view.setFocus();
    clearMeasure();
    if (event.button() == Qt::RightButton) {
        if (m_draft || m_drag) {
            cancel();
            return true;
        }
        return false; // contextMenu() comes
    }
    if (event.button() != Qt::LeftButton || !m_editor.book())
        return false;
    if (m_draft) { // the second point of two clicks
        m_draft->isPressed = true;
        moveDraft(event, content);
        return true;
    }
    if (!isOnPlot(event.position(), content))
        return false;
    return m_kind ? startDraft(event, content) : grab(event, content);
}

bool DrawingTool::startDraft(const QMouseEvent &event, const ChartContent &content)
{
    m_editor.setHidden(false); // what is drawn is to be seen
    Drawing drawing = newDrawing(*m_kind);
    drawing.points.fill(place(event.position(), event.modifiers(), std::nullopt, content),
                        pointCount(*m_kind));
    m_draft = Draft{drawing, event.position()};
    m_layer.setDraft(drawing, true);
    return true;
}

void DrawingTool::moveDraft(const QMouseEvent &event, const ChartContent &content)
{
    QList<DrawingPoint> &points = m_draft->drawing.points;
    const bool hasTwo = points.size() == 2;
    points.last() = place(event.position(), event.modifiers(),
                          hasTwo ? std::optional(points.first()) : std::nullopt, content);
    m_layer.setDraft(m_draft->drawing, true);
}

bool DrawingTool::move(const QMouseEvent &event, const ChartContent &content)
{
    if (m_draft) {
        moveDraft(event, content);
        return true;
    }
    if (m_drag) {
        moveDrag(event, content);
        return true;
    }
    if (m_kind && event.buttons() == Qt::NoButton && isOnPlot(event.position(), content))
        place(event.position(), event.modifiers(), std::nullopt, content); // shows the ring
    else
        m_layer.setRing(std::nullopt);
    return false;
}

bool DrawingTool::release(const QMouseEvent &event, const ChartContent &content)
{
    if (event.button() != Qt::LeftButton)
        return false;
    if (m_draft && m_draft->isPressed) {
        endStroke(event, content);
        return true;
    }
    if (m_drag) {
        finishDrag();
        return true;
    }
    return false;
}

void DrawingTool::endStroke(const QMouseEvent &event, const ChartContent &content)
{
    moveDraft(event, content);
    m_draft->isPressed = false;
    const QPointF first = pixelOf(m_draft->drawing.points.first(), content.scale);
    const bool isOnePoint = m_draft->drawing.points.size() == 1;
    const bool isStroke = distance(event.position(), m_draft->pressedAt) > strokeDistance;
    const bool isSecond = !m_draft->isFirst;
    m_draft->isFirst = false;
    // Two clicks at one place are no line: the second point is still to come.
    if (isOnePoint || ((isStroke || isSecond) && distance(first, event.position()) > strokeDistance))
        finishDraft(content);
}

void DrawingTool::finishDraft(const ChartContent &content)
{
    const Drawing drawing = m_draft->drawing;
    m_draft.reset();
    m_layer.setRing(std::nullopt);
    m_layer.setDraft(drawing.kind == DrawingKind::Measure ? std::optional(drawing) : std::nullopt, false);
    m_kind.reset();
    Q_EMIT kindChanged();
    if (drawing.kind == DrawingKind::Text)
        writeText(drawing, content);
    else if (drawing.kind != DrawingKind::Measure)
        add(drawing);
}

void DrawingTool::add(const Drawing &drawing)
{
    if (!m_editor.add(drawing)) {
        Q_EMIT told(tr("There are %1 drawings of this market, more are not kept. Remove some first.")
                        .arg(market::DrawingBook::mostDrawings));
    }
}

bool DrawingTool::grab(const QMouseEvent &event, const ChartContent &content)
{
    const auto found = m_layer.find(event.position(), content);
    const Drawing *drawing = found ? m_editor.book()->find(found->id) : nullptr;
    if (!drawing) {
        m_editor.select(std::nullopt);
        return false;
    }
    m_drag = Drag{*drawing, found->hit.handle, event.position()};
    m_editor.select(found->id);
    return true;
}

void DrawingTool::moveDrag(const QMouseEvent &event, const ChartContent &content)
{
    if (m_drag->original.locked)
        return;
    m_drag->isMoving = m_drag->isMoving || distance(event.position(), m_drag->from) > strokeDistance;
    if (!m_drag->isMoving)
        return;
    Drawing moved;
    if (m_drag->handle >= 0) {
        const auto opposite = oppositeHandle(m_drag->original, m_drag->handle);
        const auto anchor = opposite ? std::optional(handlePoint(m_drag->original, *opposite)) : std::nullopt;
        moved = withHandleAt(m_drag->original, m_drag->handle,
                             place(event.position(), event.modifiers(), anchor, content));
    } else {
        QPointF way = event.position() - m_drag->from;
        if (event.modifiers().testFlag(Qt::ShiftModifier))
            way = std::abs(way.x()) > std::abs(way.y()) ? QPointF(way.x(), 0) : QPointF(0, way.y());
        moved = movedBy(m_drag->original, way, content.scale);
    }
    if (isSound(moved))
        m_layer.setDraft(moved, true);
}

void DrawingTool::finishDrag()
{
    const std::optional<Drawing> moved = m_layer.draft();
    m_drag.reset();
    m_layer.setRing(std::nullopt);
    if (moved)
        m_editor.change(*moved);
    m_layer.setDraft(std::nullopt, false);
}

bool DrawingTool::doubleClick(const QMouseEvent &event, const ChartContent &content)
{
    if (m_draft || m_kind) // it takes the place of the second press
        return press(event, content);
    const auto found =
        isOnPlot(event.position(), content) ? m_layer.find(event.position(), content) : std::nullopt;
    if (!found)
        return false;
    m_editor.select(found->id);
    if (const Drawing *drawing = m_editor.selected(); drawing->kind == DrawingKind::Text && !drawing->locked)
        writeText(*drawing, content);
    return true;
}

void DrawingTool::writeText(const Drawing &drawing, const ChartContent &content)
{
    const QRectF plot = content.scale.prices();
    QPointF at = pixelOf(drawing.points.first(), content.scale);
    at.setX(std::clamp(at.x(), plot.left(), plot.right()));
    at.setY(std::clamp(at.y(), plot.top(), plot.bottom()));
    m_entry = new TextEntry(drawing.text, at.toPoint(), &m_view);
    connect(m_entry, &TextEntry::taken, this, [this, drawing](const QString &text) {
        m_entry.clear(); // it goes by itself
        Drawing written = drawing;
        written.text = market::drawingText(text);
        const bool isNew = drawing.id == market::DrawingId();
        if (isNew && !written.text.isEmpty())
            add(written);
        else if (!isNew && written.text.isEmpty())
            removeSelected();
        else if (!isNew)
            m_editor.change(written);
        m_view.setFocus();
    });
    connect(m_entry, &TextEntry::abandoned, this, [this] {
        m_entry.clear();
        m_view.setFocus();
    });
    m_entry->show();
    m_entry->setFocus();
}

bool DrawingTool::contextMenu(const QContextMenuEvent &event, const ChartContent &content)
{
    if (isBusy())
        return true;
    if (event.reason() == QContextMenuEvent::Keyboard) {
        const Drawing *drawing = m_editor.selected();
        if (drawing)
            openMenu(pixelOf(drawing->points.first(), content.scale), content);
        return drawing != nullptr;
    }
    const QPointF at = event.pos();
    const auto found = isOnPlot(at, content) ? m_layer.find(at, content) : std::nullopt;
    if (!found)
        return false;
    m_editor.select(found->id);
    openMenu(at, content);
    return true;
}

void DrawingTool::openMenu(const QPointF &at, const ChartContent &content)
{
    if (!m_editor.selected())
        return;
    auto *menu = new DrawingMenu(m_editor, content.theme, &m_view);
    connect(menu, &DrawingMenu::duplicateChosen, this, [this, &content] { duplicate(content); });
    connect(menu, &DrawingMenu::removeChosen, this, &DrawingTool::removeSelected);
    connect(menu, &DrawingMenu::textChosen, this, [this, &content] {
        if (const Drawing *text = m_editor.selected())
            writeText(*text, content);
    });
    const QRectF plot = content.scale.prices();
    menu->popup(m_view.mapToGlobal(
        QPointF(std::clamp(at.x(), plot.left(), plot.right()), std::clamp(at.y(), plot.top(), plot.bottom()))
            .toPoint()));
}

std::optional<Qt::CursorShape> DrawingTool::cursor(const QPointF &point, const ChartContent &content) const
{
    if (!isOnPlot(point, content))
        return std::nullopt;
    if (m_draft || m_kind)
        return Qt::CrossCursor;
    if (m_drag)
        return m_drag->original.locked ? Qt::ArrowCursor : Qt::SizeAllCursor;
    const auto found = m_layer.find(point, content);
    if (!found)
        return std::nullopt;
    return found->hit.handle >= 0 ? Qt::SizeAllCursor : Qt::PointingHandCursor;
}

} // namespace coffer::ui
