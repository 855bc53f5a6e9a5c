// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"

#include <deque>
#include <optional>

namespace coffer::market {

/// What a move is measured from: the lowest and the highest price of a time, and when they were (ms UTC).
struct MoveReference
{
    Decimal low, high;
    qint64 lowAt = 0, highAt = 0;

    friend bool operator==(const MoveReference &, const MoveReference &) = default;
};

/// The lowest and highest price of the last so many minutes. Prices are gathered in slots, so that it takes
/// the same little memory however many come; what it remembers may be older than its length by one slot.
class MoveWindow
{
public:
    /// Positive; in ms.
    explicit MoveWindow(qint64 lengthMs);
    /// Goes on from an earlier window; what of it is too old by then goes with the first price.
    MoveWindow(qint64 lengthMs, const MoveReference &earlier);

    /// Takes a price at a time (ms UTC). A time before the newest counts as the newest when it is a small
    /// step back; a longer one says that the clock was set, and all before is forgotten.
    void add(qint64 timeMs, const Decimal &price);
    /// What comes next is measured from the price that was last added.
    void startOver();

    qint64 lengthMs() const { return m_length; }
    /// How far the newest price is above the lowest, and below the highest, as fractions of those; 0 when it
    /// is the extreme itself. nullopt without a price.
    std::optional<Decimal> rise() const;
    std::optional<Decimal> fall() const;
    /// For a window that goes on from here; nullopt without a price.
    std::optional<MoveReference> reference() const;
    qsizetype slotCount() const { return static_cast<qsizetype>(m_slots.size()); }

private:
    struct Slot
    {
        qint64 start = 0; ///< ms UTC
        Decimal low, high;
    };

    qint64 m_length;
    qint64 m_slotLength;
    std::deque<Slot> m_slots; ///< oldest first
    qint64 m_newest = 0;
    Decimal m_last;
};

} // namespace coffer::market
