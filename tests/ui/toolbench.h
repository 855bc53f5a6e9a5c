// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawingbench.h"
#include "ui/charts/drawings/drawingeditor.h"
#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/drawings/drawinglayer.h"
#include "ui/charts/drawings/drawingmenu.h"
#include "ui/charts/drawings/drawingtool.h"
#include "ui/charts/drawings/textentry.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QTest>

namespace coffer::test {

/// A tool with what it needs, and hands to use it.
struct ToolBench : ContentBench
{
    QWidget view;
    std::shared_ptr<market::DrawingBook> book = std::make_shared<market::DrawingBook>();
    ui::DrawingEditor editor;
    ui::DrawingLayer layer{editor};
    ui::DrawingTool tool{editor, layer, view};
    Qt::KeyboardModifiers modifiers;

    ToolBench()
    {
        view.resize(880, 530);
        view.setFocusPolicy(Qt::StrongFocus);
        view.show();
        view.activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(&view)); }();
        view.setFocus();
        editor.setBook(book);
        tool.setSnapping(false);
        content.priceDecimals = -1; // points stay where they were put
    }
    QMouseEvent event(QEvent::Type type, const QPointF &at, Qt::MouseButton button,
                      Qt::MouseButtons buttons) const
    {
        return {type, at, view.mapToGlobal(at), button, buttons, modifiers};
    }
    bool press(const QPointF &at, Qt::MouseButton button = Qt::LeftButton)
    {
        return tool.press(event(QEvent::MouseButtonPress, at, button, button), content);
    }
    bool move(const QPointF &at, Qt::MouseButtons buttons = Qt::NoButton)
    {
        return tool.move(event(QEvent::MouseMove, at, Qt::NoButton, buttons), content);
    }
    bool release(const QPointF &at, Qt::MouseButton button = Qt::LeftButton)
    {
        return tool.release(event(QEvent::MouseButtonRelease, at, button, Qt::NoButton), content);
    }
    bool click(const QPointF &at)
    {
        const bool isTaken = press(at);
        release(at);
        return isTaken;
    }
    void stroke(const QPointF &from, const QPointF &to)
    {
        press(from);
        move((from + to) / 2, Qt::LeftButton);
        move(to, Qt::LeftButton);
        release(to);
    }
    bool doubleClick(const QPointF &at)
    {
        click(at);
        const bool isTaken =
            tool.doubleClick(event(QEvent::MouseButtonDblClick, at, Qt::LeftButton, Qt::LeftButton), content);
        release(at);
        return isTaken;
    }
    bool key(int code, Qt::KeyboardModifiers with = {})
    {
        return tool.key(QKeyEvent(QEvent::KeyPress, code, with), content);
    }
    ui::DrawingMenu *menu(const QPointF &at)
    {
        press(at, Qt::RightButton);
        release(at, Qt::RightButton);
        const QContextMenuEvent asked(QContextMenuEvent::Mouse, at.toPoint(), view.mapToGlobal(at.toPoint()));
        return tool.contextMenu(asked, content) ? view.findChild<ui::DrawingMenu *>() : nullptr;
    }
    market::DrawingPoint at(double x, double y) const { return ui::pointAt({x, y}, content.scale); }
    market::DrawingId add(market::DrawingKind kind, const QList<QPointF> &pixels)
    {
        market::Drawing drawing;
        drawing.kind = kind;
        for (const QPointF &pixel : pixels)
            drawing.points.append(ui::pointAt(pixel, content.scale));
        return *book->add(drawing);
    }
    const market::Drawing &only() const { return book->drawings().constFirst(); }
    ui::TextEntry *entry() const { return view.findChild<ui::TextEntry *>(); }
};

inline bool isAt(const market::DrawingPoint &point, const market::DrawingPoint &other)
{
    return std::abs(point.time - other.time) < 1e-3 && std::abs(point.price - other.price) < 1e-6;
}

} // namespace coffer::test
