// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace coffer::ui {

class Theme;

/// Paints every cell of Coffer's tables from the roles of tableview.h: coin discs, chips, share bars, the
/// colours of gain and loss, muted insignificant zeros, placeholder rows, the hover and selection washes and
/// the hairline. Text is cut as ElideRole says, at the end by default; the whole is then the tooltip, always
/// as plain text.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);

    void setHoveredRow(int row) { m_hoveredRow = row; }
    int hoveredRow() const { return m_hoveredRow; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
    void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   QRect area) const;

    const Theme &m_theme;
    int m_hoveredRow = -1;
};

} // namespace coffer::ui
