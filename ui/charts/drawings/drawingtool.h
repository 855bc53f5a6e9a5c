// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"
#include "ui/charts/plot/charttool.h"

#include <QObject>
#include <QPointF>
#include <QPointer>

#include <optional>

class QWidget;

namespace coffer::ui {

class DrawingEditor;
class DrawingLayer;
class TextEntry;

/// Draws, selects, drags and edits on a chart. A line is two clicks or one stroke. With Shift it is
/// horizontal, vertical or diagonal; points go to prices of candles while snapping is on, Ctrl turns that
/// round. Keys: Delete removes what is selected, the arrows move it (with Shift ten times as far), Space
/// chooses a handle for them, the menu key opens its menu, Enter edits a text or draws the chosen kind in the
/// middle, N and Shift+N select the next and the previous one, Ctrl+Z and Ctrl+Shift+Z undo and redo, Esc
/// gives up.
class DrawingTool final : public QObject, public ChartTool
{
    Q_OBJECT

public:
    /// view: the chart's viewport, over which texts are written and menus open. All outlive the tool.
    DrawingTool(DrawingEditor &editor, DrawingLayer &layer, QWidget &view, QObject *parent = nullptr);
    ~DrawingTool() override;

    /// What the next click draws; nullopt: it selects.
    void setKind(std::optional<market::DrawingKind> kind);
    std::optional<market::DrawingKind> kind() const { return m_kind; }
    void setSnapping(bool on) { m_isSnapping = on; }
    bool isSnapping() const { return m_isSnapping; }
    /// Something is half drawn, dragged or written; or a measure is shown.
    bool isBusy() const;
    /// Gives that up.
    void cancel();

    bool press(const QMouseEvent &event, const ChartContent &content) override;
    bool move(const QMouseEvent &event, const ChartContent &content) override;
    bool release(const QMouseEvent &event, const ChartContent &content) override;
    bool doubleClick(const QMouseEvent &event, const ChartContent &content) override;
    bool key(const QKeyEvent &event, const ChartContent &content) override;
    /// The menu of the drawing under the pointer, or by the keyboard of the selected one.
    bool contextMenu(const QContextMenuEvent &event, const ChartContent &content) override;
    std::optional<Qt::CursorShape> cursor(const QPointF &point, const ChartContent &content) const override;

Q_SIGNALS:
    void kindChanged();
    /// For the user: why nothing came of it, or what a key selected.
    void told(const QString &text);

private:
    /// A drawing whose points are being chosen.
    struct Draft
    {
        market::Drawing drawing;
        QPointF pressedAt;     ///< where the button went down
        bool isFirst = true;   ///< the press that chose the first point goes on
        bool isPressed = true; ///< the button is down
    };
    struct Drag
    {
        market::Drawing original;
        int handle = -1; ///< -1: the whole
        QPointF from;
        bool isMoving = false; ///< a click that trembles is no drag
    };

    static market::Drawing newDrawing(market::DrawingKind kind);
    bool startDraft(const QMouseEvent &event, const ChartContent &content);
    void moveDraft(const QMouseEvent &event, const ChartContent &content);
    void endStroke(const QMouseEvent &event, const ChartContent &content);
    void finishDraft(const ChartContent &content);
    bool grab(const QMouseEvent &event, const ChartContent &content);
    void moveDrag(const QMouseEvent &event, const ChartContent &content);
    void finishDrag();
    bool nudge(int key, bool isFar, const ChartContent &content);
    bool drawInTheMiddle(const ChartContent &content);
    bool removeSelected();
    bool duplicate(const ChartContent &content);
    void add(const market::Drawing &drawing);
    void writeText(const market::Drawing &drawing, const ChartContent &content);
    /// at: in the view.
    void openMenu(const QPointF &at, const ChartContent &content);
    void clearMeasure();
    market::DrawingPoint place(const QPointF &pixel, Qt::KeyboardModifiers modifiers,
                               const std::optional<market::DrawingPoint> &anchor,
                               const ChartContent &content);

    DrawingEditor &m_editor;
    DrawingLayer &m_layer;
    QWidget &m_view;
    std::optional<market::DrawingKind> m_kind;
    std::optional<Draft> m_draft;
    std::optional<Drag> m_drag;
    bool m_isSnapping = true;
    QPointer<TextEntry> m_entry;
};

} // namespace coffer::ui
