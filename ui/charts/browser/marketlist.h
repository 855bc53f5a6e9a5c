// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QTimer>

#include <utility>

namespace coffer::ui {

class EmptyState;
class MarketDelegate;
class MarketFilter;
class Theme;

/// The list of markets: what is typed goes to the search, a click on the star or Space changes the favourite,
/// Alt+Up and Alt+Down or dragging move a favourite. Only rows in sight are painted when figures change.
class MarketList : public QListView
{
    Q_OBJECT

public:
    MarketList(MarketFilter &markets, MarketDelegate *delegate, const Theme &theme,
               QWidget *parent = nullptr);

    /// Shown in the middle while there are no rows. Takes ownership.
    void setEmptyState(EmptyState *state);
    /// First and last row in sight; (-1, -1) when there is none.
    std::pair<int, int> rowsInSight() const;

Q_SIGNALS:
    /// Letters to go on searching with; empty: the last one is to be taken away.
    void typed(const QString &text);
    void escaped();
    void starToggled(int row);
    /// A menu about this row is wanted at this place of the screen.
    void menuRequested(int row, const QPoint &globalPosition);
    /// Other rows are in sight, and were for a moment.
    void settled();

protected Q_SLOTS:
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles = {}) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void updateEmptyState();
    void rowsChanged();
    void moveCurrent(int by);

    MarketFilter &m_markets;
    MarketDelegate *m_delegate;
    EmptyState *m_empty = nullptr;
    QTimer m_settle;
};

} // namespace coffer::ui
