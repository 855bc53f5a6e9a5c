// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/drawings/drawingbook.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace coffer::market {

qsizetype DrawingBook::indexOf(DrawingId id) const
{
    const auto found =
        std::ranges::find_if(m_drawings, [id](const Drawing &drawing) { return drawing.id == id; });
    return found == m_drawings.end() ? -1 : found - m_drawings.begin();
}

const Drawing *DrawingBook::find(DrawingId id) const
{
    const qsizetype index = indexOf(id);
    return index < 0 ? nullptr : &m_drawings.at(index);
}

std::optional<DrawingId> DrawingBook::add(Drawing drawing)
{
    if (isFull() || !isSound(drawing) || drawing.kind == DrawingKind::Measure)
        return std::nullopt;
    drawing.id = DrawingId{++m_lastId};
    perform({Edit{m_drawings.size(), std::nullopt, drawing}});
    return drawing.id;
}

bool DrawingBook::change(const Drawing &drawing, Step step)
{
    const qsizetype index = indexOf(drawing.id);
    if (index < 0 || !isSound(drawing) || drawing.kind == DrawingKind::Measure)
        return false;
    if (m_drawings.at(index) == drawing)
        return true;
    const bool joins = step == Step::Joined && m_joinable && !m_done.empty() && m_done.back().size() == 1 &&
                       m_done.back().front().before && m_done.back().front().before->id == drawing.id;
    if (joins) {
        Edit &last = m_done.back().front();
        last.after = drawing;
        apply(last);
        Q_EMIT edited();
    } else {
        perform({Edit{index, m_drawings.at(index), drawing}});
    }
    m_joinable = step == Step::Joined;
    return true;
}

bool DrawingBook::remove(DrawingId id)
{
    const qsizetype index = indexOf(id);
    if (index < 0)
        return false;
    perform({Edit{index, m_drawings.at(index), std::nullopt}});
    return true;
}

void DrawingBook::clear()
{
    Edits edits;
    for (qsizetype i = m_drawings.size() - 1; i >= 0; --i)
        edits.push_back({i, m_drawings.at(i), std::nullopt});
    if (!edits.empty())
        perform(std::move(edits));
}

void DrawingBook::showAll()
{
    Edits edits;
    for (qsizetype i = 0; i < m_drawings.size(); ++i) {
        Drawing shown = m_drawings.at(i);
        if (std::exchange(shown.visible, true))
            continue;
        edits.push_back({i, m_drawings.at(i), shown});
    }
    if (!edits.empty())
        perform(std::move(edits));
}

void DrawingBook::perform(Edits edits)
{
    m_joinable = false;
    m_undone.clear();
    m_done.push_back(std::move(edits));
    if (m_done.size() > mostSteps)
        m_done.pop_front();
    const Edits step = m_done.back(); // whoever hears of it may already do the next
    for (const Edit &edit : step)
        apply(edit);
    Q_EMIT edited();
}

void DrawingBook::apply(const Edit &edit)
{
    if (edit.before && edit.after) {
        const qsizetype index = indexOf(edit.before->id);
        m_drawings[index] = *edit.after;
        Q_EMIT changed(index);
    } else if (edit.after) {
        const qsizetype index = std::min(edit.index, m_drawings.size());
        m_drawings.insert(index, *edit.after);
        Q_EMIT added(index);
    } else if (edit.before) {
        const DrawingId id = edit.before->id;
        m_drawings.removeAt(indexOf(id));
        Q_EMIT removed(id);
    }
}

DrawingBook::Edit DrawingBook::reversed(const Edit &edit)
{
    return {edit.index, edit.after, edit.before};
}

void DrawingBook::undo()
{
    if (m_done.empty())
        return;
    m_joinable = false;
    const Edits step = std::move(m_done.back());
    m_done.pop_back();
    m_undone.push_back(step);
    for (const Edit &edit : step | std::views::reverse)
        apply(reversed(edit));
    Q_EMIT edited();
}

void DrawingBook::redo()
{
    if (m_undone.empty())
        return;
    m_joinable = false;
    const Edits step = std::move(m_undone.back());
    m_undone.pop_back();
    m_done.push_back(step);
    for (const Edit &edit : step)
        apply(edit);
    Q_EMIT edited();
}

void DrawingBook::restore(const QList<Drawing> &kept)
{
    qsizetype count = 0;
    for (Drawing drawing : kept) {
        if (!isSound(drawing) || drawing.kind == DrawingKind::Measure)
            continue;
        drawing.id = DrawingId{++m_lastId};
        m_drawings.insert(count, drawing);
        Q_EMIT added(count++);
    }
    for (auto *steps : {&m_done, &m_undone}) {
        for (Edits &edits : *steps) {
            for (Edit &edit : edits)
                edit.index += count;
        }
    }
}

} // namespace coffer::market
