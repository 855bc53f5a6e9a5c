// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawingbook.h"

#include <QObject>

#include <memory>
#include <optional>

namespace coffer::ui {

/// What is shown of a book on one chart, which of its drawings is selected there, and what can be done to
/// that one. A locked drawing can be looked at, coloured and unlocked, but neither moved nor removed. GUI
/// thread.
class DrawingEditor : public QObject
{
    Q_OBJECT

public:
    explicit DrawingEditor(QObject *parent = nullptr);

    /// nullptr: no market; then nothing can be drawn.
    void setBook(std::shared_ptr<market::DrawingBook> book);
    market::DrawingBook *book() const { return m_book.get(); }

    /// nullptr: none.
    const market::Drawing *selected() const;
    /// The handle that the arrow keys move; -1: the whole drawing.
    int handle() const { return m_handle; }
    void select(std::optional<market::DrawingId> id, int handle = -1);
    /// The next or (by -1) the previous visible one; after the last one comes the first.
    void selectNext(int by);
    /// The whole, then one handle after another.
    void nextHandle();

    /// All drawings are out of sight on this chart.
    bool isHidden() const { return m_isHidden; }
    void setHidden(bool hidden);
    /// All are seen: those that were hidden one by one, too.
    void showAll();
    /// Any of them is not seen.
    bool hidesAny() const;

    /// New drawings are selected. False: there is no room (a market has at most DrawingBook::mostDrawings).
    bool add(const market::Drawing &drawing);
    /// false: it is locked or gone.
    bool change(const market::Drawing &drawing,
                market::DrawingBook::Step step = market::DrawingBook::Step::Own);
    /// false: it is locked, or none is selected.
    bool removeSelected();
    void setColor(const QString &color);
    void setWidth(int width);
    void setLocked(bool locked);
    void hideSelected();
    void undo();
    void redo();
    void clear();

Q_SIGNALS:
    /// To be painted anew: a drawing, the selection, or what is hidden.
    void changed();
    void selectionChanged();
    /// Another market's book, or this one was edited: what can be undone may have changed.
    void edited();
    /// Another market's book.
    void bookChanged();

private:
    template<class Edit>
    void editSelected(Edit edit);
    void forgetIfGone(market::DrawingId id);

    std::shared_ptr<market::DrawingBook> m_book;
    std::optional<market::DrawingId> m_selected;
    int m_handle = -1;
    bool m_isHidden = false;
};

} // namespace coffer::ui
