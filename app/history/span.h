// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

/// Which part of the past has been read, and which window comes next. Pure.
namespace coffer::history {

/// The widest window that one call covers (htx-api.md 5.3).
inline constexpr qint64 windowMs = 48 * 3600 * 1000LL;
/// How far back the walk goes: what the exchange still serves in practice (htx-api.md 5.3).
inline constexpr qint64 reachMs = 120 * 24 * 3600 * 1000LL;

/// A stretch of the past without holes, in ms UTC. head 0: nothing yet.
struct Span
{
    qint64 head = 0;   ///< its newest end
    qint64 tail = 0;   ///< its oldest end
    bool done = false; ///< nothing older than tail can be had

    friend bool operator==(const Span &, const Span &) = default;
};

/// A window to ask for. forward: it closes a gap at the head; else it goes on at the tail.
struct TimeWindow
{
    qint64 start = 0;
    qint64 end = 0;
    bool forward = false;

    friend bool operator==(const TimeWindow &, const TimeWindow &) = default;
};

/// The next window of a walk that must meet ref (the oldest end of what is read anyway on every refresh) and
/// then goes back to limit. Nullopt when nothing is left.
std::optional<TimeWindow> nextWindow(Span walked, qint64 ref, qint64 limit);

/// How many windows nextWindow() would still give.
int windowsLeft(Span walked, qint64 ref, qint64 limit);

/// The span after the window was read.
Span afterReading(const Span &walked, const TimeWindow &window);

/// The span when the exchange said that it no longer serves the window.
Span afterRefusal(const Span &walked, const TimeWindow &window);

} // namespace coffer::history
