// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>

#include <algorithm>
#include <numeric>
#include <vector>

namespace coffer::ui {

/// A table whose rows are known by key. morphTo() takes it from one order of rows to another with the fewest
/// signals (rows removed, moved, inserted), so that views keep selection, current row and scroll position. A
/// change of order that moves many rows is one layout change instead. Keys need ==, qHash and be unique.
/// data() is asked about old keys while they are being removed.
template<class Key>
class KeyedRowsModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

protected:
    const std::vector<Key> &rows() const { return m_rows; }
    const Key &rowKey(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    void morphTo(const std::vector<Key> &target)
    {
        if (m_rows == target)
            return;
        QHash<Key, int> place;
        place.reserve(static_cast<qsizetype>(target.size()));
        for (std::size_t i = 0; i < target.size(); ++i)
            place.insert(target[i], static_cast<int>(i));
        removeAbsent(place);
        reorder(place);
        insertMissing(target);
    }

private:
    static constexpr std::size_t maxMoves = 24;

    void removeAbsent(const QHash<Key, int> &place)
    {
        auto end = m_rows.size();
        while (end > 0) {
            if (place.contains(m_rows[end - 1])) {
                --end;
                continue;
            }
            auto first = end - 1;
            while (first > 0 && !place.contains(m_rows[first - 1]))
                --first;
            beginRemoveRows({}, static_cast<int>(first), static_cast<int>(end - 1));
            m_rows.erase(at(first), at(end));
            endRemoveRows();
            end = first;
        }
    }

    void reorder(const QHash<Key, int> &place)
    {
        std::vector<int> order;
        order.reserve(m_rows.size());
        for (const Key &key : m_rows)
            order.push_back(place.value(key));
        if (std::is_sorted(order.cbegin(), order.cend()))
            return;
        const std::vector<bool> stays = longestRise(order);
        const auto moved = static_cast<std::size_t>(std::count(stays.cbegin(), stays.cend(), false));
        if (moved > maxMoves)
            changeLayout(order);
        else
            moveFew(order, stays);
    }

    /// Which members of order belong to one longest increasing subsequence: the rows that need not move.
    static std::vector<bool> longestRise(const std::vector<int> &order)
    {
        std::vector<std::size_t> tails; // tails[n]: where the best rise of n+1 members ends
        std::vector<std::size_t> before(order.size(), order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            const auto tail =
                std::lower_bound(tails.begin(), tails.end(), order[i],
                                 [&](std::size_t index, int value) { return order[index] < value; });
            if (tail != tails.begin())
                before[i] = *std::prev(tail);
            if (tail == tails.end())
                tails.push_back(i);
            else
                *tail = i;
        }
        std::vector<bool> member(order.size(), false);
        for (std::size_t i = tails.empty() ? order.size() : tails.back(); i < order.size(); i = before[i])
            member[i] = true;
        return member;
    }

    void moveFew(std::vector<int> order, const std::vector<bool> &stays)
    {
        std::vector<int> movers;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (!stays[i])
                movers.push_back(order[i]);
        }
        std::sort(movers.begin(), movers.end());
        std::vector<bool> settled(stays);
        for (const int mover : movers) {
            const auto from =
                static_cast<std::size_t>(std::find(order.cbegin(), order.cend(), mover) - order.cbegin());
            // Behind the last settled row that belongs before it.
            std::size_t to = 0;
            for (std::size_t i = 0; i < order.size(); ++i) {
                if (settled[i] && order[i] < mover)
                    to = i + 1;
            }
            settled[from] = true;
            if (to == from || to == from + 1)
                continue;
            beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, static_cast<int>(to));
            shift(m_rows, from, to);
            shift(order, from, to);
            shift(settled, from, to);
            endMoveRows();
        }
    }

    template<class Row>
    static void shift(std::vector<Row> &rows, std::size_t from, std::size_t to)
    {
        const auto begin = rows.begin();
        const auto f = static_cast<std::ptrdiff_t>(from);
        const auto t = static_cast<std::ptrdiff_t>(to);
        if (from < to)
            std::rotate(begin + f, begin + f + 1, begin + t);
        else
            std::rotate(begin + t, begin + f, begin + f + 1);
    }

    void changeLayout(const std::vector<int> &order)
    {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        std::vector<std::size_t> sorted(order.size());
        std::iota(sorted.begin(), sorted.end(), std::size_t{0});
        std::sort(sorted.begin(), sorted.end(),
                  [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
        std::vector<int> newRow(order.size());
        std::vector<Key> rows;
        rows.reserve(order.size());
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            newRow[sorted[i]] = static_cast<int>(i);
            rows.push_back(std::move(m_rows[sorted[i]]));
        }
        m_rows = std::move(rows);
        const QModelIndexList old = persistentIndexList();
        QModelIndexList now;
        now.reserve(old.size());
        for (const QModelIndex &persistent : old)
            now.append(index(newRow[static_cast<std::size_t>(persistent.row())], persistent.column()));
        changePersistentIndexList(old, now);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    /// What is left of the old rows is in the target's order by now.
    void insertMissing(const std::vector<Key> &target)
    {
        std::size_t i = 0;
        while (i < target.size()) {
            if (i < m_rows.size() && m_rows[i] == target[i]) {
                ++i;
                continue;
            }
            auto end = i + 1;
            while (end < target.size() && !(i < m_rows.size() && m_rows[i] == target[end]))
                ++end;
            beginInsertRows({}, static_cast<int>(i), static_cast<int>(end - 1));
            m_rows.insert(at(i), target.cbegin() + static_cast<std::ptrdiff_t>(i),
                          target.cbegin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            i = end;
        }
    }

    typename std::vector<Key>::iterator at(std::size_t index)
    {
        return m_rows.begin() + static_cast<std::ptrdiff_t>(index);
    }

    std::vector<Key> m_rows;
};

} // namespace coffer::ui
