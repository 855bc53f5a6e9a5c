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

} // namespace coffer::market
