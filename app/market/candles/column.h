// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace coffer::market {

/// A column of plain values that grows at both ends: at the back as candles close, in front as older ones are
/// read. A small one moves when it grows, and keeps about an eighth of its size as room. A large one is put
/// once where there is room for all that may come, and never moves again: that room is only addresses, for
/// which a computer has no memory to give before something is written there.
template<class T>
class Column
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_default_constructible_v<T>);

public:
    /// From so many on it is large: some 0.1 ms to move.
    static constexpr std::size_t largeFrom = 32'768;

    /// most: values that may come; beyond them it moves, as a small one does.
    explicit Column(std::size_t most = 0) : m_most(most) {}
    Column(Column &&other) noexcept : Column(other.m_most) { swap(other); }
    Column &operator=(Column &&other) noexcept
    {
        Column(std::move(other)).swap(*this);
        return *this;
    }
    Column(const Column &) = delete;
    Column &operator=(const Column &) = delete;
    ~Column() = default;

    std::size_t size() const { return m_end - m_begin; }
    std::span<const T> view() const { return {m_values.get() + m_begin, size()}; }
    T &operator[](std::size_t index) { return m_values[m_begin + index]; }
    const T &operator[](std::size_t index) const { return m_values[m_begin + index]; }

    void append(T value)
    {
        reserve(1);
        m_values[m_end++] = value;
    }
    /// Room for so many more at the back.
    void reserve(std::size_t more)
    {
        if (m_end + more > m_capacity)
            move(size() + more, m_begin, more + roomFor(size()));
    }
    /// The first count of them stay.
    void truncate(std::size_t count)
    {
        m_usedTo = std::max(m_usedTo, m_end);
        m_end = m_begin + count;
    }
    /// count values of 0 before the first one.
    void prepend(std::size_t count)
    {
        if (count > m_begin)
            move(size() + count, count + roomFor(size() + count), roomFor(size()) / 2);
        m_begin -= count;
        std::fill_n(m_values.get() + m_begin, count, T{});
        m_usedFrom = std::min(m_usedFrom, m_begin);
    }
    /// count values of 0 before the one at index.
    void insert(std::size_t index, std::size_t count)
    {
        reserve(count);
        T *const place = m_values.get() + m_begin + index;
        std::move_backward(place, m_values.get() + m_end, m_values.get() + m_end + count);
        std::fill_n(place, count, T{});
        m_end += count;
    }

    /// Memory that it takes, room included; of a large one, where something was written.
    std::size_t bytes() const
    {
        const std::size_t used = std::max(m_usedTo, m_end) - m_usedFrom;
        return (m_isLarge ? used : m_capacity) * sizeof(T);
    }

private:
    static std::size_t roomFor(std::size_t count) { return count / 8 + 64; }

    /// To where so many values fit, with this much room for more.
    void move(std::size_t needed, std::size_t front, std::size_t back)
    {
        const bool isLarge = needed >= largeFrom && needed <= m_most;
        if (isLarge) {
            front = std::max(front, m_most - size());
            back = std::max(back, m_most / 16);
        }
        const std::size_t capacity = front + size() + back;
        std::unique_ptr<T[]> values(new T[capacity]); // not make_unique, which would write all of it
        std::copy_n(m_values.get() + m_begin, size(), values.get() + front);
        m_values = std::move(values);
        m_end = front + size();
        m_begin = front;
        m_capacity = capacity;
        m_usedFrom = m_begin;
        m_usedTo = m_end;
        m_isLarge = isLarge;
    }

    void swap(Column &other) noexcept
    {
        std::swap(m_most, other.m_most);
        std::swap(m_values, other.m_values);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_begin, other.m_begin);
        std::swap(m_end, other.m_end);
        std::swap(m_usedFrom, other.m_usedFrom);
        std::swap(m_usedTo, other.m_usedTo);
        std::swap(m_isLarge, other.m_isLarge);
    }

    std::size_t m_most;
    std::unique_ptr<T[]> m_values;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0, m_end = 0;       ///< of the values; the rest is room
    std::size_t m_usedFrom = 0, m_usedTo = 0; ///< where something was written, besides them
    bool m_isLarge = false;
};

} // namespace coffer::market
