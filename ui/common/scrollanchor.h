// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>
#include <QScrollBar>
#include <QTableView>

namespace coffer::ui {

/// Keeps what is being read in its place while rows come and go above it. A table that is scrolled to its top
/// stays there and shows the newest rows. The table owns it; make it after the table has its model.
class ScrollAnchor : public QObject
{
public:
    explicit ScrollAnchor(QTableView &view) : QObject(&view), m_view(view)
    {
        const QAbstractItemModel *model = view.model();
        connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &ScrollAnchor::remember);
        connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ScrollAnchor::remember);
        connect(model, &QAbstractItemModel::rowsInserted, this, &ScrollAnchor::restore);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &ScrollAnchor::restore);
    }

private:
    void remember()
    {
        const int row = m_view.verticalScrollBar()->value() > 0 ? m_view.rowAt(0) : -1;
        m_top = row >= 0 ? m_view.model()->index(row, 0) : QModelIndex();
        m_position = row >= 0 ? m_view.rowViewportPosition(row) : 0;
    }

    void restore()
    {
        if (!m_top.isValid())
            return;
        m_view.doItemsLayout(); // else the bar does not reach that far yet
        QScrollBar *bar = m_view.verticalScrollBar();
        bar->setValue(bar->value() + m_view.rowViewportPosition(m_top.row()) - m_position);
        m_top = QModelIndex();
    }

    QTableView &m_view;
    QPersistentModelIndex m_top; ///< the first row in sight; none at the top of the table
    int m_position = 0;          ///< where it is in the viewport
};

} // namespace coffer::ui
