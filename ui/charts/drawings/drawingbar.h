// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"
#include "ui/common/page.h"

#include <QMap>
#include <QPointer>

class QAction;
class QBoxLayout;

namespace coffer::ui {

class ChartDrawings;

/// The buttons for drawings, in a row or a column: what to draw, snapping, undo and redo, hide and remove
/// all. They are for one chart at a time.
class DrawingBar : public QWidget
{
    Q_OBJECT

public:
    DrawingBar(Qt::Orientation orientation, const Context &context, QWidget *parent = nullptr);

    /// The chart that the buttons and their keys are for; what was chosen to be drawn goes along. nullptr:
    /// none.
    void setTarget(ChartDrawings *target);
    ChartDrawings *target() const { return m_target; }

private:
    QAction *add(const char *name, const QString &iconName, const QString &text, const QKeySequence &keys);
    void addKind(std::optional<market::DrawingKind> kind, const QKeySequence &keys);
    void addLine();
    void choose(std::optional<market::DrawingKind> kind);
    void removeAll();
    void toggleHidden();
    void sync();

    const Context m_context;
    const Qt::Orientation m_orientation;
    QBoxLayout *m_layout;
    QPointer<ChartDrawings> m_target;
    QAction *m_select = nullptr;
    QMap<market::DrawingKind, QAction *> m_kinds;
    QAction *m_snap = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_hide = nullptr;
    QAction *m_remove = nullptr;
};

} // namespace coffer::ui
