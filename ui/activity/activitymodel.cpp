// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activitymodel.h"

#include "ui/activity/endpointwords.h"
#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/common/tableview.h"

namespace coffer::ui {

namespace {

using Column = ActivityModel::Column;

bool isNumeric(Column column)
{
    return column == Column::Duration || column == Column::Budget;
}

QVariant alignment(Column column)
{
    return static_cast<int>((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QList<Chip> chips(const htx::RequestRecord &record, Column column)
{
    if (column == Column::Outcome)
        return {outcomeChip(activity::outcomeOf(record))};
    if (column == Column::Permission && record.permission != htx::Permission::None)
        return permissionChips({{record.permission}, {}}, nullptr);
    return {};
}

} // namespace

ActivityModel::ActivityModel(activity::ActivityTable &table, const KeyNames &names, const Format &format,
                             QObject *parent)
    : PagedModel(parent), m_table(table), m_names(names), m_format(format)
{
}

void ActivityModel::setQuery(const activity::Query &query)
{
    if (query == m_query && isLoaded())
        return;
    m_query = query;
    startQuery();
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const htx::RequestRecord *record = look(index.row());
    if (!record)
        return role == PlaceholderRole ? QVariant(true) : QVariant();
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(*record, column);
    case Qt::ToolTipRole:
        return tip(*record, column);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case ChipsRole: {
        const QList<Chip> list = chips(*record, column);
        return list.isEmpty() ? QVariant() : QVariant::fromValue(list);
    }
    case MutedRole:
        return column == Column::Reason || text(*record, column) == QStringLiteral("\u2013") ||
               (column == Column::Permission && record->permission == htx::Permission::None);
    case ElideRole:
        return static_cast<int>(column == Column::Request ? Qt::ElideMiddle : Qt::ElideRight);
    default:
        return {};
    }
}

QString ActivityModel::text(const htx::RequestRecord &record, Column column) const
{
    switch (column) {
    case Column::Time:
        return m_format.time(record.startedAt);
    case Column::Key:
        return m_names.name(record.key);
    case Column::Permission:
        return permissionName(record.permission);
    case Column::Request:
        return requestText(record);
    case Column::Duration:
        return durationText(record.durationMs);
    case Column::Outcome:
        return outcomeName(activity::outcomeOf(record));
    case Column::Budget:
        return budgetText(record);
    case Column::Reason:
        return reasonText(record);
    case Column::Count:
        break;
    }
    return {};
}

QString ActivityModel::tip(const htx::RequestRecord &record, Column column) const
{
    switch (column) {
    case Column::Time:
        return m_format.timeWithZone(record.startedAt);
    case Column::Key:
        if (record.key.value.isEmpty())
            return tr("A public request: no key was used");
        return m_names.isHeld(record.key) ? QString() : tr("This key is not held on this device any more");
    case Column::Permission:
        return record.permission == htx::Permission::None ? tr("Public: anyone may ask this") : QString();
    case Column::Request:
        return requestText(record) + u'\n' + endpointPurpose(record.endpoint);
    case Column::Budget:
        return record.remaining ? tr("Requests to this endpoint that the exchange would still have taken")
                                : tr("The reply did not say");
    case Column::Outcome:
    case Column::Reason:
        return reasonText(record);
    case Column::Duration:
    case Column::Count:
        break;
    }
    return {};
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return alignment(column);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Time:
        return tr("Time");
    case Column::Key:
        return tr("Key");
    case Column::Permission:
        return tr("Permission");
    case Column::Request:
        return tr("Request");
    case Column::Duration:
        return tr("Took");
    case Column::Outcome:
        return tr("Outcome");
    case Column::Budget:
        return tr("Budget left");
    case Column::Reason:
        return tr("Reason");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
