// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/openitem.h"

#include <QAbstractTableModel>

namespace coffer::ui {

class Format;

/// Orders or withdrawals that a step would cancel, as they were listed.
class OpenItemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Time, Subject, What, Amount, Price, State, From, Count };

    explicit OpenItemsModel(const Format &format, QObject *parent = nullptr);

    void setItems(const QList<keys::OpenItem> &items);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const keys::OpenItem &item, Column column) const;

    const Format &m_format;
    QList<keys::OpenItem> m_items;
};

} // namespace coffer::ui
