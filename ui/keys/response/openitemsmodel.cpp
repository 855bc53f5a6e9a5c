// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/openitemsmodel.h"

#include "ui/common/format.h"
#include "ui/common/tableview.h"

namespace coffer::ui {

OpenItemsModel::OpenItemsModel(const Format &format, QObject *parent)
    : QAbstractTableModel(parent), m_format(format)
{
}

/// Another list: it shares no rows with the one before.
void OpenItemsModel::setItems(const QList<keys::OpenItem> &items)
{
    if (items == m_items)
        return;
    if (!m_items.isEmpty()) {
        beginRemoveRows({}, 0, int(m_items.size()) - 1);
        m_items.clear();
        endRemoveRows();
    }
    if (!items.isEmpty()) {
        beginInsertRows({}, 0, int(items.size()) - 1);
        m_items = items;
        endInsertRows();
    }
}

int OpenItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int OpenItemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Column::Count);
}

QString OpenItemsModel::text(const keys::OpenItem &item, Column column) const
{
    switch (column) {
    case Column::Time:
        return m_format.time(item.createdAt);
    case Column::Subject:
        return Format::plain(item.subject, 24).toUpper();
    case Column::What: {
        const QString kind = Format::plain(item.kind, 40);
        if (!item.side)
            return kind;
        return *item.side == htx::Side::Buy ? tr("Buy, %1").arg(kind) : tr("Sell, %1").arg(kind);
    }
    case Column::Amount:
        return m_format.amount(item.amount);
    case Column::Price:
        return m_format.price(item.price);
    case Column::State: {
        const QString state = Format::plain(item.state, 40);
        return item.canCancel ? state : tr("%1: can't be cancelled").arg(state);
    }
    case Column::From:
        return Format::plain(item.source, 120);
    case Column::Count:
        break;
    }
    return {};
}

QVariant OpenItemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const keys::OpenItem &item = m_items.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(item, column);
    case Qt::ToolTipRole:
        return column == Column::Time ? m_format.timeWithZone(item.createdAt) : text(item, column);
    case Qt::TextAlignmentRole:
        return column == Column::Amount || column == Column::Price
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case ElideRole:
        return column == Column::From ? QVariant(int(Qt::ElideMiddle)) : QVariant();
    case MutedRole:
        return !item.canCancel;
    default:
        return {};
    }
}

QVariant OpenItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (Column(section)) {
    case Column::Time:
        return tr("Since");
    case Column::Subject:
        return tr("Market");
    case Column::What:
        return tr("What");
    case Column::Amount:
        return tr("Amount");
    case Column::Price:
        return tr("Price");
    case Column::State:
        return tr("State");
    case Column::From:
        return tr("Source or address");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
