// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/pagedrows.h"

#include <algorithm>

namespace coffer::ui {

namespace {

/// Pages waiting to be fetched: what scrolled out of sight before its turn is not fetched at all.
constexpr qsizetype queuedPages = 4;
constexpr int parallelPages = 2;
/// A stretch of changed rows beyond this is a new table rather than a difference.
constexpr std::size_t largestSplice = 100'000;

std::ptrdiff_t offset(std::size_t index)
{
    return static_cast<std::ptrdiff_t>(index);
}

} // namespace

PagedRows::PagedRows(QObject *parent) : QAbstractTableModel(parent)
{
    m_fetchSoon.setSingleShot(true);
    m_fetchSoon.setInterval(0);
    connect(&m_fetchSoon, &QTimer::timeout, this, &PagedRows::fetchQueued);
}

void PagedRows::startQuery()
{
    ++m_query;
    find();
}

void PagedRows::reload()
{
    if (m_finding) { // once more afterwards, however often it is asked for meanwhile
        m_findAgain = true;
        return;
    }
    find();
}

void PagedRows::forgetRows()
{
    m_loaded = false;
    adopt({}, false);
}

void PagedRows::find()
{
    m_finding = true;
    m_findAgain = false;
    const quint64 generation = ++m_generation;
    whenDone(this, findIds(), [this, generation, query = m_query](Result<RowIds> ids) {
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

void PagedRows::adopt(RowIds ids, bool sameQuery)
{
    ++m_version;
    m_queue.clear();
    m_requested.clear();
    if (m_ids.empty() && ids.empty())
        return;
    if (sameQuery && !m_ids.empty())
        splice(std::move(ids));
    else
        reset(std::move(ids));
}

void PagedRows::reset(RowIds ids)
{
    beginResetModel();
    m_ids = std::move(ids);
    endResetModel();
}

/// Takes off the rows behind what is the last one now. False when they are too many.
bool PagedRows::removeTail(const RowIds &ids)
{
    if (ids.empty() || m_ids.back() == ids.back())
        return true;
    const auto last = std::find(m_ids.crbegin(), m_ids.crend(), ids.back());
    if (last == m_ids.crend())
        return true;
    const auto count = static_cast<std::size_t>(last - m_ids.crbegin());
    if (count > largestSplice)
        return false;
    removeAt(m_ids.size() - count, count);
    return true;
}

void PagedRows::splice(RowIds ids)
{
    if (!removeTail(ids)) {
        reset(std::move(ids));
        return;
    }
    const auto shorter = std::min(m_ids.size(), ids.size());
    const auto front = static_cast<std::size_t>(
        std::mismatch(m_ids.cbegin(), m_ids.cbegin() + offset(shorter), ids.cbegin()).first - m_ids.cbegin());
    const auto back = static_cast<std::size_t>(
        std::mismatch(m_ids.crbegin(), m_ids.crbegin() + offset(shorter - front), ids.crbegin()).first -
        m_ids.crbegin());
    const std::size_t removed = m_ids.size() - front - back;
    const std::size_t inserted = ids.size() - front - back;
    if (removed > largestSplice || inserted > largestSplice) {
        reset(std::move(ids));
        return;
    }
    const RowIds window(ids.cbegin() + offset(front), ids.cbegin() + offset(front + inserted));
    if (!mergeWindow(front, removed, window)) {
        if (removed > 0)
            removeAt(front, removed);
        insertMissing(front, window);
    }
    repaintAll(); // rows that stayed may have a new state
}

/// Row by row, so that those that stay keep their selection. False when they stay in another order.
bool PagedRows::mergeWindow(std::size_t front, std::size_t removed, const RowIds &window)
{
    const QSet<qint64> wanted(window.cbegin(), window.cend());
    RowIds staying;
    for (std::size_t i = front; i < front + removed; ++i) {
        if (wanted.contains(m_ids[i]))
            staying.push_back(m_ids[i]);
    }
    const QSet<qint64> kept(staying.cbegin(), staying.cend());
    RowIds before;
    std::copy_if(window.cbegin(), window.cend(), std::back_inserter(before),
                 [&kept](qint64 id) { return kept.contains(id); });
    if (staying != before)
        return false;
    std::size_t end = front + removed;
    while (end > front) {
        if (kept.contains(m_ids[end - 1])) {
            --end;
            continue;
        }
        std::size_t first = end - 1;
        while (first > front && !kept.contains(m_ids[first - 1]))
            --first;
        removeAt(first, end - first);
        end = first;
    }
    insertMissing(front, window);
    return true;
}

/// What stays of the window is in place, in order; the rest of it is put between.
void PagedRows::insertMissing(std::size_t front, const RowIds &window)
{
    std::size_t i = 0;
    while (i < window.size()) {
        const auto stays = [&](std::size_t at) {
            return front + i < m_ids.size() && m_ids[front + i] == window[at];
        };
        if (stays(i)) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < window.size() && !stays(end))
            ++end;
        insertAt(front + i, window.cbegin() + offset(i), end - i);
        i = end;
    }
}

void PagedRows::removeAt(std::size_t first, std::size_t count)
{
    beginRemoveRows({}, static_cast<int>(first), static_cast<int>(first + count) - 1);
    m_ids.erase(m_ids.begin() + offset(first), m_ids.begin() + offset(first + count));
    endRemoveRows();
}

void PagedRows::insertAt(std::size_t first, RowIds::const_iterator from, std::size_t count)
{
    beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + count) - 1);
    m_ids.insert(m_ids.begin() + offset(first), from, from + offset(count));
    endInsertRows();
}

qint64 PagedRows::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_ids[static_cast<std::size_t>(row)] : 0;
}

int PagedRows::rowOf(qint64 id) const
{
    const auto found = std::find(m_ids.cbegin(), m_ids.cend(), id);
    return found == m_ids.cend() ? -1 : static_cast<int>(found - m_ids.cbegin());
}

int PagedRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

void PagedRows::repaintAll()
{
    announce(0, rowCount() - 1);
}

void PagedRows::announce(int first, int last)
{
    const int end = std::min(last, rowCount() - 1);
    if (first >= 0 && first <= end)
        Q_EMIT dataChanged(index(first, 0), index(end, columnCount() - 1));
}

void PagedRows::request(int row) const
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

void PagedRows::fetchQueued()
{
    while (m_inFlight < parallelPages && !m_queue.isEmpty())
        fetchPage(m_queue.takeLast());
}

void PagedRows::fetchPage(int page)
{
    const auto first = static_cast<std::size_t>(firstRowOf(page));
    if (first >= m_ids.size())
        return;
    const auto last = std::min(first + pageSize, m_ids.size());
    ++m_inFlight;
    fetchRows(page, RowIds(m_ids.cbegin() + offset(first), m_ids.cbegin() + offset(last)));
}

void PagedRows::noteFetched(int page)
{
    m_requested.remove(page);
    announce(firstRowOf(page), firstRowOf(page) + pageSize - 1);
}

void PagedRows::endFetch(int page)
{
    if (page == singleRow)
        return;
    --m_inFlight;
    fetchQueued();
}

} // namespace coffer::ui
