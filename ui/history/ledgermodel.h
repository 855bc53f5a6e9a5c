// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/history/ledgerformat.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace coffer::ui {

/// The history as a table of any length: holds the ordered row ids of the current query and the few thousand
/// rows that were looked at last. Rows are fetched a page at a time in the background; until they are there
/// they answer PlaceholderRole. Sorting asks the store for another order of ids. A changed table reaches the
/// view as the rows that were inserted or removed.
class LedgerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    LedgerModel(history::HistoryTable &table, history::Record record, const LedgerFormat &format,
                QObject *parent = nullptr);

    /// Another account or filter. Keeps the order; ids come later.
    void setQuery(const history::Query &query);
    const history::Query &query() const { return m_query; }
    /// The table has changed: asks for the ids again and refreshes the rows that are looked at.
    void reload();

    /// True once the first ids came, or failed to.
    bool isLoaded() const { return m_loaded; }
    history::Record record() const { return m_query.record; }
    LedgerColumn column(int section) const { return LedgerFormat::columns(m_query.record).at(section); }
    /// 0 outside the table.
    qint64 idAt(int row) const;
    /// -1 when it isn't in the table. Linear.
    int rowOf(qint64 id) const;
    /// The row's record where it has been fetched, else nullptr.
    const LedgerEntry *entry(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Names or decimals of markets, or the way of writing, have changed.
    void repaintAll();

Q_SIGNALS:
    /// Ids have come.
    void loaded();
    void failed(const coffer::Error &error);

private:
    struct CachedRow
    {
        LedgerEntry entry;
        quint64 version = 0; ///< m_version when it was fetched
    };

    void find();
    void adopt(history::RowIds ids, bool sameQuery);
    void splice(history::RowIds ids);
    void request(int row) const;
    void fetchQueued();
    void fetchPage(int page);
    template<class Row>
    void fetchRows(Future<QList<Row>> future, int page, const history::RowIds &ids);
    template<class Row>
    void store(int page, const history::RowIds &ids, const QList<Row> &rows);
    void fetchSingly(const history::RowIds &ids);
    template<class Row>
    void fetchOne(Future<QList<Row>> future, qint64 id);
    void announcePage(int page);

    history::HistoryTable &m_table;
    const LedgerFormat &m_format;
    history::Query m_query;
    history::Query m_found; ///< what m_ids answers
    history::RowIds m_ids;
    mutable QCache<qint64, CachedRow> m_cache;
    mutable QList<int> m_queue;    ///< pages to fetch, the latest wish last
    mutable QSet<int> m_requested; ///< pages queued or on their way
    mutable QTimer m_fetchSoon;
    int m_inFlight = 0;
    quint64 m_version = 0;    ///< of the table's content: rows fetched before are refreshed when looked at
    quint64 m_generation = 0; ///< of find(): only the latest answer counts
    bool m_finding = false;
    bool m_findAgain = false;
    bool m_loaded = false;
};

} // namespace coffer::ui
