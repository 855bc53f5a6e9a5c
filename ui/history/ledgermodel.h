// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/pagedmodel.h"
#include "ui/history/ledgerformat.h"

namespace coffer::ui {

/// The history of one kind of record as a table of any length. Sorting asks the store for another order of
/// ids.
class LedgerModel : public PagedModel<LedgerEntry>
{
    Q_OBJECT

public:
    LedgerModel(history::HistoryTable &table, history::Record record, const LedgerFormat &format,
                QObject *parent = nullptr);

    /// Another account or filter. Keeps the order; ids come later.
    void setQuery(const history::Query &query);
    const history::Query &query() const { return m_query; }

    history::Record record() const { return m_query.record; }
    LedgerColumn column(int section) const { return LedgerFormat::columns(m_query.record).at(section); }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    Future<RowIds> findIds() override;
    void fetchRows(int page, const RowIds &ids) override;

private:
    history::HistoryTable &m_table;
    const LedgerFormat &m_format;
    history::Query m_query;
};

} // namespace coffer::ui
