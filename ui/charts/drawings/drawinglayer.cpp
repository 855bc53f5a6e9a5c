// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawinglayer.h"

#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawingpainter.h"
#include "ui/charts/drawings/drawingwords.h"
#include "ui/charts/plot/chartcontent.h"

#include <QPainter>

#include <algorithm>

namespace coffer::ui {

using market::Drawing;

DrawingLayer::DrawingLayer(const DrawingEditor &editor, QObject *parent)
    : ChartLayer(parent), m_editor(editor)
{
    connect(&editor, &DrawingEditor::changed, this, &ChartLayer::changed);
}

void DrawingLayer::setDraft(const std::optional<Drawing> &draft, bool isHeld)
{
    const bool held = draft && isHeld;
    if (draft == m_draft && held == m_isHeld)
        return;
    const bool isSame = held && m_isHeld && m_draft->id == draft->id;
    m_draft = draft;
    m_isHeld = held;
    if (isSame) // the others stay as they are painted
        Q_EMIT liveChanged();
    else
        Q_EMIT changed();
}

void DrawingLayer::setRing(const std::optional<market::DrawingPoint> &ring)
{
    if (ring == m_ring)
        return;
    m_ring = ring;
    Q_EMIT liveChanged();
}

/// Visits what is seen, from the lowest to the topmost, with how it stands out.
template<class Visit>
void DrawingLayer::forEach(Visit visit) const
{
    const market::DrawingBook *book = m_editor.book();
    const Drawing *selected = m_editor.selected();
    const bool replaces = m_draft && book && book->find(m_draft->id);
    if (book && !m_editor.isHidden()) {
        for (const Drawing &drawing : book->drawings()) {
            const bool isDraft = replaces && drawing.id == m_draft->id;
            const bool isSelected = selected && selected->id == drawing.id;
            if (drawing.visible || isDraft)
                visit(isDraft ? *m_draft : drawing,
                      DrawingLook{isSelected, isSelected ? m_editor.handle() : -1});
        }
    }
    if (m_draft && !replaces)
        visit(*m_draft, DrawingLook{m_isHeld && m_draft->kind != market::DrawingKind::Measure, -1});
}

std::optional<DrawingLayer::Found> DrawingLayer::find(const QPointF &pixel, const ChartContent &content) const
{
    std::optional<Found> found;
    bool isSelectedFound = false;
    const Drawing *selected = m_editor.selected();
    forEach([&](const Drawing &drawing, const DrawingLook &look) {
        if (isSelectedFound || drawing.id == market::DrawingId())
            return;
        const auto hit =
            hitShape(shapeOf(drawing, content.scale, textBoxSize(drawing, content)), pixel, look.isSelected);
        if (!hit)
            return;
        found = Found{drawing.id, *hit};
        isSelectedFound = selected && selected->id == drawing.id;
    });
    return found;
}

/// It follows the pointer.
bool DrawingLayer::isMoving(const Drawing &drawing) const
{
    return m_isHeld && drawing.id == m_draft->id;
}

void DrawingLayer::paint(QPainter &painter, const ChartContent &content) const
{
    forEach([&](const Drawing &drawing, const DrawingLook &look) {
        if (!isLive() || isMoving(drawing))
            paintDrawing(painter, content, drawing, look);
    });
    if (m_ring)
        paintSnapRing(painter, content, *m_ring);
}

void DrawingLayer::paintOnAxis(QPainter &painter, const ChartContent &content) const
{
    forEach([&](const Drawing &drawing, const DrawingLook &look) {
        if (!isLive() || isMoving(drawing))
            paintDrawingTags(painter, content, drawing, look);
    });
}

void DrawingLayer::paintStill(QPainter &painter, const ChartContent &content) const
{
    forEach([&](const Drawing &drawing, const DrawingLook &look) {
        if (!isMoving(drawing))
            paintDrawing(painter, content, drawing, look);
    });
}

void DrawingLayer::paintStillOnAxis(QPainter &painter, const ChartContent &content) const
{
    forEach([&](const Drawing &drawing, const DrawingLook &look) {
        if (!isMoving(drawing))
            paintDrawingTags(painter, content, drawing, look);
    });
}

QString DrawingLayer::tip(const ChartContent &content, const QPointF &point) const
{
    const std::optional<Found> found = m_isHeld ? std::nullopt : find(point, content);
    const Drawing *drawing = found ? m_editor.book()->find(found->id) : nullptr;
    return drawing ? drawingTip(*drawing, content) : QString();
}

} // namespace coffer::ui
