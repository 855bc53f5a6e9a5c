// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/tableview.h"

#include "core/settings.h"
#include "ui/common/celldelegate.h"
#include "ui/common/emptystate.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTimer>

namespace coffer::ui {
namespace {

constexpr int defaultRowHeight = 28;
constexpr int headerHeight = 30;
constexpr int saveDelayMs = 500;

QString copyText(const QModelIndex &index)
{
    QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty()) {
        if (const QVariant chips = index.data(ChipsRole); chips.isValid())
            text = chipsText(chips.value<QList<Chip>>());
    }
    // Tabs and line ends would shift the columns; the typographic minus and the hard blank are no numbers
    // elsewhere.
    for (QChar &c : text) {
        if (c == u'\t' || c == u'\n' || c == u'\r' || c == u'\u00a0')
            c = u' ';
        else if (c == u'\u2212')
            c = u'-';
    }
    return text;
}

} // namespace

TableView::TableView(const QString &name, const Theme &theme, QWidget *parent)
    : QTableView(parent), m_theme(theme), m_delegate(new CellDelegate(theme, this))
{
    setObjectName(name);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setSortingEnabled(true);

    const int height = std::max(defaultRowHeight, fontMetrics().height() + 10);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    QHeaderView *header = horizontalHeader();
    header->setFixedHeight(std::max(headerHeight, fontMetrics().height() + 12));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TableView::showColumnMenu);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableView::setEmptyState(EmptyState *state)
{
    delete m_empty;
    m_empty = state;
    if (m_empty)
        m_empty->setParent(viewport());
    updateEmptyState();
}

void TableView::setModel(QAbstractItemModel *newModel)
{
    if (newModel == model())
        return;
    QTableView::setModel(newModel);
    if (!newModel)
        return;
    connect(newModel, &QAbstractItemModel::rowsInserted, this, &TableView::updateEmptyState);
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, &TableView::updateEmptyState);
    connect(newModel, &QAbstractItemModel::modelReset, this, &TableView::updateEmptyState);
    connect(newModel, &QAbstractItemModel::layoutChanged, this, &TableView::updateEmptyState);
    updateEmptyState();
}

void TableView::sortInitially(int column, Qt::SortOrder order)
{
    sortByColumn(column, order);
}

void TableView::hideInitially(const QList<int> &columns)
{
    for (const int column : columns)
        setColumnHidden(column, true);
}

void TableView::rememberColumns(Settings &settings)
{
    QHeaderView *header = horizontalHeader();
    const Setting<QByteArray> setting{QStringLiteral("columns/") + objectName(), {}};
    const QByteArray stored = settings.value(setting);
    const int sections = header->count();
    if (!stored.isEmpty()) {
        const QByteArray before = header->saveState();
        // A layout of another version of the table would hide or squeeze columns: keep the default instead.
        if (!header->restoreState(stored) || header->count() != sections)
            header->restoreState(before);
        else
            sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
    }
    auto *delay = new QTimer(this);
    delay->setSingleShot(true);
    delay->setInterval(saveDelayMs);
    connect(delay, &QTimer::timeout, this,
            [this, &settings, setting] { settings.setValue(setting, horizontalHeader()->saveState()); });
    const auto changed = [delay] { delay->start(); };
    connect(header, &QHeaderView::sectionResized, delay, changed);
    connect(header, &QHeaderView::sectionMoved, delay, changed);
    connect(header, &QHeaderView::sortIndicatorChanged, delay, changed);
}

QString TableView::selectedText() const
{
    if (!model() || !selectionModel())
        return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty() && currentIndex().isValid())
        rows = {currentIndex()};
    std::sort(rows.begin(), rows.end(),
              [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    QStringList lines;
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (!isColumnHidden(column))
                cells += copyText(row.siblingAtColumn(column));
        }
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void TableView::copySelection() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event == QKeySequence::Copy) {
        copySelection();
        event->accept();
        return;
    }
    // In a table of rows these go to the first and the last row, not to the ends of the current one.
    const bool isHome = event->key() == Qt::Key_Home;
    if (model() && model()->rowCount() > 0 && (isHome || event->key() == Qt::Key_End) &&
        event->modifiers() == Qt::NoModifier) {
        const int column = std::max(0, currentIndex().column());
        setCurrentIndex(model()->index(isHome ? 0 : model()->rowCount() - 1, column));
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    updateEmptyState();
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    setHoveredRow(indexAt(event->position().toPoint()).row());
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return QTableView::viewportEvent(event);
}

void TableView::setHoveredRow(int row)
{
    const int before = m_delegate->hoveredRow();
    if (row == before)
        return;
    m_delegate->setHoveredRow(row);
    for (const int changed : {before, row}) {
        if (changed >= 0)
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed));
    }
}

void TableView::updateEmptyState()
{
    if (!m_empty)
        return;
    const bool isEmpty = !model() || model()->rowCount() == 0;
    m_empty->setGeometry(viewport()->rect());
    m_empty->setVisible(isEmpty);
}

void TableView::showColumnMenu(const QPoint &position)
{
    if (!model())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    int shown = 0;
    for (int column = 0; column < model()->columnCount(); ++column)
        shown += isColumnHidden(column) ? 0 : 1;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(title.isEmpty() ? tr("Column %1").arg(column + 1) : title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(shown > 1 ||
                           isColumnHidden(column)); // a table without columns can't be brought back
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

} // namespace coffer::ui
