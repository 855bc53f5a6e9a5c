// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/ledgermodel.h"

#include "ui/common/tableview.h"

namespace coffer::ui {

using history::Query;
using history::Record;
using history::RowIds;

namespace {

constexpr int pageSize = 100;
constexpr int cachedRows = 4000;
/// Pages waiting to be fetched: what scrolled out of sight before its turn is not fetched at all.
constexpr qsizetype queuedPages = 4;
constexpr int parallelPages = 2;
/// A stretch of changed rows beyond this is a new table rather than a difference.
constexpr std::size_t largestSplice = 100'000;

} // namespace

LedgerModel::LedgerModel(history::HistoryTable &table, Record record, const LedgerFormat &format,
                         QObject *parent)
    : QAbstractTableModel(parent), m_table(table), m_format(format), m_cache(cachedRows)
{
    m_query.record = record;
    m_fetchSoon.setSingleShot(true);
    m_fetchSoon.setInterval(0);
    connect(&m_fetchSoon, &QTimer::timeout, this, &LedgerModel::fetchQueued);
}

void LedgerModel::setQuery(const Query &query)
{
    Query next = query;
    next.record = m_query.record;
    next.sort = m_query.sort;
    next.descending = m_query.descending;
    if (next == m_query && m_loaded)
        return;
    if (next.uid != m_query.uid) {
        m_loaded = false;
        adopt({}, false);
    }
    m_query = next;
    find();
}

void LedgerModel::reload()
{
    if (m_finding) { // once more afterwards, however often it is asked for meanwhile
        m_findAgain = true;
        return;
    }
    find();
}

void LedgerModel::find()
{
    m_finding = true;
    m_findAgain = false;
    const quint64 generation = ++m_generation;
    whenDone(this, m_table.find(m_query), [this, generation, query = m_query](Result<RowIds> ids) {
        if (generation != m_generation)
            return;
        m_finding = false;
        m_loaded = true;
        if (ids) {
            const bool sameQuery = query == m_found;
            m_found = query;
            adopt(std::move(*ids), sameQuery);
        } else {
            Q_EMIT failed(ids.error());
        }
        Q_EMIT loaded();
        if (m_findAgain)
            find();
    });
}

void LedgerModel::adopt(RowIds ids, bool sameQuery)
{
    ++m_version;
    m_queue.clear();
    m_requested.clear();
    if (sameQuery && !m_ids.empty()) {
        splice(std::move(ids));
        return;
    }
    if (m_ids.empty() && ids.empty())
        return;
    beginResetModel();
    m_ids = std::move(ids);
    endResetModel();
}

void LedgerModel::splice(RowIds ids)
{
    const auto shorter = std::min(m_ids.size(), ids.size());
    const auto front = static_cast<std::size_t>(
        std::mismatch(m_ids.cbegin(), m_ids.cbegin() + static_cast<std::ptrdiff_t>(shorter), ids.cbegin())
            .first -
        m_ids.cbegin());
    const auto back = static_cast<std::size_t>(
        std::mismatch(m_ids.crbegin(), m_ids.crbegin() + static_cast<std::ptrdiff_t>(shorter - front),
                      ids.crbegin())
            .first -
        m_ids.crbegin());
    const std::size_t removed = m_ids.size() - front - back;
    const std::size_t inserted = ids.size() - front - back;
    if (removed > largestSplice || inserted > largestSplice) {
        beginResetModel();
        m_ids = std::move(ids);
        endResetModel();
        return;
    }
    const int first = static_cast<int>(front);
    const auto at = [this, front] { return m_ids.begin() + static_cast<std::ptrdiff_t>(front); };
    if (removed > 0) {
        beginRemoveRows({}, first, first + static_cast<int>(removed) - 1);
        m_ids.erase(at(), at() + static_cast<std::ptrdiff_t>(removed));
        endRemoveRows();
    }
    if (inserted > 0) {
        beginInsertRows({}, first, first + static_cast<int>(inserted) - 1);
        const auto begin = ids.cbegin() + static_cast<std::ptrdiff_t>(front);
        m_ids.insert(at(), begin, begin + static_cast<std::ptrdiff_t>(inserted));
        endInsertRows();
    }
    repaintAll(); // rows that stayed may have a new state
}

qint64 LedgerModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_ids[static_cast<std::size_t>(row)] : 0;
}

