// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"

#include <QObject>

#include <deque>
#include <vector>

namespace coffer::market {

/// The drawings of one market, oldest first (later ones are painted over earlier ones), with undo and redo.
/// Every chart of the market shows the same book. Bounded in drawings and steps: the oldest steps are
/// forgotten. GUI thread.
class DrawingBook : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostDrawings = 500;
    static constexpr std::size_t mostSteps = 200;

    using QObject::QObject;

    const QList<Drawing> &drawings() const { return m_drawings; }
    /// nullptr: it is not there (any more). Good until the next change.
    const Drawing *find(DrawingId id) const;
    bool isFull() const { return m_drawings.size() >= mostDrawings; }

    /// A new step each. An id in the drawing is ignored; nullopt: the book is full, or the drawing is not
    /// sound or a measure.
    std::optional<DrawingId> add(Drawing drawing);
    /// Puts it in the place of the one with its id; false when that is gone or it is not sound. One that is
    /// equal is no step. Joined: undone together with the change before when that was of the same drawing and
    /// Joined, too; for arrow keys.
    enum class Step { Own, Joined };
    bool change(const Drawing &drawing, Step step = Step::Own);
    bool remove(DrawingId id);
    /// Removes all, as one step.
    void clear();
    /// Makes all visible, as one step.
    void showAll();

    bool canUndo() const { return !m_done.empty(); }
    bool canRedo() const { return !m_undone.empty(); }
    void undo();
    void redo();

    /// Puts what was kept earlier before what was drawn meanwhile; no step. Drawings that are not sound are
    /// left out. Ids are given here.
    void restore(const QList<Drawing> &kept);

Q_SIGNALS:
    void added(qsizetype index);
    void changed(qsizetype index);
    void removed(coffer::market::DrawingId id);
    /// After each step, undo and redo: what can be undone may have changed. Not after restore().
    void edited();

private:
    /// One drawing's share of a step; nullopt: it is not there.
    struct Edit
    {
        qsizetype index = 0; ///< where it stands or stood
        std::optional<Drawing> before, after;
    };
    using Edits = std::vector<Edit>;

    qsizetype indexOf(DrawingId id) const;
    void perform(Edits edits);
    void apply(const Edit &edit);
    static Edit reversed(const Edit &edit);

    QList<Drawing> m_drawings;
    std::deque<Edits> m_done, m_undone; ///< newest last
    bool m_joinable = false;            ///< the newest step was Joined
    qint64 m_lastId = 0;
};

} // namespace coffer::market
