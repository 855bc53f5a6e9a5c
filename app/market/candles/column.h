// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace coffer::market {

/// A column of plain values that grows at both ends: at the back as candles close, in front as older ones are
/// read. Keeps at most about an eighth of its size as room, where a std::vector would keep as much again.
template<class T>
class Column
{
public:
    std::size_t size() const { return m_values.size() - m_head; }
    std::span<const T> view() const { return {m_values.data() + m_head, size()}; }
    T &operator[](std::size_t index) { return m_values[m_head + index]; }
    const T &operator[](std::size_t index) const { return m_values[m_head + index]; }

    void append(T value)
    {
        if (m_values.size() == m_values.capacity())
            reserve(1);
        m_values.push_back(value);
    }
    /// Room for so many more at the back.
    void reserve(std::size_t more)
    {
        const std::size_t needed = m_values.size() + more;
        if (needed > m_values.capacity())
            m_values.reserve(std::max(needed, m_values.size() + roomFor(m_values.size())));
    }
    /// The first count of them stay.
    void truncate(std::size_t count) { m_values.resize(m_head + count); }
    /// count values of 0 before the first one.
    void prepend(std::size_t count)
    {
        if (count > m_head) {
            const std::size_t room = count + roomFor(size() + count);
            std::vector<T> moved;
            moved.reserve(room + size() + roomFor(size()) / 2);
            moved.resize(room);
            moved.insert(moved.end(), m_values.begin() + offset(m_head), m_values.end());
            m_values = std::move(moved);
            m_head = room;
        }
        m_head -= count;
    }
    /// count values of 0 before the one at index.
    void insert(std::size_t index, std::size_t count)
    {
        reserve(count);
        m_values.insert(m_values.begin() + offset(m_head + index), count, T{});
    }
    void erase(std::size_t index, std::size_t count)
    {
        const auto first = m_values.begin() + offset(m_head + index);
        m_values.erase(first, first + offset(count));
    }

    /// Memory that it takes, room included.
    std::size_t bytes() const { return m_values.capacity() * sizeof(T); }

private:
    static std::size_t roomFor(std::size_t count) { return count / 8 + 64; }
    static std::ptrdiff_t offset(std::size_t value) { return static_cast<std::ptrdiff_t>(value); }

    std::vector<T> m_values; ///< room in front first
    std::size_t m_head = 0;  ///< where the values begin
};

} // namespace coffer::market
