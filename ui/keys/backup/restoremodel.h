// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/restoreplan.h"

#include <QAbstractTableModel>

namespace coffer::ui {

/// The keys of a backup as rows, with what a restore would do about each.
class RestoreModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Label, AccessKey, Permissions, Standing, Decision, Count };

    using QAbstractTableModel::QAbstractTableModel;

    /// Once, while it is empty.
    void setItems(const QList<keys::RestoreItem> &items);
    const QList<keys::RestoreItem> &items() const { return m_items; }
    /// Takes over the choices of an item.
    void setItem(int row, const keys::RestoreItem &item);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<keys::RestoreItem> m_items;
};

} // namespace coffer::ui
