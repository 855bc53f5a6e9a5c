// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/chip.h"

#include <QTableView>

namespace coffer {
class Settings;
}

namespace coffer::ui {

class CellDelegate;
class EmptyState;
class Theme;

/// Roles that every table model answers, whatever the column.
enum TableRole {
    SortRole = Qt::UserRole + 1, ///< the raw value to sort by: a Decimal, qint64 or QString
    SignRole,                    ///< int -1, 0, 1: the delegate colours the text as loss or gain
    ChipsRole,                   ///< QVariant::fromValue(QList<Chip>) for chip columns
    CoinRole,                    ///< asset code: a coin disc is drawn before the text
    MutedRole,                   ///< bool: secondary text
    FractionRole,                ///< double 0..1: a bar behind the text (shares)
    PlaceholderRole,             ///< bool: the row is not loaded yet, drawn as a muted bar
    SeriesRole,                  ///< int, a place in Colors::series: a dot of that colour before the text
    ElideRole,                   ///< int(Qt::TextElideMode) where not ElideRight: ids are cut in the middle
};

/// Coffer's table: no grid but a hairline between rows, hover wash, keyboard as in ui.md (Ctrl+C copies the
/// selected rows as tab-separated text), an empty state in its middle, columns chosen from the header's menu
/// and remembered under its object name. Amounts align right with tabular figures.
class TableView : public QTableView
{
    Q_OBJECT

public:
    TableView(const QString &name, const Theme &theme, QWidget *parent = nullptr);

    /// Shown over the table while the model has no rows. Takes ownership.
    void setEmptyState(EmptyState *state);
    void setModel(QAbstractItemModel *model) override;

    /// The column to be sorted by at first, before anything is remembered.
    void sortInitially(int column, Qt::SortOrder order);
    /// Columns that start hidden until the user chooses them.
    void hideInitially(const QList<int> &columns);
    /// Restores and remembers widths, order, hidden columns and sorting of the header.
    void rememberColumns(Settings &settings);

    /// The selected rows (or the current one) as tab-separated text, a line a row, visible columns in their
    /// order.
    QString selectedText() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void updateEmptyState();
    void copySelection() const;
    void showColumnMenu(const QPoint &position);
    void setHoveredRow(int row);

    const Theme &m_theme;
    CellDelegate *m_delegate;
    EmptyState *m_empty = nullptr;
};

} // namespace coffer::ui
