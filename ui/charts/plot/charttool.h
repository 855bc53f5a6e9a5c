// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCursor>

#include <optional>

class QContextMenuEvent;
class QKeyEvent;
class QMouseEvent;

namespace coffer::ui {

struct ChartContent;

/// Something that the pointer and the keys can do on a chart besides moving it: drawing, dragging a drawing
/// or an alert. The chart offers each event to its tools in the order in which they were added, before it
/// pans or zooms; the first that returns true has it, and after a press has all until the release. Positions
/// are in the chart's viewport, the same as ChartContent's.
class ChartTool
{
public:
    virtual ~ChartTool() = default;

    virtual bool press(const QMouseEvent & /*event*/, const ChartContent & /*content*/) { return false; }
    virtual bool move(const QMouseEvent & /*event*/, const ChartContent & /*content*/) { return false; }
    virtual bool release(const QMouseEvent & /*event*/, const ChartContent & /*content*/) { return false; }
    virtual bool doubleClick(const QMouseEvent & /*event*/, const ChartContent & /*content*/)
    {
        return false;
    }
    /// The right button or the menu key: true when the tool opened a menu of its own.
    virtual bool contextMenu(const QContextMenuEvent & /*event*/, const ChartContent & /*content*/)
    {
        return false;
    }
    virtual bool key(const QKeyEvent & /*event*/, const ChartContent & /*content*/) { return false; }
    /// The cursor over this point; nullopt: nothing of this tool is there.
    virtual std::optional<Qt::CursorShape> cursor(const QPointF & /*point*/,
                                                  const ChartContent & /*content*/) const
    {
        return std::nullopt;
    }
};

} // namespace coffer::ui
