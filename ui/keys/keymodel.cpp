// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keymodel.h"

#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/common/tableview.h"
#include "ui/keys/findingtext.h"
#include "ui/keys/keycolor.h"
#include "ui/keys/keytext.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace coffer::ui {

KeyModel::KeyModel(const Format &format, QObject *parent) : KeyedRowsModel(parent), m_format(format) {}

void KeyModel::setEntries(const QList<keys::InventoryEntry> &entries)
{
    std::vector<QString> target;
    QSet<QString> changed;
    QHash<QString, keys::InventoryEntry> known = m_entries;
    for (const keys::InventoryEntry &entry : entries) {
        const QString key = entry.accessKey();
        target.push_back(key);
        const auto held = known.find(key);
        if (held == known.end() || looksSame(*held, entry))
            known.insert(key, entry);
        else
            changed.insert(key);
    }
    m_entries = known; // old rows are still asked about while they go
    morphTo(target);
    m_entries.clear();
    for (const keys::InventoryEntry &entry : entries)
        m_entries.insert(entry.accessKey(), entry);
    for (int row = 0; row < rowCount(); ++row) {
        if (changed.contains(rowKey(row)))
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

int KeyModel::rowOf(const QString &accessKey) const
{
    const auto found = std::find(rows().begin(), rows().end(), accessKey);
    return found == rows().end() ? -1 : static_cast<int>(found - rows().begin());
}

int KeyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString KeyModel::text(const keys::InventoryEntry &entry, Column column) const
{
    switch (column) {
    case Column::Label:
        return labelText(entry);
    case Column::AccessKey:
        return keys::masked(entry.accessKey());
    case Column::Holder:
        return holderText(entry);
    case Column::Binding:
        return bindingText(recordOf(entry));
    case Column::Expires:
        return expiryText(recordOf(entry));
    case Column::LastUsed:
        if (!entry.held)
            return QStringLiteral("–");
        return entry.held->lastUsedAt > 0 ? m_format.age(entry.held->lastUsedAt) : tr("Never");
    case Column::Permissions:
    case Column::Findings:
    case Column::Count:
        break;
    }
    return {};
}

QString KeyModel::tip(const keys::InventoryEntry &entry, Column column) const
{
    const htx::ApiKeyRecord *record = recordOf(entry);
    switch (column) {
    case Column::Binding:
        if (!record)
            return tr("Unknown: the exchange did not tell");
        return record->ipAddresses.isEmpty()
                   ? tr("Usable from any internet address")
                   : Format::plain(record->ipAddresses.join(QStringLiteral(", ")), 1000);
    case Column::Expires:
        if (!record || !record->validDays)
            return tr("Unknown: the exchange did not tell");
        if (record->isPermanent() || record->isExpired())
            return {};
        return tr("About %1. The exchange tells whole days only, and a key with Trade or Withdraw that is "
                  "bound "
                  "to no address ends after 90 days without use.")
            .arg(m_format.dayAhead(*record->validDays));
    case Column::LastUsed:
        if (!entry.held)
            return tr("Not held here, so Coffer never used it");
        return entry.held->lastUsedAt > 0 ? m_format.timeWithZone(entry.held->lastUsedAt) : QString();
    case Column::Permissions:
        return permissionTip(entry);
    case Column::Findings:
        return findingTip(entry);
    case Column::Holder:
        return tr("UID %1").arg(entry.uid.value);
    case Column::Label:
    case Column::AccessKey:
    case Column::Count:
        break;
    }
    return {};
}

QVariant KeyModel::sortValue(const keys::InventoryEntry &entry, Column column) const
{
    const htx::ApiKeyRecord *record = recordOf(entry);
    switch (column) {
    case Column::Permissions:
        return record       ? QVariant(qint64(record->permissions.risk()))
               : entry.held ? QVariant(qint64(entry.held->planned.risk()))
                            : QVariant();
    case Column::Binding:
        return record ? QVariant(qint64(record->ipAddresses.size())) : QVariant();
    case Column::Expires:
        if (!record)
            return {};
        if (record->isExpired())
            return qint64(0);
        if (record->isPermanent())
            return std::numeric_limits<qint64>::max();
        return record->validDays ? QVariant(qint64(*record->validDays)) : QVariant();
    case Column::LastUsed:
        return entry.held ? QVariant(entry.held->lastUsedAt) : QVariant();
    case Column::Findings: { // the worst first, then how many are as bad, then the most
        if (entry.findings.isEmpty())
            return qint64(0);
        const keys::Severity worst = entry.findings.first().severity;
        return (qint64(worst) + 1) * 1'000'000 +
               std::ranges::count(entry.findings, worst, &keys::Finding::severity) * 1000 +
               entry.findings.size();
    }
    case Column::Label:
    case Column::AccessKey:
    case Column::Holder:
    case Column::Count:
        break;
    }
    return text(entry, column);
}

QVariant KeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const keys::InventoryEntry &entry = *m_entries.constFind(rowKey(index.row()));
    const auto column = static_cast<Column>(index.column());
    const bool hasChips = column == Column::Permissions || column == Column::Findings;
    switch (role) {
    case Qt::DisplayRole:
        return hasChips ? QVariant() : QVariant(text(entry, column));
    case ChipsRole:
        if (!hasChips)
            return {};
        return QVariant::fromValue(column == Column::Permissions ? permissionChips(entry)
                                                                 : findingChips(entry));
    case Qt::AccessibleTextRole:
        if (column == Column::Permissions)
            return chipsText(permissionChips(entry));
        if (column == Column::Findings)
            return entry.findings.isEmpty() ? chipsText(findingChips(entry)) : tip(entry, column);
        return text(entry, column);
    case Qt::AccessibleDescriptionRole:
        return hasChips ? QVariant(tip(entry, column)) : QVariant();
    case Qt::ToolTipRole: {
        const QString words = tip(entry, column);
        return words.isEmpty() ? QVariant() : QVariant(words);
    }
    case SortRole:
        return sortValue(entry, column);
    case SeriesRole: {
        const qsizetype series = entry.held ? keyColorWords().indexOf(entry.held->color) : -1;
        return column == Column::Label && series >= 0 ? QVariant(int(series)) : QVariant();
    }
    case MutedRole:
        return !entry.held || entry.held->paused || column == Column::AccessKey;
    case ElideRole:
        return column == Column::AccessKey ? QVariant(int(Qt::ElideMiddle)) : QVariant();
    default:
        return {};
    }
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Label:
        return tr("Label");
    case Column::AccessKey:
        return tr("Access key");
    case Column::Holder:
        return tr("Holder");
    case Column::Permissions:
        return tr("Permissions");
    case Column::Binding:
        return tr("IP binding");
    case Column::Expires:
        return tr("Expires in");
    case Column::LastUsed:
        return tr("Last used here");
    case Column::Findings:
        return tr("Findings");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
