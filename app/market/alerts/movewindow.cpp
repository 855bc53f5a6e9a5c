// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/movewindow.h"

#include <algorithm>

namespace coffer::market {

namespace {

constexpr qint64 slotsEach = 120;
constexpr qint64 smallStepMs = 10'000; ///< a measured clock offset may change by as much

} // namespace

MoveWindow::MoveWindow(qint64 lengthMs)
    : m_length(std::max<qint64>(lengthMs, 1)), m_slotLength(std::max<qint64>(m_length / slotsEach, 1))
{
}

MoveWindow::MoveWindow(qint64 lengthMs, const MoveReference &earlier) : MoveWindow(lengthMs)
{
    const bool isLowFirst = earlier.lowAt <= earlier.highAt;
    m_slots.push_back({earlier.lowAt, earlier.low, earlier.low});
    m_slots.insert(isLowFirst ? m_slots.end() : m_slots.begin(),
                   {earlier.highAt, earlier.high, earlier.high});
    m_newest = m_slots.back().start;
    m_last = m_slots.back().low;
}

void MoveWindow::add(qint64 timeMs, const Decimal &price)
{
    if (price.sign() <= 0)
        return;
    if (timeMs < m_newest - smallStepMs)
        m_slots.clear();
    else
        timeMs = std::max(timeMs, m_newest);
    m_newest = timeMs;
    m_last = price;
    while (!m_slots.empty() && m_slots.front().start + m_slotLength <= timeMs - m_length)
        m_slots.pop_front();
    if (m_slots.empty() || timeMs >= m_slots.back().start + m_slotLength) {
        m_slots.push_back({timeMs - timeMs % m_slotLength, price, price});
        return;
    }
    Slot &slot = m_slots.back();
    slot.low = std::min(slot.low, price);
    slot.high = std::max(slot.high, price);
}

void MoveWindow::startOver()
{
    if (m_slots.empty())
        return;
    m_slots.clear();
    m_slots.push_back({m_newest - m_newest % m_slotLength, m_last, m_last});
}

std::optional<Decimal> MoveWindow::rise() const
{
    if (m_slots.empty())
        return std::nullopt;
    const Decimal low = std::ranges::min_element(m_slots, {}, &Slot::low)->low;
    return (m_last - low) / low;
}

std::optional<Decimal> MoveWindow::fall() const
{
    if (m_slots.empty())
        return std::nullopt;
    const Decimal high = std::ranges::max_element(m_slots, {}, &Slot::high)->high;
    return (high - m_last) / high;
}

/// Of equal prices the newest counts longest.
std::optional<MoveReference> MoveWindow::reference() const
{
    if (m_slots.empty())
        return std::nullopt;
    const auto low = std::min_element(m_slots.crbegin(), m_slots.crend(),
                                      [](const Slot &a, const Slot &b) { return a.low < b.low; });
    const auto high = std::max_element(m_slots.crbegin(), m_slots.crend(),
                                       [](const Slot &a, const Slot &b) { return a.high < b.high; });
    return MoveReference{low->low, high->high, low->start, high->start};
}

} // namespace coffer::market
