// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "ui/common/keyedrowsmodel.h"

namespace coffer::ui {

class Format;

/// The keys as rows, told apart by their access key. New lists are taken over by difference.
class KeyModel : public KeyedRowsModel<QString>
{
    Q_OBJECT

public:
    /// What to act on comes first, so that it is in sight in a narrow window.
    enum class Column { Label, Permissions, Findings, AccessKey, Holder, Binding, Expires, LastUsed, Count };

    explicit KeyModel(const Format &format, QObject *parent = nullptr);

    void setEntries(const QList<keys::InventoryEntry> &entries);
    keys::InventoryEntry entry(int row) const { return m_entries.value(rowKey(row)); }
    /// -1 when there is no such key.
    int rowOf(const QString &accessKey) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const keys::InventoryEntry &entry, Column column) const;
    QString tip(const keys::InventoryEntry &entry, Column column) const;
    QVariant sortValue(const keys::InventoryEntry &entry, Column column) const;

    const Format &m_format;
    QHash<QString, keys::InventoryEntry> m_entries; ///< by access key
};

} // namespace coffer::ui
