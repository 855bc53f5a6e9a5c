// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/backup/restoremodel.h"

#include "ui/common/permissiontext.h"
#include "ui/common/tableview.h"
#include "ui/keys/backup/restoretext.h"

namespace coffer::ui {

void RestoreModel::setItems(const QList<keys::RestoreItem> &items)
{
    Q_ASSERT(m_items.isEmpty());
    if (items.isEmpty())
        return;
    beginInsertRows({}, 0, int(items.size()) - 1);
    m_items = items;
    endInsertRows();
}

void RestoreModel::setItem(int row, const keys::RestoreItem &item)
{
    m_items[row] = item;
    Q_EMIT dataChanged(index(row, 0), index(row, int(Column::Count) - 1));
}

int RestoreModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int RestoreModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Column::Count);
}

QVariant RestoreModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const keys::RestoreItem &item = m_items.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (column == Column::Permissions) {
        const QList<Chip> chips = plannedChips(item.key.planned);
        if (role == ChipsRole)
            return QVariant::fromValue(chips);
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == SortRole
                   ? chipsText(chips)
                   : QVariant();
    }
    if (role == ElideRole && column == Column::AccessKey)
        return int(Qt::ElideMiddle);
    if (role == MutedRole)
        return column == Column::AccessKey || !item.isWanted();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole &&
        role != Qt::AccessibleTextRole)
        return {};
    const auto shown = [role](const QString &text) {
        return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
    };
    switch (column) {
    case Column::Label:
        return shown(restoreLabel(item));
    case Column::AccessKey:
        return shown(keys::masked(item.key.accessKey));
    case Column::Standing:
        return shown(standingText(item));
    case Column::Decision:
        return shown(decisionText(item));
    case Column::Permissions:
    case Column::Count:
        break;
    }
    return {};
}

QVariant RestoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Label:
        return tr("Key in the backup");
    case Column::AccessKey:
        return tr("Access key");
    case Column::Permissions:
        return tr("Plan");
    case Column::Standing:
        return tr("On this device");
    case Column::Decision:
        return tr("Restoring");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
