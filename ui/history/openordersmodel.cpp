// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/openordersmodel.h"

#include "ui/common/rawsort.h"
#include "ui/common/tableview.h"

namespace coffer::ui {

using history::Record;

OpenOrdersModel::OpenOrdersModel(const LedgerFormat &format, QObject *parent)
    : KeyedRowsModel(parent), m_format(format)
{
}

void OpenOrdersModel::setOrders(const QList<htx::Order> &orders)
{
    QHash<OrderId, htx::Order> next;
    QSet<OrderId> changed;
    for (const htx::Order &order : orders) {
        next.insert(order.id, order);
        const auto known = m_orders.constFind(order.id);
        if (known != m_orders.cend() && !(*known == order))
            changed.insert(order.id);
    }
    m_orders = std::move(next);
    arrange();
    for (int row = 0; row < rowCount(); ++row) {
        if (changed.contains(rowKey(row)))
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void OpenOrdersModel::setFilter(const history::Query &query)
{
    if (m_filter == query)
        return;
    m_filter = query;
    arrange();
}

const htx::Order *OpenOrdersModel::order(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const auto found = m_orders.constFind(rowKey(row));
    return found == m_orders.cend() ? nullptr : &*found;
}

void OpenOrdersModel::repaintAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int OpenOrdersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(LedgerFormat::columns(Record::Order).size());
}

QVariant OpenOrdersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const htx::Order *found = order(index.row());
    if (!found)
        return {};
    return m_format.data(*found, Record::Order, LedgerFormat::columns(Record::Order).at(index.column()),
                         role);
}

QVariant OpenOrdersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const LedgerColumn column = LedgerFormat::columns(Record::Order).at(section);
    if (role == Qt::DisplayRole)
        return LedgerFormat::header(Record::Order, column);
    if (role == Qt::TextAlignmentRole)
        return LedgerFormat::alignment(column);
    return {};
}

void OpenOrdersModel::sort(int section, Qt::SortOrder order)
{
    if (section < 0 || section >= columnCount())
        return;
    m_sortColumn = LedgerFormat::columns(Record::Order).at(section);
    m_sortOrder = order;
    arrange();
}

bool OpenOrdersModel::matches(const htx::Order &order) const
{
    if (!m_filter.symbol.value.isEmpty() && order.symbol != m_filter.symbol)
        return false;
    if (m_filter.side && order.side != *m_filter.side)
        return false;
    return m_filter.text.isEmpty() || order.symbol.value.contains(m_filter.text, Qt::CaseInsensitive) ||
           m_format.marketName(order.symbol).contains(m_filter.text, Qt::CaseInsensitive) ||
           order.id.value.contains(m_filter.text) ||
           order.clientOrderId.contains(m_filter.text, Qt::CaseInsensitive);
}

void OpenOrdersModel::arrange()
{
    struct Entry
    {
        OrderId id;
        QVariant sort;
        qint64 time;
    };
    std::vector<Entry> entries;
    entries.reserve(static_cast<std::size_t>(m_orders.size()));
    for (const htx::Order &order : std::as_const(m_orders)) {
        if (matches(order))
            entries.push_back(
                {order.id, m_format.data(order, Record::Order, m_sortColumn, SortRole), order.createdAt});
    }
    std::sort(entries.begin(), entries.end(), [this](const Entry &left, const Entry &right) {
        const int order = compareRaw(left.sort, right.sort);
        if (order != 0)
            return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
        // Newest first among equals, and never undecided.
        return left.time != right.time ? left.time > right.time : left.id < right.id;
    });
    std::vector<OrderId> target;
    target.reserve(entries.size());
    for (Entry &entry : entries)
        target.push_back(std::move(entry.id));
    morphTo(target);
}

} // namespace coffer::ui
