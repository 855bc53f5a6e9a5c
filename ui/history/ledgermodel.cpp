// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/ledgermodel.h"

#include "ui/common/tableview.h"

namespace coffer::ui {

using history::Query;
using history::Record;

LedgerModel::LedgerModel(history::HistoryTable &table, Record record, const LedgerFormat &format,
                         QObject *parent)
    : PagedModel(parent), m_table(table), m_format(format)
{
    m_query.record = record;
}

void LedgerModel::setQuery(const Query &query)
{
    Query next = query;
    next.record = m_query.record;
    next.sort = m_query.sort;
    next.descending = m_query.descending;
    if (next == m_query && isLoaded())
        return;
    const bool isOfAnother = next.uid != m_query.uid;
    m_query = next;
    if (isOfAnother)
        forgetRows();
    startQuery();
}

int LedgerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(LedgerFormat::columns(m_query.record).size());
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LedgerEntry *found = look(index.row());
    if (!found)
        return role == PlaceholderRole ? QVariant(true) : QVariant();
    return m_format.data(*found, m_query.record, column(index.column()), role);
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return LedgerFormat::header(m_query.record, column(section));
    if (role == Qt::TextAlignmentRole)
        return LedgerFormat::alignment(column(section));
    return {};
}

void LedgerModel::sort(int section, Qt::SortOrder order)
{
    if (section < 0 || section >= columnCount())
        return;
    const std::optional<Query::Sort> by = LedgerFormat::sortOf(column(section));
    const bool descending = order == Qt::DescendingOrder;
    if (!by || (*by == m_query.sort && descending == m_query.descending))
        return;
    m_query.sort = *by;
    m_query.descending = descending;
    if (isAsked())
        startQuery();
}

Future<PagedRows::RowIds> LedgerModel::findIds()
{
    return m_table.find(m_query);
}

void LedgerModel::fetchRows(int page, const RowIds &ids)
{
    switch (m_query.record) {
    case Record::Order:
        return receive(m_table.orders(ids), page, ids);
    case Record::Fill:
        return receive(m_table.fills(ids), page, ids);
    case Record::Transfer:
        return receive(m_table.transfers(ids), page, ids);
    }
}

} // namespace coffer::ui
