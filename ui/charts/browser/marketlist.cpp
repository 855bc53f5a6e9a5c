// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketlist.h"

#include "ui/charts/browser/marketdelegate.h"
#include "ui/charts/browser/marketfilter.h"
#include "ui/common/emptystate.h"
#include "ui/common/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr int settleMs = 200;

} // namespace

MarketList::MarketList(MarketFilter &markets, MarketDelegate *delegate, const Theme &theme, QWidget *parent)
    : QListView(parent), m_markets(markets), m_delegate(delegate)
{
    setObjectName(QStringLiteral("marketsTable"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragDropMode(InternalMove);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    setItemDelegate(delegate);
    setModel(&markets);

    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &MarketList::settled);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&markets, signal, this, &MarketList::rowsChanged);
    connect(&markets, &QAbstractItemModel::layoutChanged, this, &MarketList::rowsChanged);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void MarketList::setEmptyState(EmptyState *state)
{
    m_empty = state;
    m_empty->setParent(viewport());
    updateEmptyState();
}

void MarketList::updateEmptyState()
{
    if (!m_empty)
        return;
    m_empty->setGeometry(viewport()->rect());
    m_empty->setVisible(m_markets.rowCount() == 0);
}

void MarketList::rowsChanged()
{
    updateEmptyState();
    m_settle.start();
}

std::pair<int, int> MarketList::rowsInSight() const
{
    const int count = m_markets.rowCount();
    const int height = count > 0 ? sizeHintForRow(0) : 0;
    if (height <= 0 || viewport()->height() <= 0)
        return {-1, -1};
    const int top = verticalOffset();
    const int first = std::clamp(top / height, 0, count - 1);
    const int last = std::clamp((top + viewport()->height() - 1) / height, first, count - 1);
    return {first, last};
}

void MarketList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                             const QList<int> & /*roles*/)
{
    // The base class would paint all of the viewport when more than one cell changed.
    if (!isVisible() || !topLeft.isValid() || topLeft.column() > modelColumn())
        return;
    const auto [first, last] = rowsInSight();
    const int from = std::max(topLeft.row(), first);
    const int to = std::min(bottomRight.row(), last);
    if (first < 0 || from > to)
        return;
    const QRect upper = visualRect(m_markets.index(from, modelColumn()));
    const QRect lower = visualRect(m_markets.index(to, modelColumn()));
    viewport()->update(upper.united(lower));
}

void MarketList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    // The base class would make a neighbour current, as if the user had chosen it.
    if (const int row = currentIndex().row(); row >= start && row <= end)
        selectionModel()->clear();
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void MarketList::keyPressEvent(QKeyEvent *event)
{
    const bool isAlt = event->modifiers().testFlag(Qt::AltModifier);
    const QString text = event->text();
    if (isAlt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    } else if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        Q_EMIT starToggled(currentIndex().row());
    } else if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
    } else if (event->key() == Qt::Key_Backspace) {
        Q_EMIT typed({});
    } else if (!text.isEmpty() && text.front().isPrint() && !isAlt &&
               !event->modifiers().testFlag(Qt::ControlModifier)) {
        Q_EMIT typed(text);
    } else {
        QListView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void MarketList::moveCurrent(int by)
{
    const int row = currentIndex().row();
    const int target = row + by;
    if (row < 0 || target < 0 || target >= m_markets.rowCount())
        return;
    m_markets.moveRow({}, row, {}, by > 0 ? target + 1 : target);
    scrollTo(currentIndex());
}

void MarketList::mousePressEvent(QMouseEvent *event)
{
    const QPoint place = event->position().toPoint();
    const QModelIndex index = indexAt(place);
    const bool isStar =
        index.isValid() && m_delegate->starArea(visualRect(index), layoutDirection()).contains(place);
    if (event->button() == Qt::LeftButton && isStar)
        Q_EMIT starToggled(index.row()); // and the chart stays
    else
        QListView::mousePressEvent(event);
}

void MarketList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const QPoint place = isKey ? visualRect(index).center() : event->pos();
    Q_EMIT menuRequested(index.row(), viewport()->mapToGlobal(place));
    event->accept();
}

void MarketList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    updateEmptyState();
    m_settle.start();
}

void MarketList::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    m_settle.start();
}

void MarketList::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    m_settle.start();
}

} // namespace coffer::ui
