// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/span.h"

#include <algorithm>

namespace coffer::history {

namespace {

int windowsBetween(qint64 from, qint64 to)
{
    return to > from ? static_cast<int>((to - from + windowMs - 1) / windowMs) : 0;
}

Span begun(const Span &walked, qint64 ref)
{
    return walked.head == 0 ? Span{ref, ref, walked.done} : walked;
}

} // namespace

std::optional<TimeWindow> nextWindow(Span walked, qint64 ref, qint64 limit)
{
    walked = begun(walked, ref);
    if (const qint64 from = std::max(walked.head, limit); from < ref)
        return TimeWindow{from, std::min(from + windowMs, ref), true};
    if (!walked.done && walked.tail > limit)
        return TimeWindow{std::max(walked.tail - windowMs, limit), walked.tail, false};
    return std::nullopt;
}

int windowsLeft(Span walked, qint64 ref, qint64 limit)
{
    walked = begun(walked, ref);
    const int forward = windowsBetween(std::max(walked.head, limit), ref);
    return forward + (walked.done ? 0 : windowsBetween(limit, walked.tail));
}

Span afterReading(const Span &walked, const TimeWindow &window)
{
    if (window.forward) {
        const bool hole = window.start > walked.head; // older than what can still be asked for
        return hole ? Span{window.end, window.start, true} : Span{window.end, walked.tail, walked.done};
    }
    return {walked.head == 0 ? window.end : walked.head, window.start, walked.done};
}

Span afterRefusal(const Span &walked, const TimeWindow &window)
{
    if (window.forward || walked.head == 0)
        return {window.end, window.end, true};
    return {walked.head, walked.tail, true};
}

} // namespace coffer::history