int LedgerModel::rowOf(qint64 id) const
{
    const auto found = std::find(m_ids.cbegin(), m_ids.cend(), id);
    return found == m_ids.cend() ? -1 : static_cast<int>(found - m_ids.cbegin());
}

const LedgerEntry *LedgerModel::entry(int row) const
{
    const CachedRow *cached = m_cache.object(idAt(row));
    return cached ? &cached->entry : nullptr;
}

int LedgerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int LedgerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(LedgerFormat::columns(m_query.record).size());
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CachedRow *cached = m_cache.object(idAt(index.row()));
    if (!cached || cached->version != m_version)
        request(index.row());
    if (!cached)
        return role == PlaceholderRole ? QVariant(true) : QVariant();
    return m_format.data(cached->entry, m_query.record, column(index.column()), role);
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
    if (m_loaded || m_finding)
        find();
}

void LedgerModel::repaintAll()
{
    if (!m_ids.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void LedgerModel::request(int row) const
{
    const int page = row / pageSize;
    if (m_requested.contains(page))
        return;
    m_requested.insert(page);
    m_queue.append(page);
    while (m_queue.size() > queuedPages)
        m_requested.remove(m_queue.takeFirst());
    m_fetchSoon.start();
}

void LedgerModel::fetchQueued()
{
    while (m_inFlight < parallelPages && !m_queue.isEmpty())
        fetchPage(m_queue.takeLast());
}

void LedgerModel::fetchPage(int page)
{
    const auto first = static_cast<std::size_t>(page) * pageSize;
    if (first >= m_ids.size())
        return;
    const auto last = std::min(first + pageSize, m_ids.size());
    const RowIds ids(m_ids.cbegin() + static_cast<std::ptrdiff_t>(first),
                     m_ids.cbegin() + static_cast<std::ptrdiff_t>(last));
    ++m_inFlight;
    switch (m_query.record) {
    case Record::Order:
        return fetchRows(m_table.orders(ids), page, ids);
    case Record::Fill:
        return fetchRows(m_table.fills(ids), page, ids);
    case Record::Transfer:
        return fetchRows(m_table.transfers(ids), page, ids);
    }
}

template<class Row>
void LedgerModel::fetchRows(Future<QList<Row>> future, int page, const RowIds &ids)
{
    whenDone(this, future, [this, page, ids, version = m_version](Result<QList<Row>> rows) {
        --m_inFlight;
        if (version == m_version) {
            if (!rows)
                Q_EMIT failed(rows.error()); // stays requested: reload() asks again, painting does not
            else
                store(page, ids, *rows);
        }
        fetchQueued();
    });
}

template<class Row>
void LedgerModel::store(int page, const RowIds &ids, const QList<Row> &rows)
{
    if (static_cast<std::size_t>(rows.size()) != ids.size()) {
        fetchSingly(ids); // some are gone, and the answer doesn't say which
        return;
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
        m_cache.insert(ids[i], new CachedRow{rows.at(static_cast<qsizetype>(i)), m_version});
    m_requested.remove(page);
    announcePage(page);
}

void LedgerModel::fetchSingly(const RowIds &ids)
{
    for (const qint64 id : ids) {
        switch (m_query.record) {
        case Record::Order:
            fetchOne(m_table.orders({id}), id);
            break;
        case Record::Fill:
            fetchOne(m_table.fills({id}), id);
            break;
        case Record::Transfer:
            fetchOne(m_table.transfers({id}), id);
            break;
        }
    }
}

template<class Row>
void LedgerModel::fetchOne(Future<QList<Row>> future, qint64 id)
{
    whenDone(this, future, [this, id, version = m_version](Result<QList<Row>> rows) {
        if (version != m_version || !rows)
            return;
        m_cache.insert(
            id, new CachedRow{rows->isEmpty() ? LedgerEntry() : LedgerEntry(rows->constFirst()), m_version});
        if (const int row = rowOf(id); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    });
}

void LedgerModel::announcePage(int page)
{
    const int first = page * pageSize;
    const int last = std::min(first + pageSize, rowCount()) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

} // namespace coffer::ui
