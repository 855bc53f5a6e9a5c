// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/balances/assetdelegate.h"

#include "ui/balances/holdingsmodel.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace coffer::ui {

namespace {
constexpr int chevronArea = 28;
constexpr int chevronSize = 16;
} // namespace

AssetDelegate::AssetDelegate(QAbstractItemDelegate &base, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_base(base), m_theme(theme)
{
}

QRect AssetDelegate::chevronRect(const QRect &cell, Qt::LayoutDirection direction)
{
    return QStyle::alignedRect(direction, Qt::AlignRight | Qt::AlignVCenter, {chevronArea, cell.height()},
                               cell);
}

void AssetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    m_base.paint(painter, option, index);
    if (!index.data(HoldingsModel::ExpandableRole).toBool())
        return;
    const bool expanded = index.data(HoldingsModel::ExpandedRole).toBool();
    const QString closed = option.direction == Qt::RightToLeft ? QStringLiteral("chevron-left")
                                                               : QStringLiteral("chevron-right");
    const QPixmap chevron = pixmap(expanded ? QStringLiteral("chevron-down") : closed,
                                   expanded ? m_theme.colors().text : m_theme.colors().muted, chevronSize,
                                   painter->device()->devicePixelRatio());
    QRect place({}, QSize(chevronSize, chevronSize));
    place.moveCenter(chevronRect(option.rect, option.direction).center());
    painter->drawPixmap(place, chevron);
}

QSize AssetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return m_base.sizeHint(option, index) + QSize(chevronArea, 0);
}

bool AssetDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    return m_base.helpEvent(event, view, option, index);
}

} // namespace coffer::ui
