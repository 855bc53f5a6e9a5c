// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace coffer::ui {

class Theme;

/// Paints an entry of two lines: a box where it can be switched, a sentence, what it says beside, and a chip.
/// Plain text; what is cut is the tooltip.
class AlertDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit AlertDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    QRect paintState(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                     int top) const;
    void paintLine(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place,
                   const QFont &font, const QColor &color, const QString &text) const;
    void paintBox(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace coffer::ui
