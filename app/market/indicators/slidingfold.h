// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace coffer::market {

/// Combines the last N items of a stream in constant time without ever taking one out again, so that no
/// rounding is left behind by items that are gone, and greatest and least work as sums do (the block method
/// of van Herk, and of Gil and Werman). Every window is the end of one block of N items and the beginning of
/// the next.
///
/// Item needs `Item()` as the neutral one and `Item combined(const Item &later) const`. Items are counted
/// from 0; the last one can be put again, once the prefix() from before it is given back by setPrefix().
template<class Item>
class SlidingFold
{
public:
    explicit SlidingFold(std::size_t period) : m_period(period), m_items(period), m_suffixes(period + 1) {}

    const Item &prefix() const { return m_prefix; } ///< of the block that is being filled
    void setPrefix(const Item &prefix) { m_prefix = prefix; }

    /// Combines the item and the N - 1 before it, in their order; fewer while there are fewer.
    Item put(std::size_t index, const Item &item)
    {
        const std::size_t position = index % m_period;
        if (position == 0) {
            endBlock(index);
            m_prefix = Item();
        }
        m_items[position] = item;
        m_prefix = m_prefix.combined(item);
        return m_suffixes[position + 1].combined(m_prefix);
    }

private:
    // The first item of the old block is in no window any more: when the last item is put again, its place
    // may have been taken already.
    void endBlock(std::size_t index)
    {
        if (index == 0) {
            m_suffixes.assign(m_period + 1, Item());
            return;
        }
        for (std::size_t i = m_period; i-- > 1;)
            m_suffixes[i] = m_items[i].combined(m_suffixes[i + 1]);
    }

    std::size_t m_period;
    Item m_prefix;
    std::vector<Item> m_items;    ///< of this block up to its last item, then of the block before
    std::vector<Item> m_suffixes; ///< of the block before, from each of its items to its end
};

} // namespace coffer::market
