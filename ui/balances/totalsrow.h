// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QWidget>

class QHeaderView;

namespace coffer::ui {

class Theme;

/// One row under a table that stays in sight: its cells stand under the table's columns, wherever the user
/// moved them.
class TotalsRow : public QWidget
{
    Q_OBJECT

public:
    struct Cell
    {
        QString text;
        int sign = 0;         ///< colours it as loss or gain
        bool leading = false; ///< at the leading edge, and over the empty columns behind it
    };

    /// header must outlive the row.
    TotalsRow(const QHeaderView &header, const Theme &theme, QWidget *parent = nullptr);

    /// By logical column.
    void setCells(const QMap<int, Cell> &cells);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRect cellRect(int column) const;

    const QHeaderView &m_header;
    const Theme &m_theme;
    QMap<int, Cell> m_cells;
};

} // namespace coffer::ui
