// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawingeditor.h"

#include <algorithm>
#include <utility>

namespace coffer::ui {

using market::Drawing;
using market::DrawingBook;
using market::DrawingId;

DrawingEditor::DrawingEditor(QObject *parent) : QObject(parent) {}

void DrawingEditor::setBook(std::shared_ptr<DrawingBook> book)
{
    if (book == m_book)
        return;
    if (m_book)
        m_book->disconnect(this);
    m_book = std::move(book);
    m_selected.reset();
    m_handle = -1;
    if (m_book) {
        connect(m_book.get(), &DrawingBook::added, this, &DrawingEditor::changed);
        connect(m_book.get(), &DrawingBook::changed, this, &DrawingEditor::changed);
        connect(m_book.get(), &DrawingBook::removed, this, &DrawingEditor::forgetIfGone);
        connect(m_book.get(), &DrawingBook::edited, this, &DrawingEditor::edited);
    }
    Q_EMIT bookChanged();
    Q_EMIT selectionChanged();
    Q_EMIT edited();
    Q_EMIT changed();
}

void DrawingEditor::forgetIfGone(DrawingId id)
{
    if (m_selected == id)
        select(std::nullopt);
    Q_EMIT changed();
}

const Drawing *DrawingEditor::selected() const
{
    const Drawing *drawing = m_book && m_selected && !m_isHidden ? m_book->find(*m_selected) : nullptr;
    return drawing && drawing->visible ? drawing : nullptr;
}

void DrawingEditor::select(std::optional<DrawingId> id, int handle)
{
    if (id == m_selected && handle == m_handle)
        return;
    m_selected = id;
    m_handle = id ? handle : -1;
    Q_EMIT selectionChanged();
    Q_EMIT changed();
}

void DrawingEditor::selectNext(int by)
{
    if (!m_book || m_isHidden)
        return;
    QList<DrawingId> ids;
    for (const Drawing &drawing : m_book->drawings()) {
        if (drawing.visible)
            ids.append(drawing.id);
    }
    if (ids.isEmpty())
        return;
    const qsizetype now = m_selected ? ids.indexOf(*m_selected) : -1;
    const qsizetype next = now < 0 ? (by > 0 ? 0 : ids.size() - 1) : (now + by + ids.size()) % ids.size();
    select(ids.at(next));
}

void DrawingEditor::nextHandle()
{
    if (const Drawing *drawing = selected()) {
        const qsizetype handles =
            drawing->kind == market::DrawingKind::Rectangle ? 4 : drawing->points.size();
        const bool hasMany = handles > 1; // else moving the handle is moving the whole
        select(drawing->id, hasMany && m_handle + 1 < handles ? m_handle + 1 : -1);
    }
}

void DrawingEditor::setHidden(bool hidden)
{
    if (std::exchange(m_isHidden, hidden) == hidden)
        return;
    Q_EMIT selectionChanged();
    Q_EMIT edited();
    Q_EMIT changed();
}

void DrawingEditor::showAll()
{
    setHidden(false);
    if (m_book)
        m_book->showAll();
}

bool DrawingEditor::hidesAny() const
{
    return m_isHidden || (m_book && std::any_of(m_book->drawings().cbegin(), m_book->drawings().cend(),
                                                [](const Drawing &drawing) { return !drawing.visible; }));
}

bool DrawingEditor::add(const Drawing &drawing)
{
    const std::optional<DrawingId> id = m_book ? m_book->add(drawing) : std::nullopt;
    if (id)
        select(*id);
    return id.has_value();
}

bool DrawingEditor::change(const Drawing &drawing, DrawingBook::Step step)
{
    const Drawing *now = m_book ? m_book->find(drawing.id) : nullptr;
    return now && !now->locked && m_book->change(drawing, step);
}

bool DrawingEditor::removeSelected()
{
    const Drawing *drawing = selected();
    return drawing && !drawing->locked && m_book->remove(drawing->id);
}

template<class Edit>
void DrawingEditor::editSelected(Edit edit)
{
    if (const Drawing *now = selected()) {
        Drawing drawing = *now;
        edit(drawing);
        m_book->change(drawing);
    }
}

void DrawingEditor::setColor(const QString &color)
{
    editSelected([&](Drawing &drawing) { drawing.color = color; });
}

void DrawingEditor::setWidth(int width)
{
    editSelected([&](Drawing &drawing) { drawing.width = width; });
}

void DrawingEditor::setLocked(bool locked)
{
    editSelected([&](Drawing &drawing) { drawing.locked = locked; });
}

void DrawingEditor::hideSelected()
{
    editSelected([](Drawing &drawing) { drawing.visible = false; });
    select(std::nullopt);
}

void DrawingEditor::undo()
{
    if (m_book)
        m_book->undo();
}

void DrawingEditor::redo()
{
    if (m_book)
        m_book->redo();
}

void DrawingEditor::clear()
{
    if (m_book)
        m_book->clear();
}

} // namespace coffer::ui
