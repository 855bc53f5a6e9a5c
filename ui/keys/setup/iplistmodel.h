// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/setup/iplist.h"

#include <QAbstractTableModel>

namespace coffer::ui {

/// What there is to say about an entry of a list of addresses, in words; empty when all is well.
QString ipRowText(const keys::IpRow &row);

/// Addresses and networks in the order in which they were entered, each with what there is to say about it.
class IpListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Address, State, Count };

    using QAbstractTableModel::QAbstractTableModel;

    const keys::IpList &list() const { return m_list; }
    /// All words of a text, appended.
    void add(const QString &text);
    void remove(int row);
    void setEntries(const QStringList &entries);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList typed() const;
    void lookAgain(const QStringList &entries);

    keys::IpList m_list;
};

} // namespace coffer::ui
