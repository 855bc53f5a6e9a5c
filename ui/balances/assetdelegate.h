// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace coffer::ui {

class Theme;

/// The asset column: what the table's own delegate paints, and a chevron at the trailing edge that opens and
/// closes the account parts.
class AssetDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    AssetDelegate(QAbstractItemDelegate &base, const Theme &theme, QObject *parent = nullptr);

    /// Where the chevron is in a cell: what a click on it hits.
    static QRect chevronRect(const QRect &cell, Qt::LayoutDirection direction);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    QAbstractItemDelegate &m_base;
    const Theme &m_theme;
};

} // namespace coffer::ui
