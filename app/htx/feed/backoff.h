// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace coffer::htx::feed {

/// How long to wait before the next attempt: anything up to a bound that doubles with each failure (full
/// jitter), so that many clients don't come back in step.
class Backoff
{
public:
    using Milliseconds = std::chrono::milliseconds;

    Backoff(Milliseconds first, Milliseconds longest) : m_first(first), m_longest(longest), m_bound(first) {}

    Milliseconds next()
    {
        const Milliseconds delay(QRandomGenerator::global()->bounded(qint64{m_bound.count()} + 1));
        m_bound = std::min(m_bound * 2, m_longest);
        return delay;
    }
    void reset() { m_bound = m_first; }
    /// The longest that next() can say now.
    Milliseconds bound() const { return m_bound; }

private:
    Milliseconds m_first;
    Milliseconds m_longest;
    Milliseconds m_bound;
};

} // namespace coffer::htx::feed
