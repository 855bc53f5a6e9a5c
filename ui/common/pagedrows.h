// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimer>

#include <vector>

namespace coffer::ui {

/// The rows of a table of any length, as ordered row ids of the current query, and which pages of them are
/// wanted: fetched in the background, the latest wish first. A changed answer to the same query reaches the
/// view as the rows that were inserted or removed. PagedModel holds what was fetched.
class PagedRows : public QAbstractTableModel
{
    Q_OBJECT

public:
    using RowIds = std::vector<qint64>;

    /// The table has changed: asks for the ids again and refreshes the rows that are looked at.
    void reload();

    /// True once the first ids came, or failed to.
    bool isLoaded() const { return m_loaded; }
    /// 0 outside the table.
    qint64 idAt(int row) const;
    /// -1 when it isn't in the table. Linear.
    int rowOf(qint64 id) const;
    int rowCount(const QModelIndex &parent = {}) const override;

    /// How the rows are written has changed.
    void repaintAll();

Q_SIGNALS:
    /// Ids have come.
    void loaded();
    void failed(const coffer::Error &error);

protected:
    /// In place of a page's number: one row by itself.
    static constexpr int singleRow = -1;

    explicit PagedRows(QObject *parent);

    /// Asks for the ids of the current query.
    virtual Future<RowIds> findIds() = 0;
    /// Asks for the rows of these ids, a page or a single row.
    virtual void fetchRows(int page, const RowIds &ids) = 0;

    /// The query is another one: its answer takes the place of the rows. Ids come later.
    void startQuery();
    /// What is shown must go at once.
    void forgetRows();
    /// Some query was asked.
    bool isAsked() const { return m_loaded || m_finding; }

    void request(int row) const;
    /// A page that was asked for has its rows.
    void noteFetched(int page);
    /// A page that was asked for has ended, well or not; the next may go.
    void endFetch(int page);
    void announce(int first, int last);
    /// Of the table's content: rows fetched before it changed are refreshed when looked at.
    quint64 version() const { return m_version; }
    static int firstRowOf(int page) { return page * pageSize; }

private:
    static constexpr int pageSize = 100;

    void find();
    void adopt(RowIds ids, bool sameQuery);
    void reset(RowIds ids);
    bool removeTail(const RowIds &ids);
    void splice(RowIds ids);
    bool mergeWindow(std::size_t front, std::size_t removed, const RowIds &window);
    void insertMissing(std::size_t front, const RowIds &window);
    void removeAt(std::size_t first, std::size_t count);
    void insertAt(std::size_t first, RowIds::const_iterator from, std::size_t count);
    void fetchQueued();
    void fetchPage(int page);

    RowIds m_ids;
    mutable QList<int> m_queue;    ///< pages to fetch, the latest wish last
    mutable QSet<int> m_requested; ///< pages queued or on their way
    mutable QTimer m_fetchSoon;
    int m_inFlight = 0;
    quint64 m_version = 0;
    quint64 m_query = 0;      ///< counts startQuery()
    quint64 m_found = 0;      ///< the m_query that m_ids answers
    quint64 m_generation = 0; ///< of find(): only the latest answer counts
    bool m_finding = false;
    bool m_findAgain = false;
    bool m_loaded = false;
};

} // namespace coffer::ui
