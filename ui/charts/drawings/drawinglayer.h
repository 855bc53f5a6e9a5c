// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/plot/chartlayer.h"

#include <optional>

namespace coffer::ui {

class DrawingEditor;

/// The drawings of a book over the candles, the selected one with its handles.
class DrawingLayer final : public ChartLayer
{
    Q_OBJECT

public:
    /// The editor outlives the layer.
    explicit DrawingLayer(const DrawingEditor &editor, QObject *parent = nullptr);

    /// A drawing that is not in the book, or is shown in place of the one with its id: one that is being
    /// drawn or dragged. Held: it follows the pointer.
    void setDraft(const std::optional<market::Drawing> &draft, bool isHeld);
    const std::optional<market::Drawing> &draft() const { return m_draft; }
    /// A ring at the price of a candle that the pointer is drawn to; nullopt: none.
    void setRing(const std::optional<market::DrawingPoint> &ring);
    const std::optional<market::DrawingPoint> &ring() const { return m_ring; }

    /// The topmost drawing at a pixel, the selected one before all others.
    struct Found
    {
        market::DrawingId id;
        DrawingHit hit;
    };
    std::optional<Found> find(const QPointF &pixel, const ChartContent &content) const;

    int order() const override { return 40; }
    bool isLive() const override { return m_isHeld || m_ring; }
    void paint(QPainter &painter, const ChartContent &content) const override;
    void paintOnAxis(QPainter &painter, const ChartContent &content) const override;
    void paintStill(QPainter &painter, const ChartContent &content) const override;
    void paintStillOnAxis(QPainter &painter, const ChartContent &content) const override;
    QString tip(const ChartContent &content, const QPointF &point) const override;

private:
    template<class Visit>
    void forEach(Visit visit) const;
    bool isMoving(const market::Drawing &drawing) const;

    const DrawingEditor &m_editor;
    std::optional<market::Drawing> m_draft;
    std::optional<market::DrawingPoint> m_ring;
    bool m_isHeld = false;
};

} // namespace coffer::ui
