// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/keyedrowsmodel.h"
#include "ui/history/ledgerformat.h"

namespace coffer::ui {

/// The orders that the exchange says are open now, filtered and sorted here: there are never many.
class OpenOrdersModel : public KeyedRowsModel<OrderId>
{
    Q_OBJECT

public:
    explicit OpenOrdersModel(const LedgerFormat &format, QObject *parent = nullptr);

    void setOrders(const QList<htx::Order> &orders);
    /// Market, side and text of the query count.
    void setFilter(const history::Query &query);
    bool hasOrders() const { return !m_orders.isEmpty(); }
    const htx::Order *order(int row) const;
    void repaintAll();

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    void arrange();
    bool matches(const htx::Order &order) const;

    const LedgerFormat &m_format;
    QHash<OrderId, htx::Order> m_orders;
    history::Query m_filter;
    LedgerColumn m_sortColumn = LedgerColumn::Time;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace coffer::ui
